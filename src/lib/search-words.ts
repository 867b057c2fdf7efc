import { fold } from './fold.ts'

/** Before a word that is written without a mark, so that "ban" can be told from "bàn". No text holds it: it is private use. */
const plain = '\uE001'
const longestWord = 40
const mostWords = 4_000
const mostTyped = 12
/** Of each kind no more hits are gathered: who finds so many types another word. */
export const mostHits = 200

/**
 * The words of a text as the index holds them, each once: folded, and beside it as written ("tap tập"); a word that has
 * no mark stands a second time behind a sign of its own. Only letters and digits: whatever else is a gap.
 */
export function indexWords(text: string): string[] {
  const found = new Set<string>()
  for (const word of wordsIn(text)) {
    const folded = fold(word)
    if (folded === '') continue
    found.add(folded)
    found.add(folded === word ? plain + word : word)
    if (found.size >= mostWords) break
  }
  return [...found]
}

/** Every beginning of two letters or more, so that a search for one is a search for a whole word. */
export function withBeginnings(words: readonly string[]): string[] {
  const all = new Set<string>()
  for (const word of words) {
    const shortest = word.startsWith(plain) ? 3 : 2
    const letters = Array.from(word)
    if (letters.length < shortest) all.add(word)
    for (let end = shortest; end <= letters.length; end++) all.add(letters.slice(0, end).join(''))
  }
  return [...all]
}

/** What is looked for: each word is to be found, as the beginning of one unless it is a single letter. */
export interface SearchQuery {
  /** Words typed with marks must be found with them; words without match either way (STACK, "Vietnamese text"). */
  words: string[]
  /** The same as it is typed to the letter: a hit of these stands before the others. */
  exact: string[]
  /** Folded, for marking what was hit. */
  folded: string[]
}

/** Null where nothing is typed that could be looked for: no word, or none of two letters or a digit. */
export function readSearch(text: string): SearchQuery | null {
  const typed = [...new Set(wordsIn(text))].slice(0, mostTyped).filter(word => fold(word) !== '')
  if (!typed.some(word => Array.from(word).length > 1 || /\p{N}/u.test(word))) return null
  return {
    words: typed,
    exact: typed.map(word => (fold(word) === word ? plain + word : word)),
    folded: typed.map(fold),
  }
}

/** Whether the word stands for all that begin with it. */
export function isBeginning(word: string): boolean {
  return Array.from(word).length > (word.startsWith(plain) ? 2 : 1)
}

export interface SnippetPiece {
  text: string
  hit: boolean
}

/**
 * About `length` letters of the text around the first hit, in pieces; a hit is the word that begins with what was typed.
 * The text is cut between words, and an ellipsis says where.
 */
export function snippetOf(text: string, { words, folded }: SearchQuery, length = 200): SnippetPiece[] {
  const line = text.normalize('NFC').replace(/\s+/g, ' ').trim()
  const isHit = (word: string) =>
    words.some((one, n) => {
      const same = fold(one) === one ? fold(word) : word.toLowerCase()
      const sought = fold(one) === one ? (folded[n] as string) : one
      return isBeginning(one) ? same.startsWith(sought) : same === sought
    })
  const hits = [...line.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => isHit(word))
    .map(({ 0: word, index }) => ({ from: index, to: index + word.length }))
  const from = startOf(line, hits[0]?.from ?? 0, length)
  const to = endOf(line, from + length)
  return piecesOf(line, hits, from, to)
}

function startOf(line: string, hit: number, length: number): number {
  if (hit < length * 0.6) return 0
  const gap = line.indexOf(' ', hit - Math.floor(length / 3))
  return gap < 0 || gap > hit ? hit : gap + 1
}

function endOf(line: string, end: number): number {
  if (end >= line.length) return line.length
  const gap = line.lastIndexOf(' ', end)
  return gap > end - 40 ? gap : end
}

function piecesOf(line: string, hits: { from: number; to: number }[], from: number, to: number) {
  const pieces: SnippetPiece[] = []
  let at = from
  const add = (text: string, hit: boolean) => text !== '' && pieces.push({ text, hit })
  if (from > 0) add('… ', false)
  for (const hit of hits.filter(one => one.from >= from && one.to <= to)) {
    add(line.slice(at, hit.from), false)
    add(line.slice(hit.from, hit.to), true)
    at = hit.to
  }
  add(line.slice(at, to), false)
  if (to < line.length) add(' …', false)
  return pieces
}

function wordsIn(text: string): string[] {
  const words =
    text
      .normalize('NFC')
      .toLowerCase()
      .normalize('NFC')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return words.map(word => Array.from(word).slice(0, longestWord).join(''))
}
