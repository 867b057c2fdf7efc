import { tailStarts } from './lexicon-phrases.ts'
import { MOST_BLOCKS, MOST_READ } from './limits.ts'
import { type ListMarker, listMarker } from './list-marker.ts'
import type { Span } from './split-sentences.ts'
import { matchAt, phraseSet, type Word, wordsBetween, wordsOf } from './words.ts'

/** A line of the cleaned text: a paragraph, a list item, a heading or a table row. */
export interface Block extends Span {
  text: string
  marker: ListMarker | null
  /** Where the words behind the list mark begin, in the cleaned text. */
  bodyStart: number
  /** Words of the body; of a very long line only the first. */
  words: Word[]
  /** Cells of a table row, when it has three or more. */
  cells: Span[]
  /** Written all in capitals. */
  shouted: boolean
  /** Ends like a sentence. */
  closed: boolean
  /** Belongs to what follows the document: recipients, signatures, links of a web page. */
  tail: boolean
}

const WORDS_LOOKED_AT = 8000
const TAIL = phraseSet(tailStarts)

export interface ReadLines {
  blocks: Block[]
  /** Where reading stopped: the end of the text, or a limit. */
  readTo: number
}

/** The lines of a cleaned text that hold a letter, in order; a list that lost its line ends is cut into its items. */
export function readBlocks(text: string): ReadLines {
  const blocks: Block[] = []
  let tail = false
  let at = 0
  while (at < Math.min(text.length, MOST_READ) && blocks.length < MOST_BLOCKS) {
    const stop = Math.min(lineEnd(text, at), at + MOST_READ)
    const cuts = [at, ...inlineItems(text.slice(at, stop)).map(i => at + i), stop]
    for (let k = 1; k < cuts.length; k++) {
      const block = readBlock(text, cuts[k - 1]!, cuts[k]!)
      if (!block) continue
      tail = isTail(block, tail)
      blocks.push({ ...block, tail })
    }
    at = stop + 1
  }
  return { blocks, readTo: Math.min(at, text.length) }
}

/** The words of a stretch of the block, which have mostly been cut already. */
export function wordsWithin(text: string, block: Block, { start, end }: Span): Word[] {
  const isCut = start >= block.bodyStart && end <= Math.min(block.end, block.bodyStart + WORDS_LOOKED_AT)
  return (isCut ? wordsBetween(block.words, start, end) : null) ?? wordsOf(text.slice(start, end), start)
}

const INLINE = /(?<=[:.;]\s)(?:(\d{1,2})[.)]|([a-zđ])\))\s(?=\p{Lu})/gu
const MOST_ITEMS = 200
const LETTERS = 'abcdđeghik'

/** Where the items of a list begin that lost its line ends ("… nội dung sau: 1. Rà soát … 2. Công khai …"): counted from 1 on, at least two. */
function inlineItems(line: string): number[] {
  if (line.length < 80) return []
  const found: number[] = []
  let kind = ''
  for (const match of line.matchAll(INLINE)) {
    const number = match[1] ? Number(match[1]) : LETTERS.indexOf(match[2]!) + 1
    const own = match[1] ? 'number' : 'letter'
    if (number !== found.length + 1 || (kind !== '' && own !== kind)) continue
    kind = own
    found.push(match.index)
  }
  return found.length >= 2 ? found.slice(0, MOST_ITEMS) : []
}

function lineEnd(text: string, from: number): number {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

function readBlock(text: string, from: number, to: number): Block | null {
  const line = text.slice(from, to)
  if (!/\p{L}/u.test(line)) return null
  const start = from + (line.length - line.trimStart().length)
  const trimmed = line.trim()
  const marker = listMarker(trimmed)
  const bodyStart = start + (marker?.length ?? 0)
  const body = text.slice(bodyStart, Math.min(start + trimmed.length, bodyStart + WORDS_LOOKED_AT))
  return {
    start,
    end: start + trimmed.length,
    text: trimmed,
    marker,
    bodyStart,
    words: wordsOf(body, bodyStart),
    cells: cellsOf(trimmed, start),
    shouted: isShouted(body),
    closed: /[.;!?…]["”»)]*$/u.test(trimmed.slice(-8)),
    tail: false,
  }
}

function cellsOf(line: string, start: number): Span[] {
  if (!line.includes(' | ')) return []
  const cells: Span[] = []
  let at = 0
  for (const cell of line.split('|')) {
    const lead = cell.length - cell.trimStart().length
    cells.push({ start: start + at + lead, end: start + at + Math.max(cell.trimEnd().length, lead) })
    at += cell.length + 1
  }
  return cells.length >= 3 ? cells : []
}

function isShouted(body: string): boolean {
  const head = body.slice(0, 300)
  return head.length > 3 && /\p{Lu}{2}/u.test(head) && head === head.toUpperCase()
}

/** The tail begins at "Nơi nhận:" or the links of a page, and ends where an appendix begins. */
function isTail(block: Block, before: boolean): boolean {
  if (before) return !block.text.startsWith('PHỤ LỤC')
  const n = matchAt(block.words, 0, TAIL)
  if (n === 0) return false
  const next = block.words[n]?.text
  return next === ':' || next === undefined || next === '/' || next === '|' || block.words.length <= n + 8
}
