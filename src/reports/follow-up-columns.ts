import type { ReportTask } from '../domain/report.ts'
import { formatDate } from '../i18n/format.ts'
import { type Translate, translate } from '../i18n/translate.ts'
import { type Cell, day, number, text } from './xlsx-cell.ts'

/** A column of the follow-up table, for the workbook and the CSV alike; its words are Vietnamese in every language. */
export interface FollowUpColumn {
  heading: string
  /** In characters. */
  width: number
  cell: (task: ReportTask, ordinal: number) => Cell
}

const t: Translate = translate('vi')

/** DOMAIN §9: the columns of the printed table, and what the screen and those who sort and count want besides. */
export const followUpColumns: readonly FollowUpColumn[] = [
  { heading: 'STT', width: 6, cell: (_, ordinal) => number(ordinal) },
  { heading: 'Số cuộc kiểm tra', width: 13, cell: task => text(task.inspectionNumber) },
  { heading: 'Kiến nghị số', width: 9, cell: task => number(task.recommendationOrdinal) },
  { heading: 'Nội dung kiến nghị', width: 46, cell: task => text(task.quote) },
  { heading: 'Mã nhiệm vụ', width: 11, cell: task => text(task.code) },
  { heading: 'Nhiệm vụ cụ thể', width: 40, cell: task => text(task.title) },
  { heading: 'Sản phẩm phải có', width: 30, cell: task => text(task.criterion) },
  { heading: 'Đơn vị chủ trì', width: 22, cell: task => text(task.leadUnit) },
  { heading: 'Đơn vị phối hợp', width: 22, cell: task => text(task.coUnits.join('; ')) },
  { heading: 'Văn bản giao', width: 17, cell: task => text(task.documentNo) },
  { heading: 'Ngày văn bản', width: 12, cell: task => day(task.documentOn) },
  { heading: 'Ngày giao', width: 12, cell: task => day(task.issuedOn) },
  { heading: 'Thời hạn ban đầu', width: 12, cell: task => day(task.originalDueOn) },
  { heading: 'Thời hạn', width: 12, cell: task => day(task.dueOn) },
  { heading: 'Số lần gia hạn', width: 8, cell: task => number(task.extensions.length) },
  { heading: 'Kết quả thực hiện', width: 40, cell: task => text(task.result) },
  { heading: 'Ngày cập nhật', width: 12, cell: task => day(task.resultOn) },
  { heading: 'Tiến độ (%)', width: 9, cell: task => number(task.percent) },
  { heading: 'Sản phẩm / minh chứng', width: 34, cell: task => text(evidenceWords(task)) },
  { heading: 'Ngày báo cáo', width: 12, cell: task => day(task.reportedOn) },
  { heading: 'Ngày hoàn thành', width: 12, cell: task => day(task.completedOn) },
  { heading: 'Tình trạng', width: 19, cell: task => text(classWords(task)) },
  { heading: 'Bước xử lý', width: 17, cell: task => text(t(`state.${task.state}`)) },
  { heading: 'Quá hạn (ngày làm việc)', width: 10, cell: task => number(task.daysLate) },
  { heading: 'Ghi chú (gia hạn, khó khăn)', width: 36, cell: task => text(noteWords(task)) },
]

const cycleWords = { met: 'Đã báo cáo', missed: 'Không báo cáo', running: 'Đang trong kỳ' } as const

/** The periods of standing duties, which are counted apart (DECISIONS 3). */
export const cycleColumns: readonly FollowUpColumn[] = [
  { heading: 'STT', width: 6, cell: (_, ordinal) => number(ordinal) },
  { heading: 'Số cuộc kiểm tra', width: 13, cell: task => text(task.inspectionNumber) },
  { heading: 'Kiến nghị số', width: 9, cell: task => number(task.recommendationOrdinal) },
  { heading: 'Mã nhiệm vụ', width: 11, cell: task => text(task.code) },
  { heading: 'Nhiệm vụ thường xuyên', width: 46, cell: task => text(task.title) },
  { heading: 'Đơn vị chủ trì', width: 26, cell: task => text(task.leadUnit) },
  { heading: 'Từ ngày', width: 12, cell: task => day(task.cycle?.from ?? null) },
  { heading: 'Đến ngày', width: 12, cell: task => day(task.cycle?.to ?? null) },
  { heading: 'Thời hạn báo cáo', width: 12, cell: task => day(task.dueOn) },
  { heading: 'Ngày báo cáo', width: 12, cell: task => day(task.reportedOn) },
  { heading: 'Tình trạng', width: 17, cell: task => text(task.cycle ? cycleWords[task.cycle.class] : '') },
  { heading: 'Kết quả thực hiện', width: 40, cell: task => text(task.result) },
  { heading: 'Sản phẩm / minh chứng', width: 34, cell: task => text(evidenceWords(task)) },
]

/** The official class, or what a task is counted apart as. */
export function classWords({ class: name, state, cycle }: ReportTask): string {
  if (cycle) return `Chu kỳ: ${cycleWords[cycle.class].toLowerCase()}`
  if (name === 'running_in_time') return 'Đang thực hiện, trong hạn'
  if (name === 'running_late') return 'Đang thực hiện, quá hạn'
  return name ? t(`class.${name}`) : t(`state.${state}`)
}

function evidenceWords({ evidence }: ReportTask): string {
  return evidence
    .map(({ kind, documentNo, documentOn, fileName, statement }) => {
      if (kind === 'file') return fileName
      if (kind === 'statement') return statement
      return documentOn ? `${documentNo} ngày ${formatDate(documentOn)}` : documentNo
    })
    .filter(Boolean)
    .join('\n')
}

function noteWords({ extensions, difficulty, dueSoon }: ReportTask): string {
  const granted = extensions.map(
    ({ oldDueOn, newDueOn }) => `Gia hạn từ ${formatDate(oldDueOn)} đến ${formatDate(newDueOn)}`,
  )
  return [dueSoon ? t('class.due_soon') : '', ...granted, difficulty && `Khó khăn: ${difficulty}`]
    .filter(Boolean)
    .join('\n')
}
