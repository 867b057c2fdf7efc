/** Links in mails that act for a post, and the register of "Dân vận khéo" models with what they are evidence of. */

export interface MailActLinkTable {
  id: string
  /** SHA-256 of the token in the address; the token is derived from the id and never stored. */
  token_hash: string
  /** The post that the link acts as, and the person who held it when the mail went. */
  appointment_id: string
  person_id: string
  task_id: string
  /** The part of a co-unit, where the act is about one. */
  co_unit_id: string | null
  /** One of `mailActNames`: a link does one thing. */
  act: string
  deadline_version: number
  message_id: string
  /** System instants: the life of a link is no business of the office's calendar (DECISIONS 14). */
  created_at: string
  expires_at: string
  used_at: string | null
  used_event_id: string | null
  revoked_at: string | null
  /** The event that made the link pointless, where there was one. */
  revoked_event_id: string | null
  /** Why it was revoked: a catalog key's last part. */
  reason: string
  /** The mail with fresh links that was asked for in its stead. */
  fresh_message_id: string | null
}

export type EmulationModelState = 'registered' | 'checked' | 'recognised' | 'not_recognised' | 'withdrawn'

/** One "Dân vận khéo" model as a collective, an individual or the authority registered it (DOMAIN §2.2). */
export interface EmulationModelTable {
  id: string
  organisation_id: string
  unit_id: string
  year: number
  kind: 'collective' | 'individual' | 'authority'
  field: 'economy' | 'society' | 'defence' | 'politics'
  name: string
  registrant: string
  situation: string
  aim: string
  content: string
  beneficiaries: string
  /** Who leads, helps and takes part. */
  forces: string
  resources: string
  from_on: string | null
  to_on: string | null
  evaluate_on: string | null
  output: string
  upkeep: string
  state: EmulationModelState
  checked_on: string | null
  checked_by: string
  finding: string
  decision_no: string
  decided_on: string | null
  /** Why it was not recognised or was withdrawn. */
  reason: string
  folded: string
  registered_on: string
  registered_by: string
  created_at: string
  version: number
}

/** What a model is evidence of: a recommendation or a task, one of the two. */
export interface EmulationModelLinkTable {
  id: string
  emulation_model_id: string
  recommendation_id: string | null
  task_id: string | null
  linked_by: string
  created_at: string
}
