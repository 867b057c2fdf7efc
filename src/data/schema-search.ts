/** The index of everything that is said, and the addresses under which people subscribe to their deadlines. */

export type SearchKind = 'task' | 'recommendation' | 'inspection' | 'update' | 'comment' | 'evidence'

export interface SearchEntryTable {
  /** Grows within its kind, so that the latest stand last; the kind is in the number itself (`numberRange`). */
  number: number
  kind: SearchKind
  subject_id: string
  /** Who may see the task finds the entry; where it is null, who may see the inspection. */
  task_id: string | null
  inspection_id: string | null
  /** Space-separated, as `indexWords` gives them. */
  words: string
}

/** How far the index of what was there before it has come: everything from `before_id` on is in it. */
export interface SearchBuildTable {
  kind: SearchKind
  before_id: string
  is_done: number
}

export interface CalendarFeedTable {
  id: string
  person_id: string
  /** SHA-256 of the secret in the address, which is shown once and never stored. */
  secret_hash: string
  /** Space-separated: `mine`, `unit`, `all`. */
  content: string
  has_alarm: number
  /** System instants: an address is no business of the office's calendar (DECISIONS 14). */
  created_at: string
  revoked_at: string | null
  last_read_at: string | null
  version: number
}
