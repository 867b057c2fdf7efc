import { closePending } from '../data/pending-request.ts'
import type { Db } from '../data/schema.ts'
import type { TaskState } from '../data/schema-task.ts'
import type { TaskFacts } from '../data/task.ts'
import type { Occasion } from './occasion.ts'

/** In which states somebody can decide what waits (PRODUCT §3, acts 9 and 11, Extension). */
const decidableIn = {
  extension: ['in_progress', 'returned'],
  suspension_request: ['in_progress', 'returned'],
  non_implementation: ['issued', 'in_progress', 'returned'],
} as const satisfies Record<string, readonly TaskState[]>
type Request = keyof typeof decidableIn

/** A request that another act on the task has left without anything to decide; as the event records it. */
export interface MootRequest {
  type: Request
  id: string
}

/**
 * Closes what was asked for and can no longer be decided once the task is in state `to`: nothing stays pending on a
 * task on which nobody could answer it. A task that goes to another unit takes no requests of the old one along.
 * To be called after the act has written its own decision.
 */
export async function closeMootRequests(
  db: Db,
  facts: TaskFacts,
  { act, to, occasion }: { act: string; to: TaskState; occasion: Occasion },
): Promise<MootRequest[]> {
  const moot: MootRequest[] = []
  for (const type of Object.keys(decidableIn) as Request[]) {
    const decidable = act !== 'reassign' && (decidableIn[type] as readonly TaskState[]).includes(to)
    const pending = facts[`pending_${type}`]
    if (!pending || decidable) continue
    if (await closePending(db, type, pending.id, occasion.today)) moot.push({ type, id: pending.id })
  }
  return moot
}
