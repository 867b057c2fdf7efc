import type { Actor } from '../data/actor.ts'
import {
  type FigureFilter,
  type FigureInspection,
  type FigureUnit,
  listFigureInspections,
  listFigureUnits,
  listStatusCounts,
  type StatusCount,
} from '../data/figures.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { findReaderPolicy } from './policy.ts'
import { defaultTerms } from './policy-terms.ts'
import type { StatusClass, StatusTerms } from './task-status.ts'
import type { Calendar } from './working-days.ts'

export interface Rate {
  numerator: number
  denominator: number
}

/** Numbers of tasks: the four official classes, how many are due soon, and what is counted apart (DECISIONS 3). */
export interface Figures extends Record<StatusClass, number> {
  due_soon: number
  suspended: number
  not_implemented: number
  withdrawn: number
  done: number
  /** "Tổng số nhiệm vụ giao": the four classes together, without what is counted apart. */
  total: number
  rates: Rates
}

/** DOMAIN §4.2: what is done of what was given, on time of what is done, late of what fell due. */
export interface Rates {
  completion: Rate
  on_time: Rate
  late: Rate
}

export interface FiguresFound {
  total: Figures
  /** Units that lead tasks, those with most first. */
  units: { unit: FigureUnit; figures: Figures }[]
  /** Every inspection within reach, also those without tasks yet, the latest first. */
  inspections: { inspection: FigureInspection; figures: Figures }[]
}

/**
 * The figures as of today for what the person may see, from the summary alone; the class of open tasks is worked out
 * here from today's date, so that midnight makes nothing stale (DECISIONS 4).
 */
export async function findFigures(
  db: Db,
  actor: Actor,
  today: PlainDate,
  filter: FigureFilter = {},
): Promise<FiguresFound> {
  const calendar = await findCalendar(db)
  const { terms } = await findReaderPolicy(db, actor)
  const rows = await listStatusCounts(db, actor, filter)
  const fold = (part: StatusCount[]) => foldFigures(part, today, calendar, terms)
  const byUnit = Map.groupBy(rows, row => row.unit_id)
  const byInspection = Map.groupBy(rows, row => row.inspection_id)
  const units = await listFigureUnits(db, [...byUnit.keys()])
  const inspections = (await listFigureInspections(db, actor)).filter(
    ({ id }) => !filter.inspectionId || id === filter.inspectionId,
  )
  return {
    total: fold(rows),
    units: units.map(unit => ({ unit, figures: fold(byUnit.get(unit.id) ?? []) })).sort(largestFirst),
    inspections: inspections.map(inspection => ({
      inspection,
      figures: fold(byInspection.get(inspection.id) ?? []),
    })),
  }
}

type UnitFigures = FiguresFound['units'][number]

function largestFirst(a: UnitFigures, b: UnitFigures): number {
  return b.figures.total - a.figures.total || (a.unit.sort_key < b.unit.sort_key ? -1 : 1)
}

/** Adds up the summary's rows as they stand on `today`. */
export function foldFigures(
  rows: StatusCount[],
  today: PlainDate,
  calendar: Calendar,
  terms: StatusTerms = defaultTerms,
): Figures {
  const counts = {
    done_on_time: 0,
    done_late: 0,
    running_in_time: 0,
    running_late: 0,
    due_soon: 0,
    suspended: 0,
    not_implemented: 0,
    withdrawn: 0,
  }
  for (const row of rows) {
    const counted = countedAs(row, today)
    if (!counted) continue
    counts[counted] += row.count
    if (counted === 'running_in_time' && isDueSoon(row, today, calendar, terms)) counts.due_soon += row.count
  }
  const done = counts.done_on_time + counts.done_late
  const total = done + counts.running_in_time + counts.running_late
  return {
    ...counts,
    done,
    total,
    rates: {
      completion: { numerator: done, denominator: total },
      on_time: { numerator: counts.done_on_time, denominator: done },
      late: { numerator: counts.running_late, denominator: done + counts.running_late },
    },
  }
}

type Counted = StatusClass | 'suspended' | 'not_implemented' | 'withdrawn'

/** Twin of `statusClass` on the summary's grain; a property test holds the two equal. */
function countedAs(row: StatusCount, today: PlainDate): Counted | null {
  switch (row.state) {
    case 'verified':
      return row.timing === 'done_late' ? 'done_late' : 'done_on_time'
    case 'reported':
      return row.timing === 'late' ? 'running_late' : 'running_in_time'
    case 'issued':
    case 'in_progress':
    case 'returned':
      return row.due_on !== '' && row.due_on < today ? 'running_late' : 'running_in_time'
    case 'draft':
      return null
    default:
      return row.state
  }
}

/** A reported task waits for its verdict, not for its deadline. */
function isDueSoon(row: StatusCount, today: PlainDate, calendar: Calendar, terms: StatusTerms): boolean {
  return (
    row.state !== 'reported' &&
    row.due_on !== '' &&
    calendar.workingDaysBetween(today, row.due_on) <= terms.due_soon_days
  )
}
