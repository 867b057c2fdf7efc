import type { Db, NewRow, Row } from './schema.ts'

export async function insertTaskText(db: Db, row: NewRow<'task_text'>): Promise<void> {
  await db.insertInto('task_text').values(row).execute()
}

/** What the task was called before its corrections, oldest first. */
export async function listTaskTexts(db: Db, taskId: string): Promise<Row<'task_text'>[]> {
  return db.selectFrom('task_text').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
