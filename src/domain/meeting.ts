import { listHoldings } from '../data/actor.ts'
import { findCommittee } from '../data/committee.ts'
import { insertMeeting, type Meeting } from '../data/meeting.ts'
import type { Db } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { holdingOver } from './authority.ts'
import { Conflict, Invalid, NotAllowed } from './errors.ts'
import { type Act, actOnce, type Done } from './event.ts'
import { type FieldCheck, fieldCheck } from './field-check.ts'
import { keeperIn, meetingFor, recordMeeting, rowOf, writeMeeting } from './meeting-record.ts'
import { actorOf } from './office-authority.ts'

export interface MeetingInput {
  title: string
  onDay: string | null
  startsAt: string
  place: string
  /** An appointment of the committee. */
  chairId: string
  guests: string
}

/** A secretary of the committee's organisation plans a meeting. @throws NotAllowed, Invalid */
export async function planMeeting(db: Db, act: Act, committeeId: string, input: MeetingInput): Promise<Done> {
  return actOnce(db, act, async trx => {
    const actor = await actorOf(trx, act)
    const committee = committeeId ? await findCommittee(trx, committeeId) : undefined
    if (!committee) throw new Invalid({ committeeId: 'error.required.committeeId' })
    const holding = holdingOver(actor, 'secretary', committee.organisation_id)
    if (!holding) throw new NotAllowed('refusal.role.plan_meeting')
    await checkMeeting(trx, act, committee.id, input)
    const row: Meeting = {
      id: newId(),
      organisation_id: committee.organisation_id,
      committee_id: committee.id,
      ...columnsOf(input),
      secretary_id: holding.id,
      state: 'planned',
      plan_version: 1,
      invited_on: null,
      opened_at: null,
      closed_at: null,
      closed_on: null,
      reason: '',
      created_at: act.occasion.at,
      version: 1,
    }
    await insertMeeting(trx, row)
    await recordMeeting(trx, act, row, { act: 'plan_meeting', holding })
    return row.id
  })
}

/** Another day or hour makes a new plan, of which is told anew; a meeting that has begun stays as it was planned. */
export async function changeMeeting(
  db: Db,
  act: Act,
  id: string,
  input: MeetingInput & { version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned'], 'change_meeting')
    await checkMeeting(trx, act, meeting.committee_id, input)
    const columns = columnsOf(input)
    const moved = columns.on_day !== meeting.on_day || columns.starts_at !== meeting.starts_at
    const change = {
      ...columns,
      ...(moved ? { plan_version: meeting.plan_version + 1, invited_on: null } : {}),
    }
    await writeMeeting(trx, act, { ...rowOf(meeting), version: input.version }, change, {
      act: moved ? 'move_meeting' : 'change_meeting',
      holding,
    })
    return id
  })
}

export async function cancelMeeting(
  db: Db,
  act: Act,
  id: string,
  { reason, version }: { reason: string; version: number },
): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned'], 'cancel_meeting')
    const check = fieldCheck()
    check.text('reason', reason, 'paragraph')
    check.done()
    const change = { state: 'cancelled' as const, reason }
    await writeMeeting(trx, act, { ...rowOf(meeting), version }, change, { act: 'cancel_meeting', holding })
    return id
  })
}

/** The invitation with the agenda goes to the members; once for a plan, and again once the meeting has moved. */
export async function inviteToMeeting(db: Db, act: Act, id: string, version: number): Promise<Done> {
  return actOnce(db, act, async trx => {
    const { actor, meeting } = await meetingFor(trx, act, id)
    const holding = keeperIn(actor, meeting, ['planned'], 'invite_to_meeting')
    if (meeting.invited_on !== null) throw new Conflict(meeting)
    const change = { invited_on: act.occasion.today }
    await writeMeeting(trx, act, { ...rowOf(meeting), version }, change, {
      act: 'invite_to_meeting',
      holding,
    })
    return id
  })
}

async function checkMeeting(db: Db, act: Act, committeeId: string, input: MeetingInput): Promise<void> {
  const check: FieldCheck = fieldCheck()
  check.text('title', input.title, 'line')
  check.text('place', input.place, 'line')
  check.text('guests', input.guests, 'paragraph', false)
  check.date('onDay', input.onDay)
  check.refuseIf((input.onDay ?? '9999') < act.occasion.today, 'onDay', 'error.meeting_in_the_past')
  check.refuseIf(!/^([01]\d|2[0-3]):[0-5]\d$/.test(input.startsAt), 'startsAt', 'error.not_a_time')
  const [chair] = await listHoldings(db, act.occasion.today, { ids: input.chairId ? [input.chairId] : [] })
  const sits = chair?.role === 'committee' && chair.committee_id === committeeId
  check.refuseIf(!sits, 'chairId', 'error.required.chairId')
  check.done()
}

function columnsOf(input: MeetingInput) {
  return {
    title: input.title,
    on_day: input.onDay ?? '',
    starts_at: input.startsAt,
    place: input.place,
    chair_id: input.chairId,
    guests: input.guests,
  }
}
