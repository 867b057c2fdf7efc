import type { Db, NewRow, Row } from './schema.ts'

export async function insertReopening(db: Db, row: NewRow<'reopening'>): Promise<void> {
  await db.insertInto('reopening').values(row).execute()
}

/** Every time the task was opened again, the first one first. */
export async function listReopenings(db: Db, taskId: string): Promise<Row<'reopening'>[]> {
  return db.selectFrom('reopening').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
