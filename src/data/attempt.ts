import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'

export async function insertAttempt(db: Db, row: NewRow<'attempt'>): Promise<void> {
  await db.insertInto('attempt').values(row).execute()
}

export async function deleteAttempt(db: Db, id: string): Promise<void> {
  await db.deleteFrom('attempt').where('id', '=', id).execute()
}

export async function deleteAttemptsOf(
  db: Db,
  kind: Row<'attempt'>['kind'],
  accountKey: string,
): Promise<void> {
  await db.deleteFrom('attempt').where('kind', '=', kind).where('account_key', '=', accountKey).execute()
}

export async function deleteAttemptsBefore(db: Db, at: string): Promise<void> {
  await db.deleteFrom('attempt').where('at', '<', at).execute()
}

/** Attempts since the instant on an account, from an address, or both; `exceptId` leaves one out. */
export async function countAttempts(
  db: Db,
  kind: Row<'attempt'>['kind'],
  of: { accountKey?: string; address?: string },
  since: string,
  exceptId: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('attempt')
    .select(eb => eb.fn.countAll().as('count'))
    .where('kind', '=', kind)
    .where('at', '>', since)
    .where('id', '<>', exceptId)
    .$if(of.accountKey !== undefined, query => query.where('account_key', '=', of.accountKey as string))
    .$if(of.address !== undefined, query => query.where('address', '=', of.address as string))
    .executeTakeFirstOrThrow()
  return toNumber(count)
}
