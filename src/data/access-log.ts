import type { Db, NewRow, Row } from './schema.ts'

export async function insertAccessLog(db: Db, row: NewRow<'access_log'>): Promise<void> {
  await db.insertInto('access_log').values(row).execute()
}

/** Rows before the instant that no event covers yet, in the order of their ids, which is the order they are hashed in. */
export async function listUnchainedAccess(
  db: Db,
  before: string,
  limit: number,
): Promise<Row<'access_log'>[]> {
  return db
    .selectFrom('access_log')
    .selectAll()
    .where('event_id', 'is', null)
    .where('at', '<', before)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** The rows that an event covers, in the order they were hashed in. */
export async function listAccessOfEvent(db: Db, eventId: string): Promise<Row<'access_log'>[]> {
  return db.selectFrom('access_log').selectAll().where('event_id', '=', eventId).orderBy('id').execute()
}

/** How many of the rows were free and now belong to the event. */
export async function updateAccessChained(db: Db, ids: string[], eventId: string): Promise<number> {
  const result = await db
    .updateTable('access_log')
    .set({ event_id: eventId })
    .where('id', 'in', ids)
    .where('event_id', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

/** The events that cover access rows, oldest first. */
export async function listAccessEvents(db: Db): Promise<Pick<Row<'event'>, 'id' | 'payload'>[]> {
  return db.selectFrom('event').select(['id', 'payload']).where('act', '=', 'access').orderBy('seq').execute()
}
