import type { TaskState } from '../data/schema-task.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { defaultTerms, type Terms } from './policy-terms.ts'
import type { Calendar } from './working-days.ts'

/** What the classes are worked out from; a row of `task` or of `task_period`. */
export interface StatusFacts {
  state: TaskState
  due_on: PlainDate | null
  original_due_on: PlainDate | null
  reported_on: PlainDate | null
  completed_on: PlainDate | null
}

/** The four official classes (DOMAIN §4.1, DECISIONS 3); null: drafts and what is counted apart. */
export type StatusClass = 'done_on_time' | 'done_late' | 'running_in_time' | 'running_late'

export const runningStates = ['issued', 'in_progress', 'returned', 'reported'] as const

/** How an office tells what is due soon and what is stale; left out, by the defaults. */
export type StatusTerms = Pick<Terms, 'due_soon_days' | 'fresh_days'>

/** The class on `today`: late from 00:00 of the day after the deadline; a reported task is judged by its reported day. */
export function statusClass(facts: StatusFacts, today: PlainDate): StatusClass | null {
  const due = facts.due_on ?? '9999-12-31'
  if (facts.state === 'verified') return (facts.completed_on ?? '') <= due ? 'done_on_time' : 'done_late'
  if (!(runningStates as readonly string[]).includes(facts.state)) return null
  const judgedOn = facts.state === 'reported' ? (facts.reported_on ?? today) : today
  return judgedOn <= due ? 'running_in_time' : 'running_late'
}

export interface TaskTiming {
  class: StatusClass | null
  late: boolean
  /** Open, not late, and due in the policy's working days (three) or fewer (DECISIONS 3). */
  dueSoon: boolean
  /** Working days to the deadline: 0 on the day itself, negative when late. */
  daysLeft: number | null
  /** Working days past the original deadline; 0 when not late against it. */
  daysPastOriginal: number
}

/** Everything about time that pages and mails say of a task; suspended tasks stand still. */
export function taskTiming(
  facts: StatusFacts,
  today: PlainDate,
  calendar: Calendar,
  terms: StatusTerms = defaultTerms,
): TaskTiming {
  const soon = terms.due_soon_days
  const judged = statusClass(facts, today)
  const judgedOn = facts.completed_on ?? (facts.state === 'reported' ? facts.reported_on : null) ?? today
  const daysLeft = facts.due_on ? calendar.workingDaysBetween(judgedOn, facts.due_on) : null
  const past = facts.original_due_on ? calendar.workingDaysBetween(facts.original_due_on, judgedOn) : 0
  const waiting = facts.state === 'issued' || facts.state === 'in_progress' || facts.state === 'returned'
  return {
    class: judged,
    late: judged === 'running_late',
    dueSoon: waiting && judged === 'running_in_time' && daysLeft !== null && daysLeft <= soon,
    daysLeft,
    daysPastOriginal: Math.max(0, past),
  }
}

/** Open and under way with no word from the unit for the policy's working days, ten (PRODUCT §4, §5). */
export function isStale(
  task: {
    state: TaskState
    updated_on: PlainDate | null
    received_on: PlainDate | null
    issued_on: PlainDate | null
  },
  today: PlainDate,
  calendar: Calendar,
  terms: StatusTerms = defaultTerms,
): boolean {
  if (task.state !== 'in_progress' && task.state !== 'returned' && task.state !== 'issued') return false
  const last = task.updated_on ?? task.received_on ?? task.issued_on
  return last !== null && calendar.workingDaysBetween(last, today) >= terms.fresh_days
}
