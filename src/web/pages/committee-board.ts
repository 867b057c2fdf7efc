import type { Actor } from '../../data/actor.ts'
import { sumRecommendations } from '../../data/figure-overview.ts'
import { countRecommendationsOn } from '../../data/recommendation-count.ts'
import type { Db } from '../../data/schema.ts'
import { listTrend, type TrendDay } from '../../data/trend.ts'
import { findCalendar } from '../../domain/calendar.ts'
import {
  type FigureQuery,
  type FigureRow,
  type FiguresFound,
  findFigures,
  findFiguresBy,
  findTotal,
} from '../../domain/figures.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { addDays, instantAt, type PlainDate } from '../../lib/plain-date.ts'
import { type BoardNow, findNow } from './committee-now.ts'
import { type CommitteeChoice, isPlainScope } from './committee-query.ts'
import { trendDays } from './committee-trend.ts'

export interface Board {
  asOf: PlainDate
  calendar: Calendar
  found: FiguresFound
  recommendations: number
  implemented: number
  /** What the table tells apart, those with most first. */
  rows: FigureRow[]
  units: FigureRow[]
  before: { day: PlainDate; total: FiguresFound['total']; rows: FigureRow[] } | null
  /** The snapshots of the months before the day; none where the scope is narrower than an inspection. */
  trend: TrendDay[]
  /** What needs attention today; null for a day gone by and for scopes that its lists cannot be narrowed to. */
  now: BoardNow | null
}

/** Everything the committee's page is made of, for the day and the scope chosen; both were checked before. */
export async function findBoard(db: Db, actor: Actor, choice: CommitteeChoice): Promise<Board> {
  const asOf = choice.asOf ?? choice.today
  const query = figureQuery(choice)
  const found = await findFigures(db, actor, query)
  const rows = await findFiguresBy(db, actor, query, choice.by)
  const inspectionId = choice.inspection || undefined
  const counted = await countOf(db, actor, choice, query)
  const plain = isPlainScope(choice)
  return {
    asOf,
    calendar: await findCalendar(db),
    found,
    recommendations: counted.all,
    implemented: counted.implemented,
    rows: rows.toSorted(largestFirst),
    units: choice.by === 'unit' ? rows : await findFiguresBy(db, actor, query, 'unit'),
    before: await beforeOf(db, actor, choice, query),
    trend: plain ? await listTrend(db, actor, { fromOn: addDays(asOf, -trendDays), inspectionId }) : [],
    now: asOf === choice.today && plain ? await findNow(db, actor, asOf, inspectionId) : null,
  }
}

export function figureQuery(choice: CommitteeChoice): FigureQuery {
  const { today, asOf, inspection, unit, theme, leader, recommendation } = choice
  return {
    today,
    asOf: asOf ?? today,
    inspectionId: inspection || undefined,
    unitId: unit || undefined,
    theme: theme || undefined,
    leaderId: leader || undefined,
    recommendationId: recommendation || undefined,
  }
}

async function beforeOf(db: Db, actor: Actor, choice: CommitteeChoice, query: FigureQuery) {
  const day = choice.compare
  if (!day) return null
  const earlier = { ...query, asOf: day }
  const total = await findTotal(db, actor, earlier)
  return { day, total, rows: await findFiguresBy(db, actor, earlier, choice.by) }
}

/** Units and leaders know the recommendations that tasks of theirs belong to; all else is counted with or without. */
async function countOf(db: Db, actor: Actor, choice: CommitteeChoice, query: FigureQuery) {
  const asOf = choice.asOf ?? choice.today
  if (choice.unit || choice.leader) {
    return { all: (await findFiguresBy(db, actor, query, 'recommendation')).length, implemented: 0 }
  }
  const { inspectionId, recommendationId, theme } = query
  if (asOf === choice.today && isPlainScope(choice)) {
    const { recommendations, implemented } = await sumRecommendations(db, actor, inspectionId)
    return { all: recommendations, implemented }
  }
  const until = instantAt(addDays(asOf, 1), '00:00')
  return countRecommendationsOn(db, actor, { day: asOf, until, inspectionId, recommendationId, theme })
}

function largestFirst(a: FigureRow, b: FigureRow): number {
  return b.figures.total - a.figures.total
}
