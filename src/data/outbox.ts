import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row, Schema } from './schema.ts'
import type { MessageState } from './schema-record.ts'
import { overseenOrganisations } from './scope.ts'

/**
 * Who looks at the outbox: `office` sees business mail with its text; `admin` sees that every mail goes out, those of
 * invitations and sign-in included, but no words of any. What `access` mails say opens accounts, so nobody reads it.
 */
export type OutboxView = 'office' | 'admin'

/** A message without its words. */
export type OutboxRow = Omit<Row<'message'>, 'text' | 'html' | 'dedupe_key' | 'claimed_by'> & {
  person_name: string
}

export interface OutboxCursor {
  day: string
  id: string
  newer: boolean
}

export interface OutboxPage {
  rows: OutboxRow[]
  hasNewer: boolean
  hasOlder: boolean
}

/** How many messages stand in each state. */
export async function countMessages(
  db: Db,
  actor: Actor,
  view: OutboxView,
): Promise<Partial<Record<MessageState, number>>> {
  const rows = await db
    .selectFrom('message')
    .select(eb => ['message.state', eb.fn.countAll().as('count')])
    .where(outboxScope(actor, view))
    .groupBy('message.state')
    .execute()
  return Object.fromEntries(rows.map(row => [row.state, toNumber(row.count)]))
}

export interface OutboxQuery {
  states?: readonly MessageState[] | undefined
  cursor?: OutboxCursor | undefined
  limit: number
}

/** One page of messages, later days first, found by index and keyset however many there are. */
export async function listMessages(
  db: Db,
  actor: Actor,
  view: OutboxView,
  query: OutboxQuery,
): Promise<OutboxPage> {
  const { states, cursor, limit } = query
  const newer = cursor?.newer ?? false
  // One state at a time: an index gives each in order, but not several together.
  const each = await Promise.all(
    (states ?? [undefined]).map(state => rowsFrom(db, actor, view, query, state)),
  )
  const rows = each.flat().sort((a, b) => compareRows(a, b) * (newer ? 1 : -1))
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (newer) shown.reverse()
  return { rows: shown, hasNewer: newer ? more : cursor !== undefined, hasOlder: newer ? true : more }
}

function rowsFrom(
  db: Db,
  actor: Actor,
  view: OutboxView,
  { cursor, limit }: OutboxQuery,
  state: MessageState | undefined,
): Promise<OutboxRow[]> {
  const direction = cursor?.newer ? 'asc' : 'desc'
  return outboxRows(db)
    .where(outboxScope(actor, view))
    .$if(state !== undefined, q => q.where('message.state', '=', state as MessageState))
    .$if(cursor !== undefined, q => q.where(beyond(cursor as OutboxCursor)))
    .orderBy('message.for_on', direction)
    .orderBy('message.id', direction)
    .limit(limit + 1)
    .execute()
}

function compareRows(a: OutboxRow, b: OutboxRow): number {
  return `${a.for_on} ${a.id}` < `${b.for_on} ${b.id}` ? -1 : 1
}

export type OutboxMessage = OutboxRow & { text: string; html: string }

/** A business message with its words, if it is of an organisation the person oversees. */
export async function findMessageFor(db: Db, actor: Actor, id: string): Promise<OutboxMessage | undefined> {
  return outboxRows(db)
    .select(['message.text', 'message.html'])
    .where('message.id', '=', id)
    .where(outboxScope(actor, 'office'))
    .executeTakeFirst()
}

export type MessageReminder = Pick<
  Row<'reminder'>,
  'id' | 'rung' | 'state' | 'reason' | 'task_id' | 'acknowledged_at'
> & {
  post: string
  unit_name: string
  task_code: string | null
  task_title: string | null
}

/** The rows of the ledger that the message carries. */
export async function listMessageReminders(db: Db, messageId: string): Promise<MessageReminder[]> {
  return db
    .selectFrom('reminder')
    .innerJoin('appointment', 'appointment.id', 'reminder.appointment_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .leftJoin('task', 'task.id', 'reminder.task_id')
    .select(['reminder.id', 'reminder.rung', 'reminder.state', 'reminder.reason', 'reminder.task_id'])
    .select(['reminder.acknowledged_at', 'appointment.title as post', 'unit.name as unit_name'])
    .select(['task.code as task_code', 'task.title as task_title'])
    .where('reminder.message_id', '=', messageId)
    .orderBy('reminder.id')
    .execute()
}

function outboxRows(db: Db) {
  return db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.person_id')
    .select([
      'message.id',
      'message.organisation_id',
      'message.person_id',
      'message.kind',
      'message.to_address',
    ])
    .select(['message.subject', 'message.for_on', 'message.send_at', 'message.state', 'message.attempts'])
    .select(['message.claimed_at', 'message.sent_at', 'message.last_error', 'message.maybe_twice'])
    .select(['message.header_id', 'message.created_at', 'message.version', 'person.name as person_name'])
}

function outboxScope(actor: Actor, view: OutboxView): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'message'>()
  if (view === 'admin') {
    const held = actor.holdings
      .filter(holding => holding.role === 'admin')
      .flatMap(holding => holding.organisation_ids)
    if (held.length === 0) return eb.lit(false)
    return eb.or([
      eb('message.organisation_id', 'in', [...new Set(held)]),
      eb('message.organisation_id', 'is', null),
    ])
  }
  const organisations = overseenOrganisations(actor)
  if (organisations.length === 0) return eb.lit(false)
  return eb.and([eb('message.organisation_id', 'in', organisations), eb('message.kind', '<>', 'access')])
}

function beyond({ day, id, newer }: OutboxCursor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'message'>()
  return eb(eb.refTuple('message.for_on', 'message.id'), newer ? '>' : '<', eb.tuple(day, id))
}
