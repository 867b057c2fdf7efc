import type { Holding } from '../data/actor.ts'
import type { WaitingEvent } from '../data/event-dispatch.ts'
import type { LetterMeeting } from '../data/letter-facts.ts'
import { findMeeting, listPlannedMeetings, type Meeting } from '../data/meeting.ts'
import { listMeetingItems } from '../data/meeting-item.ts'
import { listPlannedReminders, type ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findPosts as findPostNames } from '../data/task-place.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findMeetingFigures } from './meeting-figures.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'
import type { Planning } from './reminder-plan.ts'
import { holdingsOver, type Posts } from './reminder-posts.ts'
import { cancelReminders, type Draft, writeReminders } from './reminder-row.ts'
import { lastWorkingDay } from './reminder-rung.ts'

/** The farthest that a policy can set a rung before its day, with days off in between. */
const farthest = 120

/**
 * The as-of report before each meeting (PRODUCT §4), on the policy's working day before it. A meeting planned later
 * than that is still reported on the next morning, and one missed is made up for until its own day; once a plan, by the
 * ledger's key. Returns the number of new rows.
 */
export async function planMeetings(db: Db, planning: Planning): Promise<number> {
  const found = await meetingDrafts(db, planning)
  return (
    await writeReminders(
      db,
      found.map(({ draft }) => draft),
      planning.mailing,
    )
  ).length
}

/** The rows that the meetings to come call for on the day, whether the ledger holds them or not. */
export async function meetingDrafts(
  db: Db,
  {
    policies,
    day,
    calendar,
    posts,
    mailing,
  }: Omit<Planning, 'mailing'> & { mailing?: Pick<Planning['mailing'], 'forOn'> },
): Promise<{ draft: Draft; rung: LadderRung }[]> {
  const found: { draft: Draft; rung: LadderRung }[] = []
  for (const meeting of await listPlannedMeetings(db, day, addDays(day, farthest))) {
    const rung = policies.on(meeting.organisation_id, day).ladder.find('before_meeting')
    if (!rung) continue
    const on = calendar.addWorkingDays(lastWorkingDay(meeting.on_day, calendar), rung.offset_days)
    const tooLate = mailing !== undefined && mailing.forOn > meeting.on_day
    if (on > day || tooLate || !calendar.isWorkingDay(day)) continue
    found.push(...draftsOf(meeting, rung, posts, day).map(draft => ({ draft, rung })))
  }
  return found
}

/** The invitation goes at once; what was to be told of a plan that is moved or cancelled is not told any more. */
export async function followMeeting(
  db: Db,
  event: WaitingEvent,
  { policies, posts, mailing }: Pick<Planning, 'policies' | 'posts' | 'mailing'>,
): Promise<void> {
  const meeting = await findMeeting(db, event.subject_id)
  if (!meeting) return
  if (event.act === 'invite_to_meeting') {
    const rung = policies.on(meeting.organisation_id, posts.day).ladder.find('meeting_invited')
    if (rung && meeting.state === 'planned')
      await writeReminders(db, draftsOf(meeting, rung, posts, posts.day), mailing)
    return
  }
  if (!['move_meeting', 'cancel_meeting', 'change_meeting'].includes(event.act)) return
  const moot = []
  for (const row of await listPlannedReminders(db, { subjectId: meeting.id })) {
    const reason = meetingReason(row, meeting)
    if (reason) moot.push({ row, reason })
  }
  await cancelReminders(db, moot)
}

export type MeetingReason = 'meeting_cancelled' | 'meeting_moved' | 'meeting_held'

/** Why a mail of the meeting must not go any more; null while it is owed. */
export function meetingReason(row: ReminderRow, meeting: Meeting | undefined): MeetingReason | null {
  if (!meeting || meeting.state === 'cancelled') return 'meeting_cancelled'
  if (meeting.plan_version !== row.deadline_version) return 'meeting_moved'
  return meeting.state === 'planned' ? null : 'meeting_held'
}

/** The same of the ledger's row, and whether its holder is still one to tell. */
export async function findMeetingReason(
  db: Db,
  row: ReminderRow,
  rung: LadderRung,
  posts: Posts,
): Promise<MeetingReason | 'no_longer_recipient' | null> {
  const meeting = await findMeeting(db, row.subject_id)
  const reason = meetingReason(row, meeting)
  if (reason || !meeting) return reason
  const told = holdingsOf(meeting, rung, posts).some(one => one.id === row.appointment_id)
  return told ? null : 'no_longer_recipient'
}

/** What a mail says of the meeting that its row is about; null where there is none. */
export async function findLetterMeeting(
  db: Db,
  row: ReminderRow,
  today: PlainDate,
): Promise<LetterMeeting | null> {
  const meeting = row.subject_type === 'meeting' ? await findMeeting(db, row.subject_id) : undefined
  if (!meeting) return null
  const items = await listMeetingItems(db, meeting.id)
  const chair = (await findPostNames(db, [meeting.chair_id])).get(meeting.chair_id)
  const found = await findMeetingFigures(db, meeting, today)
  const { done = 0, running_late = 0 } = (found?.since?.difference ?? {}) as Partial<Record<string, number>>
  return {
    id: meeting.id,
    title: meeting.title,
    committee: meeting.committee_name,
    day: meeting.on_day,
    time: meeting.starts_at,
    place: meeting.place,
    chair: chair ? `${chair.person_name}, ${chair.title}` : '',
    agenda: items.map(item => item.title),
    figures: found?.total ?? null,
    since: found?.since ? { day: found.since.day, done, late: running_late } : null,
  }
}

function draftsOf(meeting: Meeting, rung: LadderRung, posts: Posts, day: PlainDate): Draft[] {
  return holdingsOf(meeting, rung, posts).map(holding => ({
    organisationId: meeting.organisation_id,
    subjectType: 'meeting',
    subjectId: meeting.id,
    taskId: null,
    rung: rung.rung,
    holding,
    // Another day or hour is told anew.
    deadlineVersion: meeting.plan_version,
    occurrence: 0,
    rungOn: day,
  }))
}

/** Members of the committee that meets, and of the organisation its leaders and secretaries, as the rung says. */
function holdingsOf(meeting: Meeting, rung: LadderRung, posts: Posts): Holding[] {
  const told = recipientWords(rung).flatMap(word => {
    if (word === 'committee')
      return posts.holdings.filter(
        held => held.role === 'committee' && held.committee_id === meeting.committee_id,
      )
    return holdingsOver(posts, word === 'secretary' ? 'secretary' : 'leader', meeting.organisation_id)
  })
  return [...new Map(told.map(held => [held.id, held])).values()]
}
