import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertSubtask(db: Db, row: NewRow<'subtask'>): Promise<void> {
  await db.insertInto('subtask').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateSubtask(
  db: Db,
  before: Row<'subtask'>,
  change: RowChange<'subtask'>,
): Promise<boolean> {
  return updateVersioned(db, 'subtask', before, change)
}

/** What the lead unit gave on of a task, in order of giving. */
export async function listSubtasks(db: Db, taskId: string): Promise<Row<'subtask'>[]> {
  return db.selectFrom('subtask').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}

/** The same of many tasks. */
export async function listSubtasksOf(db: Db, taskIds: string[]): Promise<Row<'subtask'>[]> {
  return db.selectFrom('subtask').selectAll().where('task_id', 'in', taskIds).orderBy('id').execute()
}
