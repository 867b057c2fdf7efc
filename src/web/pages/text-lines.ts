import type { Span } from '../../intake/split-sentences.ts'

/** The lines that overlap one of the spans, each once and in order. */
export function linesWith(text: string, spans: readonly Span[]): Span[] {
  const lines: Span[] = []
  for (const span of spans) {
    let at = span.start
    while (at < span.end) {
      const start = text.lastIndexOf('\n', at - 1) + 1
      const end = lineEnd(text, at)
      if (lines.at(-1)?.start !== start) lines.push({ start: at === 0 ? 0 : start, end })
      at = end + 1
    }
  }
  return lines
}

/** Lines with anything on them between the offsets; none where the stretch is longer than `most`. */
export function linesOf(text: string, start: number, end: number, most = Number.POSITIVE_INFINITY): Span[] {
  const lines: Span[] = []
  if (end - start > most) return lines
  for (let at = start; at < end; ) {
    const stop = Math.min(lineEnd(text, at), end)
    if (text.slice(at, stop).trim() !== '') lines.push({ start: at, end: stop })
    at = stop + 1
  }
  return lines
}

export function countLines(text: string, start: number, end: number): number {
  let count = 0
  for (let at = start; at < end; at = lineEnd(text, at) + 1) if (lineEnd(text, at) > at) count += 1
  return count
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}
