import { inTransaction } from '../data/database.ts'
import { findOffice } from '../data/office.ts'
import { updateLinksRevoked } from '../data/one-use-link.ts'
import { findPerson, findPersonByEmail, updatePerson } from '../data/person.ts'
import type { Db, Row } from '../data/schema.ts'
import { endSessionsOf, findSession, updateSessionEnded } from '../data/session.ts'
import { normaliseLine } from '../lib/fold.ts'
import { recordAccess } from './access-log.ts'
import { accountKey, attemptWindowMinutes, forgiveAttempt, takeAttempt } from './attempt.ts'
import { Conflict, type ErrorKey, Invalid, NotFound } from './errors.ts'
import { hashPassword, isPassword, passwordFault } from './password.ts'
import { hashSessionId, openSession, type SessionLimits, type Visitor } from './session.ts'

export interface SignInInput {
  email: string
  password: string
  /** The session this browser had: it ends, whoever's it was. */
  previousSessionId: string | null
  /** What tells a browser that signed in to this account before; strangers do not use up its attempts. */
  device: string | null
}

/** As it is stored and compared: one line, NFC, lower case. */
export function normaliseEmail(email: string): string {
  return normaliseLine(email).toLowerCase()
}

/**
 * Signs in and gives the id of a new session. Unknown, shut and password-less accounts are refused with the words, in
 * the time and at the count of a wrong password (A8). @throws Invalid
 */
export async function signIn(
  db: Db,
  input: SignInInput,
  visitor: Visitor,
  now: Date,
  limits: SessionLimits,
): Promise<{ sessionId: string; personId: string }> {
  const email = normaliseEmail(input.email)
  const key = accountKey(email, input.device ?? '')
  const attempt = { kind: 'sign_in', accountKey: key, address: visitor.address } as const
  const attemptId = await takeAttempt(db, attempt, now)
  if (!attemptId) throw new Invalid({ password: tooManyAttempts })
  const person = await findPersonByEmail(db, email)
  const fits = await isPassword(person?.disabled_at ? null : (person?.password_hash ?? null), input.password)
  if (!person || !fits) {
    const refused = { kind: 'sign_in_refused', detail: '', address: visitor.address, at: now } as const
    await recordAccess(db, { ...refused, personId: person?.id ?? null })
    throw new Invalid({ password: 'error.sign_in' })
  }
  return inTransaction(db, async trx => {
    await checkUnchanged(trx, person)
    await forgiveAttempt(trx, attemptId)
    await endPreviousSession(trx, input.previousSessionId, now)
    const sessionId = await openSession(trx, person.id, visitor, now, limits)
    return { sessionId, personId: person.id }
  })
}

export const tooManyAttempts: ErrorKey = { key: 'error.attempts', values: { minutes: attemptWindowMinutes } }

/** A new password while signed in; every other session of the person ends (A6). @throws Invalid, NotFound, Conflict */
export async function changePassword(
  db: Db,
  change: { personId: string; current: string; next: string; keptSession: string; address: string },
  now: Date,
): Promise<void> {
  const person = await findPerson(db, change.personId)
  if (!person?.password_hash) throw new NotFound()
  const attempt = { kind: 'sign_in', accountKey: accountKey(person.id), address: change.address } as const
  const attemptId = await takeAttempt(db, attempt, now)
  if (!attemptId) throw new Invalid({ currentPassword: tooManyAttempts })
  if (!(await isPassword(person.password_hash, change.current))) {
    throw new Invalid({ currentPassword: 'error.password.wrong' })
  }
  await forgiveAttempt(db, attemptId)
  await checkNewPassword(db, person, change.next)
  const passwordHash = await hashPassword(change.next)
  await inTransaction(db, async trx => {
    await setPassword(trx, person, passwordHash, now, change.keptSession)
    const access = { personId: person.id, detail: '', address: change.address, at: now }
    await recordAccess(trx, { kind: 'password_changed', ...access })
  })
}

/** Refuses a password that is too short or can be guessed, at the field `password`. @throws Invalid */
export async function checkNewPassword(
  db: Db,
  person: Pick<Row<'person'>, 'name' | 'email'>,
  password: string,
): Promise<void> {
  const office = await findOffice(db)
  const words = [person.name, person.email ?? '', office?.name ?? '', office?.short_name ?? '']
  const fault = passwordFault(password, words)
  if (fault) throw new Invalid({ password: fault })
}

/** Stores the hash, kills open links and ends the sessions, but the one whose hash is kept; in the caller's transaction. */
export async function setPassword(
  db: Db,
  person: Row<'person'>,
  passwordHash: string,
  now: Date,
  keptSession = '',
): Promise<void> {
  const at = now.toISOString()
  const change = { password_hash: passwordHash, password_changed_at: at }
  if (!(await updatePerson(db, person, change))) throw new Conflict()
  await updateLinksRevoked(db, person.id, at)
  await endSessionsOf(db, person.id, at, keptSession)
}

/** The person's own language and keys. @throws Conflict */
export async function changePreferences(
  db: Db,
  change: { personId: string; version: number; locale: string; keysOn: boolean },
): Promise<void> {
  const { locale } = change
  if (locale !== 'vi' && locale !== 'en') throw new Invalid({ locale: 'error.invalid' })
  await inTransaction(db, async trx => {
    const person = await findPerson(trx, change.personId)
    if (!person) throw new NotFound()
    const columns = { locale, keys_on: change.keysOn ? 1 : 0 } as const
    if (!(await updatePerson(trx, { ...person, version: change.version }, columns)))
      throw new Conflict(person)
  })
}

/** The account may have been shut, or given a new password, while the typed one was being checked. */
async function checkUnchanged(db: Db, before: Row<'person'>): Promise<void> {
  const person = await findPerson(db, before.id)
  if (person?.password_hash === before.password_hash && !person?.disabled_at) return
  throw new Invalid({ password: 'error.sign_in' })
}

async function endPreviousSession(db: Db, sessionId: string | null, now: Date): Promise<void> {
  const session = sessionId ? await findSession(db, hashSessionId(sessionId)) : undefined
  if (session) await updateSessionEnded(db, session.person_id, session.id_hash, now.toISOString())
}
