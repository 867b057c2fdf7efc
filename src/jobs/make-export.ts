import { buffer } from 'node:stream/consumers'
import { findActiveTemplate } from '../data/document-template.ts'
import type { ExportRow } from '../data/export.ts'
import { NotFound } from '../domain/errors.ts'
import type { ExportQuery } from '../domain/export.ts'
import {
  claimExport,
  type ExportFailure,
  failExport,
  findExportReader,
  finishExport,
  noteExportProgress,
  releaseExport,
} from '../domain/export-making.ts'
import type { FigureQuery, Figures } from '../domain/figures.ts'
import { findOccasion } from '../domain/occasion.ts'
import { eachReportTask, findReport, type ReportTask } from '../domain/report.ts'
import { fileNameOf, type ReportFormat, reportFormats } from '../reports/format.ts'
import type { JobParts } from './parts.ts'

/** How often the page hears how far it is, and a cancelled export is noticed. */
const noteMs = 400

/** The worker closes: the export goes back to the queue. */
class Stopping extends Error {}
/** Cancelled, or taken by another worker that thought this one dead. */
class OutOfHand extends Error {}

/** Makes one export that waits: reads its pages, writes its file, and lays it at the person's door. */
export async function makeExportJob(parts: JobParts, data: unknown, signal: AbortSignal): Promise<void> {
  const { id } = data as { id?: unknown }
  if (typeof id !== 'string' || parts.exporting.size > 0) return
  parts.exporting.add(id)
  try {
    const row = await claimExport(parts.database.writer, id, { worker: parts.worker, now: parts.now() })
    if (row) await make(parts, row, signal)
  } finally {
    parts.exporting.delete(id)
    parts.nudge()
  }
}

async function make(parts: JobParts, row: ExportRow, signal: AbortSignal): Promise<void> {
  const { writer } = parts.database
  try {
    await writeFile(parts, row, signal)
  } catch (error) {
    if (error instanceof OutOfHand) return
    if (error instanceof Stopping || signal.aborted) return releaseExport(writer, row)
    parts.log.error({ err: error, exportId: row.id }, 'an export could not be made')
    await failExport(writer, row, reasonOf(error))
  }
}

function reasonOf(error: unknown): ExportFailure {
  if (error instanceof NotFound) return 'rights'
  return (error as NodeJS.ErrnoException).code === 'ENOSPC' ? 'disk' : 'fault'
}

/** The same day and scope on the committee's page. */
function livingQuery({ asOf, today, inspectionId, unitId, theme, leaderId }: FigureQuery): URLSearchParams {
  const asked = {
    as_of: asOf ?? today,
    inspection: inspectionId,
    unit: unitId,
    theme,
    leader: leaderId,
  }
  return new URLSearchParams(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}

async function writeFile(parts: JobParts, row: ExportRow, signal: AbortSignal): Promise<void> {
  const { database, files, keys } = parts
  const format = formatOf(row)
  const reader = await findExportReader(
    database.reader,
    row,
    await findOccasion(database.reader, parts.now(), keys),
  )
  if (!reader) throw new NotFound()
  const query: FigureQuery = { ...(JSON.parse(row.query) as ExportQuery), today: row.asked_on }
  const report = await findReport(database.reader, reader, query)
  const watch = startWatch(parts, row, signal, countTasks(report.total))
  await watch.look()
  const source = {
    report,
    tasks: () => watch.pages(eachReportTask(database.reader, reader, query)),
    livingUrl: `${parts.publicUrl}/committee?${livingQuery(query)}`,
    template: format.id === 'docx' ? await findForm(parts, report.setting.organisation_id) : null,
  }
  const file = await files.make(out => format.write(source, out, watch.heard))
  try {
    const now = parts.now()
    const occasion = await findOccasion(database.reader, now, keys)
    const covers = report.inspections.map(inspection => inspection.id)
    const made = { fileId: file.id, fileName: fileNameOf(format, report.asOf), covers }
    const { size, sha256 } = file
    // A document shows the first of many tasks and tells of all of them.
    const rows = row.kind === 'follow_up' ? watch.rows() : countTasks(report.total)
    const moment = { occasion, now, compose: parts.composeExport }
    if (await finishExport(database.writer, row, { ...made, size, sha256, rows }, moment)) return
  } catch (error) {
    await files.remove(file.id)
    throw error
  }
  await files.remove(file.id)
}

/** The bytes of the office's own form of the report. */
async function findForm({ database, files }: JobParts, organisationId: string): Promise<Buffer | null> {
  const id = await findActiveTemplate(database.reader, organisationId, 'report')
  const stored = id ? await files.open(id) : undefined
  return stored ? buffer(stored.stream) : null
}

function formatOf({ format }: ExportRow): ReportFormat {
  const found = reportFormats.find(one => one.id === format)
  if (!found) throw new Error(`no format ${format}`)
  return found
}

/** As many rows as the table will have: the four classes, what is counted apart, and the cycles. */
function countTasks({ total, suspended, not_implemented, withdrawn, cycles }: Figures): number {
  return total + suspended + not_implemented + withdrawn + cycles.met + cycles.missed + cycles.running
}

function startWatch(parts: JobParts, row: ExportRow, signal: AbortSignal, total: number) {
  let seen = 0
  let written = 0
  let notedAt = 0
  const look = async () => {
    if (signal.aborted) throw new Stopping()
    if (performance.now() - notedAt < noteMs && notedAt > 0) return
    notedAt = performance.now()
    const progress = { rows_done: Math.min(written, total), rows_total: total }
    if (!(await noteExportProgress(parts.database.writer, row, progress))) throw new OutOfHand()
  }
  return {
    look,
    /** The pages of the report, each only as long as the export is in this worker's hand. */
    async *pages(pages: AsyncIterable<ReportTask[]>): AsyncGenerator<ReportTask[]> {
      seen = 0
      for await (const page of pages) {
        await look()
        seen += page.length
        yield page
      }
    },
    heard: (rows: number) => {
      written = rows
    },
    rows: () => seen,
  }
}
