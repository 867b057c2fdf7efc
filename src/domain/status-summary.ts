import { inTransaction } from '../data/database.ts'
import type { Db } from '../data/schema.ts'
import { listSummaryPairs, refreshStatusSummary, type SummaryPair } from '../data/status-summary.ts'
import { holdWorkerStatus } from '../data/worker-status.ts'

/**
 * Counts the figures of one inspection and lead unit anew, within the caller's transaction. Two workers that counted
 * at the same moment could each keep what the other one saw before, so that only one counts at a time.
 */
export async function refreshSummary(db: Db, pair: SummaryPair): Promise<void> {
  await holdWorkerStatus(db, 'figures')
  await refreshStatusSummary(db, pair)
}

/** Works every figure out anew from the tasks, one pair a transaction. Returns the number of pairs. */
export async function rebuildSummaries(db: Db): Promise<number> {
  const pairs = await listSummaryPairs(db)
  for (const pair of pairs) await inTransaction(db, trx => refreshSummary(trx, pair))
  return pairs.length
}
