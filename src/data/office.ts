import type { Db, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function findOffice(db: Db): Promise<Row<'office'> | undefined> {
  return db.selectFrom('office').selectAll().where('id', '=', 'office').executeTakeFirst()
}

export async function findOfficeClock(db: Db): Promise<Row<'office_clock'> | undefined> {
  return db.selectFrom('office_clock').selectAll().where('id', '=', 'clock').executeTakeFirst()
}

/** Changes the clock if it still has the version that was read; false when someone else was first. */
export async function updateOfficeClock(
  db: Db,
  version: number,
  change: RowChange<'office_clock'>,
): Promise<boolean> {
  const result = await db
    .updateTable('office_clock')
    .set({ ...change, version: version + 1 })
    .where('id', '=', 'clock')
    .where('version', '=', version)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** False when the office was changed since it was read. */
export async function updateOffice(
  db: Db,
  before: Row<'office'>,
  change: RowChange<'office'>,
): Promise<boolean> {
  return updateVersioned(db, 'office', before, change)
}
