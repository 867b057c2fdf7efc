/** Tables of what happened and who was told: events, outbox, ledger, mail, figures. */
export interface EventTable {
  id: string
  organisation_id: string
  seq: number
  prev_hash: string
  hash: string
  key_id: string
  /** Business instant (UTC ISO) and its local day. */
  occurred_at: string
  occurred_on: string
  act: string
  subject_type: string
  subject_id: string
  task_id: string | null
  person_id: string | null
  appointment_id: string | null
  /** The leader on whose behalf the act was recorded (DECISIONS 22). */
  on_behalf_of_id: string | null
  act_id: string | null
  /** Canonical JSON: ids, codes, dates and SHA-256 of free text; never names or texts. */
  payload: string
}

/** The reason given with an act that has no table of its own; the event holds its SHA-256 (DECISIONS 5). */
export interface EventTextTable {
  event_id: string
  task_id: string
  text: string
}

export interface EventDispatchTable {
  event_id: string
  dispatched_at: string | null
  attempts: number
  next_try_at: string
  last_error: string
}

export interface ChainHeadTable {
  organisation_id: string
  seq: number
  hash: string
}

export type ReminderState =
  | 'planned'
  | 'sent'
  | 'unsure'
  | 'kept'
  | 'bounced'
  | 'failed'
  | 'no_address'
  | 'cancelled'

export interface ReminderTable {
  id: string
  organisation_id: string
  subject_type: string
  subject_id: string
  task_id: string | null
  rung: string
  appointment_id: string
  person_id: string
  deadline_version: number
  occurrence: number
  /** The day the rung fell due, and the day its mail goes. */
  rung_on: string
  for_on: string
  state: ReminderState
  /** Why it was cancelled or not sent: a catalog key's last part. */
  reason: string
  message_id: string | null
  sent_at: string | null
  acknowledged_at: string | null
  created_at: string
}

export type MessageState =
  | 'planned'
  | 'sending'
  | 'sent'
  | 'unsure'
  | 'kept'
  | 'bounced'
  | 'failed'
  | 'cancelled'

export interface MessageTable {
  id: string
  organisation_id: string | null
  person_id: string
  /** `bundle` (one a person and day), `notice` (at once), `access` (invitations and sign-in). */
  kind: 'bundle' | 'notice' | 'access'
  /** Unique where set: what this message is, so that it is written once. */
  dedupe_key: string | null
  to_address: string
  subject: string
  text: string
  html: string
  for_on: string
  /** Not before this system instant. */
  send_at: string
  state: MessageState
  attempts: number
  claimed_at: string | null
  claimed_by: string | null
  sent_at: string | null
  last_error: string
  /** 1 where a crash left it open whether an earlier attempt arrived. */
  maybe_twice: number
  header_id: string
  created_at: string
  version: number
}
