import type { Row } from '../../data/schema.ts'
import type { SheetTaskRow } from '../../data/unit-sheet.ts'
import { type SheetTask, sheetHeadings, sheetIdLabel } from '../../domain/unit-sheet-row.ts'
import { formatDate } from '../../i18n/format.ts'
import { translate } from '../../i18n/translate.ts'
import { makeUnitSheetFile } from '../../spreadsheet/unit-sheet.ts'

/** Words of the workbook: Vietnamese in every language, as those of official documents are. */
const headings = {
  inspection: 'Cuộc kiểm tra',
  code: 'Mã',
  quote: 'Nội dung kiến nghị',
  title: 'Nhiệm vụ',
  criterion: 'Sản phẩm, kết quả phải có',
  dueOn: 'Thời hạn',
  state: 'Tình trạng',
  now: 'Đã ghi (%)',
  ...sheetHeadings,
}

/** A name for the file that says whose it is and when it was made. */
export function sheetFileName(sheet: { unit_name: string; made_on: string }): string {
  return `Phiếu cập nhật ${sheet.unit_name} ${sheet.made_on.split('-').reverse().join('-')}.xlsx`
}

/** The sheet as a workbook: what stood there when it was made, with the tasks' words as they are now. */
export async function sheetWorkbook(
  sheet: Row<'unit_sheet'> & { unit_name: string },
  now: SheetTaskRow[],
  office: string,
): Promise<Buffer> {
  const t = translate('vi')
  const tasks = new Map(now.map(task => [task.id, task]))
  const rows = (JSON.parse(sheet.rows) as SheetTask[]).flatMap(handed => {
    const task = tasks.get(handed.id)
    if (!task) return []
    const { id, code, quote, title, criterion } = task
    return [
      {
        id,
        inspection: [task.inspection_number, formatDate(task.held_on)].filter(Boolean).join(', '),
        code,
        quote,
        title,
        criterion,
        dueOn: task.due_on ?? '',
        state: t(`state.${task.state}`),
        percent: handed.percent,
        blocker: handed.blocker,
      },
    ]
  })
  return makeUnitSheetFile({
    title: `Phiếu cập nhật tiến độ: ${sheet.unit_name}`,
    guide: [
      `${office} lập ngày ${formatDate(sheet.made_on)}. Chỉ ghi vào các ô nền vàng; nhiệm vụ không có gì mới thì để nguyên.`,
      'Mỗi nhiệm vụ có cập nhật cần ghi ở cột “Kết quả, tình hình thực hiện”. Lưu tệp và gửi lại; không đổi tên cột, không xóa hàng.',
      'Báo cáo hoàn thành kèm minh chứng thực hiện trên hệ thống hoặc bằng văn bản, không qua phiếu này.',
    ],
    sheetId: `${sheetIdLabel}: ${sheet.id}`,
    headings,
    rows,
  })
}
