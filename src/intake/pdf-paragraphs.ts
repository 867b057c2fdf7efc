import { listMarker } from './list-marker.ts'
import type { PdfLine } from './pdf-lines.ts'
import { seamOf } from './syllable.ts'

/** A line of text or a row of a table, in the order of reading; `line` is null where it is never part of a paragraph. */
export interface Entry {
  text: string
  line: PdfLine | null
  /** More room above it than between lines of a paragraph. */
  isApart: boolean
}

/** The text with the lines of each paragraph joined: a line goes on where the next one's first word found no room on it. */
export function joinParagraphs(entries: readonly Entry[]): string {
  const right = rightEdge(entries)
  const out: string[] = []
  let pieces: string[] = []
  let last: Entry | undefined
  for (const entry of entries) {
    if (last && goesOn(last, entry, right)) {
      const seam = seamOf(pieces.at(-1) ?? '', entry.text)
      pieces[pieces.length - 1] = seam.last
      pieces.push(seam.next)
    } else {
      if (last) out.push(pieces.join(''), ...(entry.isApart ? [''] : []))
      pieces = [entry.text]
    }
    last = entry
  }
  return [...out, pieces.join('')].join('\n')
}

function goesOn(last: Entry, next: Entry, right: number): boolean {
  if (!last.line || !next.line || listMarker(next.text)) return false
  const isSmall = /^\p{Ll}/u.test(next.text)
  if (isSmall && !/[.:;!?]["”»)]?$/u.test(last.text)) return true
  if (next.isApart || Math.abs(last.line.size - next.line.size) > 0.15 * last.line.size) return false
  if (isShouted(last.text) !== isShouted(next.text)) return false
  return !isIndented(last, next) && isFull(last.line, next, right)
}

/** Whether the next line's first word would have found no room on this one. */
function isFull(line: PdfLine, { text, line: next }: Entry, right: number): boolean {
  const width = ((next && endOf(next) - startOf(next)) ?? 0) / Math.max(1, text.length)
  const word = (text.split(' ', 1)[0] ?? '').length
  return endOf(line) + (word + 1) * width > right - 0.25 * line.size
}

/** A first line set in begins a paragraph; behind a mark of a list every line is set in. */
function isIndented(last: Entry, next: Entry): boolean {
  if (!last.line || !next.line || listMarker(last.text)) return false
  return startOf(next.line) - startOf(last.line) > next.line.size
}

function isShouted(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && text === text.toUpperCase()
}

/** Where full lines end: further right stands at most one line in twenty. */
function rightEdge(entries: readonly Entry[]): number {
  const ends = entries.flatMap(({ line }) => (line ? [endOf(line)] : [])).sort((a, b) => a - b)
  return ends[Math.floor(ends.length * 0.95)] ?? ends.at(-1) ?? 0
}

function startOf({ segments }: PdfLine): number {
  return segments[0]?.x ?? 0
}

function endOf({ segments }: PdfLine): number {
  return segments.at(-1)?.end ?? 0
}
