import type { Db, NewRow, Row } from './schema.ts'

export async function insertMentions(db: Db, rows: NewRow<'mention'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('mention').values(rows).execute()
}

export async function findMention(db: Db, id: string): Promise<Row<'mention'> | undefined> {
  return db.selectFrom('mention').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listMentionsOf(db: Db, commentId: string): Promise<Row<'mention'>[]> {
  return db.selectFrom('mention').selectAll().where('comment_id', '=', commentId).orderBy('id').execute()
}

/** Settles the mention if it is still open; false when it is not. */
export async function settleMention(
  db: Db,
  id: string,
  change: { state: 'seen'; settled_at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('mention')
    .set(eb => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Who writes on a task has answered whatever named them on it. */
export async function answerMentions(db: Db, taskId: string, personId: string, at: string): Promise<void> {
  await db
    .updateTable('mention')
    .set(eb => ({ state: 'answered', settled_at: at, version: eb('version', '+', 1) }))
    .where('task_id', '=', taskId)
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .execute()
}
