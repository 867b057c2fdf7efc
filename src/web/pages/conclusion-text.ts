import { type Span, splitSentences } from '../../intake/split-sentences.ts'
import { countLines, linesOf, linesWith } from './text-lines.ts'

/** A stretch of the conclusion that is, or was proposed as, a recommendation. */
export interface Mark extends Span {
  /** Bare key: element ids are made of it. */
  key: string
  /** The number shown before its words; '' where it has none. */
  number: string
  /** Where the number leads; its counterpart in the list. */
  href: string
  tone: 'chosen' | 'dropped'
}

/** Words of a paragraph: plain, marked, or a sentence that can be ticked (`pick` is its span, "12-80"). */
export interface Piece {
  text: string
  /** Where the words begin in the text; none where some of them are left out. */
  at?: number
  mark?: Mark
  /** The first piece of its mark: where links to it lead. */
  target?: boolean
  pick?: { value: string; ticked: boolean }
}

export interface Paragraph {
  pieces: Piece[]
  /** Where it begins in the text, when all of its words stand here and can be selected; else each piece says so. */
  at: number | null
}

export type TextBlock =
  | { kind: 'shown'; paragraphs: Paragraph[] }
  /** A run without any mark: its words where there is room for them, else the place where they can be read. */
  | { kind: 'folded'; count: number; start: number; paragraphs: Paragraph[] | null }

/** Characters of all folded text on a page (UX rule 13: no page over 100 kB). */
const foldedLength = 8_000
/** Of a paragraph longer than this only the surroundings of its marks are shown. */
const longParagraph = 4_000
const around = 400
/** Of a quote longer than this its middle is left out. */
const longestMark = 1_500
/** More sentences than this on a page, and the shortest can no longer be ticked one by one. */
const mostPicks = 200
const shortSentence = 40

/** The whole of one part, every sentence of it to be ticked where `pickable`. Marks are in order and do not overlap. */
export function partBlocks(
  text: string,
  marks: readonly Mark[],
  { start, end }: Span,
  pickable: boolean,
): TextBlock[] {
  const paragraphs = linesOf(text, start, end).map(line => paragraphOf(text, line, marks, pickable))
  return withTargets([{ kind: 'shown', paragraphs: withFewPicks(paragraphs) }])
}

/** The paragraphs that hold one of the marks, and between them the others folded. */
export function overviewBlocks(text: string, marks: readonly Mark[], pickable: boolean): TextBlock[] {
  const blocks: TextBlock[] = []
  let room = foldedLength
  let at = 0
  const fold = (to: number) => {
    const lines = linesOf(text, at, to, room)
    if (lines.length === 0 && !/\S/.test(text.slice(at, Math.min(to, at + 1_000)))) return
    const fits = to - at <= room
    if (fits) room -= to - at
    const paragraphs = fits ? lines.map(line => paragraphOf(text, line, [], pickable)) : null
    blocks.push({
      kind: 'folded',
      count: fits ? lines.length : countLines(text, at, to),
      start: at,
      paragraphs,
    })
  }
  for (const line of linesWith(text, marks)) {
    if (line.start > at) fold(line.start)
    const shown = paragraphOf(text, line, marks, pickable)
    const last = blocks.at(-1)
    if (last?.kind === 'shown') last.paragraphs.push(shown)
    else blocks.push({ kind: 'shown', paragraphs: [shown] })
    at = line.end
  }
  if (at < text.length) fold(text.length)
  return withTargets(
    blocks.map(block =>
      block.paragraphs ? { ...block, paragraphs: withFewPicks(block.paragraphs) } : block,
    ),
  )
}

/** A mark over several paragraphs is one place to lead to. */
function withTargets(blocks: TextBlock[]): TextBlock[] {
  const seen = new Set<string>()
  const pieces = blocks.flatMap(block => block.paragraphs ?? []).flatMap(paragraph => paragraph.pieces)
  for (const piece of pieces) {
    if (!piece.mark || seen.has(piece.mark.key)) continue
    seen.add(piece.mark.key)
    piece.target = true
  }
  return blocks
}

function paragraphOf(text: string, line: Span, marks: readonly Mark[], pickable: boolean): Paragraph {
  const own = marks.filter(mark => mark.start < line.end && mark.end > line.start)
  const long = line.end - line.start > longParagraph && own.length > 0
  const pieces: Piece[] = []
  let at = line.start
  for (const mark of own) {
    pieces.push(
      ...between(text, at, Math.max(at, mark.start), { pickable, trim: long, first: pieces.length === 0 }),
    )
    const from = Math.max(mark.start, at)
    const to = Math.min(mark.end, line.end)
    if (from < to) pieces.push(markPiece(text, from, to, mark))
    at = Math.max(at, to)
  }
  pieces.push(
    ...between(text, at, line.end, { pickable, trim: long, last: true, first: pieces.length === 0 }),
  )
  if (!pickable) return { pieces: pieces.map(unplaced), at: null }
  const whole = pieces.every(piece => piece.at !== undefined)
  return { pieces, at: whole ? (pieces[0]?.at ?? null) : null }
}

/** Without its place: nothing is selected there. */
function unplaced({ text, mark, pick }: Piece): Piece {
  return { text, ...(mark ? { mark } : {}), ...(pick ? { pick } : {}) }
}

function markPiece(text: string, start: number, end: number, mark: Mark): Piece {
  const words = text.slice(start, end)
  const shown = excerpt(words, longestMark)
  return shown === words ? { text: words, at: start, mark } : { text: shown, mark }
}

interface Between {
  pickable: boolean
  trim: boolean
  first?: boolean
  last?: boolean
}

/** The words between two marks, or before the first and after the last: by sentences where they can be ticked. */
function between(text: string, start: number, end: number, how: Between): Piece[] {
  const room = around * (how.first || how.last ? 1 : 2)
  if (how.trim && end - start > room) {
    const head = how.first ? start : spaceBefore(text, start + around)
    const tail = how.last ? end : spaceBefore(text, end - around)
    // What is left begins and ends in the middle of sentences, so that none of them can be ticked here.
    const rest = { pickable: false, trim: false }
    return [...between(text, start, head, rest), { text: ' … ' }, ...between(text, tail, end, rest)]
  }
  if (!how.pickable) return start < end ? [{ text: text.slice(start, end), at: start }] : []
  const pieces: Piece[] = []
  let at = start
  for (const sentence of splitSentences(text, start, end)) {
    if (sentence.start > at) pieces.push({ text: text.slice(at, sentence.start), at })
    const pick = { value: `${sentence.start}-${sentence.end}`, ticked: false }
    pieces.push({ text: text.slice(sentence.start, sentence.end), at: sentence.start, pick })
    at = sentence.end
  }
  if (at < end) pieces.push({ text: text.slice(at, end), at })
  return pieces
}

/** The words, with their middle left out where they are longer than `most`. */
export function excerpt(words: string, most: number): string {
  if (words.length <= most) return words
  const tail = Math.floor(most / 5)
  return `${words.slice(0, spaceBefore(words, most - tail))} … ${words.slice(spaceBefore(words, words.length - tail)).trim()}`
}

function spaceBefore(text: string, offset: number): number {
  const found = text.slice(Math.max(0, offset - 100), offset).lastIndexOf(' ')
  if (found >= 0) return Math.max(0, offset - 100) + found
  return /[\uDC00-\uDFFF]/.test(text[offset] ?? '') ? offset - 1 : offset
}

/** A text of thousands of tiny sentences would make a page too heavy to open. */
function withFewPicks(paragraphs: Paragraph[]): Paragraph[] {
  const picks = paragraphs.flatMap(({ pieces }) => pieces).filter(piece => piece.pick).length
  if (picks <= mostPicks) return paragraphs
  const plain = ({ pick, ...piece }: Piece): Piece =>
    pick && piece.text.length >= shortSentence ? { ...piece, pick } : piece
  return paragraphs.map(({ pieces, at }) => ({ at, pieces: pieces.map(plain) }))
}
