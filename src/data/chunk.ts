const chunkSize = 500

/** Ids in portions that one statement takes on both databases. */
export function chunksOf(ids: string[]): string[][] {
  const chunks: string[][] = []
  for (let at = 0; at < ids.length; at += chunkSize) chunks.push(ids.slice(at, at + chunkSize))
  return chunks
}
