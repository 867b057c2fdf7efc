import { findOccasion } from '../domain/occasion.ts'
import { claimDelivery, settleDelivery } from '../domain/webhook-send.ts'
import type { JobParts } from './parts.ts'
import { postDelivery } from './post.ts'

const atOnce = 50

/** Sends what one webhook is owed, in the order of what happened, until nothing is due or the other side fails. */
export async function sendWebhookJob(parts: JobParts, data: unknown, signal: AbortSignal): Promise<void> {
  const { id } = data as { id?: unknown }
  const { database, keys, log, worker, webhook } = parts
  if (typeof id !== 'string' || webhook.inHand.has(id)) return
  webhook.inHand.add(id)
  try {
    for (let n = 0; n < atOnce && !signal.aborted; n++) {
      const sender = { worker, now: parts.now(), keys: webhook.keys, publicUrl: webhook.publicUrl }
      const claimed = await claimDelivery(database.writer, id, sender)
      if (!claimed) return
      const outcome = await postDelivery(claimed, webhook)
      const now = parts.now()
      const occasion = await findOccasion(database.reader, now, keys)
      const settled = await settleDelivery(database.writer, claimed, outcome, { occasion, now })
      const told = { deliveryId: claimed.id, status: outcome.status, error: outcome.error, ms: outcome.ms }
      if (!settled) log.warn(told, 'a webhook delivery was taken back by another worker meanwhile')
      if (outcome.status === null || outcome.status >= 300) {
        log.warn(told, 'a webhook delivery did not arrive')
        return
      }
    }
    parts.nudge()
  } finally {
    webhook.inHand.delete(id)
  }
}
