import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { taskScope } from './scope.ts'

/** Obligations of which a new cycle begins on or before the day. */
export async function listObligationsToStart(db: Db, day: string): Promise<string[]> {
  const rows = await db
    .selectFrom('obligation')
    .select('id')
    .where('state', '=', 'open')
    .where('next_from_on', '<=', day)
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}

/**
 * Takes the period that begins on `from` for a cycle; false when another worker was first. The obligation's version
 * stays: an open form must not be refused because a cycle began.
 */
export async function takePeriod(
  db: Db,
  obligationId: string,
  from: string,
  nextFrom: string,
): Promise<boolean> {
  const result = await db
    .updateTable('obligation')
    .set({ next_from_on: nextFrom })
    .where('id', '=', obligationId)
    .where('state', '=', 'open')
    .where('next_from_on', '=', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The ordinal of the obligation's next cycle. */
export async function findNextCycleOrdinal(db: Db, obligationId: string): Promise<number> {
  const row = await db
    .selectFrom('obligation_cycle')
    .select(eb => eb.fn.max('ordinal').as('last'))
    .where('obligation_id', '=', obligationId)
    .executeTakeFirst()
  return toNumber(row?.last ?? 0) + 1
}

export async function insertObligationCycle(db: Db, row: NewRow<'obligation_cycle'>): Promise<void> {
  await db.insertInto('obligation_cycle').values(row).execute()
}

/** Marks the cycle as missed; false when it is already. */
export async function updateCycleMissed(db: Db, id: string, on: string): Promise<boolean> {
  const result = await db
    .updateTable('obligation_cycle')
    .set({ missed_on: on })
    .where('id', '=', id)
    .where('missed_on', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/**
 * The day of the first report that stands or was judged; one that was taken back does not count (PRODUCT §3 act 8).
 */
export const firstReportOn = sql<
  string | null
>`(select min(u.on_day) from task_update u where u.task_id = task.id
  and u.kind = 'report' and ((task.state in ('reported', 'verified') and u.round = task.round)
  or exists (select 1 from verdict v where v.task_id = u.task_id and v.round = u.round)))`

export interface CycleToJudge {
  id: string
  task_id: string
  organisation_id: string
  period_to: string
  due_on: string | null
  issued_on: string | null
  first_report_on: string | null
}

/** Cycles that ended before the day, are not closed and not yet missed. Those suspended wait until they are resumed. */
export async function listCyclesToJudge(db: Db, day: string): Promise<CycleToJudge[]> {
  return db
    .selectFrom('obligation_cycle')
    .innerJoin('task', 'task.id', 'obligation_cycle.task_id')
    .select(['obligation_cycle.id', 'obligation_cycle.task_id', 'obligation_cycle.period_to'])
    .select('obligation_cycle.organisation_id')
    .select(['task.due_on', 'task.issued_on', firstReportOn.as('first_report_on')])
    .where('obligation_cycle.missed_on', 'is', null)
    .where('obligation_cycle.period_to', '<', day)
    .where('task.state', 'in', ['issued', 'in_progress', 'returned', 'reported'])
    .orderBy('obligation_cycle.id')
    .execute()
}

export type CycleWithTask = Row<'obligation_cycle'> &
  Pick<
    Row<'task'>,
    'code' | 'title' | 'state' | 'due_on' | 'original_due_on' | 'reported_on' | 'completed_on' | 'percent'
  > & {
    first_report_on: string | null
  }

/** Cycles of the obligation with their tasks, the latest first; at most `limit`, before the one of that ordinal. */
export async function listCycles(
  db: Db,
  obligationId: string,
  limit: number,
  before?: number,
): Promise<CycleWithTask[]> {
  return db
    .selectFrom('obligation_cycle')
    .innerJoin('task', 'task.id', 'obligation_cycle.task_id')
    .selectAll('obligation_cycle')
    .select(['task.code', 'task.title', 'task.state', 'task.due_on', 'task.original_due_on'])
    .select(['task.reported_on', 'task.completed_on', 'task.percent', firstReportOn.as('first_report_on')])
    .where('obligation_cycle.obligation_id', '=', obligationId)
    .$if(before !== undefined, query => query.where('obligation_cycle.ordinal', '<', before as number))
    .orderBy('obligation_cycle.ordinal', 'desc')
    .limit(limit)
    .execute()
}

/** Ids of the obligation's tasks that are given out and not closed. */
export async function listOpenCycleTaskIds(db: Db, obligationId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('obligation_id', '=', obligationId)
    .where('closed_on', 'is', null)
    .where('state', '<>', 'draft')
    .orderBy('id')
    .execute()
  return rows.map(row => row.id)
}

/** Which of the tasks the person may open: an inspection team sees the cycles, not their tasks. */
export async function listTasksSeen(db: Db, actor: Actor, taskIds: readonly string[]): Promise<Set<string>> {
  if (taskIds.length === 0) return new Set()
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('id', 'in', taskIds)
    .where(taskScope(actor))
    .execute()
  return new Set(rows.map(row => row.id))
}
