import type { Db, NewRow, Row, RowChange } from './schema.ts'
import type { DeliveryState } from './schema-api.ts'

/** Once an event and webhook: false when it stands there already. */
export async function insertDelivery(db: Db, row: NewRow<'webhook_delivery'>): Promise<boolean> {
  const result = await db
    .insertInto('webhook_delivery')
    .values(row)
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function findDelivery(db: Db, id: string): Promise<Row<'webhook_delivery'> | undefined> {
  return db.selectFrom('webhook_delivery').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Active webhooks with something to send now, of which nothing is on its way; each once. */
export async function listOwedWebhooks(db: Db, now: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('webhook')
    .select('webhook.id')
    .where('webhook.state', '=', 'active')
    .where(eb =>
      eb.exists(
        eb
          .selectFrom('webhook_delivery as d')
          .select('d.id')
          .whereRef('d.webhook_id', '=', 'webhook.id')
          .where('d.state', '=', 'planned')
          .where('d.next_try_at', '<=', now),
      ),
    )
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('webhook_delivery as s')
            .select('s.id')
            .whereRef('s.webhook_id', '=', 'webhook.id')
            .where('s.state', '=', 'sending'),
        ),
      ),
    )
    .orderBy('webhook.id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

/** The next delivery of the webhook, in the order of what happened. */
export async function findDueDelivery(
  db: Db,
  webhookId: string,
  now: string,
): Promise<Row<'webhook_delivery'> | undefined> {
  return db
    .selectFrom('webhook_delivery')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'planned')
    .where('next_try_at', '<=', now)
    .orderBy('seq')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/**
 * Changes the delivery if it is still in the state (and, where given, in that worker's hand); false when it is not. This
 * is the line that wins the race of two workers.
 */
export async function moveDelivery(
  db: Db,
  id: string,
  from: { state: DeliveryState; claimedBy?: string },
  change: RowChange<'webhook_delivery'>,
): Promise<boolean> {
  const { claimedBy } = from
  const result = await db
    .updateTable('webhook_delivery')
    .set(change)
    .where('id', '=', id)
    .where('state', '=', from.state)
    .$if(claimedBy !== undefined, query => query.where('claimed_by', '=', claimedBy as string))
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Deliveries in the hand of a worker. */
export async function listSendingDeliveries(db: Db): Promise<Row<'webhook_delivery'>[]> {
  return db.selectFrom('webhook_delivery').selectAll().where('state', '=', 'sending').orderBy('id').execute()
}

/** What still waits for the webhook is not sent any more. */
export async function cancelDeliveries(db: Db, webhookId: string, at: string): Promise<void> {
  await db
    .updateTable('webhook_delivery')
    .set({ state: 'cancelled', settled_at: at })
    .where('webhook_id', '=', webhookId)
    .where('state', '=', 'planned')
    .execute()
}

export async function insertAttemptOf(db: Db, row: NewRow<'webhook_attempt'>): Promise<void> {
  await db.insertInto('webhook_attempt').values(row).execute()
}

export type ListedDelivery = Omit<Row<'webhook_delivery'>, 'body'> & {
  tries: Row<'webhook_attempt'>[]
}

/** The latest deliveries of the webhook with their attempts, the latest first. */
export async function listDeliveries(db: Db, webhookId: string, limit: number): Promise<ListedDelivery[]> {
  const rows = await db
    .selectFrom('webhook_delivery')
    .select(['id', 'webhook_id', 'event_id', 'event_name', 'seq', 'state', 'attempts', 'next_try_at'])
    .select(['claimed_by', 'claimed_at', 'created_at', 'settled_at'])
    .where('webhook_id', '=', webhookId)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  if (rows.length === 0) return []
  const tries = await db
    .selectFrom('webhook_attempt')
    .selectAll()
    .where(
      'webhook_delivery_id',
      'in',
      rows.map(row => row.id),
    )
    .orderBy('id', 'desc')
    .execute()
  const byDelivery = Map.groupBy(tries, one => one.webhook_delivery_id)
  return rows.map(row => ({ ...row, tries: byDelivery.get(row.id) ?? [] }))
}

/** Forgets what was settled before the instant, and every attempt made before it. */
export async function deleteDeliveriesBefore(db: Db, at: string): Promise<void> {
  const old = db
    .selectFrom('webhook_delivery')
    .select('id')
    .where('settled_at', 'is not', null)
    .where('settled_at', '<', at)
  await db
    .deleteFrom('webhook_attempt')
    .where(eb => eb.or([eb('at', '<', at), eb('webhook_delivery_id', 'in', old)]))
    .execute()
  await db
    .deleteFrom('webhook_delivery')
    .where('settled_at', 'is not', null)
    .where('settled_at', '<', at)
    .execute()
}
