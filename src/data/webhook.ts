import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

export async function insertWebhook(db: Db, row: NewRow<'webhook'>): Promise<void> {
  await db.insertInto('webhook').values(row).execute()
}

export async function findWebhook(db: Db, id: string): Promise<Row<'webhook'> | undefined> {
  return db.selectFrom('webhook').selectAll().where('id', '=', id).executeTakeFirst()
}

/** False when it was changed since it was read. */
export async function updateWebhook(
  db: Db,
  before: Row<'webhook'>,
  change: RowChange<'webhook'>,
): Promise<boolean> {
  return updateVersioned(db, 'webhook', before, change)
}

/** Those of the organisations that have not been removed, oldest first. */
export async function listWebhooks(db: Db, organisationIds: readonly string[]): Promise<Row<'webhook'>[]> {
  if (organisationIds.length === 0) return []
  return db
    .selectFrom('webhook')
    .selectAll()
    .where('organisation_id', 'in', organisationIds)
    .where('state', '<>', 'removed')
    .orderBy('id')
    .execute()
}

/** When the deliveries began to fail, or that they do no more: no change that a form could miss. */
export async function updateWebhookFailing(db: Db, id: string, since: string | null): Promise<void> {
  await db
    .updateTable('webhook')
    .set({ failing_since: since })
    .where('id', '=', id)
    .$if(since !== null, query => query.where('failing_since', 'is', null))
    .execute()
}
