import type { Db, NewRow, Row } from './schema.ts'

export async function findCommittee(db: Db, id: string): Promise<Row<'committee'> | undefined> {
  return db.selectFrom('committee').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertCommittee(db: Db, row: NewRow<'committee'>): Promise<void> {
  await db.insertInto('committee').values(row).execute()
}

export async function listCommittees(db: Db): Promise<Row<'committee'>[]> {
  return db.selectFrom('committee').selectAll().orderBy('level').orderBy('name').execute()
}
