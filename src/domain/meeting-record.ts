import type { Actor, Holding } from '../data/actor.ts'
import { findMeetingFor, type Meeting, type MeetingOfCommittee, updateMeeting } from '../data/meeting.ts'
import { findMeetingItem, type MeetingItem } from '../data/meeting-item.ts'
import type { Db, RowChange } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { holdingOver } from './authority.ts'
import { Conflict, NotAllowed, NotFound, WrongState } from './errors.ts'
import { type Act, recordEvent } from './event.ts'
import { actorOf } from './office-authority.ts'

/** The meeting as the person of the act may see it. @throws NotFound */
export async function meetingFor(
  db: Db,
  act: Act,
  id: string,
): Promise<{ actor: Actor; meeting: MeetingOfCommittee }> {
  const actor = await actorOf(db, act)
  const meeting = await findMeetingFor(db, actor, id)
  if (!meeting) throw new NotFound()
  return { actor, meeting }
}

/** The item with its meeting, as the person of the act may see it. @throws NotFound */
export async function itemFor(db: Db, act: Act, itemId: string) {
  const item = await findMeetingItem(db, itemId)
  if (!item) throw new NotFound()
  return { item, ...(await meetingFor(db, act, item.meeting_id)) }
}

type Place = Pick<Meeting, 'organisation_id' | 'chair_id'>

/** Who keeps the meeting: a secretary of the organisation, or its chair. */
export function keeperOf(actor: Actor, meeting: Place): Holding | undefined {
  return holdingOver(actor, 'secretary', meeting.organisation_id) ?? chairOf(actor, meeting)
}

/** The post by which the person is the meeting's chair. */
export function chairOf(actor: Actor, meeting: Place): Holding | undefined {
  return actor.holdings.find(held => held.id === meeting.chair_id)
}

/** @throws NotAllowed, WrongState */
export function keeperIn(actor: Actor, meeting: Meeting, states: Meeting['state'][], act: string): Holding {
  const holding = keeperOf(actor, meeting)
  if (!holding) throw new NotAllowed('refusal.role.keep_meeting')
  requireState(meeting, states, act)
  return holding
}

/** @throws WrongState */
export function requireState(meeting: Meeting, states: Meeting['state'][], act: string): void {
  if (!states.includes(meeting.state)) throw new WrongState(meeting.state, act)
}

/** Writes the change with its event. @throws Conflict when someone else was first */
export async function writeMeeting(
  db: Db,
  act: Act,
  before: Meeting & { version: number },
  change: RowChange<'meeting'>,
  recorded: { act: string; holding: Holding; record?: Record<string, unknown> },
): Promise<void> {
  if (!(await updateMeeting(db, before, change))) throw new Conflict(before)
  await recordMeeting(db, act, { ...before, ...change } as Meeting, recorded)
}

/** One event of a meeting: ids, days and hashes (DECISIONS 5). */
export async function recordMeeting(
  db: Db,
  act: Act,
  meeting: Meeting,
  recorded: { act: string; holding: Holding; record?: Record<string, unknown> },
): Promise<void> {
  const { id, committee_id, on_day, starts_at, chair_id, state, plan_version } = meeting
  const words = sha256([meeting.title, meeting.place, meeting.guests, meeting.reason].join('\n'))
  await recordEvent(db, act, {
    organisationId: meeting.organisation_id,
    act: recorded.act,
    subjectType: 'meeting',
    subjectId: id,
    appointmentId: recorded.holding.id,
    payload: {
      after: { committee_id, on_day, starts_at, chair_id, state, plan_version, words_sha256: words },
      record: recorded.record ?? {},
    },
  })
}

/** What an event holds of an item: ids, and the hash of its words. */
export function itemImage(item: MeetingItem): Record<string, unknown> {
  return {
    item_id: item.id,
    kind: item.kind,
    task_id: item.task_id,
    recommendation_id: item.recommendation_id,
    obligation_id: item.obligation_id,
    state: item.state,
    event_id: item.event_id,
    follow_up_due_on: item.follow_up_due_on,
    follow_up_done_on: item.follow_up_done_on,
    words_sha256: sha256(
      [item.title, item.prepared, item.conclusion, item.follow_up, item.follow_up_by].join('\n'),
    ),
  }
}

/** The row without what was read beside it. */
export function rowOf<T extends Meeting & { committee_name?: string }>(meeting: T): Meeting {
  const { committee_name: _name, ...row } = meeting
  return row
}
