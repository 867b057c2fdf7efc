import { findActor } from '../data/actor.ts'
import { findAppointment } from '../data/appointment.ts'
import { findLastMeeting, type Meeting } from '../data/meeting.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { actingAs } from './authority.ts'
import { type Figures, findFigureChange, findFigures, findFirstDay } from './figures.ts'

/** What a committee's meeting goes by: its figures of a day, and what changed since its last meeting. */
export interface MeetingFigures {
  asOf: PlainDate
  total: Figures
  /** The closed meeting before this one, with the difference since its day; null where there was none. */
  since: { meetingId: string; day: PlainDate; difference: Partial<Record<keyof Figures, unknown>> } | null
}

/**
 * The figures of what reports to the committee, whoever asks: seen with its chair's post as of the day. Null where
 * nothing was recorded by then.
 */
export async function findMeetingFigures(
  db: Db,
  meeting: Meeting,
  today: PlainDate,
): Promise<MeetingFigures | null> {
  const asOf = meeting.closed_on ?? today
  const chair = await findAppointment(db, meeting.chair_id)
  // A chair who left since still shows what the committee saw on its day.
  const seen = chair && (await findActor(db, chair.person_id, meeting.on_day < asOf ? meeting.on_day : asOf))
  const actor = seen && actingAs(seen, meeting.chair_id)
  if (!actor) return null
  const first = await findFirstDay(db, actor)
  if (first === null || first > asOf) return null
  const { total } = await findFigures(db, actor, { today, asOf })
  const last = await findLastMeeting(db, actor, meeting.on_day, meeting.committee_id)
  const day = last?.closed_on
  if (!last || !day || day < first || day > asOf) return { asOf, total, since: null }
  const { difference } = await findFigureChange(db, actor, { today, asOf }, day)
  return { asOf, total, since: { meetingId: last.id, day, difference } }
}
