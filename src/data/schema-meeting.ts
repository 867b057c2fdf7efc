/** What needs the committee's attention, kept as a list, and the committee's meetings. */

/** Why something stands on the committee's list (PRODUCT §5). */
export type AttentionKind =
  | 'late'
  | 'late_original'
  | 'second_extension'
  | 'non_implementation'
  | 'missed_twice'
  | 'disputed'
  | 'undecided'
  | 'unverified'
  | 'repeated'

export interface AttentionTable {
  kind: AttentionKind
  /** The task, request, obligation or recommendation that it is about. */
  subject_id: string
  organisation_id: string
  inspection_id: string
  unit_id: string | null
  task_id: string | null
  /** The first day on which it counts, known ahead, so that midnight makes nothing stale. */
  from_on: string
  /** The first day on which it no longer does; null while none is known. */
  until_on: string | null
  /** The order within its kind, such as the deadline of what is late. */
  sort_key: string
}

export type MeetingState = 'planned' | 'open' | 'closed' | 'cancelled'

export interface MeetingTable {
  id: string
  organisation_id: string
  committee_id: string
  title: string
  on_day: string
  /** "14:00". */
  starts_at: string
  place: string
  /** A member of the committee, by appointment. */
  chair_id: string
  secretary_id: string
  /** Who is invited besides the members, as typed. */
  guests: string
  state: MeetingState
  /** Grows when the meeting moves: the ledger's `deadline_version` of what is told of it. */
  plan_version: number
  /** The day on which the invitation was sent for the present date. */
  invited_on: string | null
  opened_at: string | null
  closed_at: string | null
  closed_on: string | null
  /** Why it was cancelled. */
  reason: string
  created_at: string
  version: number
}

export type MeetingItemState = 'open' | 'prepared' | 'concluded' | 'decided'

export interface MeetingItemTable {
  id: string
  meeting_id: string
  ordinal: number
  /** Why it stands on the agenda: `text`, or what it was on the list for. */
  kind: AttentionKind | 'task' | 'recommendation' | 'text'
  title: string
  task_id: string | null
  recommendation_id: string | null
  obligation_id: string | null
  state: MeetingItemState
  /** JSON: the act with its input, which waits for the chair or has been done; '' where there is none. */
  prepared: string
  /** JSON: how the task stood when it was decided or the meeting closed; '' before. */
  facts: string
  conclusion: string
  follow_up: string
  follow_up_by: string
  follow_up_due_on: string | null
  follow_up_done_on: string | null
  /** The act it led to. */
  event_id: string | null
  decided_by: string | null
  created_at: string
  version: number
}

export interface MeetingAttendanceTable {
  meeting_id: string
  appointment_id: string
  present: number
}

/** What is added to the minutes after they were closed. */
export interface MeetingNoteTable {
  id: string
  meeting_id: string
  text: string
  appointment_id: string
  on_day: string
  created_at: string
}
