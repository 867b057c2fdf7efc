import { setTimeout as sleep } from 'node:timers/promises'
import { inTransaction } from '../data/database.ts'
import { listTasksToLook } from '../data/next-look.ts'
import type { Db } from '../data/schema.ts'
import { listSuspensionsToReview } from '../data/suspension.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { keepAttention } from './attention.ts'
import { findCalendar } from './calendar.ts'
import { Conflict, WrongState } from './errors.ts'
import { openHandovers } from './handover.ts'
import { runObligations } from './obligation-duty.ts'
import { type ChainKey, type Occasion, occasionAt } from './occasion.ts'
import { perform } from './perform.ts'
import { findPolicies } from './policy.ts'
import { dutyTimeOf, takeEffect } from './policy-effect.ts'
import { planMeetings } from './reminder-meeting.ts'
import { type Planning, planTask } from './reminder-plan.ts'
import { planPosts } from './reminder-post.ts'
import { findPosts } from './reminder-posts.ts'
import { planWeek } from './reminder-week.ts'
import { takeSnapshot } from './snapshot.ts'
import { takeUpNames } from './unit-name.ts'

export interface DutyOptions {
  /** When the acts of the system are recorded: 07:30 of the day, unless the day is made up for later. */
  occasion?: Occasion
  /** The working day whose bundles take the day's reminders: the day itself, or the next working day. */
  mailOn?: PlainDate
}

export interface DutyReport {
  day: PlainDate
  /** Suspensions ended because their review date came. */
  resumed: number
  /** New rows of the ledger. */
  planned: number
  /** What failed, by id of the task or unit; the rest of the day's duties were done. */
  failures: { id: string; error: unknown }[]
}

/**
 * The 07:30 duties of one business day: the snapshot of the day before, suspensions whose review date has come,
 * cycles of obligations that begin or were missed, the reminders that fall due, the weekly digest. On days off no mail goes. Every part may be run
 * again, and by two workers at once: nothing is written twice.
 */
export async function runDuties(
  db: Db,
  keys: ChainKey[],
  day: PlainDate,
  options: DutyOptions = {},
): Promise<DutyReport> {
  const policies = await findPolicies(db)
  const occasion = options.occasion ?? occasionAt(day, dutyTimeOf(policies, day), keys)
  const report: DutyReport = { day, resumed: 0, planned: 0, failures: [] }
  await takeSnapshot(db, addDays(day, -1))
  await guarded(report, 'unit names', () => takeUpNames(db, { ...occasion, today: day }))
  await guarded(report, 'handovers', () => openHandovers(db, occasion, day))
  await resumeReviewed(db, occasion, day, report)
  const calendar = await findCalendar(db)
  const forOn = calendar.nextWorkingDay(options.mailOn ?? day)
  const planning: Planning = {
    day,
    policies,
    calendar,
    posts: await findPosts(db, day),
    mailing: { forOn, at: occasion.at, notice: null, calendar, policies },
  }
  await guarded(report, 'attention', () => keepAttention(db, { ...planning, today: day }))
  await guarded(report, 'policy', () => inTransaction(db, trx => takeEffect(trx, planning)))
  report.planned += await runObligations(db, occasion, planning, (id, work) => guarded(report, id, work))
  for (const taskId of await listTasksToLook(db, day)) {
    await guarded(report, taskId, async () => {
      report.planned += await inTransaction(db, trx => planTask(trx, taskId, planning))
    })
  }
  await guarded(report, 'posts', async () => {
    report.planned += await inTransaction(db, trx => planPosts(trx, planning, day))
  })
  await guarded(report, 'meetings', async () => {
    report.planned += await inTransaction(db, trx => planMeetings(trx, planning))
  })
  await guarded(report, 'week', async () => {
    report.planned += await inTransaction(db, trx => planWeek(trx, planning))
  })
  return report
}

/** PRODUCT §3 act 10: at its review date the system ends a suspension, and the head is told. */
async function resumeReviewed(db: Db, occasion: Occasion, day: PlainDate, report: DutyReport): Promise<void> {
  for (const { task_id: taskId } of await listSuspensionsToReview(db, day)) {
    await guarded(report, taskId, async () => {
      try {
        const act = { act: 'resume', taskId, personId: null, actId: null } as const
        await perform(db, { ...act, occasion, input: { note: '' }, channel: 'system' })
        report.resumed += 1
      } catch (error) {
        // A leader, or the other worker, was first.
        if (!(error instanceof WrongState || error instanceof Conflict)) throw error
      }
    })
  }
}

const attempts = 3

/** One bad row must not keep the others waiting; what two workers' locks undid is tried again. */
async function guarded(report: DutyReport, id: string, work: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await work()
      return
    } catch (error) {
      if (attempt < attempts) {
        await sleep(20 * attempt)
        continue
      }
      report.failures.push({ id, error })
      return
    }
  }
}
