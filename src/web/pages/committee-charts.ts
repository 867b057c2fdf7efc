import type { Actor } from '../../data/actor.ts'
import { type FigureUnit, listFigureUnits } from '../../data/figure-label.ts'
import type { Db } from '../../data/schema.ts'
import { type FigureDayCounts, findDeadlinesAhead, findFigureDays } from '../../domain/figure-days.ts'
import { addDays, type PlainDate } from '../../lib/plain-date.ts'
import { chartDays, endOfWeek, lastWeeks } from '../../reports/chart-days.ts'
import { figureQuery } from './committee-board.ts'
import type { CommitteeChoice } from './committee-query.ts'

/** How far the pictures look back, in weeks, and how far ahead. */
const weeksBack = 12
const weeksAhead = 26

export interface ChartsFound {
  asOf: PlainDate
  /** In rising order; the last is the day asked for. */
  days: FigureDayCounts[]
  /** The ends of the last weeks, in rising order. */
  weeks: FigureDayCounts[]
  /** Units of which a task was late at the end of one of the weeks. */
  units: FigureUnit[]
  /** Deadlines to come by the ends of their weeks, and how many lie further ahead than the picture reaches. */
  due: { day: PlainDate; count: number }[]
  later: number
}

/** What the pictures are drawn from; `first`: before it nothing was recorded. */
export async function findCharts(
  db: Db,
  actor: Actor,
  choice: CommitteeChoice,
  first: PlainDate | null,
): Promise<ChartsFound> {
  const asOf = choice.asOf ?? choice.today
  const from = latest(addDays(asOf, -7 * weeksBack), first ?? asOf)
  const days = chartDays(from, asOf)
  const weeks = lastWeeks(asOf, weeksBack).filter(day => day >= from)
  const asked = [...new Set([...days, ...weeks])].sort()
  const query = figureQuery(choice)
  const found = new Map((await findFigureDays(db, actor, query, asked)).map(one => [one.day, one]))
  const pick = (wanted: PlainDate[]) => wanted.flatMap(day => found.get(day) ?? [])
  const late = pick(weeks).flatMap(({ lateByUnit }) =>
    [...lateByUnit].flatMap(([id, count]) => (count > 0 ? id : [])),
  )
  return {
    asOf,
    days: pick(days),
    weeks: pick(weeks),
    units: await listFigureUnits(db, [...new Set(late)], asOf),
    ...byWeek(await findDeadlinesAhead(db, actor, query), addDays(asOf, 7 * weeksAhead)),
  }
}

function byWeek(
  due: { day: PlainDate; count: number }[],
  horizon: PlainDate,
): Pick<ChartsFound, 'due' | 'later'> {
  const weeks = new Map<PlainDate, number>()
  let later = 0
  for (const { day, count } of due) {
    const end = endOfWeek(day)
    if (end > horizon) later += count
    else weeks.set(end, (weeks.get(end) ?? 0) + count)
  }
  return { due: [...weeks].map(([day, count]) => ({ day, count })), later }
}

function latest(a: PlainDate, b: PlainDate): PlainDate {
  return a > b ? a : b
}
