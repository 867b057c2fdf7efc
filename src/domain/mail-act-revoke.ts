import type { WaitingEvent } from '../data/event-dispatch.ts'
import { updateMailActLinksOfPersonRevoked, updateMailActLinksOfTaskRevoked } from '../data/mail-act-link.ts'
import type { Db, Row } from '../data/schema.ts'
import type { Transition } from './task-act.ts'

/** Why a link is of no use any more; the last part of a catalog key. */
export type LinkEnd =
  | 'used'
  | 'expired'
  | 'reassigned'
  | 'done'
  | 'not_now'
  | 'post_ended'
  | 'disabled'
  | 'address'
  | 'replaced'

interface Change {
  before: Row<'task'>
  after: Row<'task'>
  eventId: string
  at: string
}

/**
 * Revokes, in the transaction of the act itself, the links in mails that it has made pointless: those of whoever had
 * the task before, and those whose act does not start from the task's new state.
 */
export async function revokeOvertaken(
  db: Db,
  transitions: Record<string, Pick<Transition<never>, 'from'>>,
  { before, after, eventId, at }: Change,
): Promise<void> {
  const taskId = after.id
  const moved = after.lead_unit_id !== before.lead_unit_id
  if (moved)
    await updateMailActLinksOfTaskRevoked(db, { taskId, ofLead: true }, { at, eventId, reason: 'reassigned' })
  if (before.officer_id !== null && before.officer_id !== after.officer_id) {
    const theirs = { taskId, appointmentId: before.officer_id }
    await updateMailActLinksOfTaskRevoked(db, theirs, { at, eventId, reason: 'reassigned' })
  }
  if (before.state === after.state) return
  if (after.state === 'draft') {
    await updateMailActLinksOfTaskRevoked(db, { taskId }, { at, eventId, reason: 'done' })
    return
  }
  const acts = linkedActs.filter(act => !transitions[act]?.from.includes(after.state))
  await updateMailActLinksOfTaskRevoked(db, { taskId, acts }, { at, eventId, reason: 'done' })
}

const linkedActs = ['receive', 'refuse', 'update', 'request_extension', 'receive_co_unit', 'update_co_unit']

/** Revokes the links of a person who was shut out, has another address, or no longer holds the post. */
export async function revokeOfPerson(db: Db, event: WaitingEvent, today: string): Promise<void> {
  const payload = JSON.parse(event.payload) as {
    email_changed?: boolean
    person_id?: string
    to_on?: string | null
  }
  const at = event.occurred_at
  const revocation = (reason: LinkEnd) => ({ at, eventId: null, reason })
  const personId = event.subject_id
  if (event.act === 'disable_person')
    await updateMailActLinksOfPersonRevoked(db, { personId }, revocation('disabled'))
  if (event.act === 'change_person' && payload.email_changed)
    await updateMailActLinksOfPersonRevoked(db, { personId }, revocation('address'))
  if (event.act !== 'end_appointment' || !payload.to_on || payload.to_on >= today) return
  const whose = { personId: payload.person_id ?? '', appointmentId: event.subject_id }
  await updateMailActLinksOfPersonRevoked(db, whose, revocation('post_ended'))
}
