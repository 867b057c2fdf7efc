import { countAttempts, deleteAttempt, deleteAttemptsOf, insertAttempt } from '../data/attempt.ts'
import type { Db, Row } from '../data/schema.ts'
import { newId } from '../lib/id.ts'
import { sha256 } from '../lib/sha256.ts'

export type AttemptKind = Row<'attempt'>['kind']

/** RELIABILITY A3: attempts are counted over this long, so that nobody is locked out for good. */
export const attemptWindowMinutes = 15

/**
 * How many attempts in the window: on one account by anybody, on it from one address, and from one address on all
 * accounts. One address gets half of an account's attempts, so that the owner gets in from another.
 */
const limits: Record<AttemptKind, { account: number; pair: number; address: number }> = {
  sign_in: { account: 10, pair: 5, address: 50 },
  reset: { account: 6, pair: 3, address: 20 },
  setup: { account: 30, pair: 10, address: 10 },
  mail_link: { account: 3, pair: 2, address: 20 },
  // A token cannot be guessed: this bounds what a misconfigured or hostile caller may write to the access log.
  api_token: { account: 60, pair: 60, address: 60 },
}

/** The key of an account: a hash, because what is typed as an address may be anything, a password included. */
export function accountKey(email: string, device = ''): string {
  return sha256(`${email}\n${device}`)
}

/**
 * Takes one attempt; null when there are none left, and then none is counted. The row stands before the count that
 * decides: of attempts that arrive together, in this process or another, each sees the others, and the limit holds.
 */
export async function takeAttempt(db: Db, attempt: Attempt, now: Date): Promise<string | null> {
  const since = new Date(now.getTime() - attemptWindowMinutes * 60_000).toISOString()
  if (await isSpent(db, attempt, since, '')) return null
  const { kind, accountKey, address } = attempt
  const id = newId()
  await insertAttempt(db, { id, kind, account_key: accountKey, address, at: now.toISOString() })
  if (!(await isSpent(db, attempt, since, id))) return id
  await deleteAttempt(db, id)
  return null
}

interface Attempt {
  kind: AttemptKind
  accountKey: string
  address: string
}

async function isSpent(
  db: Db,
  { kind, accountKey, address }: Attempt,
  since: string,
  but: string,
): Promise<boolean> {
  const most = limits[kind]
  if ((await countAttempts(db, kind, { accountKey }, since, but)) >= most.account) return true
  if ((await countAttempts(db, kind, { accountKey, address }, since, but)) >= most.pair) return true
  return (await countAttempts(db, kind, { address }, since, but)) >= most.address
}

/** Gives the attempt back: it was right. */
export async function forgiveAttempt(db: Db, id: string): Promise<void> {
  await deleteAttempt(db, id)
}

/** Gives back everything tried on the account, since its owner has shown by other means who they are. */
export async function forgiveAccount(db: Db, email: string): Promise<void> {
  await deleteAttemptsOf(db, 'sign_in', accountKey(email))
}
