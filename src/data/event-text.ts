import type { Db, NewRow, Row } from './schema.ts'

export async function insertEventText(db: Db, row: NewRow<'event_text'>): Promise<void> {
  await db.insertInto('event_text').values(row).execute()
}

/** The reasons given with acts on the task, by event. */
export async function listEventTexts(db: Db, taskId: string): Promise<Row<'event_text'>[]> {
  return db.selectFrom('event_text').selectAll().where('task_id', '=', taskId).execute()
}
