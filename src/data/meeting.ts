import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, NewRow, Row, RowChange, Schema } from './schema.ts'
import type { MeetingState } from './schema-meeting.ts'
import { updateVersioned } from './versioned.ts'

export type Meeting = Row<'meeting'>
export type MeetingOfCommittee = Meeting & { committee_name: string }

/**
 * What the person may see of meetings, as a condition on `meeting`: those of their committee for its members; all of the
 * organisation for its secretaries, leaders and auditors. Nobody else knows of them.
 */
export function meetingScope(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'meeting'>()
  const conditions = actor.holdings.flatMap(holding => {
    if (holding.role === 'committee')
      return holding.committee_id ? [eb('meeting.committee_id', '=', holding.committee_id)] : []
    return ['secretary', 'leader', 'auditor'].includes(holding.role)
      ? [eb('meeting.organisation_id', 'in', holding.organisation_ids)]
      : []
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

/** The meeting, if the person may see it. */
export async function findMeetingFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<MeetingOfCommittee | undefined> {
  return withCommittee(db).where('meeting.id', '=', id).where(meetingScope(actor)).executeTakeFirst()
}

/** Whoever asks: for the worker. */
export async function findMeeting(db: Db, id: string): Promise<MeetingOfCommittee | undefined> {
  return withCommittee(db).where('meeting.id', '=', id).executeTakeFirst()
}

/** Meetings of these states, the latest first, or the next first where they are still to come. */
export async function listMeetings(
  db: Db,
  actor: Actor,
  { states, limit, offset = 0 }: { states: readonly MeetingState[]; limit: number; offset?: number },
): Promise<MeetingOfCommittee[]> {
  const direction = states.includes('planned') ? 'asc' : 'desc'
  return withCommittee(db)
    .where(meetingScope(actor))
    .where('meeting.state', 'in', states)
    .orderBy('meeting.on_day', direction)
    .orderBy('meeting.id', direction)
    .limit(limit)
    .offset(offset)
    .execute()
}

/** Meetings within the days, both included, that were not cancelled: for calendars. */
export async function listMeetingsBetween(
  db: Db,
  actor: Actor,
  from: string,
  to: string,
): Promise<MeetingOfCommittee[]> {
  return withCommittee(db)
    .where(meetingScope(actor))
    .where('meeting.on_day', '>=', from)
    .where('meeting.on_day', '<=', to)
    .where('meeting.state', '<>', 'cancelled')
    .orderBy('meeting.on_day')
    .orderBy('meeting.starts_at')
    .execute()
}

/**
 * The last closed meeting within the person's reach that was held before the day, of one committee where it is named:
 * what "since the last meeting" counts from.
 */
export async function findLastMeeting(
  db: Db,
  actor: Actor,
  before: string,
  committeeId?: string,
): Promise<MeetingOfCommittee | undefined> {
  return withCommittee(db)
    .where(meetingScope(actor))
    .where('meeting.state', '=', 'closed')
    .where('meeting.on_day', '<', before)
    .$if(committeeId !== undefined, query => query.where('meeting.committee_id', '=', committeeId ?? ''))
    .orderBy('meeting.on_day', 'desc')
    .orderBy('meeting.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Planned meetings up to and including the day: what the worker reports before. */
export async function listPlannedMeetings(db: Db, from: string, to: string): Promise<Meeting[]> {
  return db
    .selectFrom('meeting')
    .selectAll()
    .where('state', '=', 'planned')
    .where('on_day', '>=', from)
    .where('on_day', '<=', to)
    .orderBy('on_day')
    .orderBy('id')
    .execute()
}

export async function insertMeeting(db: Db, row: NewRow<'meeting'>): Promise<void> {
  await db.insertInto('meeting').values(row).execute()
}

/** False when the meeting was changed since it was read. */
export async function updateMeeting(
  db: Db,
  before: { id: string; version: number },
  change: RowChange<'meeting'>,
): Promise<boolean> {
  return updateVersioned(db, 'meeting', before, change)
}

export interface Member {
  id: string
  person_id: string
  person_name: string
  title: string
  unit_name: string
  /** Null: not noted yet. */
  present: number | null
}

/** Who sits on the committee on the day, by name, with whether they were noted as present. */
export async function listMembers(
  db: Db,
  meeting: Pick<Meeting, 'id' | 'committee_id'>,
  day: string,
): Promise<Member[]> {
  return db
    .selectFrom('appointment')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .leftJoin('meeting_attendance as seat', join =>
      join.onRef('seat.appointment_id', '=', 'appointment.id').on('seat.meeting_id', '=', meeting.id),
    )
    .select(['appointment.id', 'appointment.person_id', 'person.name as person_name', 'appointment.title'])
    .select(['unit.name as unit_name', 'seat.present'])
    .where('appointment.role', '=', 'committee')
    .where('appointment.committee_id', '=', meeting.committee_id)
    .where('appointment.from_on', '<=', day)
    .where(eb => eb.or([eb('appointment.to_on', 'is', null), eb('appointment.to_on', '>=', day)]))
    .where('person.disabled_at', 'is', null)
    .orderBy('person.sort_key')
    .orderBy('appointment.id')
    .execute()
}

/** Notes who of the members was there, in place of what was noted. */
export async function replaceAttendance(
  db: Db,
  meetingId: string,
  rows: { appointment_id: string; present: number }[],
): Promise<void> {
  await db.deleteFrom('meeting_attendance').where('meeting_id', '=', meetingId).execute()
  if (rows.length === 0) return
  await db
    .insertInto('meeting_attendance')
    .values(rows.map(row => ({ ...row, meeting_id: meetingId })))
    .execute()
}

export async function insertMeetingNote(db: Db, row: NewRow<'meeting_note'>): Promise<void> {
  await db.insertInto('meeting_note').values(row).execute()
}

export async function listMeetingNotes(db: Db, meetingId: string) {
  return db
    .selectFrom('meeting_note')
    .innerJoin('appointment', 'appointment.id', 'meeting_note.appointment_id')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .selectAll('meeting_note')
    .select(['person.name as person_name', 'appointment.title'])
    .where('meeting_id', '=', meetingId)
    .orderBy('meeting_note.id')
    .execute()
}

function withCommittee(db: Db) {
  return db
    .selectFrom('meeting')
    .innerJoin('committee', 'committee.id', 'meeting.committee_id')
    .selectAll('meeting')
    .select('committee.name as committee_name')
}
