/** Sheets for units that do not sign in. */

/** A sheet made out for a unit: what it said of each task when it was made, so that a change since then is seen. */
export interface UnitSheetTable {
  id: string
  organisation_id: string
  unit_id: string
  person_id: string
  /** JSON: the tasks in their order with what stood there (`SheetTask`). */
  rows: string
  made_on: string
  created_at: string
}

/** A sheet that came back: what the unit wrote on it, until it is taken over; afterwards that it was. */
export interface UnitSheetReturnTable {
  id: string
  unit_sheet_id: string
  organisation_id: string
  person_id: string
  /** The form that wrote it, so that one sent twice is written once. */
  act_id: string | null
  /** The file's name and the SHA-256 of its bytes. */
  name: string
  sha256: string
  /** JSON: what was read (`ReturnedRow`). */
  rows: string
  applied_on: string | null
  /** Updates that were taken over. */
  applied_count: number
  created_at: string
  version: number
}
