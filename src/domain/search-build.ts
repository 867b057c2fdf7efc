import { setImmediate as breathe } from 'node:timers/promises'
import type { Db } from '../data/schema.ts'
import { listOpenBuilds, resetBuild, writeBuildStep } from '../data/search-build.ts'

/**
 * Takes texts from before the index into the search, some hundreds at a time, until all are in or `steps` are done. It
 * goes on where it was left, also after a crash. Returns how many were taken in; `whole` when none is left.
 */
export async function continueSearchBuild(
  db: Db,
  steps = Number.POSITIVE_INFINITY,
): Promise<{ taken: number; whole: boolean }> {
  let taken = 0
  let left = steps
  for (const { kind } of await listOpenBuilds(db)) {
    for (;;) {
      const build = (await listOpenBuilds(db)).find(one => one.kind === kind)
      if (!build) break
      if (left-- <= 0) return { taken, whole: false }
      taken += await writeBuildStep(db, build)
      // SQLite answers at once: without this nothing else would be served until the last text.
      await breathe()
    }
  }
  return { taken, whole: true }
}

/** Builds the index anew from the tables. */
export async function rebuildSearch(db: Db): Promise<number> {
  await resetBuild(db)
  return (await continueSearchBuild(db)).taken
}
