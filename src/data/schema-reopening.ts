import type { SuspensionTable } from './schema-request.ts'

/** A closed task that was opened again; the closure it had stays on record here. */
export interface ReopeningTable {
  id: string
  task_id: string
  from_state: 'verified' | 'not_implemented'
  /** The days of the old closure. */
  reported_on: string | null
  completed_on: string | null
  closed_on: string | null
  /** What had closed it: the verdict, or the committee's decision with its number. */
  verdict_id: string | null
  non_implementation_id: string | null
  decision_no: string
  reason: string
  old_due_on: string | null
  new_due_on: string
  decided_by: string
  decided_on: string
  created_at: string
}

/** What a head asks of the leader: to suspend the task, on a ground and until a day of review. */
export interface SuspensionRequestTable {
  id: string
  task_id: string
  state: 'pending' | 'granted' | 'refused' | 'withdrawn'
  ground: SuspensionTable['ground']
  note: string
  document_no: string
  /** The review date that is proposed; the leader may set another. */
  review_on: string
  asked_by: string
  asked_on: string
  /** The suspension that came of it. */
  suspension_id: string | null
  decided_by: string | null
  decided_on: string | null
  decision_note: string
  created_at: string
  version: number
}
