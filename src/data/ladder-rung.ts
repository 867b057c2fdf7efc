import type { Db, NewRow, Row } from './schema.ts'

export async function listLadderRungs(db: Db): Promise<Row<'ladder_rung'>[]> {
  return db.selectFrom('ladder_rung').selectAll().orderBy('rung').execute()
}

/** Adds rungs that are not there yet; rungs the office has changed stay as they are. */
export async function insertLadderRungs(db: Db, rows: NewRow<'ladder_rung'>[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('ladder_rung')
    .values(rows)
    .onConflict(conflict => conflict.column('rung').doNothing())
    .execute()
}
