import { timingSafeEqual } from 'node:crypto'
import { type Actor, findActor } from '../data/actor.ts'
import { findApiTokenByHash, takeApiTokenUse, updateApiTokenRefused } from '../data/api-token.ts'
import type { Database } from '../data/database.ts'
import { inTransaction } from '../data/database.ts'
import type { Db, Row } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'
import { recordAccess } from './access-log.ts'
import { type ApiScope, tokenPrefix } from './api-token.ts'
import { accountKey, attemptWindowMinutes, takeAttempt } from './attempt.ts'

/** Requests a token may send in one minute of the clock. */
export const callsPerMinute = 120

export interface ApiCall {
  /** As it came in `Authorization: Bearer …`; '' where none came. */
  token: string
  /** Null: any live token will do. */
  scope: ApiScope | null
  today: string
  address: string
  now: Date
  perMinute?: number
}

/** What is left of the minute, for the answer's headers; `resetSeconds` until the next one begins. */
export interface Pace {
  limit: number
  remaining: number
  resetSeconds: number
}

/**
 * `unknown` says the same of a token that was never made, has run out, was revoked, or whose person is gone: nobody
 * learns which (A8). `narrow`: it is good, for something else.
 */
export type Access =
  | { access: 'granted'; actor: Actor; token: Row<'api_token'>; pace: Pace }
  | { access: 'missing' | 'unknown' }
  | { access: 'narrow'; pace: Pace }
  | { access: 'too_many'; retrySeconds: number; pace?: Pace }

/** Who calls by a token, with the rights that its person has today; each call counts against the minute's limit. */
export async function findAccess({ reader, writer }: Database, call: ApiCall): Promise<Access> {
  if (call.token === '') return { access: 'missing' }
  const token = await findToken(reader, call.token)
  const actor =
    token && isLive(token, call.now) ? await findActor(reader, token.person_id, call.today) : undefined
  if (!token || !actor) return refuse(writer, call, token)
  const pace = await takeCall(writer, token.id, call)
  if (!pace) return { access: 'too_many', retrySeconds: secondsLeft(call.now), pace: spent(call) }
  const scopes = token.scopes.split(' ')
  if (call.scope === null || scopes.includes(call.scope)) return { access: 'granted', actor, token, pace }
  await noteRefusal(writer, token, call, call.scope)
  return { access: 'narrow', pace }
}

/** By its hash, so that the time of the look-up says nothing of the token itself. */
async function findToken(db: Db, text: string): Promise<Row<'api_token'> | undefined> {
  if (!text.startsWith(tokenPrefix) || text.length > 100) return undefined
  const hash = sha256(text)
  const token = await findApiTokenByHash(db, hash)
  return token && timingSafeEqual(Buffer.from(token.token_hash), Buffer.from(hash)) ? token : undefined
}

function isLive(token: Row<'api_token'>, now: Date): boolean {
  return token.revoked_at === null && token.expires_at > now.toISOString()
}

/** A known token's refusals are noted once a minute; strangers' up to the limit of their address. */
async function refuse(db: Db, call: ApiCall, token: Row<'api_token'> | undefined): Promise<Access> {
  if (token) {
    await noteRefusal(db, token, call, token.revoked_at ? 'revoked' : 'ended')
    return { access: 'unknown' }
  }
  const { address, now } = call
  const attempt = { kind: 'api_token', accountKey: accountKey('', address), address } as const
  if (!(await takeAttempt(db, attempt, now)))
    return { access: 'too_many', retrySeconds: attemptWindowMinutes * 60 }
  await recordAccess(db, { kind: 'api_refused', personId: null, detail: 'unknown', address, at: now })
  return { access: 'unknown' }
}

async function noteRefusal(
  db: Db,
  token: Row<'api_token'>,
  { now, address }: ApiCall,
  why: string,
): Promise<void> {
  const noted = { at: now.toISOString(), before: new Date(now.getTime() - 60_000).toISOString() }
  await inTransaction(db, async trx => {
    if (!(await updateApiTokenRefused(trx, token.id, noted))) return
    const detail = `${token.id} ${why}`
    await recordAccess(trx, { kind: 'api_refused', personId: token.person_id, detail, address, at: now })
  })
}

/** Null when the minute is used up. */
async function takeCall(db: Db, tokenId: string, call: ApiCall): Promise<Pace | null> {
  const minute = `${call.now.toISOString().slice(0, 16)}:00.000Z`
  const limit = limitOf(call)
  const count = await takeApiTokenUse(db, tokenId, minute)
  return count > limit ? null : { ...spent(call), remaining: limit - count }
}

function spent(call: ApiCall): Pace {
  return { limit: limitOf(call), remaining: 0, resetSeconds: secondsLeft(call.now) }
}

function limitOf({ perMinute = callsPerMinute }: ApiCall): number {
  return perMinute
}

function secondsLeft(now: Date): number {
  return 60 - now.getUTCSeconds()
}
