import type { Actor } from '../../data/actor.ts'
import { countAttention } from '../../data/attention.ts'
import {
  countImplemented,
  countRecommendations,
  type FigureInspection,
  listFigureInspections,
} from '../../data/figures.ts'
import { listCycleCounts, type UnitCycles } from '../../data/obligation-count.ts'
import { listDoneTasks, listInTimeTasks } from '../../data/pile.ts'
import type { Db } from '../../data/schema.ts'
import { listTrend, type TrendDay } from '../../data/trend.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { type FiguresFound, findFigures } from '../../domain/figures.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { statusDay } from '../../domain/status-day.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { AttentionFound } from './committee-attention.ts'
import { findAttention } from './committee-attention-found.ts'
import { trendDays } from './committee-trend.ts'

/** What the page shows of each; behind it stands the whole list. */
export const boardLimits = { late: 10, inspections: 20 }

export interface Board extends AttentionFound {
  today: string
  calendar: Calendar
  /** Everything that can be chosen, and what is. */
  inspections: FigureInspection[]
  chosen: FigureInspection | undefined
  found: FiguresFound
  recommendations: number
  implemented: number
  /** Cycles of obligations by unit, which are in none of the figures. */
  cycles: UnitCycles[]
  done: AttentionFound['late']
  inTime: AttentionFound['late']
  /** How many are late against their first deadline alone, shown or not. */
  lateOriginalCount: number
  /** The snapshots of the last months. */
  trend: TrendDay[]
}

/**
 * Everything the committee's page is made of, for the inspection chosen or for all the person may see.
 * @throws NotFound for an inspection that is not theirs, however its id was come by
 */
export async function findBoard(db: Db, actor: Actor, today: string, inspectionId?: string): Promise<Board> {
  const inspections = await listFigureInspections(db, actor)
  const chosen = inspections.find(({ id }) => id === inspectionId)
  if (inspectionId && !chosen) throw new NotFound()
  const calendar = await findCalendar(db)
  const policy = await findReaderPolicy(db, actor)
  const query = { day: statusDay(today, calendar, policy.terms), inspectionId, limit: boardLimits.late }
  return {
    today,
    calendar,
    inspections,
    chosen,
    found: await findFigures(db, actor, { today, inspectionId }),
    recommendations: await countRecommendations(db, actor, inspectionId),
    implemented: await countImplemented(db, actor, inspectionId),
    cycles: await listCycleCounts(db, actor, { inspectionId }),
    done: await listDoneTasks(db, actor, query),
    inTime: await listInTimeTasks(db, actor, query),
    ...(await findAttention(db, actor, query, policy)),
    lateOriginalCount: await countAttention(db, actor, 'late_original', { ...query, limit: 10_000 }),
    trend: await listTrend(db, actor, { fromOn: addDays(today, -trendDays), inspectionId }),
  }
}
