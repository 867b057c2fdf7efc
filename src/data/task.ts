import type { Actor } from './actor.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { taskScope } from './scope.ts'
import { listSubtasks } from './subtask.ts'
import { findOpenRequest } from './update-request.ts'

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
  const task = await db
    .selectFrom('task')
    .selectAll()
    .where('id', '=', id)
    .where(taskScope(actor))
    .executeTakeFirst()
  return task && withFacts(db, task)
}

/** The task with its facts whoever asks: for the system's own acts and the worker. */
export async function findTaskFacts(db: Db, id: string): Promise<TaskFacts | undefined> {
  const task = await db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirst()
  return task && withFacts(db, task)
}

async function withFacts(db: Db, task: Row<'task'>): Promise<TaskFacts> {
  const place = await db
    .selectFrom('unit')
    .innerJoin('inspection', join => join.on('inspection.id', '=', task.inspection_id))
    .innerJoin('recommendation', join => join.on('recommendation.id', '=', task.recommendation_id))
    .select(['unit.path as lead_unit_path', 'unit.name as lead_unit_name', 'inspection.committee_id'])
    .select([
      'recommendation.kind as recommendation_kind',
      'recommendation.outcome as recommendation_outcome',
    ])
    .where('unit.id', '=', task.lead_unit_id)
    .executeTakeFirstOrThrow()
  return {
    task,
    ...place,
    co_units: await listCoUnits(db, task.id),
    pending_extension: await findPending(db, 'extension', task.id),
    pending_non_implementation: await findPending(db, 'non_implementation', task.id),
    pending_suspension_request: await findPending(db, 'suspension_request', task.id),
    pending_refusal: await findPending(db, 'refusal', task.id),
    subtasks: await listSubtasks(db, task.id),
    open_request: await findOpenRequest(db, task.id),
  }
}

/** Co-units of a task with their place in the tree, in order of naming. */
export async function listCoUnits(db: Db, taskId: string): Promise<TaskFacts['co_units']> {
  return db
    .selectFrom('co_unit')
    .innerJoin('unit', 'unit.id', 'co_unit.unit_id')
    .selectAll('co_unit')
    .select(['unit.path as unit_path', 'unit.name as unit_name'])
    .where('co_unit.task_id', '=', taskId)
    .orderBy('co_unit.id')
    .execute()
}

async function findPending<T extends PendingTable>(
  db: Db,
  table: T,
  taskId: string,
): Promise<Pending<T> | undefined> {
  const row = await db
    .selectFrom(`${table as 'extension'} as asked`)
    .innerJoin('appointment', 'appointment.id', `asked.${requesterColumns[table] as 'asked_by'}`)
    .selectAll('asked')
    .select('appointment.person_id as requester_id')
    .where('asked.task_id', '=', taskId)
    .where('asked.state', '=', 'pending')
    .executeTakeFirst()
  return row as unknown as Pending<T> | undefined
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
