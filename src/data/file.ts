import type { Db, NewRow, Row } from './schema.ts'

export async function findFile(db: Db, id: string): Promise<Row<'file'> | undefined> {
  return db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertFile(db: Db, row: NewRow<'file'>): Promise<void> {
  await db.insertInto('file').values(row).execute()
}
