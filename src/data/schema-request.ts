/** What is asked, decided and said about a task besides its own acts. */

export interface ExtensionTable {
  id: string
  task_id: string
  ordinal: number
  state: 'pending' | 'granted' | 'refused' | 'redo' | 'withdrawn'
  reason: string
  done_so_far: string
  plan: string
  old_due_on: string
  asked_due_on: string
  granted_due_on: string | null
  asked_by: string
  asked_on: string
  asked_late: number
  decided_by: string | null
  decided_on: string | null
  decision_note: string
  created_at: string
  version: number
}

export interface SuspensionTable {
  id: string
  task_id: string
  ground: 'law' | 'force_majeure' | 'waiting_superior' | 'reorganisation' | 'other'
  note: string
  document_no: string
  review_on: string
  from_on: string
  to_on: string | null
  working_days_left: number
  decided_by: string
  created_at: string
  version: number
}

export interface VerdictTable {
  id: string
  task_id: string
  round: number
  verdict: 'verified' | 'returned'
  note: string
  missing: string
  supplement_due_on: string | null
  decided_by: string
  decided_on: string
  created_at: string
}

export interface RefusalTable {
  id: string
  task_id: string
  unit_id: string
  reason: string
  proposed_unit_id: string
  state: 'pending' | 'decided'
  refused_by: string
  refused_on: string
  created_at: string
  version: number
}

export interface NonImplementationTable {
  id: string
  task_id: string
  explanation: string
  /** `withdrawn`: another act on the task left nothing to decide. */
  state: 'pending' | 'accepted' | 'refused' | 'withdrawn'
  proposed_by: string
  proposed_on: string
  decision_no: string
  decision_note: string
  decided_by: string | null
  decided_on: string | null
  created_at: string
  version: number
}

export interface CommentTable {
  id: string
  task_id: string | null
  recommendation_id: string | null
  person_id: string
  appointment_id: string
  text: string
  on_day: string
  created_at: string
}
