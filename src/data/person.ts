import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function findPerson(db: Db, id: string): Promise<Row<'person'> | undefined> {
  return db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findPersonByEmail(db: Db, email: string): Promise<Row<'person'> | undefined> {
  return db.selectFrom('person').selectAll().where('email', '=', email).executeTakeFirst()
}

/** False when another person already has the address; nothing was written then. */
export async function insertPerson(db: Db, row: NewRow<'person'>): Promise<boolean> {
  const result = await db
    .insertInto('person')
    .values(row)
    .onConflict(conflict => conflict.column('email').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when the person was changed since it was read. */
export async function updatePerson(
  db: Db,
  before: Row<'person'>,
  change: RowChange<'person'>,
): Promise<boolean> {
  return updateVersioned(db, 'person', before, change)
}

/** Everybody, by given name, then family name (UX rule 8). */
export async function listPeople(db: Db): Promise<Row<'person'>[]> {
  return db.selectFrom('person').selectAll().orderBy('sort_key').orderBy('id').execute()
}
