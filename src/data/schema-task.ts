/** Tables of the business: inspections, their recommendations, and the tasks made of them. */

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

export interface InspectionTable {
  id: string
  organisation_id: string
  committee_id: string | null
  inspected_unit_id: string | null
  number: string
  title: string
  body: string
  team_lead: string
  held_on: string
  document_no: string
  document_on: string | null
  conclusion: string
  conclusion_sha256: string
  /** The document the conclusion was read from; null where it was pasted. */
  file_id: string | null
  folded: string
  created_by: string
  created_at: string
  version: number
}

/** An inspection that is being recorded: the pasted text and what was chosen from it, until it is saved as one. */
export interface ConclusionDraftTable {
  id: string
  person_id: string
  organisation_id: string
  /** The last form that wrote it, so that one sent twice is written once. */
  act_id: string | null
  /** JSON: the facts of the inspection as typed. */
  fields: string
  conclusion: string
  /** JSON: spans of the conclusion with kind, summary, and whether they are ticked. */
  choices: string
  /** The uploaded document, kept as the original. */
  file_id: string | null
  created_at: string
  version: number
}

/** A follow-up spreadsheet: what was read of it until it is imported, and afterwards which inspection it became. */
export interface WorkbookTable {
  id: string
  person_id: string
  organisation_id: string
  /** The last form that wrote it, so that one sent twice is written once. */
  act_id: string | null
  /** The file's name and the SHA-256 of its bytes. */
  name: string
  sha256: string
  /** JSON: the sheets with their cells as text; '' once imported. */
  sheets: string
  /** JSON: the facts of the inspection as typed. */
  fields: string
  /** JSON: which sheet is read, from which row, what each column is, and which units its names are. */
  plan: string
  inspection_id: string | null
  created_at: string
  version: number
}

export interface RecommendationTable {
  id: string
  inspection_id: string
  ordinal: number
  quote: string
  /** UTF-16 offsets into `inspection.conclusion`; `quote` is exactly that slice. */
  start_at: number
  end_at: number
  summary: string
  theme: string
  kind: 'once' | 'standing'
  response: 'accepted' | 'partly' | 'explained' | null
  outcome: 'implemented' | 'not_implemented' | 'superseded' | null
  /** The recommendation of an earlier inspection that it repeats. */
  repeats_id: string | null
  folded: string
  created_at: string
  version: number
}

/** One person's assignment of an inspection's recommendations, as far as it is typed. */
export interface AssignmentDraftTable {
  id: string
  inspection_id: string
  person_id: string
  /** The sending of the form that wrote it last. */
  act_id: string | null
  /** JSON: what is typed for each recommendation. */
  rows: string
  created_at: string
  version: number
}

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

export interface TaskPeriodTable {
  id: string
  task_id: string
  organisation_id: string
  inspection_id: string
  from_on: string
  /** The first day this period no longer holds; null while it does. */
  to_on: string | null
  state: TaskState
  lead_unit_id: string
  due_on: string | null
  original_due_on: string | null
  reported_on: string | null
  completed_on: string | null
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

export interface FileTable {
  id: string
  name: string
  media_type: string
  size: number
  sha256: string
  /** What it was uploaded for. */
  purpose: 'evidence' | 'document' | 'conclusion'
  /** The task on whose page it was uploaded; null for a document of a task that was not drafted yet. */
  task_id: string | null
  created_by: string
  created_at: string
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
  state: 'pending' | 'accepted' | 'refused'
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
