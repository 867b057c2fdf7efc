import type { Db } from './schema.ts'
import type { PendingTable } from './task.ts'

/**
 * Closes a request that nobody has decided, without a decision. False when it was decided meanwhile, by the act itself
 * included.
 */
export async function closePending(
  db: Db,
  table: Exclude<PendingTable, 'refusal'>,
  id: string,
  today: string,
): Promise<boolean> {
  const result = await db
    .updateTable(table as 'extension')
    .set(eb => ({ state: 'withdrawn', decided_on: today, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
