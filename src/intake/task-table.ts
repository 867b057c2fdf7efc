import type { Block } from './read-blocks.ts'
import type { Span } from './split-sentences.ts'
import { plainWord } from './words.ts'

/** One row of a pasted table of tasks; the cells are stretches of the cleaned text. */
export interface TaskRow extends Span {
  what: Span
  lead: Span | null
  coordinating: Span | null
  due: Span | null
}

interface Columns {
  what: number
  lead: number
  coordinating: number
  due: number
  count: number
}

/** The rows below each table head that names a task and its holder or its time ("TT | Nội dung | Đơn vị chủ trì | Thời hạn"). */
export function taskRows(text: string, blocks: readonly Block[]): TaskRow[] {
  const rows: TaskRow[] = []
  let columns: Columns | null = null
  for (const block of blocks) {
    if (block.cells.length === 0) {
      columns = null
      continue
    }
    const head = columnsOf(text, block)
    if (head) columns = head
    else if (columns && block.cells.length >= columns.count - 1 && !block.tail)
      rows.push(rowOf(block, columns))
  }
  return rows
}

function columnsOf(text: string, block: Block): Columns | null {
  const names = block.cells.map(c => plainWord(text.slice(c.start, c.end)))
  if (names.some(n => n.length > 60)) return null
  const find = (shape: RegExp): number => names.findIndex(n => shape.test(n))
  const what = find(/nhiệm vụ|nội dung|kiến nghị|công việc/u)
  const lead = find(/chủ trì|thực hiện|đơn vị|phụ trách/u)
  const due = find(/thời hạn|thời gian|hạn|hoàn thành/u)
  if (what < 0 || (lead < 0 && due < 0)) return null
  return { what, lead: lead === what ? -1 : lead, coordinating: find(/phối hợp/u), due, count: names.length }
}

function rowOf(block: Block, columns: Columns): TaskRow {
  const cell = (i: number): Span | null =>
    i >= 0 && block.cells[i] && block.cells[i].end > block.cells[i].start ? block.cells[i] : null
  const what = cell(columns.what) ?? { start: block.start, end: block.end }
  return {
    start: what.start,
    end: block.end,
    what,
    lead: cell(columns.lead),
    coordinating: cell(columns.coordinating),
    due: cell(columns.due),
  }
}
