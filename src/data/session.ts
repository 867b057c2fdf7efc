import type { Db, NewRow, Row } from './schema.ts'

export async function insertSession(db: Db, row: NewRow<'session'>): Promise<void> {
  await db.insertInto('session').values(row).execute()
}

/** The session whose id has this hash, ended and expired ones included. */
export async function findSession(db: Db, idHash: string): Promise<Row<'session'> | undefined> {
  return db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst()
}

/** The person's sessions that have not ended, newest first; whether they are idle is for the caller to see. */
export async function listOpenSessions(db: Db, personId: string, now: string): Promise<Row<'session'>[]> {
  return db
    .selectFrom('session')
    .selectAll()
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .execute()
}

export async function updateSessionSeen(db: Db, idHash: string, at: string): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: at }).where('id_hash', '=', idHash).execute()
}

export async function updateSessionSeat(db: Db, idHash: string, personId: string | null): Promise<void> {
  await db.updateTable('session').set({ as_person_id: personId }).where('id_hash', '=', idHash).execute()
}

/** Ends one session if it has not ended; `personId` keeps others' hands off it. False when there was none to end. */
export async function updateSessionEnded(
  db: Db,
  personId: string,
  idHash: string,
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('id_hash', '=', idHash)
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Ends all of the person's sessions but the one that is kept. */
export async function endSessionsOf(db: Db, personId: string, at: string, keptHash = ''): Promise<void> {
  await db
    .updateTable('session')
    .set({ ended_at: at })
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('id_hash', '<>', keptHash)
    .execute()
}

/** Rows of sessions that were over before `at`. */
export async function deleteSessionsBefore(db: Db, at: string): Promise<void> {
  await db
    .deleteFrom('session')
    .where(eb => eb.or([eb('expires_at', '<', at), eb('ended_at', '<', at)]))
    .execute()
}
