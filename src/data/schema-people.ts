/** Tables of what changes in the office: the names of units through time, and posts that change hands. */

/** What a unit was called before its present name, or will be called: its present one stands in `unit`. */
export interface UnitNameTable {
  id: string
  unit_id: string
  name: string
  short_name: string
  folded: string
  /** The decision that gave the unit its next name, or gives it this one. */
  document_no: string
  /** First and last day of the name; null: since ever, and without an end yet. */
  from_on: string | null
  to_on: string | null
  created_at: string
}

/** A post that has changed hands: what lay in it on the first day after its holder left. */
export interface HandoverTable {
  id: string
  organisation_id: string
  from_appointment_id: string
  /** The appointment of whoever confirmed. */
  to_appointment_id: string | null
  on_day: string
  confirmed_at: string | null
  created_at: string
  version: number
}

export type HandoverKind = 'task' | 'part' | 'verify' | 'extension' | 'unit' | 'obligation'

/** One thing of the list, as it stood on the day of the handover. */
export interface HandoverItemTable {
  handover_id: string
  kind: HandoverKind
  /** The task, the part of a co-unit, the extension, the unit or the standing duty. */
  subject_id: string
  task_id: string | null
  /** Of a standing duty its schedule: `quarter 14 4`. */
  state: string
  due_on: string | null
  /** Space-separated: `extension`, `draft`, `non_implementation`, `part`. */
  pending: string
  /** Pieces of evidence that lay with the task. */
  evidence: number
}
