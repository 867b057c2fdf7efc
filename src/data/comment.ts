import type { Actor } from './actor.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { taskScope } from './scope.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'
import { namedPosts, type PostName } from './task-place.ts'

export async function insertComment(db: Db, row: NewRow<'comment'>): Promise<void> {
  await db.insertInto('comment').values(row).execute()
  await writeSearchTexts(db, await searchTexts.comment(db, { ids: [row.id] }))
}

export async function findComment(db: Db, id: string): Promise<Row<'comment'> | undefined> {
  return db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What was said about a task besides the acts, oldest first. */
export async function listTaskComments(db: Db, taskId: string): Promise<Row<'comment'>[]> {
  return db.selectFrom('comment').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}

/** Whether the person sees the task at all, by the appointments they are given with. */
export async function findSeenTask(
  db: Db,
  actor: Actor,
  taskId: string,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('task')
    .select('id')
    .where('id', '=', taskId)
    .where(taskScope(actor))
    .executeTakeFirst()
}

/** Names of posts by id, sorted by given name. */
export async function listNamedPosts(db: Db, ids: string[]): Promise<PostName[]> {
  if (ids.length === 0) return []
  return namedPosts(db)
    .where('appointment.id', 'in', ids)
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .execute()
}
