/** Tables of what other systems read and are told: personal tokens, and webhooks with what was sent to them. */

export interface ApiTokenTable {
  id: string
  /** Whose rights it lends: it never exceeds what they may do on the day. */
  person_id: string
  name: string
  /** Space-separated `apiScopes`. */
  scopes: string
  /** SHA-256 of the token, which is shown once and stored nowhere. */
  token_hash: string
  /** Its last four characters, to tell one's own tokens apart. */
  hint: string
  /** System instants, as of a session. */
  created_at: string
  expires_at: string
  revoked_at: string | null
  revoked_by: string | null
  /** When a refused use was last noted: at most one a minute is. */
  refused_at: string | null
}

/** How often a token was used in the minute of its last use: the limit and the "last used" in one row. */
export interface ApiTokenUseTable {
  api_token_id: string
  /** The minute's first instant. */
  minute: string
  count: number
}

export interface WebhookTable {
  id: string
  /** Whose events it is told of; those of organisations below have webhooks of their own. */
  organisation_id: string
  url: string
  /** Space-separated `webhookEvents`. */
  events: string
  /** The key of its signatures, sealed with a key derived from SECRET_KEY (lib/sealed-text.ts). */
  secret: string
  /** `failing`: paused by the system after a day on which nothing arrived. */
  state: 'active' | 'paused' | 'failing' | 'removed'
  /** The first failure since something arrived; null while all is well. */
  failing_since: string | null
  created_by: string
  created_at: string
  version: number
}

export type DeliveryState = 'planned' | 'sending' | 'delivered' | 'dead' | 'cancelled'

export interface WebhookDeliveryTable {
  /** Sent along, and the same at every attempt: the receiver tells repeats by it. */
  id: string
  webhook_id: string
  /** Null for a trial. */
  event_id: string | null
  event_name: string
  seq: number
  /** JSON of ids, codes, dates and states; links are added when it is sent. */
  body: string
  state: DeliveryState
  attempts: number
  next_try_at: string
  claimed_by: string | null
  claimed_at: string | null
  created_at: string
  settled_at: string | null
}

export interface WebhookAttemptTable {
  id: string
  webhook_delivery_id: string
  at: string
  /** Null where there was no answer. */
  status: number | null
  ms: number
  /** A code of ours such as `timeout`; never what the other side wrote. */
  error: string
}
