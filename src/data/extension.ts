import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertExtension(db: Db, row: NewRow<'extension'>): Promise<void> {
  await db.insertInto('extension').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateExtension(
  db: Db,
  before: Row<'extension'>,
  change: RowChange<'extension'>,
): Promise<boolean> {
  return updateVersioned(db, 'extension', before, change)
}

export async function listExtensions(db: Db, taskId: string): Promise<Row<'extension'>[]> {
  return db.selectFrom('extension').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}

export async function countExtensions(db: Db, taskId: string): Promise<number> {
  const row = await db
    .selectFrom('extension')
    .select(eb => eb.fn.countAll().as('count'))
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}
