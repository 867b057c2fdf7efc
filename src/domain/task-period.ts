import type { Db, Row } from '../data/schema.ts'
import { findCycleMarks, findOpenPeriod, type TaskPeriodFacts, writeTaskPeriod } from '../data/task-period.ts'
import type { Occasion } from './occasion.ts'
import { findPolicy } from './policy.ts'
import type { Terms } from './policy-terms.ts'
import type { Calendar } from './working-days.ts'

/** What a period tells that the task's row alone does not. */
export type PeriodMarks = Pick<TaskPeriodFacts, 'receipt' | 'cycle'>

/**
 * Records how the task stands from today on (DECISIONS 2). Whether it was received in time, and what became of a cycle,
 * is settled on the day it happens, by the calendar and the policy of that day.
 */
export async function recordTaskPeriod(
  db: Db,
  { today }: Occasion,
  task: Row<'task'>,
  calendar: Calendar,
): Promise<void> {
  const open = await findOpenPeriod(db, task.id)
  const same = open?.received_on === task.received_on && open?.issued_on === task.issued_on
  const receipt = same ? open.receipt : await findReceipt(db, task, calendar)
  const cycle = task.obligation_id ? cycleResult(task.state, await findCycleMarks(db, task.id)) : null
  await writeTaskPeriod(db, today, open, periodOf(task, { receipt, cycle }))
}

async function findReceipt(db: Db, task: Row<'task'>, calendar: Calendar): Promise<PeriodMarks['receipt']> {
  if (!task.received_on) return null
  const { terms } = await findPolicy(db, task.organisation_id, task.received_on)
  return receiptOf(task, calendar, terms)
}

/** PRODUCT §5: received within the policy's working days, two, of its issue. */
export function receiptOf(
  { issued_on, received_on }: Pick<Row<'task'>, 'issued_on' | 'received_on'>,
  calendar: Calendar,
  terms: Pick<Terms, 'receipt_days'>,
): PeriodMarks['receipt'] {
  if (!issued_on || !received_on) return null
  return calendar.workingDaysBetween(issued_on, received_on) <= terms.receipt_days ? 'in_time' : 'late'
}

/**
 * What became of a cycle: `missed` for good once it was recorded so; `met` with a report that stands or was judged; one
 * that was taken back does not count (PRODUCT §3 act 8).
 */
export function cycleResult(
  state: Row<'task'>['state'],
  { missed, judged }: { missed: boolean; judged: boolean },
): PeriodMarks['cycle'] {
  if (missed) return 'missed'
  if (state === 'draft' || state === 'withdrawn' || state === 'not_implemented') return null
  return judged || state === 'reported' || state === 'verified' ? 'met' : 'running'
}

/** The period's columns of a task. */
export function periodOf(
  task: Row<'task'>,
  marks: PeriodMarks = { receipt: null, cycle: null },
): TaskPeriodFacts {
  return {
    task_id: task.id,
    organisation_id: task.organisation_id,
    inspection_id: task.inspection_id,
    recommendation_id: task.recommendation_id,
    obligation_id: task.obligation_id ?? null,
    state: task.state,
    lead_unit_id: task.lead_unit_id,
    officer_id: task.officer_id,
    due_on: task.due_on,
    original_due_on: task.original_due_on,
    issued_on: task.issued_on,
    received_on: task.received_on,
    updated_on: task.updated_on,
    supplement_due_on: task.supplement_due_on,
    reported_on: task.reported_on,
    completed_on: task.completed_on,
    percent: task.percent,
    extension_count: task.extension_count,
    ...marks,
  }
}
