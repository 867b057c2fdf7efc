import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertRefusal(db: Db, row: NewRow<'refusal'>): Promise<void> {
  await db.insertInto('refusal').values(row).execute()
}

/** False when the row was changed since it was read. */
export async function updateRefusal(
  db: Db,
  before: Row<'refusal'>,
  change: RowChange<'refusal'>,
): Promise<boolean> {
  return updateVersioned(db, 'refusal', before, change)
}

export async function listRefusals(db: Db, taskId: string): Promise<Row<'refusal'>[]> {
  return db.selectFrom('refusal').selectAll().where('task_id', '=', taskId).orderBy('id').execute()
}
