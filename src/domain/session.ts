import { createHash, randomBytes } from 'node:crypto'
import { listHoldings } from '../data/actor.ts'
import { deleteAttemptsBefore } from '../data/attempt.ts'
import { inTransaction } from '../data/database.ts'
import { deleteFormDraftsBefore } from '../data/form-draft.ts'
import { findOffice } from '../data/office.ts'
import { findPerson } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import {
  deleteSessionsBefore,
  findSession,
  insertSession,
  updateSessionEnded,
  updateSessionSeat,
  updateSessionSeen,
} from '../data/session.ts'
import { recordAccess } from './access-log.ts'
import { NotAllowed, NotFound } from './errors.ts'
import { draftLifeMs } from './form-draft.ts'
import type { Occasion } from './occasion.ts'

export interface SessionLimits {
  sessionIdleMinutes: number
  sessionMaxHours: number
}

/** The browser as it shows itself; both are cut to what a row holds. */
export interface Visitor {
  address: string
  agent: string
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** Opens a session, on record, and gives its id: 256 random bits that are stored nowhere; the row holds the SHA-256 (A4). */
export async function openSession(
  db: Db,
  personId: string,
  visitor: Visitor,
  now: Date,
  limits: SessionLimits,
): Promise<string> {
  const id = randomBytes(32).toString('base64url')
  await inTransaction(db, async trx => {
    await insertSession(trx, {
      id_hash: hashSessionId(id),
      person_id: personId,
      as_person_id: null,
      created_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      expires_at: new Date(now.getTime() + limits.sessionMaxHours * 60 * minuteMs).toISOString(),
      ended_at: null,
      address: visitor.address.slice(0, 60),
      agent: visitor.agent.slice(0, 300),
    })
    await recordAccess(trx, { kind: 'sign_in', personId, detail: '', address: visitor.address, at: now })
  })
  return id
}

export function hashSessionId(id: string): string {
  return createHash('sha256').update(id).digest('hex')
}

/** Whether the session still stands: not ended, not idle for too long, not older than its limit (A5). */
export function isSessionLive(session: Row<'session'>, now: Date, limits: SessionLimits): boolean {
  const idleSince = new Date(now.getTime() - limits.sessionIdleMinutes * minuteMs).toISOString()
  return (
    session.ended_at === null && session.expires_at > now.toISOString() && session.last_seen_at > idleSince
  )
}

/** Whether the session ran out by itself within the last day, so that a form sent with it may be kept (DECISIONS 19). */
export function hasSessionExpired(session: Row<'session'>, now: Date, limits: SessionLimits): boolean {
  const idleAt = Date.parse(session.last_seen_at) + limits.sessionIdleMinutes * minuteMs
  const over = Math.min(idleAt, Date.parse(session.expires_at))
  return session.ended_at === null && over <= now.getTime() && now.getTime() - over < dayMs
}

/** Notes that the session was used, at most once a minute. */
export async function touchSession(db: Db, session: Row<'session'>, now: Date): Promise<void> {
  if (now.getTime() - Date.parse(session.last_seen_at) < minuteMs) return
  await updateSessionSeen(db, session.id_hash, now.toISOString())
}

/** Ends one of the person's own sessions. @throws NotFound when it is not theirs or has ended */
export async function endSession(
  db: Db,
  personId: string,
  idHash: string,
  now: Date,
  address: string,
): Promise<void> {
  await inTransaction(db, async trx => {
    const ended = await updateSessionEnded(trx, personId, idHash, now.toISOString())
    if (!ended) throw new NotFound()
    await recordAccess(trx, { kind: 'sign_out', personId, detail: '', address, at: now })
  })
}

/** Opens a session as the first secretary of a sample office: its pages need no password. Gives the session's id. */
export async function enterSample(
  db: Db,
  visitor: Visitor,
  occasion: Occasion,
  now: Date,
  limits: SessionLimits,
): Promise<string> {
  return inTransaction(db, async trx => {
    const office = await findOffice(trx)
    if (office?.kind !== 'sample') throw new NotAllowed('refusal.seat.real')
    const [secretary] = await listHoldings(trx, occasion.today, { role: 'secretary' })
    if (!secretary) throw new NotFound()
    return openSession(trx, secretary.person_id, visitor, now, limits)
  })
}

/** Takes another person's seat for this session, in a sample office only: asked in the same transaction. */
export async function takeSeat(
  db: Db,
  idHash: string,
  personId: string,
  now: Date,
  address: string,
): Promise<void> {
  await inTransaction(db, async trx => {
    const office = await findOffice(trx)
    if (office?.kind !== 'sample') throw new NotAllowed('refusal.seat.real')
    const session = await findSession(trx, idHash)
    const person = await findPerson(trx, personId)
    if (!session || !person || person.disabled_at) throw new NotFound()
    await updateSessionSeat(trx, idHash, person.id === session.person_id ? null : person.id)
    await recordAccess(trx, {
      kind: 'seat_taken',
      personId: session.person_id,
      detail: person.id,
      address,
      at: now,
    })
  })
}

/** Removes what has outlived its use: sessions a day after they are over, drafts after an hour, attempts after a day. */
export async function clearExpiredAccess(db: Db, now: Date): Promise<void> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString()
  await deleteSessionsBefore(db, before(dayMs))
  await deleteFormDraftsBefore(db, before(draftLifeMs))
  await deleteAttemptsBefore(db, before(dayMs))
}
