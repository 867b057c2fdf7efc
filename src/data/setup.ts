import type { Db, NewRow } from './schema.ts'

/** The office's row; false when there is one already, so that of two set-ups one wins. */
export async function insertOffice(db: Db, row: NewRow<'office'>): Promise<boolean> {
  const result = await db
    .insertInto('office')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function insertOfficeClock(db: Db, row: NewRow<'office_clock'>): Promise<void> {
  await db.insertInto('office_clock').values(row).execute()
}

export async function insertUnits(db: Db, rows: NewRow<'unit'>[]): Promise<void> {
  await db.insertInto('unit').values(rows).execute()
}

export async function insertPersons(db: Db, rows: NewRow<'person'>[]): Promise<void> {
  await db.insertInto('person').values(rows).execute()
}

export async function insertAppointments(db: Db, rows: NewRow<'appointment'>[]): Promise<void> {
  await db.insertInto('appointment').values(rows).execute()
}

export async function insertCommittee(db: Db, row: NewRow<'committee'>): Promise<void> {
  await db.insertInto('committee').values(row).execute()
}
