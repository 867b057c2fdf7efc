/** Tasks, their parts, and what is laid down on them. */

export type TaskState =
  | 'draft'
  | 'issued'
  | 'in_progress'
  | 'reported'
  | 'returned'
  | 'verified'
  | 'suspended'
  | 'not_implemented'
  | 'withdrawn'

export interface TaskTable {
  id: string
  recommendation_id: string
  inspection_id: string
  organisation_id: string
  ordinal: number
  /** "<recommendation ordinal>.<task ordinal>", such as 4.1; unique within the inspection. */
  code: string
  title: string
  criterion: string
  lead_unit_id: string
  /** Appointments, so that the task stays with the post. */
  officer_id: string | null
  assigner_id: string | null
  verifier_id: string | null
  document_no: string
  document_on: string | null
  document_file_id: string | null
  issued_on: string | null
  received_on: string | null
  original_due_on: string | null
  due_on: string | null
  /** Set by a return: the day by which what is missing is expected. */
  supplement_due_on: string | null
  state: TaskState
  percent: number
  blocker: string
  /** Last act of the unit that resets freshness. */
  updated_on: string | null
  reported_on: string | null
  reported_by: string | null
  completed_on: string | null
  closed_on: string | null
  /** Rounds of report and return so far. */
  round: number
  refused_count: number
  extension_count: number
  successor_id: string | null
  /** The obligation whose cycle it is; never changes. Such tasks are counted apart (DECISIONS 3). */
  obligation_id: string | null
  /** Working days that were left when the task was suspended; negative when late. */
  frozen_days: number | null
  /** Grows at issue, reassignment, resume, reopen and date change (DECISIONS 15). */
  deadline_version: number
  /** The next day the reminder planner must look at this task; null when never. */
  next_look_on: string | null
  folded: string
  sort_key: string
  created_by: string
  created_at: string
  version: number
}

export interface TaskTextTable {
  id: string
  task_id: string
  title: string
  criterion: string
  reason: string
  corrected_by: string
  corrected_at: string
}

export interface CoUnitTable {
  id: string
  task_id: string
  unit_id: string
  deliverable: string
  due_on: string | null
  state: 'asked' | 'received' | 'submitted' | 'returned' | 'accepted' | 'waived'
  percent: number
  /** The reason of a waiver, or what is missing after a return. */
  note: string
  submitted_on: string | null
  decided_on: string | null
  updated_on: string | null
  /** The last day on which the lead urged the unit. */
  nudged_on: string | null
  created_at: string
  version: number
}

export interface TaskUpdateTable {
  id: string
  task_id: string
  co_unit_id: string | null
  kind: 'update' | 'draft' | 'report' | 'co_unit'
  round: number
  text: string
  percent: number | null
  blocker: string
  claimed_on: string | null
  person_id: string
  appointment_id: string
  on_day: string
  created_at: string
  version: number
}

export interface EvidenceTable {
  id: string
  task_id: string
  task_update_id: string | null
  kind: 'file' | 'document' | 'statement'
  state: 'pending' | 'attached'
  file_id: string | null
  document_no: string
  document_on: string | null
  statement: string
  person_id: string
  created_at: string
}
