import type { ReportTask } from '../domain/report-task.ts'
import type { Cell, Column, DocumentTable } from './administrative.ts'
import { deadlineLines, noteLines, productLines, resultLines, statusWords } from './task-words.ts'

/** DOMAIN §9: the follow-up table, on A4 landscape. */
const stateColumns: readonly Column[] = [
  { label: 'STT', width: 5, align: 'center' },
  { label: 'Nội dung kiến nghị', width: 17 },
  { label: 'Nhiệm vụ cụ thể', width: 15 },
  { label: 'Đơn vị chủ trì', width: 11 },
  { label: 'Đơn vị phối hợp', width: 10 },
  { label: 'Thời hạn', width: 9.5, align: 'center' },
  { label: 'Kết quả thực hiện', width: 14 },
  { label: 'Sản phẩm / minh chứng', width: 14 },
  { label: 'Tình trạng', width: 9, align: 'center' },
  { label: 'Ghi chú', width: 12 },
]

/** DOMAIN §3.2: the Party's table of what is put right. */
const partyColumns: readonly Column[] = [
  { label: 'TT', width: 5, align: 'center' },
  { label: 'Hạn chế, khuyết điểm (nội dung kiến nghị)', width: 26 },
  { label: 'Giải pháp (nhiệm vụ, đơn vị thực hiện)', width: 28 },
  { label: 'Thời gian', width: 13, align: 'center' },
  { label: 'Kết quả, sản phẩm', width: 29 },
]

/** The table of the tasks, which stand by recommendation: a recommendation is written once, beside all of its tasks. */
export function followUpTable(tasks: readonly ReportTask[], sender: 'state' | 'party'): DocumentTable {
  const cellsOf = sender === 'party' ? partyCells : stateCells
  const columns = sender === 'party' ? partyColumns : stateColumns
  const groups = Map.groupBy(tasks, task => task.recommendationId)
  const several = new Set(tasks.map(task => task.inspectionId)).size > 1
  const rows = [...groups.values()].flatMap(group =>
    group.map((task, at) => {
      const quote = at === 0 ? { text: quoteOf(task, several), rows: group.length } : null
      return cellsOf(task, quote)
    }),
  )
  return { columns: [...columns], rows: rows.map((row, at) => [{ text: String(at + 1) }, ...row]) }
}

function quoteOf(task: ReportTask, several: boolean): string {
  const of = several ? ` (${task.inspectionNumber})` : ''
  return `Kiến nghị ${task.recommendationOrdinal}${of}: ${task.quote}`
}

function stateCells(task: ReportTask, quote: Cell | null): (Cell | null)[] {
  return [
    quote,
    { text: task.title },
    { text: task.leadUnit },
    lines(task.coUnits),
    lines(deadlineLines(task)),
    lines(resultLines(task)),
    lines(productLines(task)),
    { text: statusWords(task) },
    lines(noteLines(task)),
  ]
}

function partyCells(task: ReportTask, quote: Cell | null): (Cell | null)[] {
  const together = task.coUnits.length > 0 ? [`Phối hợp: ${task.coUnits.join(', ')}`] : []
  return [
    quote,
    lines([task.title, `Chủ trì: ${task.leadUnit}`, ...together]),
    lines(deadlineLines(task)),
    lines([
      ...resultLines(task),
      ...productLines(task),
      `Tình trạng: ${statusWords(task)}`,
      ...noteLines(task),
    ]),
  ]
}

function lines(texts: readonly string[]): Cell {
  return { text: texts.join('\n') }
}
