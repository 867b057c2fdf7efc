import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { type AttentionQuery, placesOf } from './attention.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures, type FigureFilter } from './figures.ts'
import { firstReportOn } from './obligation-cycle.ts'
import type { Db, Schema } from './schema.ts'
import { inspectionScope } from './scope.ts'

/**
 * `met`: reported in time; `missed`: "không báo cáo"; `running`: neither yet. Withdrawn cycles are none of them, but
 * for what was missed before: that stays told.
 */
export interface CycleCounts {
  met: number
  missed: number
  running: number
}

export type CycleClass = keyof CycleCounts

/** Which tasks are cycles of the class, as a condition on `task`. */
export function cycleCondition(cycleClass: CycleClass | 'all'): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  if (cycleClass === 'all') return eb('task.obligation_id', 'is not', null)
  const missed = eb.exists(
    eb
      .selectFrom('obligation_cycle')
      .select('obligation_cycle.id')
      .whereRef('obligation_cycle.task_id', '=', 'task.id')
      .where('obligation_cycle.missed_on', 'is not', null),
  )
  const ofObligation = eb('task.obligation_id', 'is not', null)
  if (cycleClass === 'missed') return eb.and([ofObligation, missed])
  const reported = eb(firstReportOn, 'is not', null)
  return eb.and([ofObligation, counted(), eb.not(missed), cycleClass === 'met' ? reported : eb.not(reported)])
}

function counted(): Expression<SqlBool> {
  return expressionBuilder<Schema, 'task'>()('task.state', 'not in', [
    'draft',
    'withdrawn',
    'not_implemented',
  ])
}

export type UnitCycles = CycleCounts & { unit_id: string; unit_name: string }

/** Cycles by lead unit within the person's reach as a reader of figures; counted apart from the four classes. */
export async function listCycleCounts(
  db: Db,
  actor: Actor,
  filter: FigureFilter = {},
): Promise<UnitCycles[]> {
  const rows = await db
    .selectFrom('task')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.lead_unit_id as unit_id', 'unit.name as unit_name'])
    .select(countsOf)
    .where('task.obligation_id', 'is not', null)
    .where(inspectionScope(asReaderOfFigures(actor)))
    .$if(Boolean(filter.inspectionId), query => query.where('inspection.id', '=', filter.inspectionId ?? ''))
    .$if(Boolean(filter.unitId), query => query.where('task.lead_unit_id', '=', filter.unitId ?? ''))
    .groupBy(['task.lead_unit_id', 'unit.name', 'unit.sort_key'])
    .orderBy('unit.sort_key')
    .execute()
  return rows.map(row => ({ ...row, ...numbersOf(row) }))
}

/** Cycles of each of the obligations. */
export async function countCyclesOf(
  db: Db,
  obligationIds: readonly string[],
): Promise<Map<string, CycleCounts>> {
  if (obligationIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('task')
    .select(eb => eb.ref('task.obligation_id').$notNull().as('id'))
    .select(countsOf)
    .where('task.obligation_id', 'in', obligationIds)
    .groupBy('task.obligation_id')
    .execute()
  return new Map(rows.map(({ id, ...counts }) => [id, numbersOf(counts)]))
}

function countsOf() {
  const all = expressionBuilder<Schema, 'task'>().fn.countAll()
  return [
    all.filterWhere(cycleCondition('met')).as('met'),
    all.filterWhere(cycleCondition('missed')).as('missed'),
    all.filterWhere(cycleCondition('running')).as('running'),
  ] as const
}

function numbersOf(counts: Record<CycleClass, string | number | bigint>): CycleCounts {
  return {
    met: toNumber(counts.met),
    missed: toNumber(counts.missed),
    running: toNumber(counts.running),
  }
}

const lastMet = sql<number>`(select coalesce(max(c.ordinal), 0) from obligation_cycle c
  join task on task.id = c.task_id where c.obligation_id = obligation.id and c.missed_on is null
  and task.state not in ('withdrawn', 'not_implemented') and ${firstReportOn} is not null)`

/**
 * How many of an obligation's last judged cycles in a row were missed. Cycles that are withdrawn or not yet judged
 * neither lengthen a row nor break it.
 */
export const missesInARow = sql<number>`(select count(*) from obligation_cycle c
  where c.obligation_id = obligation.id and c.missed_on is not null
  and c.ordinal > ${lastMet})`

export interface MissedTwice {
  id: string
  title: string
  lead_unit_name: string
  /** How many in a row, to the latest cycle that is over. */
  in_a_row: number
  last_missed_on: string
  subject_id: string
  sort_key: string
}

/**
 * Open obligations whose last two judged cycles or more were missed (PRODUCT §3: they go on the committee's list), the
 * longest row first.
 */
export async function listMissedTwice(db: Db, actor: Actor, query: AttentionQuery): Promise<MissedTwice[]> {
  const rows = await placesOf(db, actor, 'missed_twice', query)
    .innerJoin('obligation', 'obligation.id', 'attention.subject_id')
    .innerJoin('unit', 'unit.id', 'obligation.lead_unit_id')
    .select(['obligation.id', 'obligation.title', 'unit.name as lead_unit_name'])
    .select([missesInARow.as('in_a_row'), 'attention.from_on as last_missed_on'])
    .execute()
  return rows.map(row => ({ ...row, in_a_row: toNumber(row.in_a_row) }))
}
