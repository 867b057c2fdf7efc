import type { ReminderRow } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { Policies } from './policy.ts'
import {
  findEmptyPosts,
  findEndingPosts,
  findWork,
  type PostAlarm,
  type Work,
  watchedKinds,
} from './post-watch.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'
import type { Mailing } from './reminder-mail.ts'
import { holdingsOver, type Posts } from './reminder-posts.ts'
import { type Draft, writeReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

const postRungs = ['post_empty', 'post_ending'] as const
type PostRung = (typeof postRungs)[number]

interface PostContext {
  policies: Policies
  calendar: Calendar
  posts: Posts
}

/**
 * Tells the secretary of posts with open work that nobody holds, and of those that end within ten working days without
 * a successor: once a vacancy, and once an end, by the ledger's key. `rungs`: at the moment of an act only what is
 * empty, since whoever ends a post may be about to appoint the next. Returns the number of new rows.
 */
export async function planPosts(
  db: Db,
  context: PostContext & { mailing: Mailing },
  day: PlainDate,
  rungs: readonly PostRung[] = postRungs,
): Promise<number> {
  const found = await postDrafts(db, { ...context, work: await findWork(db) }, day, rungs)
  return (
    await writeReminders(
      db,
      found.map(({ draft }) => draft),
      context.mailing,
    )
  ).length
}

/** The rows that the posts of the day call for, whether the ledger holds them or not. */
export async function postDrafts(
  db: Db,
  context: PostContext & { work: Work },
  day: PlainDate,
  rungs: readonly PostRung[] = postRungs,
): Promise<{ draft: Draft; rung: LadderRung }[]> {
  const found = []
  for (const name of rungs) {
    for (const alarm of await findAlarms(db, name, context)) {
      const rung = context.policies.on(alarm.organisationId, day).ladder.find(name)
      if (rung) found.push(...draftsOf(alarm, rung, context, day).map(draft => ({ draft, rung })))
    }
  }
  return found
}

export function isPostRung(rung: string): rung is PostRung {
  return (postRungs as readonly string[]).includes(rung)
}

/** The alarm that a row of the ledger is about, while it holds; undefined once the post is filled. */
export async function findAlarmOf(
  db: Db,
  row: ReminderRow,
  context: PostContext,
): Promise<PostAlarm | undefined> {
  if (!isPostRung(row.rung)) return undefined
  const alarms = await findAlarms(db, row.rung, context)
  return alarms.find(
    one => one.subjectId === row.subject_id && watchedKinds.indexOf(one.kind) === row.occurrence,
  )
}

function findAlarms(
  db: Db,
  rung: PostRung,
  { posts, calendar, work }: PostContext & { work?: Work },
): Promise<PostAlarm[]> {
  return rung === 'post_empty' ? findEmptyPosts(db, posts, work) : findEndingPosts(db, posts, calendar, work)
}

function draftsOf(alarm: PostAlarm, rung: LadderRung, { posts }: PostContext, day: PlainDate): Draft[] {
  const roles = recipientWords(rung).map(word =>
    word === 'secretary' ? ('secretary' as const) : ('leader' as const),
  )
  const told = roles.flatMap(role => holdingsOver(posts, role, alarm.organisationId))
  return [...new Map(told.map(holding => [holding.id, holding])).values()].map(holding => ({
    organisationId: alarm.organisationId,
    subjectType: alarm.subjectType,
    subjectId: alarm.subjectId,
    taskId: null,
    rung: rung.rung,
    holding,
    // A post that is left again, or another last day, is told anew.
    deadlineVersion: Number((alarm.lastDay ?? '0').replaceAll('-', '')),
    occurrence: watchedKinds.indexOf(alarm.kind),
    rungOn: day,
  }))
}
