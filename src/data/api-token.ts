import { sql } from 'kysely'
import type { Db, NewRow, Row } from './schema.ts'

export async function insertApiToken(db: Db, row: NewRow<'api_token'>): Promise<void> {
  await db.insertInto('api_token').values(row).execute()
}

/** The token that has this hash, run-out and revoked ones included. */
export async function findApiTokenByHash(db: Db, hash: string): Promise<Row<'api_token'> | undefined> {
  return db.selectFrom('api_token').selectAll().where('token_hash', '=', hash).executeTakeFirst()
}

export async function findApiToken(db: Db, id: string): Promise<Row<'api_token'> | undefined> {
  return db.selectFrom('api_token').selectAll().where('id', '=', id).executeTakeFirst()
}

export type ListedApiToken = Omit<Row<'api_token'>, 'token_hash'> & {
  person_name: string
  /** The minute of its last use; null: never used. */
  used_at: string | null
}

/** Tokens that still open something: of one person, or of everybody, the newest first; at most `limit`. */
export async function listApiTokens(
  db: Db,
  { personId, now, limit }: { personId?: string; now: string; limit: number },
): Promise<ListedApiToken[]> {
  return db
    .selectFrom('api_token')
    .innerJoin('person', 'person.id', 'api_token.person_id')
    .leftJoin('api_token_use', 'api_token_use.api_token_id', 'api_token.id')
    .select(['api_token.id', 'api_token.person_id', 'api_token.name', 'api_token.scopes', 'api_token.hint'])
    .select(['api_token.created_at', 'api_token.expires_at', 'api_token.revoked_at', 'api_token.revoked_by'])
    .select(['api_token.refused_at', 'person.name as person_name', 'api_token_use.minute as used_at'])
    .where('api_token.revoked_at', 'is', null)
    .where('api_token.expires_at', '>', now)
    .$if(personId !== undefined, query => query.where('api_token.person_id', '=', personId as string))
    .orderBy('api_token.id', 'desc')
    .limit(limit)
    .execute()
}

/** False when it was revoked already. */
export async function updateApiTokenRevoked(
  db: Db,
  id: string,
  { at, by }: { at: string; by: string },
): Promise<boolean> {
  const result = await db
    .updateTable('api_token')
    .set({ revoked_at: at, revoked_by: by })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Revokes everything the person has handed out. */
export async function revokeApiTokensOf(
  db: Db,
  personId: string,
  { at, by }: { at: string; by: string },
): Promise<void> {
  await db
    .updateTable('api_token')
    .set({ revoked_at: at, revoked_by: by })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * Counts one more use in the minute and gives the number so far. One statement, whose row's lock makes the count exact
 * however many processes answer.
 */
export async function takeApiTokenUse(db: Db, tokenId: string, minute: string): Promise<number> {
  const row = await db
    .insertInto('api_token_use')
    .values({ api_token_id: tokenId, minute, count: 1 })
    .onConflict(conflict =>
      conflict.column('api_token_id').doUpdateSet({
        // A process whose clock is a little behind counts in the minute that has begun already.
        count: sql<number>`case when api_token_use.minute >= excluded.minute then api_token_use.count + 1 else 1 end`,
        minute: sql<string>`case when api_token_use.minute >= excluded.minute then api_token_use.minute else excluded.minute end`,
      }),
    )
    .returning('count')
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Notes a refused use; false when one was noted within the minute before. */
export async function updateApiTokenRefused(
  db: Db,
  id: string,
  { at, before }: { at: string; before: string },
): Promise<boolean> {
  const result = await db
    .updateTable('api_token')
    .set({ refused_at: at })
    .where('id', '=', id)
    .where(eb => eb.or([eb('refused_at', 'is', null), eb('refused_at', '<', before)]))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
