import { type FigureMeasure, figureMeasures } from '../data/figure-condition.ts'
import { listThemes } from '../data/figure-label.ts'
import { type FigureCount, type FigureKey, listFigureCounts } from '../data/figures.ts'
import { listOrganisations } from '../data/policy.ts'
import type { Db } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { figureDayOf, findCalendarOn } from './figure-day.ts'
import { findPolicies, type Policies } from './policy.ts'
import type { Terms } from './policy-terms.ts'
import type { Replay, ReplayedPeriod, ReplayedUnit } from './replay.ts'
import { isStale, statusClass, taskTiming } from './task-status.ts'
import type { Calendar } from './working-days.ts'

const counted = ['issued', 'in_progress', 'returned', 'reported', 'verified']
const underWay = ['issued', 'in_progress', 'returned']

/** A task as it stood on the day by the events alone, with everything that figures are told apart by. */
export interface ReplayedCount {
  organisation_id: string
  keys: Record<FigureKey, string>
  /** Where the lead unit stood; '' where nothing tells. */
  unitPath: string
  measures: FigureMeasure[]
}

/**
 * Every task given out by the end of the day, classed one by one by the rules themselves and not by the SQL that counts
 * figures, from the events, the calendar and the policies (DECISIONS 2).
 */
export async function replayDay(db: Db, replay: Replay, day: PlainDate): Promise<ReplayedCount[]> {
  const calendar = await findCalendarOn(db, day)
  const policies = await findPolicies(db)
  const themes = await listThemes(db)
  const counts: ReplayedCount[] = []
  for (const { periods } of replay.tasks.values()) {
    const period = onDay(periods, day)
    if (!period || period.state === 'draft') continue
    const unit = onDay<ReplayedUnit>(replay.units.get(period.lead_unit_id) ?? [], day)
    counts.push({
      organisation_id: period.organisation_id,
      keys: {
        inspection_id: period.inspection_id,
        unit_id: period.lead_unit_id,
        recommendation_id: period.recommendation_id,
        theme: themes.get(period.recommendation_id) ?? '',
        leader_id: unit?.leader_appointment_id ?? 'head',
      },
      unitPath: unit?.path ?? '',
      measures: measuresOf(period, day, calendar, policies.on(period.organisation_id, day).terms),
    })
  }
  return counts
}

function onDay<T extends { from_on: string; to_on: string | null }>(
  periods: T[],
  day: PlainDate,
): T | undefined {
  return periods.find(period => period.from_on <= day && (period.to_on === null || period.to_on > day))
}

function measuresOf(task: ReplayedPeriod, day: PlainDate, calendar: Calendar, terms: Terms): FigureMeasure[] {
  if (task.obligation_id) return task.cycle ? [`cycle_${task.cycle}`] : []
  const judged = statusClass(task, day)
  const { state } = task
  const apart = state === 'suspended' || state === 'not_implemented' || state === 'withdrawn' ? [state] : []
  const measures: (FigureMeasure | null)[] = [
    judged,
    ...apart,
    taskTiming(task, day, calendar, terms).dueSoon ? 'due_soon' : null,
    lateOriginal(task, day),
    ...wordsOf(task, day, calendar, terms),
  ]
  return measures.filter(measure => measure !== null)
}

/** The same judged by the first deadline. */
function lateOriginal(task: ReplayedPeriod, day: PlainDate): FigureMeasure | null {
  const judged = statusClass({ ...task, due_on: task.original_due_on }, day)
  if (judged === 'done_late') return 'done_late_original'
  return judged === 'running_late' ? 'running_late_original' : null
}

function wordsOf(
  task: ReplayedPeriod,
  day: PlainDate,
  calendar: Calendar,
  terms: Terms,
): (FigureMeasure | null)[] {
  const isCounted = counted.includes(task.state)
  const until = task.issued_on && calendar.addWorkingDays(task.issued_on, terms.receipt_days)
  const due = isCounted && (task.receipt !== null || (until !== null && until < day))
  const waits = underWay.includes(task.state)
  return [
    due ? 'receipt_due' : null,
    isCounted && task.receipt === 'in_time' ? 'received_in_time' : null,
    waits ? 'under_way' : null,
    waits && !isStale(task, day, calendar, terms) ? 'fresh' : null,
  ]
}

/** Added up as rows of counts, in the order of their keys. */
export function addReplayed(counts: readonly ReplayedCount[], by: readonly FigureKey[]): FigureCount[] {
  const rows = new Map<string, FigureCount>()
  for (const { keys, measures } of counts) {
    const own = Object.fromEntries(by.map(key => [key, keys[key]]))
    const place = canonicalJson(own)
    const row = rows.get(place) ?? { ...zeros(), ...own }
    rows.set(place, row)
    for (const measure of measures) row[measure] += 1
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

function zeros(): Record<FigureMeasure, number> {
  return Object.fromEntries(figureMeasures.map(name => [name, 0])) as Record<FigureMeasure, number>
}

export interface FigureContradiction {
  organisationId: string
  day: PlainDate
}

const told = [
  'inspection_id',
  'unit_id',
  'recommendation_id',
  'theme',
  'leader_id',
] as const satisfies FigureKey[]

/** On which of the days the figures, told apart by everything, are others than the events alone give. */
export async function findFigureContradictions(
  db: Db,
  replay: Replay,
  days: readonly PlainDate[],
): Promise<FigureContradiction[]> {
  const found: FigureContradiction[] = []
  const policies: Policies = await findPolicies(db)
  for (const on of days) {
    const counts = await replayDay(db, replay, on)
    const day = figureDayOf(on, await findCalendarOn(db, on), policies)
    for (const { id } of await listOrganisations(db)) {
      const rows = await listFigureCounts(db, { organisationId: id }, { day, scope: {}, by: told })
      const replayed = addReplayed(
        counts.filter(one => one.organisation_id === id),
        told,
      )
      if (sorted(rows) !== sorted(replayed)) found.push({ organisationId: id, day: on })
    }
  }
  return found
}

function sorted(rows: FigureCount[]): string {
  return rows
    .map(row => canonicalJson(row))
    .sort()
    .join()
}
