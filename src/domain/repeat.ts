import { setImmediate as otherWork } from 'node:timers/promises'
import type { Actor } from '../data/actor.ts'
import {
  type Earlier,
  listEarlierInspections,
  listRecommendationsOf,
  listRepeated,
  type RepeatedRecommendation,
} from '../data/repeat.ts'
import type { Db } from '../data/schema.ts'
import { likenessFinder } from './likeness.ts'

/** Inspections and recommendations that are looked through, the latest first. */
const mostInspections = 1_000
const mostEarlier = 5_000
/** Read and compared at once: some milliseconds, so that other requests come in between. */
const inspectionsAtOnce = 10
const rowsAtOnce = 100

/**
 * For each quote the earlier recommendation that is much like it, as far as the person may see it; null where there is
 * none. Reads in small pages: thousands of earlier ones hold up nobody.
 */
export async function findRepeats(
  db: Db,
  actor: Actor,
  earlier: Earlier,
  quotes: readonly string[],
): Promise<(RepeatedRecommendation | null)[]> {
  if (quotes.length === 0) return []
  const ids = await listEarlierInspections(db, actor, earlier, mostInspections)
  const finder = likenessFinder(quotes)
  let read = 0
  for (let at = 0; at < ids.length && read < mostEarlier; at += inspectionsAtOnce) {
    const some = ids.slice(at, at + inspectionsAtOnce)
    const rows = Map.groupBy(await listRecommendationsOf(db, some), row => row.inspection_id)
    // The latest inspection first: of those that are as much alike it is the one that is shown.
    for (const row of some.flatMap(id => rows.get(id) ?? [])) {
      finder.read(row.id, row.folded)
      read += 1
      if (read % rowsAtOnce === 0) await otherWork()
    }
  }
  const best = finder.best()
  const found = await listRepeated(
    db,
    actor,
    best.filter(id => id !== null),
  )
  return best.map(id => (id === null ? null : (found.get(id) ?? null)))
}
