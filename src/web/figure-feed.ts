export interface FigureFeed {
  /** Told of every new version from now on; returns how to stop listening. */
  listen(listener: (version: number) => void): () => void
}

export interface FigureFeedOptions {
  /** The version of the figures as stored. */
  find: () => Promise<number>
  everyMs?: number
  onError: (error: unknown) => void
}

/**
 * One look at the stored version a second for all who listen in this process, and none while nobody does. A look that
 * fails is told and tried again: the database may be going away for a moment.
 */
export function createFigureFeed({ find, everyMs = 1_000, onError }: FigureFeedOptions): FigureFeed {
  const listeners = new Set<(version: number) => void>()
  let known: number | null = null
  let timer: NodeJS.Timeout | null = null

  const look = async () => {
    const version = await find().catch(error => {
      onError(error)
      return known
    })
    const changed = version !== null && known !== null && version !== known
    known = version
    if (changed) for (const listener of listeners) listener(version)
    timer = listeners.size > 0 ? setTimeout(() => void look(), everyMs).unref() : null
    // What was known grows old while nobody listens: whoever comes next says what they have seen.
    if (timer === null) known = null
  }

  return {
    listen(listener) {
      listeners.add(listener)
      if (timer === null) timer = setTimeout(() => void look(), 0).unref()
      return () => void listeners.delete(listener)
    },
  }
}
