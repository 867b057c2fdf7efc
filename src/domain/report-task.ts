import type { Actor } from '../data/actor.ts'
import { listReportTasks, type ReportTaskRow } from '../data/report-task.ts'
import { findReportTaskWords, type ReportTaskWords } from '../data/report-words.ts'
import type { Db } from '../data/schema.ts'
import type { TaskState } from '../data/schema-task.ts'
import { findUnitNames, type UnitNames } from '../data/unit-name.ts'
import { addDays, instantAt, type PlainDate } from '../lib/plain-date.ts'
import { findCalendarOn } from './figure-day.ts'
import { type FigureQuery, readFigureQuery } from './figures.ts'
import { type StatusClass, taskTiming } from './task-status.ts'
import type { Calendar } from './working-days.ts'

/** A row of the follow-up table (DOMAIN §9) as it stood at the end of the day. */
export interface ReportTask {
  id: string
  /** "4.1"; unique within the inspection. */
  code: string
  inspectionId: string
  inspectionNumber: string
  recommendationId: string
  recommendationOrdinal: number
  /** The recommendation, verbatim. */
  quote: string
  title: string
  criterion: string
  leadUnitId: string
  leadUnit: string
  coUnits: string[]
  /** The document that gives it out. */
  documentNo: string
  documentOn: PlainDate | null
  issuedOn: PlainDate | null
  originalDueOn: PlainDate | null
  dueOn: PlainDate | null
  /** Granted by then, the first first. */
  extensions: { oldDueOn: PlainDate; newDueOn: PlainDate; decidedOn: PlainDate; reason: string }[]
  state: TaskState
  /** Null: suspended, not implemented or withdrawn, and cycles of standing duties. */
  class: StatusClass | null
  dueSoon: boolean
  /** Working days past the deadline; 0 when not late. */
  daysLate: number
  percent: number
  /** The unit's last report, else its last update. */
  result: string
  resultOn: PlainDate | null
  /** What stood in the way at its last word. */
  difficulty: string
  evidence: ReportEvidence[]
  reportedOn: PlainDate | null
  completedOn: PlainDate | null
  /** Where it is one period of a standing duty. */
  cycle: { from: PlainDate; to: PlainDate; class: 'met' | 'missed' | 'running' } | null
}

export interface ReportEvidence {
  kind: 'file' | 'document' | 'statement'
  documentNo: string
  documentOn: PlainDate | null
  fileName: string
  statement: string
}

const pageSize = 500

/** The instant from which on what is recorded belongs to the next day (DECISIONS 2). */
export function endOfDay(day: PlainDate): string {
  return instantAt(addDays(day, 1), '00:00')
}

/**
 * The tasks behind the report's figures and the cycles of standing duties, by recommendation and in the order of their making, in pages of at
 * most 500.
 * @throws Invalid as `findFigures` does
 */
export async function* eachReportTask(
  db: Db,
  actor: Actor,
  query: FigureQuery,
): AsyncGenerator<ReportTask[]> {
  const { day: figureDay, scope } = await readFigureQuery(db, actor, query)
  if (!scope) return
  const { day } = figureDay
  const calendar = await findCalendarOn(db, day)
  let last: ReportTaskRow | undefined
  for (;;) {
    const after = last && { recommendationId: last.recommendation_id, taskId: last.id }
    const rows = await listReportTasks(db, actor, { day: figureDay, scope, after, limit: pageSize })
    if (rows.length === 0) return
    const ids = rows.map(row => row.id)
    const words = await findReportTaskWords(db, ids, { day, until: endOfDay(day) })
    const coUnitIds = [...words.coUnits.values()].flat().map(part => part.unit_id)
    const names = await findUnitNames(db, [...coUnitIds, ...rows.map(row => row.lead_unit_id)])
    yield rows.map(row => reportTask(row, { day, words, names, calendar }))
    if (rows.length < pageSize) return
    last = rows.at(-1)
  }
}

interface Known {
  day: PlainDate
  words: ReportTaskWords
  names: UnitNames
  calendar: Calendar
}

function reportTask(row: ReportTaskRow, known: Known): ReportTask {
  const { day, words, names, calendar } = known
  const timing = taskTiming(row, day, calendar)
  const called = words.texts.get(row.id)?.[0] ?? row
  const isCycle = row.obligation_id !== null
  return {
    id: row.id,
    code: row.code,
    inspectionId: row.inspection_id,
    inspectionNumber: row.inspection_number,
    recommendationId: row.recommendation_id,
    recommendationOrdinal: row.recommendation_ordinal,
    quote: row.quote,
    title: called.title,
    criterion: called.criterion,
    leadUnitId: row.lead_unit_id,
    leadUnit: names(row.lead_unit_id, day)?.name ?? '',
    coUnits: (words.coUnits.get(row.id) ?? []).map(part => names(part.unit_id, day)?.name ?? ''),
    documentNo: row.document_no,
    documentOn: row.document_on,
    issuedOn: row.issued_on,
    originalDueOn: row.original_due_on,
    dueOn: row.due_on,
    extensions: extensionsOf(words, row.id),
    state: row.state,
    class: isCycle ? null : timing.class,
    dueSoon: row.due_soon === 1,
    percent: row.percent,
    daysLate: timing.late ? Math.max(0, -(timing.daysLeft ?? 0)) : 0,
    ...saidOf(words, row.id),
    evidence: evidenceOf(words, row.id),
    reportedOn: row.reported_on,
    completedOn: row.completed_on,
    cycle: cycleOf(row),
  }
}

function extensionsOf(words: ReportTaskWords, id: string): ReportTask['extensions'] {
  return (words.extensions.get(id) ?? []).map(one => ({
    oldDueOn: one.old_due_on,
    newDueOn: one.granted_due_on ?? '',
    decidedOn: one.decided_on ?? '',
    reason: one.reason,
  }))
}

function evidenceOf(words: ReportTaskWords, id: string): ReportEvidence[] {
  return (words.evidence.get(id) ?? []).map(one => ({
    kind: one.kind,
    documentNo: one.document_no,
    documentOn: one.document_on,
    fileName: one.file_name ?? '',
    statement: one.statement,
  }))
}

function saidOf(words: ReportTaskWords, id: string) {
  const updates = words.updates.get(id) ?? []
  const said = updates.findLast(one => one.kind === 'report') ?? updates.at(-1)
  const last = updates.at(-1)
  return {
    result: said?.text ?? '',
    resultOn: said?.on_day ?? null,
    difficulty: last?.blocker ?? '',
  }
}

function cycleOf({ period_from: from, period_to: to, cycle }: ReportTaskRow): ReportTask['cycle'] {
  return from && to ? { from, to, class: cycle ?? 'running' } : null
}
