import type { Holding } from '../data/actor.ts'
import { listAddresses } from '../data/address.ts'
import { type MessageRow, moveMessage } from '../data/message.ts'
import {
  insertReminders,
  listRemindersOfMessage,
  type ReminderRow,
  updateReminders,
} from '../data/reminder.ts'
import type { Db, NewRow } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { MootReason } from './reminder-cause.ts'
import { type Mailing, openBundle, openNotice } from './reminder-mail.ts'

/** One row of the ledger to be: who is to be told of what. */
export interface Draft {
  organisationId: string
  subjectType: string
  subjectId: string
  taskId: string | null
  rung: string
  holding: Pick<Holding, 'id' | 'person_id'>
  deadlineVersion: number
  occurrence: number
  rungOn: PlainDate
}

/**
 * Writes the rows that the ledger does not hold yet, each with the message that will carry it (DECISIONS 15, 16).
 * A person without an address gets the row alone, so that the ledger says why nothing came. Returns the new rows.
 */
export async function writeReminders(db: Db, drafts: Draft[], mailing: Mailing): Promise<ReminderRow[]> {
  if (drafts.length === 0) return []
  const addresses = await listAddresses(
    db,
    drafts.map(draft => draft.holding.person_id),
  )
  const rows = drafts.map(draft => rowOf(draft, mailing, addresses.has(draft.holding.person_id)))
  const written = await insertReminders(db, rows)
  const byPerson = Map.groupBy(
    written.filter(row => row.state === 'planned'),
    row => row.person_id,
  )
  for (const [personId, own] of byPerson) {
    const letter = {
      personId,
      organisationId: own[0]!.organisation_id,
      address: addresses.get(personId) ?? '',
    }
    const message = mailing.notice
      ? await openNotice(db, letter, mailing)
      : await openBundle(db, letter, mailing)
    const ids = own.map(row => row.id)
    await updateReminders(db, ids, { message_id: message.id, for_on: message.for_on }, ['planned'])
  }
  return written
}

function rowOf(draft: Draft, mailing: Mailing, reachable: boolean): NewRow<'reminder'> {
  return {
    id: newId(),
    organisation_id: draft.organisationId,
    subject_type: draft.subjectType,
    subject_id: draft.subjectId,
    task_id: draft.taskId,
    rung: draft.rung,
    appointment_id: draft.holding.id,
    person_id: draft.holding.person_id,
    deadline_version: draft.deadlineVersion,
    occurrence: draft.occurrence,
    rung_on: draft.rungOn,
    for_on: mailing.forOn,
    state: reachable ? 'planned' : 'no_address',
    reason: reachable ? '' : 'no_address',
    message_id: null,
    sent_at: null,
    acknowledged_at: null,
    created_at: mailing.at,
  }
}

/**
 * Cancels rows whose mail has not gone, and a message that has lost its last one. A message in a worker's hand is left
 * alone: the ledger must not deny what may be on its way. Returns how many rows were cancelled.
 */
export async function cancelReminders(
  db: Db,
  rows: { row: ReminderRow; reason: MootReason }[],
): Promise<number> {
  let cancelled = 0
  const byMessage = Map.groupBy(rows, ({ row }) => row.message_id ?? '')
  // In one order everywhere, so that two transactions never wait for each other.
  for (const messageId of [...byMessage.keys()].sort()) {
    const message = await moveMessage(db, messageId, { state: 'planned' }, {})
    if (!message) continue
    for (const [reason, same] of Map.groupBy(byMessage.get(messageId) ?? [], one => one.reason)) {
      const ids = same.map(({ row }) => row.id)
      await updateReminders(db, ids, { state: 'cancelled', reason }, ['planned', 'unsure'])
      cancelled += ids.length
    }
    await dropEmptyMessage(db, message)
  }
  return cancelled
}

async function dropEmptyMessage(db: Db, message: MessageRow): Promise<void> {
  const left = await listRemindersOfMessage(db, message.id, ['planned', 'unsure'])
  if (left.length > 0) return
  await moveMessage(db, message.id, { state: 'planned' }, { state: 'cancelled', last_error: '' })
}
