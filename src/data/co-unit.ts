import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertCoUnits(db: Db, rows: NewRow<'co_unit'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('co_unit').values(rows).execute()
}

/** Only of a draft: once a task is issued its co-units stay on record. */
export async function deleteCoUnits(db: Db, ids: string[]): Promise<void> {
  if (ids.length > 0) await db.deleteFrom('co_unit').where('id', 'in', ids).execute()
}

/** Which of the co-units have written something about their part already, before their task was given back. */
export async function listCoUnitsWithWords(db: Db, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('task_update')
    .select('co_unit_id')
    .distinct()
    .where('co_unit_id', 'in', ids)
    .execute()
  return rows.map(row => row.co_unit_id as string)
}

/** False when the row was changed since it was read. */
export async function updateCoUnit(
  db: Db,
  before: Row<'co_unit'>,
  change: RowChange<'co_unit'>,
): Promise<boolean> {
  return updateVersioned(db, 'co_unit', before, change)
}
