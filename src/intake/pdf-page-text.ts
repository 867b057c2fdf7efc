import { type PdfLine, type Segment, textOfLine } from './pdf-lines.ts'

/** Lines further apart than this, in usual distances, are paragraphs of their own. */
const paragraphGap = 1.3

/**
 * The lines of a page as text: rows of tables with tabs between their cells, what stands side by side without being a
 * table one after the other, and an empty line where the page shows one.
 */
export function pageText(lines: readonly PdfLine[], usualGap: number): string {
  const out: string[] = []
  let at = 0
  while (at < lines.length) {
    const next = blockEnd(lines, at)
    const block = lines.slice(at, next)
    if (at > 0 && isApart(lines[at - 1] as PdfLine, lines[at] as PdfLine, usualGap)) out.push('')
    out.push(...blockText(block))
    at = next
  }
  return out.join('\n')
}

/** The distance from line to line that is most common. */
export function usualGapOf(pages: readonly (readonly PdfLine[])[]): number {
  const gaps = pages
    .flatMap(lines => lines.slice(1).map((line, i) => line.y - (lines[i] as PdfLine).y))
    .filter(gap => gap > 0)
    .sort((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)] ?? 0
}

/** A line that begins small goes on from the one before, however far apart the page sets them. */
function isApart(last: PdfLine, next: PdfLine, usualGap: number): boolean {
  return next.y - last.y > paragraphGap * usualGap && !/^\p{Ll}/u.test(textOfLine(next))
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
  const first = lines[at] as PdfLine
  const shape = shapeOf(first)
  let end = at + 1
  if (shape === 'pair') while (end < lines.length && shapeOf(lines[end] as PdfLine) === 'pair') end++
  if (shape === 'row') {
    let columns = widened([], first)
    while (end < lines.length && isOfTable(lines[end] as PdfLine, columns, lines[end - 1] as PdfLine)) {
      columns = widened(columns, lines[end] as PdfLine)
      end++
    }
  }
  return end
}

type Column = Pick<Segment, 'x' | 'end'>

/** The columns as far as they are known, and what a full row adds: a title may stand in the middle of a wide column. */
function widened(columns: readonly Column[], { segments }: PdfLine): Column[] {
  if (segments.length > columns.length) return segments.map(({ x, end }) => ({ x, end }))
  if (segments.length < columns.length) return [...columns]
  return columns.map((column, i) => ({
    x: Math.min(column.x, segments[i]?.x ?? column.x),
    end: Math.max(column.end, segments[i]?.end ?? column.end),
  }))
}

/** A line belongs to the table above when each of its pieces stands in one column, and not only in the first. */
function isOfTable(line: PdfLine, columns: readonly Column[], before: PdfLine): boolean {
  if (line.y - before.y > 4 * line.size) return false
  if (line.segments.length >= 3) return true
  const touched = (segment: Segment) => columns.filter(column => overlap(segment, column) > 0).length
  const [only] = line.segments
  const inFirst = line.segments.length === 1 && only !== undefined && columnOf(only, columns) === 0
  return !inFirst && line.segments.every(segment => touched(segment) === 1)
}

function overlap(a: Column, b: Column): number {
  return Math.min(a.end, b.end) - Math.max(a.x, b.x)
}

function columnOf(segment: Column, columns: readonly Column[]): number {
  const shared = columns.map(column => overlap(segment, column))
  return shared.indexOf(Math.max(...shared))
}

function blockText(block: readonly PdfLine[]): string[] {
  const shape = shapeOf(block[0] as PdfLine)
  if (shape === 'line') return block.map(textOfLine)
  if (shape === 'pair')
    return [0, 1].flatMap(side => block.map(line => line.segments[side]?.text ?? '').filter(Boolean))
  return tableRows(block).map(cells => cells.join('\t'))
}

/** A row begins where its first cell holds something; lines without belong to the cells above them. */
function tableRows(block: readonly PdfLine[]): string[][] {
  const columns = block.reduce<Column[]>(widened, [])
  const rows: string[][] = []
  for (const line of block) {
    const cells = columns.map(() => '')
    const isFull = line.segments.length === columns.length
    line.segments.forEach((segment, i) => {
      const at = isFull ? i : columnOf(segment, columns)
      cells[at] = joined(cells[at], segment.text)
    })
    const above = rows.at(-1)
    if (above && cells[0] === '') rows[rows.length - 1] = above.map((cell, i) => joined(cell, cells[i]))
    else rows.push(cells)
  }
  return rows
}

function joined(...words: (string | undefined)[]): string {
  return words.filter(Boolean).join(' ')
}
