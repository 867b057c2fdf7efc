import type { Row } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { owedStates } from './co-unit-plan.ts'
import { type StatusFacts, statusClass } from './task-status.ts'

/** What a part tells of who is late; a row of `co_unit` or what a list reads of it. */
export type PartFacts = Pick<Row<'co_unit'>, 'state' | 'due_on'>

export interface LateSide {
  /** Whose lateness it is, the lead's, co-units', or both; null while nobody is late. Computed, never a state. */
  late: 'lead' | 'co_unit' | 'both' | null
  /** The lead has done its own share (100%) and everything that is missing lies with co-units. */
  waiting: boolean
}

/** A part is late against its own date, or the task's where it has none, as long as its unit still owes it. */
export function isPartLate(
  part: PartFacts,
  task: Pick<StatusFacts, 'state' | 'due_on'>,
  today: PlainDate,
): boolean {
  const due = part.due_on ?? task.due_on
  return isWithUnits(task) && owedStates.includes(part.state) && due !== null && due < today
}

/**
 * Who holds up a task on `today` (PRODUCT §3: waiting for a co-unit is computed). Of a late task: only the co-units
 * when the lead has nothing left to do but wait; the lead alone when no part is late; else both. Of a task in time:
 * the co-units whose part is late.
 */
export function lateSide(
  task: StatusFacts & { percent: number },
  parts: readonly PartFacts[],
  today: PlainDate,
): LateSide {
  const atWork = task.state === 'in_progress' || task.state === 'returned'
  const owed = parts.some(part => owedStates.includes(part.state))
  const handedIn = parts.some(part => part.state === 'submitted')
  const waiting = atWork && owed && !handedIn && task.percent === 100
  const partLate = parts.some(part => isPartLate(part, task, today))
  if (statusClass(task, today) !== 'running_late') return { late: partLate ? 'co_unit' : null, waiting }
  if (waiting) return { late: 'co_unit', waiting }
  return { late: partLate ? 'both' : 'lead', waiting }
}

function isWithUnits({ state }: Pick<StatusFacts, 'state'>): boolean {
  return state === 'issued' || state === 'in_progress' || state === 'returned'
}
