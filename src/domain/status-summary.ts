import { inTransaction } from '../data/database.ts'
import type { Db } from '../data/schema.ts'
import { listSummaryPairs, refreshStatusSummary, type SummaryPair } from '../data/status-summary.ts'
import { holdWorkerStatus } from '../data/worker-status.ts'
import { rebuildAttention } from './attention.ts'

/**
 * Counts the figures of one inspection and lead unit anew, within the caller's transaction. Two workers that counted
 * at the same moment could each keep what the other one saw before, so that only one counts at a time.
 */
export async function refreshSummary(db: Db, pair: SummaryPair): Promise<void> {
  await holdWorkerStatus(db, 'figures')
  await refreshStatusSummary(db, pair)
}

/** Works every figure and the committee's list out anew from the tasks. Returns the number of pairs. */
export async function rebuildSummaries(db: Db): Promise<number> {
  const pairs = await listSummaryPairs(db)
  for (const pair of pairs) await inTransaction(db, trx => refreshSummary(trx, pair))
  await rebuildAttention(db)
  return pairs.length
}
