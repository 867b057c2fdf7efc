/** How things stood from which day to which: what figures as of any day are counted from (DECISIONS 2). */
import type { CalendarDayKind } from '../lib/holidays.ts'
import type { TaskState } from './schema-task.ts'

export interface TaskPeriodTable {
  id: string
  task_id: string
  organisation_id: string
  inspection_id: string
  recommendation_id: string
  /** Set for the cycles of an obligation, which are counted apart. */
  obligation_id: string | null
  from_on: string
  /** The first day this period no longer holds; null while it does. */
  to_on: string | null
  state: TaskState
  lead_unit_id: string
  officer_id: string | null
  due_on: string | null
  original_due_on: string | null
  issued_on: string | null
  received_on: string | null
  updated_on: string | null
  supplement_due_on: string | null
  reported_on: string | null
  completed_on: string | null
  percent: number
  extension_count: number
  /** Whether the unit received it within the working days that the policy of that day gave; null while it has not. */
  receipt: 'in_time' | 'late' | null
  /** What became of an obligation's cycle by then; null for drafts, cycles taken back unmissed, and other tasks. */
  cycle: 'met' | 'missed' | 'running' | null
}

export interface UnitPeriodTable {
  id: string
  unit_id: string
  from_on: string
  /** The first day this period no longer holds; null while it does. */
  to_on: string | null
  /** Where the unit stood in the tree. */
  path: string
  /** The leader in charge; null: the head of the organisation. */
  leader_appointment_id: string | null
}

/** A change of the calendar: what the day was before it. */
export interface CalendarChangeTable {
  id: string
  day: string
  changed_on: string
  /** Null: an ordinary day of its week. */
  kind_before: CalendarDayKind | null
}
