import { findMention } from '../data/mention.ts'
import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import type { TaskFacts } from '../data/task.ts'
import { type DoneReason, doneReason } from './reminder-done.ts'
import type { Ladder } from './reminder-ladder.ts'
import { recipientWords } from './reminder-ladder.ts'
import { findAlarmOf, isPostRung } from './reminder-post.ts'
import { aboutOf, findRecipients, holdingsOver, type Posts, vacancies } from './reminder-recipient.ts'
import type { Calendar } from './working-days.ts'

/** Why a planned reminder is not sent after all; the last part of a catalog key. */
export type MootReason =
  | DoneReason
  | 'appointment_ended'
  | 'no_longer_recipient'
  | 'switched_off'
  | 'post_filled'
  | 'collapsed'

export interface CauseContext {
  ladder: Ladder
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
  const rung = context.ladder.find(row.rung)
  if (!rung) return 'switched_off'
  if (!facts) {
    if (!isOfOrganisation(row, posts)) return 'no_longer_recipient'
    if (!isPostRung(row.rung)) return null
    return (await findAlarmOf(db, row, context)) ? null : 'post_filled'
  }
  const done = doneReason(row, facts, rung, { today: posts.day, calendar })
  if (done) return done
  if (row.rung === 'no_holder') return filledReason(db, row, facts, posts)
  if (row.subject_type === 'mention' && (await findMention(db, row.subject_id))?.state !== 'open')
    return 'decided'
  const about = aboutOf(facts, row)
  const { holdings } = await findRecipients(db, recipientWords(rung), about, posts)
  return holdings.some(held => held.id === row.appointment_id) ? null : 'no_longer_recipient'
}

function isOfOrganisation(row: ReminderRow, posts: Posts): boolean {
  const held = [
    ...holdingsOver(posts, 'secretary', row.organisation_id),
    ...holdingsOver(posts, 'leader', row.organisation_id),
  ]
  return held.some(one => one.id === row.appointment_id)
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
