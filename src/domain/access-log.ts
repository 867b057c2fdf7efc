import {
  insertAccessLog,
  listAccessEvents,
  listAccessOfEvent,
  listUnchainedAccess,
  updateAccessChained,
} from '../data/access-log.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, Row } from '../data/schema.ts'
import { findRootUnit } from '../data/unit.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'
import { Conflict } from './errors.ts'
import { recordEvent } from './event.ts'
import type { Occasion } from './occasion.ts'

export type AccessKind =
  | 'sign_in'
  | 'sign_in_refused'
  | 'sign_out'
  | 'download'
  | 'password_changed'
  | 'password_reset'
  | 'reset_requested'
  | 'seat_taken'
  | 'api_token_created'
  | 'api_token_revoked'
  | 'api_refused'
  | 'feed_made'
  | 'feed_revoked'

export interface AccessInput {
  kind: AccessKind
  /** Null where nobody is known, such as a wrong address at sign-in. */
  personId: string | null
  organisationId?: string | null
  /** An id or a code; never a name, a text or a token. */
  detail: string
  address: string
  /** The system's clock. */
  at: Date
}

const mostRows = 200

/** Notes one access; the worker chains the rows of each minute by one event (DECISIONS 5). */
export async function recordAccess(db: Db, input: AccessInput): Promise<void> {
  await insertAccessLog(db, {
    id: newId(),
    organisation_id: input.organisationId ?? null,
    person_id: input.personId,
    kind: input.kind,
    detail: input.detail.slice(0, 200),
    address: input.address.slice(0, 60),
    at: input.at.toISOString(),
    event_id: null,
  })
}

/**
 * Seals the access rows of the minutes that are over: one event holds their number and hash. Called each minute by the
 * worker; `now` is the system's clock, `occasion` the office's. Gives the number of rows sealed, at most 200.
 */
export async function chainAccessLog(db: Db, occasion: Occasion, now: Date): Promise<number> {
  const minute = `${now.toISOString().slice(0, 17)}00.000Z`
  return inTransaction(db, async trx => {
    const rows = await listUnchainedAccess(trx, minute, mostRows)
    const root = rows.length > 0 ? await findRootUnit(trx) : undefined
    if (!root) return 0
    const act = { personId: null, actId: null, occasion }
    const eventId = await recordEvent(trx, act, {
      organisationId: root.id,
      act: 'access',
      subjectType: 'access_log',
      subjectId: rows[0]!.id,
      payload: { rows: rows.length, from: rows[0]!.at, to: rows.at(-1)!.at, sha256: hashRows(rows) },
    })
    const ids = rows.map(row => row.id)
    // Of two workers the second finds the rows taken, and its event is undone.
    if ((await updateAccessChained(trx, ids, eventId)) !== rows.length) throw new Conflict()
    return rows.length
  })
}

/** Ids of the events whose access rows were changed, removed or added to since they were sealed. */
export async function listBrokenAccess(db: Db): Promise<string[]> {
  const broken: string[] = []
  for (const event of await listAccessEvents(db)) {
    const sealed = JSON.parse(event.payload) as { sha256: string }
    if (hashRows(await listAccessOfEvent(db, event.id)) !== sealed.sha256) broken.push(event.id)
  }
  return broken
}

function hashRows(rows: Row<'access_log'>[]): string {
  const facts = rows.map(({ id, organisation_id, person_id, kind, detail, address, at }) => {
    return { id, organisation_id, person_id, kind, detail, address, at }
  })
  return sha256(canonicalJson(facts))
}
