import type { Actor } from '../../data/actor.ts'
import {
  countLateOriginalTasks,
  listDisputedTasks,
  listDoneTasks,
  listInTimeTasks,
  listLateOriginalTasks,
  listLateTasks,
  listProposedNonImplementations,
  listSecondExtensions,
} from '../../data/attention.ts'
import {
  countImplemented,
  countRecommendations,
  type FigureInspection,
  listFigureInspections,
} from '../../data/figures.ts'
import { countTaskReminders } from '../../data/ledger.ts'
import { listCycleCounts, listMissedTwice, type UnitCycles } from '../../data/obligation-count.ts'
import { listOpenParts } from '../../data/open-part.ts'
import type { Db } from '../../data/schema.ts'
import { listTrend, type TrendDay } from '../../data/trend.ts'
import { listUnitsWithoutHead } from '../../data/vacant-post.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { type FiguresFound, findFigures } from '../../domain/figures.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { statusDay } from '../../domain/status-day.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { AttentionFound } from './committee-attention.ts'
import { trendDays } from './committee-trend.ts'

/** What the page shows of each; behind it stands the whole list. */
export const boardLimits = { late: 10, lateOriginal: 5, waiting: 50, inspections: 20 }

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
  const waiting = { ...query, limit: boardLimits.waiting }
  const late = await listLateTasks(db, actor, query)
  return {
    today,
    calendar,
    inspections,
    chosen,
    found: await findFigures(db, actor, { today, inspectionId }),
    recommendations: await countRecommendations(db, actor, inspectionId),
    implemented: await countImplemented(db, actor, inspectionId),
    cycles: await listCycleCounts(db, actor, { inspectionId }),
    missedTwice: await listMissedTwice(db, actor, waiting),
    done: await listDoneTasks(db, actor, query),
    inTime: await listInTimeTasks(db, actor, query),
    late,
    openParts: await listOpenParts(
      db,
      late.map(task => task.id),
    ),
    listDays: policy.ladder.find('late_15')?.offset_days ?? null,
    reminded: await countTaskReminders(
      db,
      late.map(task => task.id),
    ),
    lateOriginal: await listLateOriginalTasks(db, actor, { ...query, limit: boardLimits.lateOriginal }),
    lateOriginalCount: await countLateOriginalTasks(db, actor, query),
    extensions: await listSecondExtensions(db, actor, waiting),
    proposals: await listProposedNonImplementations(db, actor, waiting),
    disputed: await listDisputedTasks(db, actor, waiting),
    trend: await listTrend(db, actor, { fromOn: addDays(today, -trendDays), inspectionId }),
    vacant: await listUnitsWithoutHead(db, actor, waiting),
  }
}
