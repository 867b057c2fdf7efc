import type { Db, NewRow, Row } from './schema.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'

export async function insertTaskUpdate(db: Db, row: NewRow<'task_update'>): Promise<void> {
  await db.insertInto('task_update').values(row).execute()
  await writeSearchTexts(db, await searchTexts.update(db, { ids: [row.id] }))
}

/** A draft is no record of what was said: the next draft or the report takes its place. */
export async function deleteDraftReports(db: Db, taskId: string): Promise<void> {
  await db.deleteFrom('task_update').where('task_id', '=', taskId).where('kind', '=', 'draft').execute()
}

export async function findDraftReport(db: Db, taskId: string): Promise<Row<'task_update'> | undefined> {
  return db
    .selectFrom('task_update')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('kind', '=', 'draft')
    .executeTakeFirst()
}

/** Everything the units said of a task, oldest first, drafts left out. */
export async function listTaskUpdates(db: Db, taskId: string): Promise<Row<'task_update'>[]> {
  return db
    .selectFrom('task_update')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('kind', '<>', 'draft')
    .orderBy('id')
    .execute()
}
