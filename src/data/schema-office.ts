import type { Generated } from 'kysely'

/** Tables of the office itself: who works where, when, and how they sign in. Row types derive from here. */

export type Role =
  | 'secretary'
  | 'leader'
  | 'unit_head'
  | 'officer'
  | 'verifier'
  | 'committee'
  | 'inspector'
  | 'auditor'
  | 'admin'

export type OfficeKind = 'real' | 'sample'

export interface OfficeTable {
  /** Always `office`: one office an installation. */
  id: string
  kind: OfficeKind
  name: string
  parent_name: string
  short_name: string
  place: string
  help_contact: string
  /** What the sector calls its subject, such as "thực hiện dân chủ ở cơ sở (QCDC)". */
  subject_term: string
  salutation: 'dong_chi' | 'ong_ba'
  /** First day whose mail may leave the outbox: set when SMTP is first configured. */
  mail_from_on: string | null
  created_at: string
  version: number
}

export interface OfficeClockTable {
  /** Always `clock`. */
  id: string
  kind: OfficeKind
  /** The business day of a sample; null in a real office, where the system's clock decides. */
  today: string | null
  /** The last day whose 07:30 duties are done. */
  worked_on: string | null
  version: number
}

export interface UnitTable {
  id: string
  parent_id: string | null
  /** `/<root id>/…/<own id>/`: a subtree is a prefix. */
  path: string
  name: string
  short_name: string
  folded: string
  sort_key: string
  is_organisation: number
  /** Appointment of the leader in charge (lãnh đạo phụ trách); null: the director. */
  leader_appointment_id: string | null
  valid_from: string | null
  valid_to: string | null
  /** The unit that took over from a closed one. */
  successor_id: Generated<string | null>
  created_at: string
  version: number
}

/** What documents call a unit that its own names do not tell: remembered when a person chose the unit for it. */
export interface UnitAliasTable {
  id: string
  organisation_id: string
  name: string
  /** As names are compared; one unit each within the organisation. */
  folded: string
  unit_id: string
  created_by: string
  created_at: string
}

export interface PersonTable {
  id: string
  name: string
  folded: string
  sort_key: string
  email: string | null
  phone: string
  locale: 'vi' | 'en'
  keys_on: number
  password_hash: string | null
  password_changed_at: string | null
  disabled_at: string | null
  created_at: string
  version: number
}

export interface CommitteeTable {
  id: string
  organisation_id: string
  name: string
  level: 'province' | 'organisation'
  parent_id: string | null
  created_at: string
  version: number
}

export interface AppointmentTable {
  id: string
  person_id: string
  unit_id: string
  role: Role
  title: string
  from_on: string
  to_on: string | null
  /** The appointment this one stands in for ("A thay mặt B"). */
  acting_for_id: string | null
  committee_id: string | null
  inspection_id: string | null
  /** 1 for the director: the appointment named head of the organisation. */
  is_head: number
  created_at: string
  version: number
}

export interface CalendarDayTable {
  day: string
  kind: 'holiday' | 'makeup' | 'swap_off' | 'worked'
  name_vi: string
  status: 'official' | 'computed' | 'edited'
  /** 1 once a figure has used the day (DECISIONS 2): it can no longer change. */
  frozen: number
  version: number
}

export interface SessionTable {
  /** SHA-256 of the 256-bit id in the cookie. */
  id_hash: string
  person_id: string
  /** Sample only: the person whose seat the session has taken. */
  as_person_id: string | null
  created_at: string
  last_seen_at: string
  expires_at: string
  ended_at: string | null
  address: string
  agent: string
}

export interface FormDraftTable {
  id: string
  person_id: string
  path: string
  fields: string
  created_at: string
}

export interface OneUseLinkTable {
  id: string
  kind: 'invitation' | 'reset'
  person_id: string
  token_hash: string
  /** SHA-256 of the asking browser's cookie, where the link is bound to it. */
  browser_hash: string | null
  created_by: string | null
  created_at: string
  expires_at: string
  used_at: string | null
  revoked_at: string | null
}

export interface AttemptTable {
  id: string
  kind: 'sign_in' | 'reset' | 'setup' | 'mail_link' | 'api_token'
  account_key: string
  address: string
  at: string
}

export interface AccessLogTable {
  id: string
  organisation_id: string | null
  person_id: string | null
  kind: string
  detail: string
  address: string
  at: string
  /** The event whose payload holds the hash of this row's minute; null until chained. */
  event_id: string | null
}

export interface WorkerStatusTable {
  name: string
  beat_at: string
  detail: string
}
