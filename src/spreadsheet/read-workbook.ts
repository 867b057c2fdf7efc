import { FileRefused } from '../files/file-refused.ts'
import { runOnThread } from '../lib/thread.ts'

/** One sheet of a workbook: its rows from the first, each cell as text, '' where it is empty. */
export interface ReadSheet {
  name: string
  rows: string[][]
}

/** What the thread sends back: errors would lose their class on the way. */
export type ThreadAnswer =
  | { sheets: ReadSheet[] }
  | { refused: { key: string; values: Record<string, string | number> } }

/** RELIABILITY F4: a workbook within the limits of its directory needs a fraction of both. */
const limits = { heapMb: 192, growthMb: 300, ms: 15_000 }

let queue: Promise<unknown> = Promise.resolve()

/**
 * The sheets of an XLSX file that the file store has checked, read on another thread, one workbook at a time: several
 * at once would take memory that the machine may not have. Throws `FileRefused` with a sentence that says what to do.
 */
export async function readWorkbook(path: string): Promise<ReadSheet[]> {
  const turn = queue.then(() => readOne(path))
  queue = turn.catch(() => undefined)
  return turn
}

async function readOne(path: string): Promise<ReadSheet[]> {
  let answer: ThreadAnswer
  try {
    answer = await runOnThread<ThreadAnswer>(new URL('./workbook-thread.ts', import.meta.url), path, limits)
  } catch {
    // What the thread threw, or more than it may take: the file is to blame, and the person is told.
    throw new FileRefused('error.workbook.unreadable')
  }
  if ('refused' in answer) throw new FileRefused(answer.refused.key, answer.refused.values)
  return answer.sheets
}
