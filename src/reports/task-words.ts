import type { ReportEvidence, ReportTask } from '../domain/report-task.ts'
import { dateInTable } from './report-words.ts'

/** What documents say of one task, in lines; each line is a fact of its own. */

/** "Đang thực hiện, quá hạn 05 ngày làm việc". */
export function statusWords(task: ReportTask): string {
  if (task.state === 'suspended') return 'Tạm dừng'
  if (task.state === 'not_implemented') return 'Không thực hiện (đã được chấp thuận)'
  if (task.state === 'withdrawn') return 'Thu hồi'
  if (task.cycle) return cycleWords[task.cycle.class]
  return [classWords[task.class ?? 'running_in_time'], ...detailOf(task)].join(', ')
}

const classWords = {
  done_on_time: 'Hoàn thành đúng hạn',
  done_late: 'Hoàn thành quá hạn',
  running_in_time: 'Đang thực hiện trong hạn',
  running_late: 'Đang thực hiện quá hạn',
} as const

const cycleWords = {
  met: 'Thường xuyên: đã báo cáo kỳ này',
  missed: 'Thường xuyên: không báo cáo kỳ này',
  running: 'Thường xuyên: đang trong kỳ',
} as const

function detailOf({ state, class: judged, daysLate, dueSoon }: ReportTask): string[] {
  const waits = state === 'reported' ? ['chờ thẩm định'] : state === 'returned' ? ['yêu cầu bổ sung'] : []
  if (judged === 'running_late' && daysLate > 0) return [`${daysLate} ngày làm việc`, ...waits]
  if (judged === 'running_in_time' && dueSoon) return ['sắp đến hạn', ...waits]
  return state === 'issued' ? ['chưa tiếp nhận'] : waits
}

/** "28/12/2018" and, where it was moved, "hạn ban đầu 14/12/2018". */
export function deadlineLines(task: ReportTask): string[] {
  if (task.cycle) {
    const { from, to } = task.cycle
    return [`Thường xuyên, kỳ ${dateInTable(from)} - ${dateInTable(to)}`, ...dueLine(task)]
  }
  if (!task.dueOn) return ['Không ấn định thời hạn']
  const moved = task.originalDueOn !== null && task.originalDueOn !== task.dueOn
  return [dateInTable(task.dueOn), ...(moved ? [`hạn ban đầu ${dateInTable(task.originalDueOn ?? '')}`] : [])]
}

function dueLine({ dueOn }: ReportTask): string[] {
  return dueOn ? [`báo cáo trước ngày ${dateInTable(dueOn)}`] : []
}

/** "Quyết định 41/QĐ-SGDĐT ngày 10/12/2018", a file's name, or the words of a statement. */
export function evidenceWords(one: ReportEvidence): string {
  if (one.kind === 'statement') return one.statement
  const dated = one.documentOn ? ` ngày ${dateInTable(one.documentOn)}` : ''
  if (one.documentNo !== '') return `Văn bản số ${one.documentNo}${dated}`
  return one.fileName === '' ? one.statement : `Tệp ${one.fileName}`
}

/** The product that is asked for, then what shows that it is there. */
export function productLines({ criterion, evidence }: ReportTask): string[] {
  return [criterion, ...evidence.map(one => `- ${evidenceWords(one)}`)].filter(line => line.trim() !== '')
}

/** The unit's own words of what was done; how far it is where there are none. */
export function resultLines({ result, percent, class: judged, completedOn, state }: ReportTask): string[] {
  const done = judged === 'done_on_time' || judged === 'done_late'
  const ended = done && completedOn ? [`(hoàn thành ngày ${dateInTable(completedOn)})`] : []
  if (result !== '') return [result, ...ended]
  if (done) return ended
  if (percent > 0) return [`Tiến độ ${percent}%`]
  return state === 'issued' || state === 'in_progress' ? ['Chưa có báo cáo kết quả'] : []
}

/** Extensions and what stands in the way. */
export function noteLines({ extensions, difficulty }: ReportTask): string[] {
  const moved = extensions.map(
    (one, at) =>
      `Gia hạn lần ${at + 1}: từ ${dateInTable(one.oldDueOn)} đến ${dateInTable(one.newDueOn)} (cho phép ngày ${dateInTable(one.decidedOn)})`,
  )
  return [...moved, ...(difficulty === '' ? [] : [`Khó khăn: ${difficulty}`])]
}
