import type { Db, NewRow, Row, RowChange } from './schema.ts'
import type { MessageState } from './schema-record.ts'

export type MessageRow = Row<'message'>

/** False when a message with this dedupe key stands there already; nothing was written then. */
export async function insertMessage(db: Db, row: NewRow<'message'>): Promise<boolean> {
  const result = await db
    .insertInto('message')
    .values(row)
    .onConflict(conflict => conflict.column('dedupe_key').doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

export async function findMessage(db: Db, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom('message').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findMessageByKey(db: Db, dedupeKey: string): Promise<MessageRow | undefined> {
  return db.selectFrom('message').selectAll().where('dedupe_key', '=', dedupeKey).executeTakeFirst()
}

/**
 * Changes the message if it is still in the state (and, where given, in that worker's hand); undefined when it is not.
 * This is the line that wins the race of two workers for one mail, and of a claim against a late addition to a bundle.
 */
export async function moveMessage(
  db: Db,
  id: string,
  from: { state: MessageState; claimedBy?: string },
  change: RowChange<'message'>,
): Promise<MessageRow | undefined> {
  const { claimedBy } = from
  return db
    .updateTable('message')
    .set(eb => ({ ...change, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', from.state)
    .$if(claimedBy !== undefined, query => query.where('claimed_by', '=', claimedBy as string))
    .returningAll()
    .executeTakeFirst()
}

export interface DueFilter {
  /** System instant. */
  now: string
  /** The office's day. */
  today: string
  /** Bundles of later days wait until that day's duties are done. */
  workedOn: string
  /** Organisations whose business mail may go just now; invitations and sign-in mail always may. */
  openFor: string[]
}

/** Messages to send now: sign-in mail first, then as they fell due. */
export async function listDueMessages(db: Db, due: DueFilter, limit: number): Promise<MessageRow[]> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('state', '=', 'planned')
    .where('send_at', '<=', due.now)
    .where('for_on', '<=', due.today)
    .where(eb => eb.or([eb('kind', '<>', 'bundle'), eb('for_on', '<=', due.workedOn)]))
    .where(eb =>
      due.openFor.length > 0
        ? eb.or([eb('kind', '=', 'access'), eb('organisation_id', 'in', due.openFor)])
        : eb('kind', '=', 'access'),
    )
    .orderBy(eb => eb.case().when('kind', '=', 'access').then(0).else(1).end())
    .orderBy('send_at')
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Messages in the hand of a worker, oldest claim first. */
export async function listSendingMessages(db: Db): Promise<MessageRow[]> {
  return db.selectFrom('message').selectAll().where('state', '=', 'sending').orderBy('claimed_at').execute()
}

/** The person's bundles of earlier days that have not gone. */
export async function listWaitingBundles(db: Db, personId: string, before: string): Promise<MessageRow[]> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('person_id', '=', personId)
    .where('for_on', '<', before)
    .where('kind', '=', 'bundle')
    .where('state', '=', 'planned')
    .orderBy('for_on')
    .execute()
}

/** Moves the organisation's bundles of a day that nobody has claimed to another time of it. */
export async function updateBundleTimes(
  db: Db,
  organisationId: string,
  forOn: string,
  sendAt: string,
): Promise<void> {
  await db
    .updateTable('message')
    .set(eb => ({ send_at: sendAt, version: eb('version', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .where('for_on', '=', forOn)
    .where('kind', '=', 'bundle')
    .where('state', '=', 'planned')
    .where('attempts', '=', 0)
    .where('send_at', '<>', sendAt)
    .execute()
}

/** When the oldest message that should have gone by `now` was to be sent; null when nothing is overdue. */
export async function findOldestDueAt(db: Db, now: string): Promise<string | null> {
  const row = await db
    .selectFrom('message')
    .select('send_at')
    .where('state', 'in', ['planned', 'sending'])
    .where('send_at', '<=', now)
    .orderBy('send_at')
    .limit(1)
    .executeTakeFirst()
  return row?.send_at ?? null
}
