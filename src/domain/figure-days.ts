import type { Actor } from '../data/actor.ts'
import { listDeadlinesAhead } from '../data/deadline-ahead.ts'
import type { Db } from '../data/schema.ts'
import { listSnapshotDays, type SnapshotDayRow } from '../data/snapshot-day.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { type FigureQuery, findFigures, readFigureQuery } from './figures.ts'
import type { StatusClass } from './task-status.ts'

/** The four classes at the end of a day, and how many tasks of each lead unit were late. */
export interface FigureDayCounts extends Record<StatusClass, number> {
  day: PlainDate
  lateByUnit: Map<string, number>
}

/**
 * The figures of several days at once, in the order of the days, none after `query.asOf`. Days gone by come from the
 * nightly snapshots, which keep what `findFigures` says of those days; where the snapshots hold no such day, or the
 * scope is one that they cannot tell apart (a unit with its sub-units as the tree stood, a theme, a leader, a
 * recommendation), `findFigures` is asked day by day. A faster source for those would stand in `listSnapshotDays`.
 */
export async function findFigureDays(
  db: Db,
  actor: Actor,
  query: FigureQuery,
  days: readonly PlainDate[],
): Promise<FigureDayCounts[]> {
  const { today, inspectionId } = query
  const kept = isKept(query) ? await listSnapshotDays(db, actor, { days, inspectionId }) : []
  const byDay = Map.groupBy(kept, row => row.day)
  const found: FigureDayCounts[] = []
  for (const day of days) {
    const rows = day < today ? byDay.get(day) : undefined
    found.push(rows ? sumOf(day, rows) : await askedOf(db, actor, query, day))
  }
  return found
}

function isKept({ recommendationId, theme, unitId, leaderId }: FigureQuery): boolean {
  return !recommendationId && theme === undefined && !unitId && !leaderId
}

function sumOf(day: PlainDate, rows: readonly SnapshotDayRow[]): FigureDayCounts {
  const sum = (key: StatusClass) => rows.reduce((total, row) => total + row[key], 0)
  return {
    day,
    done_on_time: sum('done_on_time'),
    done_late: sum('done_late'),
    running_in_time: sum('running_in_time'),
    running_late: sum('running_late'),
    lateByUnit: new Map(rows.map(row => [row.unit_id, row.running_late])),
  }
}

async function askedOf(db: Db, actor: Actor, query: FigureQuery, day: PlainDate): Promise<FigureDayCounts> {
  const { total, units } = await findFigures(db, actor, { ...query, asOf: day })
  const { done_on_time, done_late, running_in_time, running_late } = total
  return {
    day,
    done_on_time,
    done_late,
    running_in_time,
    running_late,
    lateByUnit: new Map(units.map(({ unit, figures }) => [unit.id, figures.running_late])),
  }
}

/** The deadlines to come of what runs on `query.asOf`, each with how many tasks have it, in rising order. */
export async function findDeadlinesAhead(
  db: Db,
  actor: Actor,
  query: FigureQuery,
): Promise<{ day: PlainDate; count: number }[]> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  return scope ? listDeadlinesAhead(db, actor, { day, scope }) : []
}
