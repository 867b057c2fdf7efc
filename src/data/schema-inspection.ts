/** Inspections, their documents and recommendations, and what is entered of them so far. */

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
  response_note: string | null
  response_on: string | null
  /** The leader's appointment that answered on behalf of the inspected unit. */
  response_by: string | null
  closed_on: string | null
  /** The recommendation that takes the place of one superseded. */
  successor_id: string | null
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

export interface FileTable {
  id: string
  name: string
  media_type: string
  size: number
  sha256: string
  /** What it was uploaded for. */
  purpose: 'evidence' | 'document' | 'conclusion' | 'template'
  /** The task on whose page it was uploaded; null for a document of a task that was not drafted yet. */
  task_id: string | null
  created_by: string
  created_at: string
}
