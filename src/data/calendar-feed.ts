import type { Db, NewRow, Row } from './schema.ts'

export async function insertCalendarFeed(db: Db, row: NewRow<'calendar_feed'>): Promise<void> {
  await db.insertInto('calendar_feed').values(row).execute()
}

/** The person's address that stands; each person has one at most. */
export async function findFeedOf(db: Db, personId: string): Promise<Row<'calendar_feed'> | undefined> {
  return db
    .selectFrom('calendar_feed')
    .selectAll()
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
}

/** The address whose secret has this hash, revoked ones included. */
export async function findFeedBySecret(
  db: Db,
  secretHash: string,
): Promise<Row<'calendar_feed'> | undefined> {
  return db.selectFrom('calendar_feed').selectAll().where('secret_hash', '=', secretHash).executeTakeFirst()
}

/** Ends whatever address the person has; returns whether there was one. */
export async function updateFeedRevoked(db: Db, personId: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('calendar_feed')
    .set({ revoked_at: at })
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** When each task last changed: the instant of its last event. */
export async function listLastChanges(db: Db, taskIds: readonly string[]): Promise<Map<string, string>> {
  const changes = new Map<string, string>()
  for (let at = 0; at < taskIds.length; at += 500) {
    const rows = await db
      .selectFrom('event')
      .select(eb => ['task_id', eb.fn.max('occurred_at').as('at')])
      .where('task_id', 'in', taskIds.slice(at, at + 500))
      .groupBy('task_id')
      .execute()
    for (const row of rows) if (row.task_id) changes.set(row.task_id, row.at)
  }
  return changes
}
