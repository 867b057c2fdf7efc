import { inTransaction } from '../data/database.ts'
import { findObligation } from '../data/obligation.ts'
import { type CycleToJudge, listCyclesToJudge, listObligationsToStart } from '../data/obligation-cycle.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts, type TaskFacts } from '../data/task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { Conflict, WrongState } from './errors.ts'
import { startCycle } from './obligation-cycle.ts'
import type { Occasion } from './occasion.ts'
import { perform } from './perform.ts'
import { type LadderRung, recipientWords } from './reminder-ladder.ts'
import { type Planning, vacancyDrafts } from './reminder-plan.ts'
import { findRecipients, type Vacancy } from './reminder-recipient.ts'
import { type Draft, writeReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

/**
 * The day from whose end on a cycle without a report counts as "không báo cáo": the policy's working days after its end,
 * but never before its task's deadline, nor before a task that was issued late (after downtime) had as many days.
 */
function missDayOf(
  { period_to, due_on, issued_on }: Pick<CycleToJudge, 'period_to' | 'due_on' | 'issued_on'>,
  days: number,
  calendar: Calendar,
): PlainDate {
  const after = calendar.addWorkingDays(period_to, days)
  const issued = issued_on ? calendar.addWorkingDays(issued_on, days) : after
  return [after, issued, due_on ?? after].sort().at(-1) as PlainDate
}

/** Runs one piece of work; a failure is noted under the id and the others go on. */
export type Guard = (id: string, work: () => Promise<void>) => Promise<void>

/**
 * The day's part of the duties for obligations: cycles that begin, and cycles that ended without a report. The letters
 * go with the day's bundles. May be run again, and by two workers at once: nothing is written twice. Returns the number
 * of new rows of the ledger.
 */
export async function runObligations(
  db: Db,
  occasion: Occasion,
  planning: Planning,
  guard: Guard,
): Promise<number> {
  let written = 0
  for (const id of await listObligationsToStart(db, planning.day)) {
    await guard(id, async () => {
      written += await startDue(db, occasion, id, planning)
    })
  }
  for (const cycle of await listCyclesToJudge(db, planning.day)) {
    await guard(cycle.id, async () => {
      written += await judge(db, occasion, cycle, planning)
    })
  }
  return written
}

/** Every cycle that has begun by the day; after downtime they may be several, each in a transaction of its own. */
async function startDue(db: Db, occasion: Occasion, id: string, planning: Planning): Promise<number> {
  let written = 0
  for (;;) {
    const more = await inTransaction(db, async trx => {
      const obligation = await findObligation(trx, id)
      if (obligation?.state !== 'open' || (obligation.next_from_on ?? '9999') > planning.day) return null
      const taskId = await startCycle(trx, occasion, obligation)
      return taskId ? writeNotice(trx, taskId, { rung: 'cycle_issued' }, planning) : null
    })
    if (more === null) return written
    written += more
  }
}

/** The day from whose end on the cycle counts as missed, once that day is past; null while it does not. */
export function missedBy(
  cycle: Omit<CycleToJudge, 'id' | 'task_id'>,
  { day, calendar, policies }: Pick<Planning, 'day' | 'calendar' | 'policies'>,
): PlainDate | null {
  const { terms } = policies.on(cycle.organisation_id, day)
  const missedOn = missDayOf(cycle, terms.no_report_days, calendar)
  const reported = cycle.first_report_on !== null && cycle.first_report_on <= missedOn
  return missedOn < day && !reported ? missedOn : null
}

async function judge(db: Db, occasion: Occasion, cycle: CycleToJudge, planning: Planning): Promise<number> {
  const missedOn = missedBy(cycle, planning)
  if (missedOn === null) return 0
  try {
    return await inTransaction(db, async trx => {
      await perform(trx, {
        act: 'miss_cycle',
        taskId: cycle.task_id,
        personId: null,
        actId: null,
        occasion,
        channel: 'system',
        input: { cycleId: cycle.id, missedOn },
      })
      return writeNotice(trx, cycle.task_id, { rung: 'cycle_missed', cycleId: cycle.id }, planning)
    })
  } catch (error) {
    // The unit, a leader, or the other worker was first: the next look decides.
    if (error instanceof Conflict || error instanceof WrongState) return 0
    throw error
  }
}

interface CycleNotice {
  rung: 'cycle_issued' | 'cycle_missed'
  /** The cycle that was missed. */
  cycleId?: string
}

async function writeNotice(db: Db, taskId: string, notice: CycleNotice, planning: Planning): Promise<number> {
  const facts = await findTaskFacts(db, taskId)
  const found = facts && (await cycleDrafts(db, facts, notice, planning))
  if (!found) return 0
  const { ladder } = planning.policies.on(facts.task.organisation_id, planning.day)
  const rows = [...found.drafts, ...vacancyDrafts(facts, found.vacant, { ...planning, ladder })]
  return (await writeReminders(db, rows, planning.mailing)).length
}

/** The rows that tell of a cycle, and the posts that should have one and that nobody holds; none when switched off. */
export async function cycleDrafts(
  db: Db,
  facts: TaskFacts,
  notice: CycleNotice,
  { policies, posts, day }: Pick<Planning, 'policies' | 'posts' | 'day'>,
): Promise<{ rung: LadderRung; drafts: Draft[]; vacant: Vacancy[] } | undefined> {
  const { task } = facts
  const rung = policies.on(task.organisation_id, day).ladder.find(notice.rung)
  if (!rung) return undefined
  const { holdings, vacant } = await findRecipients(db, recipientWords(rung), { facts }, posts)
  const drafts = holdings.map(holding => ({
    organisationId: task.organisation_id,
    subjectType: notice.cycleId ? 'obligation_cycle' : 'task',
    subjectId: notice.cycleId ?? task.id,
    taskId: task.id,
    rung: notice.rung,
    holding,
    deadlineVersion: task.deadline_version,
    occurrence: 0,
    rungOn: day,
  }))
  return { rung, drafts, vacant }
}
