import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertCoUnits(db: Db, rows: NewRow<'co_unit'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('co_unit').values(rows).execute()
}

/** Only of a draft: once a task is issued its co-units stay on record. */
export async function deleteCoUnits(db: Db, taskId: string): Promise<void> {
  await db.deleteFrom('co_unit').where('task_id', '=', taskId).execute()
}

/** False when the row was changed since it was read. */
export async function updateCoUnit(
  db: Db,
  before: Row<'co_unit'>,
  change: RowChange<'co_unit'>,
): Promise<boolean> {
  return updateVersioned(db, 'co_unit', before, change)
}
