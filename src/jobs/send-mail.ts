import { setTimeout as sleep } from 'node:timers/promises'
import { type ClaimedMessage, claimMessage } from '../domain/message.ts'
import { putOffMessage, type SendOutcome, settleMessage } from '../domain/message-outcome.ts'
import { findOccasion } from '../domain/occasion.ts'
import { findRoute } from './mail-route.ts'
import type { JobParts } from './parts.ts'

/** Sends one message, if it is still owed, and records what became of it. */
export async function sendMailJob(parts: JobParts, data: unknown, signal: AbortSignal): Promise<void> {
  const { id } = data as { id?: unknown }
  if (typeof id !== 'string' || parts.inHand.has(id)) return
  parts.inHand.add(id)
  try {
    const message = await claim(parts, id)
    if (message) await settle(parts, message, await deliver(parts, message), signal)
  } finally {
    parts.inHand.delete(id)
  }
}

async function claim(parts: JobParts, id: string): Promise<ClaimedMessage | null> {
  const { database, keys, worker, perMinute, compose, linkKeys } = parts
  const now = parts.now()
  const route = await findRoute(parts)
  try {
    const occasion = await findOccasion(database.reader, now, keys)
    const taken = await claimMessage(database.writer, id, {
      worker,
      occasion,
      now,
      route,
      perMinute,
      compose,
      linkKeys,
    })
    return taken.claim === 'send' ? taken.message : null
  } catch (error) {
    parts.log.error({ err: error, messageId: id }, 'a mail could not be worded and is put off')
    await putOffMessage(database.writer, id, error, now)
    return null
  }
}

async function deliver(parts: JobParts, message: ClaimedMessage): Promise<SendOutcome> {
  try {
    return parts.deliver ? await parts.deliver(message) : { result: 'unreachable', error: 'no server' }
  } catch (error) {
    parts.log.error({ err: error, messageId: message.id }, 'sending a mail failed in an unknown way')
    return { result: 'temporary', error: String(error) }
  }
}

/** An answered send must never be repeated, so that its record is tried until the database takes it. */
async function settle(
  parts: JobParts,
  message: ClaimedMessage,
  outcome: SendOutcome,
  signal: AbortSignal,
): Promise<void> {
  const { database, keys, log } = parts
  for (let wait = 200; ; wait = Math.min(wait * 2, 10_000)) {
    try {
      const now = parts.now()
      const occasion = await findOccasion(database.reader, now, keys)
      const settled = await settleMessage(database.writer, message, outcome, { occasion, now })
      if (!settled) log.warn({ messageId: message.id }, 'a mail was taken back by another worker meanwhile')
      if (outcome.result !== 'sent')
        log.warn({ messageId: message.id, result: outcome.result }, 'a mail was not sent')
      return
    } catch (error) {
      log.error({ err: error, messageId: message.id }, 'what became of a mail could not be recorded yet')
      // The next worker then takes it for a mail of a dead one.
      if (signal.aborted) return
      await sleep(wait)
    }
  }
}
