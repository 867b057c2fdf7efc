export interface FigureStreams {
  /** False where the person, or the process, has as many as may be: the page then is simply a page. */
  add(personId: string, stream: FigureStream): boolean
  remove(stream: FigureStream): void
  /** Ends all of them, so that a server that stops is not held up by open pages. */
  endAll(): void
  readonly size: number
}

export interface FigureStream {
  end(): void
}

/** Open pages of one person that are told of changes, and of all in this process. */
export const streamLimits = { person: 6, process: 1_000 }

export function createFigureStreams(limits = streamLimits): FigureStreams {
  const owners = new Map<FigureStream, string>()
  const countOf = (personId: string) => [...owners.values()].filter(owner => owner === personId).length
  return {
    add(personId, stream) {
      if (owners.size >= limits.process || countOf(personId) >= limits.person) return false
      owners.set(stream, personId)
      return true
    },
    remove: stream => void owners.delete(stream),
    endAll() {
      const open = Array.from(owners.keys())
      owners.clear()
      for (const stream of open) stream.end()
    },
    get size() {
      return owners.size
    },
  }
}
