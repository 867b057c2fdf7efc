import type { Db, Row } from './schema.ts'

export async function findUnit(db: Db, id: string): Promise<Row<'unit'> | undefined> {
  return db.selectFrom('unit').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Which of the ids are no unit of ours. */
export async function findUnitsMissing(db: Db, ids: string[]): Promise<Set<string>> {
  const missing = new Set(ids)
  if (ids.length === 0) return missing
  const rows = await db.selectFrom('unit').select('id').where('id', 'in', ids).execute()
  for (const row of rows) missing.delete(row.id)
  return missing
}
