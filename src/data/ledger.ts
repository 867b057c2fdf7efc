import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { type LedgerFilter, ledgerCondition, ledgerQuery } from './ledger-condition.ts'
import type { Db, Row, Schema } from './schema.ts'
import type { ReminderState } from './schema-record.ts'

/** A place between two rows: the row after which (`newer`: before which) the page begins. */
export interface LedgerCursor {
  day: string
  id: string
  newer: boolean
}

export type LedgerRow = Row<'reminder'> & {
  person_name: string
  person_sort_key: string
  post: string
  /** Whom the recipient stood in for by that post. */
  acting_for: string | null
  role: Row<'appointment'>['role']
  unit_name: string
  task_code: string | null
  task_title: string | null
  task_due_on: string | null
  task_deadline_version: number | null
  message_send_at: string | null
  message_error: string | null
  maybe_twice: number | null
}

export interface LedgerPage {
  /** Later days first; within a day the later rows first. */
  rows: LedgerRow[]
  hasNewer: boolean
  hasOlder: boolean
}

/** One page of the ledger, found by index and keyset however long the past is. */
export async function listLedger(
  db: Db,
  actor: Actor,
  filter: LedgerFilter,
  cursor: LedgerCursor | undefined,
  limit: number,
): Promise<LedgerPage> {
  const newer = cursor?.newer ?? false
  const direction = newer ? 'asc' : 'desc'
  const rows = await ledgerRows(db)
    .where(ledgerCondition(actor, filter))
    .$if(cursor !== undefined, query => query.where(beyond(cursor as LedgerCursor)))
    .orderBy('reminder.for_on', direction)
    .orderBy('reminder.id', direction)
    .limit(limit + 1)
    .execute()
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (newer) shown.reverse()
  return { rows: shown, hasNewer: newer ? more : cursor !== undefined, hasOlder: newer ? true : more }
}

/** How many rows of each result the days hold in all, whatever part of them a page shows. */
export async function countLedgerDays(
  db: Db,
  actor: Actor,
  filter: LedgerFilter,
  days: string[],
): Promise<{ day: string; state: ReminderState; count: number }[]> {
  if (days.length === 0) return []
  const rows = await db
    .selectFrom('reminder')
    .innerJoin('appointment', 'appointment.id', 'reminder.appointment_id')
    .select(eb => ['reminder.for_on as day', 'reminder.state', eb.fn.countAll().as('count')])
    .where(ledgerCondition(actor, filter))
    .where('reminder.for_on', 'in', days)
    .groupBy(['reminder.for_on', 'reminder.state'])
    .execute()
  return rows.map(row => ({ ...row, count: toNumber(row.count) }))
}

/** How often people were told of each of the tasks. */
export async function countTaskReminders(db: Db, taskIds: string[]): Promise<Map<string, number>> {
  if (taskIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('reminder')
    .select(eb => ['task_id', eb.fn.countAll().as('count')])
    .where('task_id', 'in', taskIds)
    .where('state', 'in', ['sent', 'kept', 'unsure'])
    .groupBy('task_id')
    .execute()
  return new Map(rows.map(row => [row.task_id ?? '', toNumber(row.count)]))
}

function ledgerRows(db: Db) {
  return ledgerQuery(db)
    .leftJoin('message', 'message.id', 'reminder.message_id')
    .selectAll('reminder')
    .select(['person.name as person_name', 'person.sort_key as person_sort_key'])
    .select(['appointment.title as post', 'appointment.role', 'unit.name as unit_name'])
    .select('absent.name as acting_for')
    .select(['task.code as task_code', 'task.title as task_title', 'task.due_on as task_due_on'])
    .select(['task.deadline_version as task_deadline_version'])
    .select([
      'message.send_at as message_send_at',
      'message.last_error as message_error',
      'message.maybe_twice',
    ])
}

function beyond({ day, id, newer }: LedgerCursor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'reminder'>()
  return eb(eb.refTuple('reminder.for_on', 'reminder.id'), newer ? '>' : '<', eb.tuple(day, id))
}
