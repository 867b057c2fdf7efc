import type { Actor } from './actor.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { taskScope } from './scope.ts'
import { listTaskFacts } from './task-facts.ts'

/** A task with what the rules need to know about it: its place in the tree, its co-units, what is pending on it. */
export interface TaskFacts {
  task: Row<'task'>
  lead_unit_path: string
  lead_unit_name: string
  committee_id: string | null
  recommendation_kind: 'once' | 'standing'
  /** Set once the committee has closed the recommendation. */
  recommendation_outcome: Row<'recommendation'>['outcome']
  co_units: (Row<'co_unit'> & { unit_path: string; unit_name: string })[]
  pending_extension: Pending<'extension'> | undefined
  pending_non_implementation: Pending<'non_implementation'> | undefined
  pending_suspension_request: Pending<'suspension_request'> | undefined
  pending_refusal: Pending<'refusal'> | undefined
  /** Work given on within the lead unit, in order of giving. */
  subtasks: Row<'subtask'>[]
  /** A leader's question that nobody has answered yet. */
  open_request: Row<'update_request'> | undefined
}

/** What waits for a decision, with the person who asked: by whatever post they would decide, it is not theirs. */
export type Pending<T extends PendingTable> = Row<T> & { requester_id: string }

export const requesterColumns = {
  extension: 'asked_by',
  non_implementation: 'proposed_by',
  suspension_request: 'asked_by',
  refusal: 'refused_by',
} as const
export type PendingTable = keyof typeof requesterColumns

/** The task with its facts, if the person may see it; what is not theirs is simply not found. */
export async function findTaskFor(db: Db, actor: Actor, id: string): Promise<TaskFacts | undefined> {
  const seen = await db
    .selectFrom('task')
    .select('id')
    .where('id', '=', id)
    .where(taskScope(actor))
    .executeTakeFirst()
  return seen && findTaskFacts(db, id)
}

/** The task with its facts whoever asks: for the system's own acts and the worker. */
export async function findTaskFacts(db: Db, id: string): Promise<TaskFacts | undefined> {
  const [facts] = await listTaskFacts(db, [id])
  return facts
}

export async function insertTask(db: Db, row: NewRow<'task'>): Promise<void> {
  await db.insertInto('task').values(row).execute()
}

export async function insertTasks(db: Db, rows: NewRow<'task'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('task').values(rows).execute()
}

/**
 * Writes the change if the task is still in the state and version that was read; false when someone else was first.
 * This is the line that wins the race of two people deciding at once.
 */
export async function updateTask(db: Db, before: Row<'task'>, change: RowChange<'task'>): Promise<boolean> {
  const result = await db
    .updateTable('task')
    .set({ ...change, version: before.version + 1 })
    .where('id', '=', before.id)
    .where('state', '=', before.state)
    .where('version', '=', before.version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** The next ordinal of a task within its recommendation. */
export async function findNextTaskOrdinal(db: Db, recommendationId: string): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select(eb => eb.fn.max('ordinal').as('last'))
    .where('recommendation_id', '=', recommendationId)
    .executeTakeFirst()
  return Number(row?.last ?? 0) + 1
}

export async function findTaskRow(db: Db, id: string): Promise<Row<'task'> | undefined> {
  return db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listTaskIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('task').select('id').orderBy('id').execute()
  return rows.map(row => row.id)
}
