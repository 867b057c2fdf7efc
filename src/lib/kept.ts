/** What was worked out and holds as long as its key does: at most `most` of them, those not asked for longest go. */
export interface Kept<T> {
  /** What is kept under the key, else what `work` gives; asked for twice at once it is worked out once. */
  get(key: string, work: () => Promise<T>): Promise<T>
}

/** A failure is not kept. */
export function createKept<T>(most: number): Kept<T> {
  const entries = new Map<string, Promise<T>>()
  return {
    async get(key, work) {
      const known = entries.get(key)
      const found = known ?? work()
      entries.delete(key)
      entries.set(key, found)
      const [oldest] = entries.keys()
      if (entries.size > most && oldest !== undefined) entries.delete(oldest)
      if (known) return known
      try {
        return await found
      } catch (error) {
        if (entries.get(key) === found) entries.delete(key)
        throw error
      }
    },
  }
}
