import { once } from 'node:events'
import type { Writable } from 'node:stream'
import type { Report } from '../domain/report.ts'
import type { ReportTask } from '../domain/report-task.ts'
import { drawDocument } from './draw-document.ts'
import { mostRows, reportDocument } from './report-text.ts'

/** What a report's document is made from; a `ReportSource` with, for DOCX, the office's own form. */
export interface DocumentSource {
  report: Report
  tasks: () => AsyncIterable<ReportTask[]>
  /** The living record, for the QR code. */
  livingUrl: string
  /** The bytes of the active template of its kind. */
  template?: Uint8Array | null | undefined
}

/** Draws the report and writes it to `out`, which it ends; `progress` tells how many tasks were read. */
export async function writeDocument(
  as: 'docx' | 'pdf',
  source: DocumentSource,
  out: Writable,
  progress: (rows: number) => void,
): Promise<void> {
  const { report, livingUrl } = source
  const { tasks, isWhole } = await firstTasks(source, progress)
  const document = reportDocument({ report, tasks, isWhole, livingUrl })
  const template = as === 'docx' ? source.template : null
  const bytes = await drawDocument({ as, document, template })
  out.end(bytes)
  await once(out, 'finish')
}

/** At most `mostRows` tasks: a document is for reading, and what lies beyond stands in the spreadsheet. */
async function firstTasks(source: DocumentSource, progress: (rows: number) => void) {
  const tasks: ReportTask[] = []
  for await (const page of source.tasks()) {
    const room = mostRows - tasks.length
    tasks.push(...page.slice(0, room))
    progress(tasks.length)
    if (page.length > room) return { tasks, isWhole: false }
  }
  return { tasks, isWhole: true }
}
