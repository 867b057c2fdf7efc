import type { Report, ReportRecommendation } from '../domain/report.ts'
import type { ReportTask } from '../domain/report-task.ts'
import { type Block, text } from './administrative.ts'
import { count, withoutStop } from './report-words.ts'
import { deadlineLines, evidenceWords, noteLines, resultLines, statusWords } from './task-words.ts'

/** Recommendations told one by one; beyond, only how many tasks are done stands beside the words. */
const mostTold = 60
/** Tasks that a recommendation's paragraph tells of; the annex has all. */
const mostTasks = 20

const outcomes = {
  implemented: 'đã thực hiện xong (Ban Chỉ đạo đã kết thúc)',
  not_implemented: 'không thực hiện (Ban Chỉ đạo đã quyết định)',
  superseded: 'đã được thay thế bằng kiến nghị khác',
} as const

/** "2.1. Kiến nghị 1: “…”" verbatim, with its tasks, results, evidence and how it stands. */
export function recommendationBlocks(
  report: Report,
  tasks: readonly ReportTask[],
  isWhole: boolean,
): Block[] {
  const byRecommendation = Map.groupBy(tasks, task => task.recommendationId)
  const several = report.inspections.length > 1
  const numbers = new Map(report.inspections.map(one => [one.id, one.number]))
  const shown = report.recommendations.slice(0, mostTold)
  const blocks = shown.flatMap((one, at): Block[] => {
    const of = several ? ` (${numbers.get(one.inspectionId) ?? ''})` : ''
    const head = `2.${at + 1}. Kiến nghị ${one.ordinal}${of}: `
    const own = isWhole ? (byRecommendation.get(one.id) ?? []) : []
    return [
      {
        kind: 'text',
        runs: [
          { text: head, bold: true },
          { text: `“${one.quote}”`, italic: true },
        ],
      },
      ...own.slice(0, mostTasks).flatMap(taskBlocks),
      ...(own.length > mostTasks ? [text('(Các nhiệm vụ còn lại tại Phụ lục.)')] : []),
      text(`- Tình trạng: ${standing(one)}.`),
    ]
  })
  if (report.recommendations.length <= shown.length) return blocks
  const left = report.recommendations.length - shown.length
  return [...blocks, text(`Còn ${count(left)} kiến nghị khác: xem Phụ lục và báo cáo dạng bảng tính (XLSX).`)]
}

function standing({ outcome, figures, kind }: ReportRecommendation): string {
  if (outcome) return outcomes[outcome]
  if (figures.total === 0) return kind === 'standing' ? 'thực hiện thường xuyên' : 'chưa giao nhiệm vụ'
  const late = figures.running_late > 0 ? `, quá hạn ${count(figures.running_late)}` : ''
  return `đang thực hiện, hoàn thành ${count(figures.done)}/${count(figures.total)} nhiệm vụ${late}`
}

function taskBlocks(task: ReportTask): Block[] {
  const together = task.coUnits.length > 0 ? `, phối hợp: ${task.coUnits.join(', ')}` : ''
  const facts = [
    ...lineOf('Kết quả', resultLines(task)),
    ...lineOf('Minh chứng', task.evidence.map(evidenceWords)),
    ...lineOf('Tình trạng', [statusWords(task)]),
    ...lineOf('Ghi chú', noteLines(task)),
  ]
  const due = deadlineLines(task).join(', ')
  return [
    text(
      `- Nhiệm vụ ${task.code}: ${withoutStop(task.title)}. Đơn vị chủ trì: ${task.leadUnit}${together}. Thời hạn: ${due}.`,
    ),
    ...facts.map(text),
  ]
}

function lineOf(label: string, facts: readonly string[]): string[] {
  const said = facts.filter(fact => fact.trim() !== '')
  return said.length === 0 ? [] : [`+ ${label}: ${said.map(withoutStop).join('; ')}.`]
}
