import type { Db } from '../data/schema.ts'
import { deleteDeliveriesBefore, listSendingDeliveries, moveDelivery } from '../data/webhook-delivery.ts'
import { listWorkerStatus } from '../data/worker-status.ts'

const logDays = 30
const beatSeconds = 60
/** Far longer than an attempt may take. */
const stuckMinutes = 5

/** The log of attempts is kept for 30 days. */
export async function forgetDeliveries(db: Db, now: Date): Promise<void> {
  await deleteDeliveriesBefore(db, new Date(now.getTime() - logDays * 86_400_000).toISOString())
}

/**
 * Takes back what dead workers held, and what one could not settle long after it must have ended, to be sent once more
 * under the same id. Returns the ids.
 */
export async function recoverDeliveries(db: Db, now: Date): Promise<string[]> {
  const oldest = new Date(now.getTime() - beatSeconds * 1000).toISOString()
  const alive = new Set(
    (await listWorkerStatus(db, 'worker-')).filter(row => row.beat_at >= oldest).map(row => row.name),
  )
  const stuckBefore = new Date(now.getTime() - stuckMinutes * 60_000).toISOString()
  const recovered: string[] = []
  for (const { id, claimed_by, claimed_at } of await listSendingDeliveries(db)) {
    if (alive.has(claimed_by ?? '') && (claimed_at ?? '') > stuckBefore) continue
    const from = { state: 'sending' as const, claimedBy: claimed_by ?? '' }
    const change = { state: 'planned' as const, claimed_by: null, claimed_at: null }
    if (await moveDelivery(db, id, from, change)) recovered.push(id)
  }
  return recovered
}
