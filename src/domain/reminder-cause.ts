import { findMention } from '../data/mention.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Policies } from './policy.ts'
import { type DoneReason, doneReason } from './reminder-done.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'
import { findMeetingReason, type MeetingReason } from './reminder-meeting.ts'
import { findAlarmOf, isPostRung } from './reminder-post.ts'
import { type Posts, weekHoldings } from './reminder-posts.ts'
import { aboutOf, findRecipients, vacancies } from './reminder-recipient.ts'
import type { Calendar } from './working-days.ts'

/** Why a planned reminder is not sent after all; the last part of a catalog key. */
export type MootReason =
  | DoneReason
  | MeetingReason
  | 'appointment_ended'
  | 'no_longer_recipient'
  | 'switched_off'
  | 'policy_changed'
  | 'post_filled'
  | 'collapsed'

export interface CauseContext {
  policies: Policies
  calendar: Calendar
  /** Who holds the posts today. */
  posts: Posts
}

/**
 * Why the row's mail must not go any more, or null while it is still owed: the recipient no longer holds the post or
 * is no longer the one to tell (RELIABILITY Z5), or what the rung reminds of has been done. `facts` is the row's task
 * as it stands now; null for rows about an organisation.
 */
export async function findMootReason(
  db: Db,
  row: ReminderRow,
  facts: TaskFacts | null,
  context: CauseContext,
): Promise<MootReason | null> {
  const { posts, calendar } = context
  if (!posts.holdings.some(held => held.id === row.appointment_id)) return 'appointment_ended'
  const { ladder } = context.policies.on(row.organisation_id, posts.day)
  const rung = ladder.find(row.rung)
  if (!rung) return wasOn(row, context) ? 'policy_changed' : 'switched_off'
  if (!facts) return findReasonWithoutTask(db, row, rung, context)
  const done = doneReason(row, facts, rung, { today: posts.day, calendar })
  if (done) return done
  if (row.rung === 'no_holder') return filledReason(db, row, facts, posts)
  if (row.subject_type === 'mention' && (await findMention(db, row.subject_id))?.state !== 'open')
    return 'decided'
  const about = aboutOf(facts, row)
  const { holdings } = await findRecipients(db, recipientWords(rung), about, posts)
  return holdings.some(held => held.id === row.appointment_id) ? null : lostReason(row, rung, context)
}

/** Rows about a meeting, a post or the organisation itself. */
async function findReasonWithoutTask(
  db: Db,
  row: ReminderRow,
  rung: LadderRung,
  context: CauseContext,
): Promise<MootReason | null> {
  const { posts } = context
  if (row.subject_type === 'meeting') return findMeetingReason(db, row, rung, posts)
  if (isPostRung(row.rung)) return (await findAlarmOf(db, row, context)) ? null : 'post_filled'
  return isOfOrganisation(row, rung, posts) ? null : lostReason(row, rung, context)
}

function wasOn(row: ReminderRow, { policies }: CauseContext): boolean {
  return policies.on(row.organisation_id, row.rung_on).ladder.find(row.rung) !== undefined
}

/** Not the one to tell any more: by the office's new policy, or by what happened to the task or the post. */
function lostReason(row: ReminderRow, rung: LadderRung, { policies }: CauseContext): MootReason {
  const then = policies.on(row.organisation_id, row.rung_on).ladder.find(row.rung)
  return then && then.recipients !== rung.recipients ? 'policy_changed' : 'no_longer_recipient'
}

function isOfOrganisation(row: ReminderRow, rung: LadderRung, posts: Posts): boolean {
  return weekHoldings(rung, row.organisation_id, posts).some(one => one.id === row.appointment_id)
}

async function filledReason(
  db: Db,
  row: ReminderRow,
  facts: TaskFacts,
  posts: Posts,
): Promise<MootReason | null> {
  const post = vacancies[row.occurrence]
  if (!post) return null
  const { vacant } = await findRecipients(db, [post], { facts }, posts)
  return vacant.includes(post) ? null : 'post_filled'
}
