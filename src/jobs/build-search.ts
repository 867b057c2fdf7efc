import { continueSearchBuild } from '../domain/search-build.ts'
import type { JobParts } from './parts.ts'

/** Of 200 texts each: about half a second, so that mail and figures are not kept waiting. */
const stepsAtOnce = 50

/** Takes what an office had before its search index into it, a portion each time it is called; afterwards nothing. */
export function buildSearch({ database }: JobParts): () => Promise<void> {
  return async () => {
    await continueSearchBuild(database.writer, stepsAtOnce)
  }
}
