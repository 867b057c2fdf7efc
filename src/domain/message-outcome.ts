import { inTransaction } from '../data/database.ts'
import { findMessage, listSendingMessages, type MessageRow, moveMessage } from '../data/message.ts'
import { updateRemindersOfMessage } from '../data/reminder.ts'
import type { Db, RowChange } from '../data/schema.ts'
import { listWorkerStatus } from '../data/worker-status.ts'
import { addDays } from '../lib/plain-date.ts'
import type { ClaimedMessage } from './message.ts'
import type { Occasion } from './occasion.ts'

/**
 * What the mail server said. `unreachable`: it was not there, so that the attempt does not count against the message.
 * `temporary`: try again. `maybeSent`: the connection was lost after the whole mail was handed over.
 */
export type SendOutcome =
  | { result: 'sent' }
  | { result: 'unreachable' | 'temporary' | 'bad_address' | 'failed'; error: string; maybeSent?: boolean }

/** Minutes until the next attempt, after the first, second … (RELIABILITY Q8); then it is a dead letter. */
export const retryMinutes = [1, 5, 30, 120, 720] as const
const unreachableMinutes = 2
/** A server that is away is waited for so many days; then the mail is too old to go unasked. */
const unreachableDays = 7
const beatSeconds = 60

/**
 * Records what became of a claimed message, and its rows in the ledger with it. An answered send is final; false when
 * the message is no longer in this worker's hand, because others took it for dead.
 */
export async function settleMessage(
  db: Db,
  message: ClaimedMessage,
  outcome: SendOutcome,
  moment: Moment,
): Promise<boolean> {
  const settled = settlementOf(message, outcome, moment)
  return inTransaction(db, async trx => {
    const from = { state: 'sending' as const, claimedBy: message.worker }
    const change = { ...settled.message, claimed_by: null, claimed_at: null }
    const moved = await moveMessage(trx, message.id, from, change)
    if (!moved) return false
    await updateRemindersOfMessage(trx, message.id, settled.reminder, ['planned', 'unsure'])
    return true
  })
}

interface Moment {
  occasion: Occasion
  now: Date
}

interface Settlement {
  message: RowChange<'message'>
  reminder: RowChange<'reminder'>
}

function settlementOf(message: ClaimedMessage, outcome: SendOutcome, moment: Moment): Settlement {
  const { occasion } = moment
  if (outcome.result === 'sent') {
    const words = message.kind === 'access' ? { text: '', html: '' } : {}
    const sent = { state: 'sent' as const, sent_at: occasion.at }
    return { message: { ...sent, last_error: '', ...words }, reminder: { ...sent, reason: '' } }
  }
  const last_error = outcome.error.slice(0, 500)
  const again = retryAt(message, outcome, moment)
  if (!again) {
    const state = outcome.result === 'bad_address' ? ('bounced' as const) : ('failed' as const)
    const reason = outcome.result === 'bad_address' ? 'bad_address' : 'refused_by_server'
    return { message: { state, last_error }, reminder: { state, reason } }
  }
  const attempts = outcome.result === 'unreachable' ? message.attempts - 1 : message.attempts
  const doubt = outcome.maybeSent ? { maybe_twice: 1 } : {}
  return {
    message: { state: 'planned', send_at: again, attempts, last_error, ...doubt },
    reminder: { state: outcome.maybeSent ? 'unsure' : 'planned' },
  }
}

/** The system instant of the next attempt, with up to a fifth of jitter; null when there is none. */
function retryAt(message: ClaimedMessage, { result }: SendOutcome, moment: Moment): string | null {
  const patient = moment.occasion.today <= addDays(message.forOn, unreachableDays)
  const minutes =
    result === 'temporary'
      ? retryMinutes[message.attempts - 1]
      : result === 'unreachable' && patient
        ? unreachableMinutes
        : undefined
  if (minutes === undefined) return null
  const jitter = 1 + (Math.random() - 0.5) * 0.4
  return new Date(moment.now.getTime() + minutes * 60_000 * jitter).toISOString()
}

/**
 * Puts off a message that could not even be claimed, because wording it failed: a bad row backs itself off and becomes
 * a dead letter in the end, and never stops the others.
 */
export async function putOffMessage(db: Db, id: string, error: unknown, now: Date): Promise<void> {
  await inTransaction(db, async trx => {
    const message = await findMessage(trx, id)
    if (message?.state !== 'planned') return
    const minutes = retryMinutes[message.attempts]
    const change = {
      attempts: message.attempts + 1,
      last_error: String(error).slice(0, 500),
      ...(minutes
        ? { send_at: new Date(now.getTime() + minutes * 60_000).toISOString() }
        : { state: 'failed' as const }),
    }
    if (!(await moveMessage(trx, id, { state: 'planned' }, change)) || minutes) return
    await updateRemindersOfMessage(trx, id, { state: 'failed', reason: 'not_worded' }, ['planned', 'unsure'])
  })
}

/**
 * Takes back what dead workers held: a worker is dead when its beat is a minute old or gone. Such a mail is sent again
 * with the same Message-ID and marked as perhaps sent twice; when its attempts are used up it stays `unsure` for a
 * person to decide. Returns the ids taken back.
 */
export async function recoverMessages(db: Db, now: Date): Promise<string[]> {
  const oldest = new Date(now.getTime() - beatSeconds * 1000).toISOString()
  const alive = new Set(
    (await listWorkerStatus(db, 'worker-')).filter(row => row.beat_at >= oldest).map(row => row.name),
  )
  const recovered: string[] = []
  for (const message of await listSendingMessages(db)) {
    if (alive.has(message.claimed_by ?? '')) continue
    if (await inTransaction(db, trx => takeBack(trx, message))) recovered.push(message.id)
  }
  return recovered
}

async function takeBack(db: Db, message: MessageRow): Promise<boolean> {
  const state = message.attempts > retryMinutes.length ? ('unsure' as const) : ('planned' as const)
  const from = { state: 'sending' as const, claimedBy: message.claimed_by ?? '' }
  const change = { state, maybe_twice: 1, claimed_by: null, claimed_at: null }
  if (!(await moveMessage(db, message.id, from, change))) return false
  await updateRemindersOfMessage(db, message.id, { state: 'unsure' }, ['planned'])
  return true
}
