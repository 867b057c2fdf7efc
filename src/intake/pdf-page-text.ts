import { type PdfLine, type Segment, textOfLine } from './pdf-lines.ts'
import type { Entry } from './pdf-paragraphs.ts'
import { tableLength, tableRows } from './pdf-table.ts'

/** Lines further apart than this, in usual distances, are paragraphs of their own. */
const paragraphGap = 1.3

/**
 * The lines of a page in the order of reading: rows of tables with tabs between their cells, and what stands side by side
 * without being a table one side after the other.
 */
export function entriesOf(lines: readonly PdfLine[], usualGap: number): Entry[] {
  const out: Entry[] = []
  let at = 0
  while (at < lines.length) {
    const [first, ...more] = blockEntries(lines.slice(at, blockEnd(lines, at)))
    if (first) out.push({ ...first, isApart: isApart(lines, at, usualGap) }, ...more)
    at = blockEnd(lines, at)
  }
  return out
}

/** The distance from line to line that is most common. */
export function usualGapOf(pages: readonly (readonly PdfLine[])[]): number {
  const gaps = pages
    .flatMap(lines => lines.slice(1).map((line, i) => line.y - (lines[i] as PdfLine).y))
    .filter(gap => gap > 0)
    .sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 0
}

function isApart(lines: readonly PdfLine[], at: number, usualGap: number): boolean {
  const [last, next] = [lines[at - 1], lines[at]]
  return last !== undefined && next !== undefined && next.y - last.y > paragraphGap * usualGap
}

type Shape = 'line' | 'pair' | 'row'

function shapeOf({ segments }: PdfLine): Shape {
  if (segments.length >= 3) return 'row'
  return segments.length === 2 && !isMark(segments[0] as Segment) ? 'pair' : 'line'
}

/** A number or a dash before an item of a list; the room behind it is no gap between cells. */
function isMark(segment: Segment): boolean {
  return segment.text.length <= 5
}

function blockEnd(lines: readonly PdfLine[], at: number): number {
  const shape = shapeOf(lines[at] as PdfLine)
  if (shape === 'row') return at + tableLength(lines.slice(at))
  let end = at + 1
  if (shape === 'pair') while (end < lines.length && shapeOf(lines[end] as PdfLine) === 'pair') end++
  return end
}

function blockEntries(block: readonly PdfLine[]): Entry[] {
  const [first] = block
  if (!first) return []
  const shape = shapeOf(first)
  if (shape === 'line') return block.map(line => ({ text: textOfLine(line), line, isApart: false }))
  const texts =
    shape === 'row'
      ? tableRows(block).map(cells => cells.join('\t'))
      : [0, 1].flatMap(side => block.map(line => line.segments[side]?.text ?? ''))
  return texts.map(text => ({ text, line: null, isApart: false }))
}
