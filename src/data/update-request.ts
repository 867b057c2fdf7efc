import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

/** False when another question on the task is open already: the unique index decides who was first. */
export async function insertUpdateRequest(db: Db, row: NewRow<'update_request'>): Promise<boolean> {
  const result = await db
    .insertInto('update_request')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when the row was changed since it was read. */
export async function updateUpdateRequest(
  db: Db,
  before: Row<'update_request'>,
  change: RowChange<'update_request'>,
): Promise<boolean> {
  return updateVersioned(db, 'update_request', before, change)
}

/** The open questions on the tasks, one a task at most. */
export async function listOpenRequestsOf(db: Db, taskIds: string[]): Promise<Row<'update_request'>[]> {
  return db
    .selectFrom('update_request')
    .selectAll()
    .where('task_id', 'in', taskIds)
    .where('state', '=', 'open')
    .execute()
}

/** Every question on the task, oldest first. */
export async function listUpdateRequests(db: Db, taskId: string): Promise<Row<'update_request'>[]> {
  return db.selectFrom('update_request').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
