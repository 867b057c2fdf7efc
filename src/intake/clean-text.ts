import { MOST_LINES, MOST_PAGES } from './limits.ts'
import { listMarker } from './list-marker.ts'
import { seamOf } from './syllable.ts'

/** A form feed: where a page of a pasted PDF ended. */
const PAGE_BREAK = '\f'
/** Lines wrapped by a page layout are between these lengths; longer ones are whole paragraphs. */
const WRAPPED = { shortest: 40, longest: 150 }

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]|(?![\t-\r\u0080-\u009f])\p{Cc}/gu
/** A hyphen that a program set at the end of a line and only there. */
const SOFT_HYPHEN = /[\u00ad\u2010]\r?\n(?=\p{Ll})/gu
/** Unwrapping a line may show a line to unwrap; a text that does not come to rest is left wrapped. */
const MOST_PASSES = 6

/**
 * A document's text as every later step sees it and as quotes are cut from it: NFC, LF line ends, no control or invisible
 * characters, single spaces; page numbers, running heads and feet, line wraps and hyphens of a pasted PDF taken out. Linear in
 * time, never throws; cleaning twice changes nothing. What belongs to a web page around the text is left in: the splitter passes
 * over it.
 */
export function cleanText(raw: string): string {
  const wrapped = withoutPageBreaks(normalise(raw))
  let text = wrapped
  for (let pass = 0; pass < MOST_PASSES; pass++) {
    const unwrapped = unwrap(text)
    if (unwrapped === text) return text
    text = unwrapped
  }
  return wrapped
}

function normalise(raw: string): string {
  const text = raw
    .toWellFormed()
    .replace(SOFT_HYPHEN, '')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029\u0085\v]/gu, '\n')
  const spaced = withCells(text)
    .replace(/[^\S\n\f ]/gu, ' ')
    .replace(/ {2,}/gu, ' ')
  return withoutBlankRuns(spaced.replace(/ \n ?|\n /gu, '\n'))
}

/** The rows of a table copied from Word or Excel part their cells with tabs; here with bars, as other tables do. */
function withCells(text: string): string {
  if (!text.includes('\t')) return text
  return text.split('\n').map(rowOfCells).join('\n')
}

function rowOfCells(line: string): string {
  if (!line.includes('\t')) return line
  const cells = line.split('\t')
  return cells.filter(cell => cell.trim() !== '').length >= 3 ? cells.join(' | ') : line
}

function withoutBlankRuns(text: string): string {
  return text.replace(/\n{3,}/gu, '\n\n').trim()
}

/** Where the paste still holds its page breaks, what stands around them is known best. */
function withoutPageBreaks(text: string): string {
  const pages = text.split(PAGE_BREAK, MOST_PAGES + 2)
  if (pages.length === 1) return text
  if (pages.length > MOST_PAGES + 1) return withoutBlankRuns(text.replace(/ ?[\f\n][\f\n ]*/gu, '\n'))
  const lines = text.replace(/\f\s*/gu, `\n${PAGE_BREAK}\n`).split('\n').map(trimmed)
  return withoutBlankRuns(dropPageFurniture(lines).join('\n'))
}

function trimmed(line: string): string {
  return line === PAGE_BREAK ? line : line.trim()
}

function unwrap(text: string): string {
  if (text.split('\n', MOST_LINES + 1).length > MOST_LINES) return text
  return withoutBlankRuns(joinWrapped(dropPageFurniture(text.split('\n'))).join('\n'))
}

/** Page numbers and the heads and feet that stand next to them on page after page. */
function dropPageFurniture(lines: string[]): string[] {
  const breaks = lines.flatMap((line, i) => (isPageBreak(lines, line, i) ? [i] : []))
  if (breaks.length === 0) return lines
  if (breaks.length > MOST_PAGES) return lines.filter(line => line !== PAGE_BREAK)
  const furniture = runningLines(lines, breaks)
  const drop = new Set<number>()
  for (const at of breaks) {
    drop.add(at)
    for (const i of [at - 2, at - 1, at + 1, at + 2])
      if (lines[i] === PAGE_BREAK || furniture.has(shapeOf(lines[i] ?? ''))) drop.add(i)
    bridge(lines, at, drop)
  }
  return lines.filter((_, i) => !drop.has(i))
}

/** A page break, or a page number standing alone between blank lines. A number inside a table has neighbours. */
function isPageBreak(lines: string[], line: string, i: number): boolean {
  if (line === PAGE_BREAK) return true
  if (line.length > 24 || !/^[\d\-–—tTpP]/u.test(line)) return false
  if (
    !/^(?:[-–—]\s?\d{1,4}\s?[-–—]|(?:trang|page)\s\d{1,4}(?:\s?(?:\/|of|trên)\s?\d{1,4})?|\d{1,4}(?:\s?\/\s?\d{1,4})?)$/iu.test(
      line,
    )
  )
    return false
  const free = (text: string | undefined) => text === undefined || text === '' || text === PAGE_BREAK
  return free(lines[i - 1]) && free(lines[i + 1])
}

function runningLines(lines: string[], breaks: number[]): Set<string> {
  const seen = new Map<string, number>()
  for (const at of breaks)
    for (const shape of new Set([at - 2, at - 1, at + 1, at + 2].map(i => shapeOf(lines[i] ?? '')))) {
      if (shape) seen.set(shape, (seen.get(shape) ?? 0) + 1)
    }
  return new Set([...seen].filter(([, times]) => times >= 3).map(([shape]) => shape))
}

/** A running head differs from page to page at most in its number. */
function shapeOf(line: string): string {
  return line.length > 120 ? '' : line.replace(/\d+/gu, '#')
}

/** A sentence that runs over the page end must not keep the blank lines that stood around the page number. */
function bridge(lines: string[], at: number, drop: Set<number>): void {
  let before = at - 1
  while (before >= 0 && at - before < 5 && (drop.has(before) || lines[before] === '')) before--
  let after = at + 1
  while (after < lines.length && after - at < 5 && (drop.has(after) || lines[after] === '')) after++
  const [last, next] = [lines[before] ?? '', lines[after] ?? '']
  if (!last || !next || !/[^.:;!?]$/u.test(last) || !/^[\p{Ll}(]/u.test(next)) return
  for (let i = before + 1; i < after; i++) drop.add(i)
}

function joinWrapped(lines: string[]): string[] {
  const width = wrapWidth(lines)
  const out: string[] = []
  // In pieces, since a line of many thousands would be copied whole at each that is added.
  let pieces: string[] = []
  let wrapped = ''
  for (const line of lines) {
    if (pieces.length === 0) pieces = [line]
    else if (wrapped && line && continues(wrapped, line, width)) {
      const seam = seamOf(pieces.at(-1) ?? '', line)
      pieces[pieces.length - 1] = seam.last
      pieces.push(seam.next)
    } else {
      out.push(pieces.join(''))
      pieces = [line]
    }
    wrapped = line
  }
  return pieces.length > 0 ? [...out, pieces.join('')] : out
}

/** The width at which the lines of the text are wrapped, or 0 when each line is a paragraph. */
function wrapWidth(lines: string[]): number {
  const counts = new Uint32Array(WRAPPED.longest * 2)
  let longest = 0
  let filled = 0
  for (const line of lines) {
    if (line.length === 0) continue
    filled++
    longest = Math.max(longest, line.length)
    const at = Math.min(line.length, counts.length - 1)
    counts[at] = counts[at]! + 1
  }
  const width = lengthOfShare(counts, filled * 0.1)
  if (filled < 8 || width < WRAPPED.shortest || width > WRAPPED.longest || longest > width * 1.4) return 0
  const full = counts.subarray(Math.ceil(width * 0.75)).reduce((sum, n) => sum + n, 0)
  return full >= filled * 0.35 ? width : 0
}

/** The length that only this many lines exceed. */
function lengthOfShare(counts: Uint32Array, many: number): number {
  let seen = 0
  for (let length = counts.length - 1; length > 0; length--) {
    seen += counts[length]!
    if (seen > many) return length
  }
  return 0
}

/** Whether a line goes on in the next one: its end is no end, and what follows is no beginning. */
function continues(last: string, next: string, width: number): boolean {
  if (last.length < 20 || next === '') return false
  if (/[.:;!?]["”»)]?$/u.test(last) || last.includes(' | ') || next.includes(' | ')) return false
  if (listMarker(next) || last.length > WRAPPED.longest || isShouted(next)) return false
  if (/^\p{Ll}/u.test(next)) return last.length >= 20 && (width > 0 || last.length >= WRAPPED.shortest)
  return width > 0 && last.length >= width * 0.75 && !isShouted(last)
}

function isShouted(line: string): boolean {
  return line.length > 3 && line === line.toUpperCase() && line !== line.toLowerCase()
}
