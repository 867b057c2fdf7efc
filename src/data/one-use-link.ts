import type { Db, NewRow, Row } from './schema.ts'

export async function insertOneUseLink(db: Db, row: NewRow<'one_use_link'>): Promise<void> {
  await db.insertInto('one_use_link').values(row).execute()
}

/** The link whose token has this hash, used and run-out ones included. */
export async function findOneUseLink(db: Db, tokenHash: string): Promise<Row<'one_use_link'> | undefined> {
  return db.selectFrom('one_use_link').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** Uses the link up if nobody has, and it still stands; false for all but one of those who try. */
export async function updateLinkUsed(db: Db, id: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('one_use_link')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Revokes the person's open links, of one kind or of all. */
export async function updateLinksRevoked(
  db: Db,
  personId: string,
  at: string,
  kind?: Row<'one_use_link'>['kind'],
): Promise<void> {
  await db
    .updateTable('one_use_link')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .$if(kind !== undefined, query => query.where('kind', '=', kind as Row<'one_use_link'>['kind']))
    .execute()
}
