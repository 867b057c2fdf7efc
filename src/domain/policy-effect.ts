import type { WaitingEvent } from '../data/event-dispatch.ts'
import { updateBundleTimes } from '../data/message.ts'
import { writeNextLooksOf } from '../data/next-look.ts'
import { listPlannedReminders } from '../data/reminder.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import { instantAt, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { findPolicies, livingBy, type Policies } from './policy.ts'
import { defaultTerms } from './policy-terms.ts'
import { type CauseContext, findMootReason } from './reminder-cause.ts'
import type { Planning } from './reminder-plan.ts'
import { findPosts } from './reminder-posts.ts'
import { cancelReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

/** When a day's duties begin: with the earliest bundles of any organisation, so that none waits for its own. */
export function dutyTimeOf(policies: Policies, day: PlainDate): string {
  const times = policies.organisations.map(({ id }) => policies.on(id, day).terms.bundle_at)
  return times.sort()[0] ?? defaultTerms.bundle_at
}

export async function findDutyTime(db: Db, day: PlainDate): Promise<string> {
  return dutyTimeOf(await findPolicies(db), day)
}

/**
 * On the day on which policies begin: every open task is looked at anew, since its rungs may stand elsewhere, and what
 * was planned for this day and is not wanted any more is cancelled. What was sent stays sent: the ledger's key keeps it
 * from going again.
 */
export async function takeEffect(
  db: Db,
  planning: Pick<Planning, 'policies' | 'day' | 'calendar'>,
): Promise<void> {
  const { policies, day } = planning
  const beginning = policies.rows.filter(row => row.from_on === day).map(row => row.organisation_id)
  for (const id of new Set(beginning)) {
    const organisationIds = livingBy(policies, id, day)
    await writeNextLooksOf(db, organisationIds, day)
    await replan(db, { policies, calendar: planning.calendar, organisationIds, fromOn: day })
  }
}

/** A version was saved: what is planned for its first day or later, such as an evening's notices, follows it now. */
export async function followPolicy(db: Db, event: WaitingEvent): Promise<void> {
  const { from_on: fromOn } = JSON.parse(event.payload) as { from_on: PlainDate }
  const policies = await findPolicies(db)
  const organisationIds = livingBy(policies, event.organisation_id, fromOn)
  await replan(db, { policies, calendar: await findCalendar(db), organisationIds, fromOn })
}

interface Replan {
  policies: Policies
  calendar: Calendar
  organisationIds: string[]
  /** Mails of this day and later ones are gone through. */
  fromOn: PlainDate
}

async function replan(db: Db, plan: Replan): Promise<void> {
  const { policies, calendar, organisationIds, fromOn } = plan
  const context = { policies, calendar, posts: await findPosts(db, fromOn) }
  const bundleOn = calendar.nextWorkingDay(fromOn)
  for (const id of organisationIds) {
    await cancelUnwanted(db, id, fromOn, context)
    const time = policies.on(id, bundleOn).terms.bundle_at
    await updateBundleTimes(db, id, bundleOn, instantAt(bundleOn, time))
  }
}

async function cancelUnwanted(
  db: Db,
  organisationId: string,
  fromOn: PlainDate,
  context: CauseContext,
): Promise<void> {
  const known = new Map<string, TaskFacts | null>()
  const unwanted = []
  for (const row of await listPlannedReminders(db, { organisationId, forOnOrLater: fromOn })) {
    const taskId = row.task_id ?? ''
    if (!known.has(taskId)) known.set(taskId, taskId ? ((await findTaskFacts(db, taskId)) ?? null) : null)
    const reason = await findMootReason(db, row, known.get(taskId) ?? null, context)
    if (reason === 'policy_changed') unwanted.push({ row, reason })
  }
  await cancelReminders(db, unwanted)
}
