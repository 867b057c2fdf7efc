/** Reports and tables that people ask for and the worker makes. */

export type ExportState = 'planned' | 'running' | 'done' | 'failed' | 'cancelled'

export interface ExportTable {
  id: string
  /** Where the event of its order stands. */
  organisation_id: string
  person_id: string
  /** The report in words and figures, or the follow-up table with a row a task (DOMAIN §9). */
  kind: 'report' | 'follow_up'
  format: 'docx' | 'pdf' | 'xlsx' | 'csv'
  /** The office's day on which it was asked for. */
  asked_on: string
  /** What is asked, as JSON: `ExportQuery` of domain/export.ts. */
  query: string
  /** Ids of the inspections the file tells of, as JSON: whoever may no longer see one of them gets no file. */
  covers: string
  state: ExportState
  rows_done: number
  rows_total: number
  /** How often a worker began it; what a stopping worker gave back does not count. */
  attempts: number
  claimed_by: string | null
  /** System instants: queue, making and expiry are no business of the office's calendar (DECISIONS 14). */
  started_at: string | null
  /** The file's name on disk; null before it is made and after it expired. */
  file_id: string | null
  /** The name it is downloaded under. */
  file_name: string
  size: number
  sha256: string
  made_at: string | null
  expires_at: string | null
  /** Why it failed: a catalog key's last part. */
  reason: string
  created_at: string
  version: number
}
