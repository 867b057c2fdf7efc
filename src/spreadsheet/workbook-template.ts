import type { SheetData } from 'write-excel-file/node'

/** The recommended table (DOMAIN §9). Its words are Vietnamese in every language, as those of official documents are. */
const columns = [
  { heading: 'STT', width: 7 },
  { heading: 'Nội dung kiến nghị', width: 48 },
  { heading: 'Nhiệm vụ cụ thể', width: 40 },
  { heading: 'Đơn vị chủ trì', width: 26 },
  { heading: 'Đơn vị phối hợp', width: 26 },
  { heading: 'Thời hạn', width: 13 },
  { heading: 'Kết quả thực hiện', width: 26 },
  { heading: 'Sản phẩm / minh chứng', width: 30 },
  { heading: 'Tình trạng', width: 16 },
  { heading: 'Ghi chú', width: 24 },
]
const guide = [
  'Mỗi hàng của bảng là một nhiệm vụ. Nhập từ hàng thứ hai; hàng ghi “Ví dụ” ở cột STT không được nhập.',
  'Nội dung kiến nghị: chép nguyên văn. Một kiến nghị có nhiều nhiệm vụ thì ghi ở hàng đầu, các hàng sau để trống (hoặc gộp ô).',
  'Nhiệm vụ cụ thể: để trống thì lấy nội dung kiến nghị.',
  'Đơn vị chủ trì: một đơn vị, ghi đúng tên hoặc tên viết tắt trong danh sách dưới đây.',
  'Đơn vị phối hợp: nhiều đơn vị thì cách nhau bằng dấu phẩy.',
  'Thời hạn: ngày/tháng/năm, ví dụ 31/12/2026. Kiến nghị thường xuyên thì ghi “Thường xuyên”. Để trống: chỉ ghi nhận kiến nghị, chưa lập nháp nhiệm vụ.',
  'Sản phẩm / minh chứng: kết quả phải nộp. Để trống thì lấy nội dung nhiệm vụ; sửa được trước khi giao.',
  'Kết quả thực hiện, Tình trạng, Ghi chú: để đối chiếu, không được nhập. Lịch sử chỉ ghi việc xảy ra từ ngày nhập; kết quả đã có thì báo cáo sau khi giao.',
  'Hàng chỉ có chữ số La Mã (I, II …) ở cột STT và một dòng chữ là tên nhóm kiến nghị.',
]

/** A workbook to fill in: the table with one example, and what each column takes with the names of the units. */
export async function makeTemplate(units: string[], exampleDueOn: string): Promise<Buffer> {
  const line = (text: string) => [{ value: inert(text), type: String, wrap: true }]
  const title = (text: string) => [{ value: text, type: String, fontWeight: 'bold' as const }]
  const help: SheetData = [
    title('Cách ghi bảng theo dõi kiến nghị'),
    ...guide.map(line),
    [],
    title('Tên các đơn vị'),
    ...units.map(line),
  ]
  // Loaded when a template is asked for: the web process does without it from day to day.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  return writeExcelFile([
    {
      data: table(exampleDueOn),
      sheet: 'Bảng theo dõi',
      columns,
      stickyRowsCount: 1,
      orientation: 'landscape',
    },
    { data: help, sheet: 'Hướng dẫn', columns: [{ width: 110 }] },
  ]).toBuffer()
}

function table(exampleDueOn: string): SheetData {
  const text = (value: string) => ({ value, type: String, wrap: true, alignVertical: 'top' as const })
  const heading = columns.map(column => ({
    ...text(column.heading),
    fontWeight: 'bold' as const,
    backgroundColor: '#E5EEEF',
  }))
  const due = { value: new Date(`${exampleDueOn}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' }
  const example = [
    text('Ví dụ'),
    text('Đề nghị Sở ban hành Quy chế phối hợp giữa chính quyền với Công đoàn.'),
    text('Dự thảo và trình ban hành Quy chế phối hợp'),
    text('Phòng Tổ chức cán bộ'),
    text('Văn phòng Sở, Công đoàn ngành'),
    { ...due, alignVertical: 'top' as const },
    text('Đã có dự thảo lần 1'),
    text('Quyết định ban hành kèm Quy chế'),
    text('Đang thực hiện'),
    text(''),
  ]
  return [heading, example]
}

/** A cell of text is no formula, but becomes one when the table is saved as CSV and opened again (RELIABILITY F6). */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}
