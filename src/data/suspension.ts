import { chunksOf } from './chunk.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertSuspension(db: Db, row: NewRow<'suspension'>): Promise<void> {
  await db.insertInto('suspension').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateSuspension(
  db: Db,
  before: Row<'suspension'>,
  change: RowChange<'suspension'>,
): Promise<boolean> {
  return updateVersioned(db, 'suspension', before, change)
}

export async function listSuspensions(db: Db, taskId: string): Promise<Row<'suspension'>[]> {
  return db.selectFrom('suspension').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}

export async function findOpenSuspension(db: Db, taskId: string): Promise<Row<'suspension'> | undefined> {
  return db
    .selectFrom('suspension')
    .selectAll()
    .where('task_id', '=', taskId)
    .where('to_on', 'is', null)
    .executeTakeFirst()
}

/** Open suspensions whose review date has come. */
export async function listSuspensionsToReview(db: Db, today: string): Promise<Row<'suspension'>[]> {
  return db
    .selectFrom('suspension')
    .selectAll()
    .where('to_on', 'is', null)
    .where('review_on', '<=', today)
    .orderBy('id')
    .execute()
}

/** Suspensions of the tasks that have not ended. */
export async function listOpenSuspensions(db: Db, taskIds: string[]): Promise<Row<'suspension'>[]> {
  const rows: Row<'suspension'>[] = []
  for (const ids of chunksOf(taskIds)) {
    const query = db.selectFrom('suspension').selectAll()
    rows.push(...(await query.where('task_id', 'in', ids).where('to_on', 'is', null).execute()))
  }
  return rows
}
