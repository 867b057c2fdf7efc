/** A piece of text as a PDF places it, in points from the top left corner of the page. */
export interface PdfItem {
  text: string
  x: number
  /** The line it stands on. */
  y: number
  width: number
  /** Height of its letters. */
  size: number
}

/** What stands together on a line; wide room parts it from the next. */
export interface Segment {
  text: string
  x: number
  end: number
}

export interface PdfLine {
  y: number
  size: number
  segments: Segment[]
  /** The same as the page holds it, before spaces and gaps were told apart. */
  pieces: Segment[]
}

/** In heights of a letter: how far two pieces of one line may stand apart in height, how wide a space is, and a gap. */
const sameLine = 0.4
const space = 0.12
const gap = 1.5

/** The lines of a page from top to bottom, whatever order its pieces were written in. */
export function linesOf(items: readonly PdfItem[]): PdfLine[] {
  const lines: PdfItem[][] = []
  for (const item of items.filter(one => one.text.trim() !== '').toSorted((a, b) => a.y - b.y)) {
    const line = lines.at(-1)
    const first = line?.[0]
    if (line && first && item.y - first.y <= sameLine * Math.max(first.size, item.size)) line.push(item)
    else lines.push([item])
  }
  return lines.map(lineOf)
}

function lineOf(items: PdfItem[]): PdfLine {
  const size = Math.max(...items.map(item => item.size))
  const segments: Segment[] = []
  const pieces: Segment[] = []
  let before: PdfItem | undefined
  for (const item of items.sort((a, b) => a.x - b.x)) {
    if (before && isPaintedTwice(before, item)) continue
    pieces.push({ text: item.text, x: item.x, end: item.x + item.width })
    const last = segments.at(-1)
    const room = last ? item.x - last.end : 0
    if (!last || room > gap * size) segments.push({ text: item.text, x: item.x, end: item.x + item.width })
    else {
      last.text += (room > space * size ? ' ' : '') + item.text
      last.end = Math.max(last.end, item.x + item.width)
    }
    before = item
  }
  return { y: items[0]?.y ?? 0, size, segments: segments.map(tidied), pieces }
}

/** Some writers make bold letters by writing them twice. */
function isPaintedTwice(a: PdfItem, b: PdfItem): boolean {
  return a.text === b.text && Math.abs(a.x - b.x) < 0.1 * a.size && Math.abs(a.y - b.y) < 0.1 * a.size
}

function tidied(segment: Segment): Segment {
  return { ...segment, text: segment.text.replace(/\s+/gu, ' ').trim() }
}

/** Pieces that belong together, with a space where they stand apart. */
export function textOfPieces(pieces: readonly Segment[], size: number): string {
  const words = pieces.map((piece, i) => {
    const before = pieces[i - 1]
    return (before && piece.x - before.end > space * size ? ' ' : '') + piece.text
  })
  return words.join('').replace(/\s+/gu, ' ').trim()
}

export function textOfLine(line: PdfLine): string {
  return line.segments.map(segment => segment.text).join(' ')
}
