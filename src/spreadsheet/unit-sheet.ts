import type { SheetData } from 'write-excel-file/node'

/** One task as the sheet shows it; dates are YYYY-MM-DD, '' where there is none. Every word is finished. */
export interface UnitSheetRow {
  id: string
  inspection: string
  code: string
  quote: string
  title: string
  criterion: string
  dueOn: string
  state: string
  percent: number
  blocker: string
}

export interface UnitSheetFile {
  title: string
  /** Sentences on what to do, one a row. */
  guide: string[]
  /** Finished, with the sheet's id behind the label by which it is found again. */
  sheetId: string
  headings: {
    inspection: string
    code: string
    quote: string
    title: string
    criterion: string
    dueOn: string
    state: string
    now: string
    percent: string
    text: string
    blocker: string
    taskId: string
  }
  rows: UnitSheetRow[]
}

const widths = [14, 7, 32, 28, 24, 12, 15, 10, 12, 44, 28, 4]
/** The ground of cells to write in: by it the styles that are not locked are told apart. */
const writable = '#FFF7DC'
const heading = '#E5EEEF'

/**
 * A workbook for a unit that does not sign in: its tasks, locked, and beside each the cells to write in. The sheet is
 * protected without a password, so that nothing is changed by mistake; what matters is checked when it comes back.
 */
export async function makeUnitSheetFile(file: UnitSheetFile): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const above = [file.title, ...file.guide, file.sheetId]
  const first = above.length + 2
  const last = first + file.rows.length - 1
  const data: SheetData = [
    ...above.map((text, index) => [{ value: text, type: String, ...(index === 0 ? bold : {}) }]),
    Object.values(file.headings).map(words => ({ ...text(words), ...bold, backgroundColor: heading })),
    ...file.rows.map(rowOf),
  ]
  const columns = widths.map(width => ({ width }))
  return writeExcelFile(
    [{ data, sheet: 'Phiếu cập nhật', columns, orientation: 'landscape', stickyRowsCount: above.length + 1 }],
    { features: [protection(first, last)] },
  ).toBuffer()
}

const bold = { fontWeight: 'bold' as const }

function text(value: string) {
  return { value, type: String, wrap: true, alignVertical: 'top' as const, ...border }
}

const border = { borderStyle: 'thin' as const, borderColor: '#B9C4C6' }

function rowOf(row: UnitSheetRow) {
  const top = { alignVertical: 'top' as const, ...border }
  const input = { backgroundColor: writable }
  return [
    text(row.inspection),
    text(row.code),
    text(row.quote),
    text(row.title),
    text(row.criterion),
    row.dueOn
      ? { value: new Date(`${row.dueOn}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy', ...top }
      : text(''),
    text(row.state),
    { value: row.percent, type: Number, ...top },
    { value: row.percent, type: Number, ...top, ...input },
    { ...text(''), ...input },
    { ...text(row.blocker), ...input },
    text(row.id),
  ]
}

/** Locks the sheet but for the cells to write in, holds percents to 0–100, and hides the column of ids. */
function protection(first: number, last: number) {
  const rules = `<sheetProtection sheet="1" objects="1" scenarios="1" formatColumns="0" formatRows="0"/>`
  const percents =
    '<dataValidations count="1"><dataValidation type="whole" allowBlank="1" showErrorMessage="1" ' +
    'errorTitle="Tiến độ" error="Nhập số nguyên từ 0 đến 100." ' +
    `sqref="I${first}:I${last}"><formula1>0</formula1><formula2>100</formula2></dataValidation></dataValidations>`
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml: string) =>
            fitToWidth(hideLastColumn(xml)).replace('</sheetData>', `</sheetData>${rules}${percents}`),
        },
        'xl/styles.xml': { transform: unlock },
      },
    },
  }
}

/** Printed, the columns go on one page side by side and the rows on as many as they need. */
function fitToWidth(xml: string): string {
  return xml
    .replace('<sheetViews>', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>')
    .replace('<pageSetup ', '<pageSetup fitToWidth="1" fitToHeight="0" ')
}

function hideLastColumn(xml: string): string {
  const at = widths.length
  return xml.replace(new RegExp(`<col ([^>]*min="${at}"[^>]*?)/>`), '<col $1 hidden="1"/>')
}

/** Cells of the writable ground are the only ones that are not locked. */
function unlock(xml: string): string {
  const fills = [...xml.matchAll(/<fill>.*?<\/fill>/gs)].map(([fill]) => fill)
  const ground = fills.findIndex(fill => fill.includes(writable.slice(1)))
  return xml.replace(/<cellXfs.*<\/cellXfs>/s, all =>
    all.replace(/<xf ([^>]*?)(\/>|>(.*?)<\/xf>)/gs, (whole, attributes: string, _end, inside = '') =>
      attributes.includes(`fillId="${ground}"`)
        ? `<xf ${attributes} applyProtection="1">${inside}<protection locked="0"/></xf>`
        : whole,
    ),
  )
}
