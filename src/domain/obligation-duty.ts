import { inTransaction } from '../data/database.ts'
import { findObligation } from '../data/obligation.ts'
import { type CycleToJudge, listCyclesToJudge, listObligationsToStart } from '../data/obligation-cycle.ts'
import type { Db } from '../data/schema.ts'
import { findTaskFacts } from '../data/task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { Conflict, WrongState } from './errors.ts'
import { startCycle } from './obligation-cycle.ts'
import type { Occasion } from './occasion.ts'
import { perform } from './perform.ts'
import { recipientWords } from './reminder-ladder.ts'
import { type Planning, vacancyDrafts } from './reminder-plan.ts'
import { findRecipients } from './reminder-recipient.ts'
import { writeReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

/** Working days after the end of a period until which a report is waited for (PRODUCT §3). */
export const missDays = 3

/**
 * The day from whose end on a cycle without a report counts as "không báo cáo": three working days after its end, but
 * never before its task's deadline, nor before a task that was issued late (after downtime) had as many days.
 */
export function missDayOf(
  { period_to, due_on, issued_on }: Pick<CycleToJudge, 'period_to' | 'due_on' | 'issued_on'>,
  calendar: Calendar,
): PlainDate {
  const after = calendar.addWorkingDays(period_to, missDays)
  const issued = issued_on ? calendar.addWorkingDays(issued_on, missDays) : after
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

async function judge(db: Db, occasion: Occasion, cycle: CycleToJudge, planning: Planning): Promise<number> {
  const missedOn = missDayOf(cycle, planning.calendar)
  if (missedOn >= planning.day) return 0
  if (cycle.first_report_on !== null && cycle.first_report_on <= missedOn) return 0
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

async function writeNotice(
  db: Db,
  taskId: string,
  notice: { rung: 'cycle_issued' | 'cycle_missed'; cycleId?: string },
  planning: Planning,
): Promise<number> {
  const facts = await findTaskFacts(db, taskId)
  if (!facts) return 0
  const { ladder } = planning.policies.on(facts.task.organisation_id, planning.day)
  const rung = ladder.find(notice.rung)
  if (!rung) return 0
  const found = await findRecipients(db, recipientWords(rung), { facts }, planning.posts)
  const drafts = found.holdings.map(holding => ({
    organisationId: facts.task.organisation_id,
    subjectType: notice.cycleId ? 'obligation_cycle' : 'task',
    subjectId: notice.cycleId ?? taskId,
    taskId,
    rung: notice.rung,
    holding,
    deadlineVersion: facts.task.deadline_version,
    occurrence: 0,
    rungOn: planning.day,
  }))
  const rows = [...drafts, ...vacancyDrafts(facts, found.vacant, { ...planning, ladder })]
  return (await writeReminders(db, rows, planning.mailing)).length
}
