import writeExcelFile, { type Cell, type SheetData } from 'write-excel-file/node'
import { makeZip, type ZipEntry } from './zip.ts'

/** The columns of DOMAIN §9. */
export const headings = [
  'STT',
  'Nội dung kiến nghị',
  'Nhiệm vụ cụ thể',
  'Đơn vị chủ trì',
  'Đơn vị phối hợp',
  'Thời hạn',
  'Kết quả thực hiện',
  'Sản phẩm / minh chứng',
  'Tình trạng',
  'Ghi chú',
]

/** A cell that Excel shows as a date. */
export function dateCell(day: string): Cell {
  return { value: new Date(`${day}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
}

/** An XLSX file of one sheet, or of several by name. */
export async function makeWorkbook(sheets: SheetData | Record<string, SheetData>): Promise<Buffer> {
  const named = Array.isArray(sheets) ? { 'Bảng theo dõi': sheets } : sheets
  const all = Object.entries(named).map(([sheet, data]) => ({ sheet, data, columns: [] }))
  return writeExcelFile(all).toBuffer()
}

const main = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The least workbook around the XML of its one sheet, made by hand so that it can lie. */
export function makeRawWorkbook(sheet: string, more: ZipEntry[] = [], lies: Partial<ZipEntry> = {}): Buffer {
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types><Override PartName="/xl/workbook.xml" ContentType="${main}.sheet.main+xml"/></Types>`,
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  }
  return makeZip([
    ...Object.entries(parts).map(([name, content]) => ({ name, content, deflate: true })),
    { name: 'xl/worksheets/sheet1.xml', content: sheet, deflate: true, ...lies },
    ...more,
  ])
}

/** The XML of a sheet with these cells, by address. */
export function sheetXml(rows: string): string {
  return `<worksheet><sheetData>${rows}</sheetData></worksheet>`
}

export function textRow(row: number, ...cells: string[]): string {
  const inner = cells.map(
    (text, index) =>
      `<c r="${String.fromCharCode(65 + index)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`,
  )
  return `<row r="${row}">${inner.join('')}</row>`
}
