/** One word or mark of a text, in the form the word lists use; offsets are UTF-16 units of the text it was cut from. */
export interface Word {
  text: string
  start: number
  end: number
  /** Begins with a capital letter. */
  capital: boolean
}

/** Phrases by their first word, longest first. */
export type PhraseSet = Map<string, string[][]>

const PIECE = /[\p{L}\p{M}\p{N}]+(?:[-–&/.][\p{L}\p{N}]+)*|\.{2,}|[^\s]/gu
/** Tone marks stand on either vowel of oa, oe, uy in real documents: both spellings become one. */
const OLD_TONES = /(?<!q)(oà|oá|oả|oã|oạ|oè|oé|oẻ|oẽ|oẹ|uỳ|uý|uỷ|uỹ|uỵ)(?!\p{L})/gu
const NEW_TONES: Record<string, string> = {
  oà: 'òa',
  oá: 'óa',
  oả: 'ỏa',
  oã: 'õa',
  oạ: 'ọa',
  oè: 'òe',
  oé: 'óe',
  oẻ: 'ỏe',
  oẽ: 'õe',
  oẹ: 'ọe',
  uỳ: 'ùy',
  uý: 'úy',
  uỷ: 'ủy',
  uỹ: 'ũy',
  uỵ: 'ụy',
}

/** Vietnamese has some seven thousand syllables: nearly every word has been met before. */
const PLAIN = new Map<string, string>()
const MOST_KEPT = 20_000
const LONGEST_KEPT = 24

/** The words and marks of a text from `offset` on; offsets count from the start of the text given plus `offset`. */
export function wordsOf(text: string, offset = 0): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(PIECE)) {
    const raw = match[0]
    const start = offset + match.index
    words.push({ text: plainWord(raw), start, end: start + raw.length, capital: isCapital(raw) })
  }
  return words
}

/**
 * Of the words of a longer text those of one stretch, as `wordsOf` would cut them from it alone; null where an edge of the
 * stretch lies within a word.
 */
export function wordsBetween(words: readonly Word[], start: number, end: number): Word[] | null {
  const from = firstFrom(words, start)
  const to = firstFrom(words, end)
  if ((words[from - 1]?.end ?? start) > start || (words[to - 1]?.end ?? end) > end) return null
  return words.slice(from, to)
}

/** Index of the first word that begins at the place or behind it. */
function firstFrom(words: readonly Word[], place: number): number {
  let [low, high] = [0, words.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (words[middle]!.start < place) low = middle + 1
    else high = middle
  }
  return low
}

/** Lower case, tone marks in the new place, "quí" as "quý". */
export function plainWord(raw: string): string {
  const known = PLAIN.get(raw)
  if (known !== undefined) return known
  const low = raw.toLowerCase()
  const plain = low === 'quí' ? 'quý' : low.replace(OLD_TONES, found => NEW_TONES[found] ?? found)
  if (PLAIN.size < MOST_KEPT && raw.length <= LONGEST_KEPT) PLAIN.set(raw, plain)
  return plain
}

/** The items of a word list written with commas and line ends between. */
export function list(text: string): string[] {
  return text.split(/[,\n]/u).flatMap(item => item.trim() || [])
}

export function phraseSet(phrases: readonly string[]): PhraseSet {
  const set: PhraseSet = new Map()
  for (const phrase of new Set(phrases)) {
    const words = phrase.split(' ')
    set.set(words[0]!, [...(set.get(words[0]!) ?? []), words])
  }
  for (const [first, all] of set)
    set.set(
      first,
      all.toSorted((a, b) => b.length - a.length),
    )
  return set
}

/** How many words, from index `at`, are a phrase of the set (the longest); 0 when none. */
export function matchAt(words: readonly Word[], at: number, set: PhraseSet): number {
  const phrases = set.get(words[at]?.text ?? '')
  if (phrases === undefined) return 0
  for (const phrase of phrases) if (goesOn(words, at, phrase)) return phrase.length
  return 0
}

/** Asked for nearly every word of a document: a loop of its own, without anything made on the way. */
function goesOn(words: readonly Word[], at: number, phrase: readonly string[]): boolean {
  for (let i = 1; i < phrase.length; i++) if (words[at + i]?.text !== phrase[i]) return false
  return true
}

/** How many words right before the index are a phrase of the set (three at most). */
export function endsAt(words: readonly Word[], at: number, set: PhraseSet): number {
  for (let length = 3; length > 0; length--) if (matchAt(words, at - length, set) === length) return length
  return 0
}

/** The first index in [from, to) where a phrase of the set stands; -1 when none. */
export function findPhrase(words: readonly Word[], set: PhraseSet, from = 0, to = words.length): number {
  for (let i = Math.max(from, 0); i < Math.min(to, words.length); i++)
    if (matchAt(words, i, set) > 0) return i
  return -1
}

/** Whether this exact phrase stands at the index. */
export function isAt(words: readonly Word[], at: number, phrase: string): boolean {
  const first = words[at]?.text
  if (first === undefined || !phrase.startsWith(first)) return false
  return phrase.split(' ').every((w, i) => words[at + i]?.text === w)
}

/** The words joined, for a look at a stretch as plain text. */
export function plainText(words: readonly Word[], from = 0, to = words.length): string {
  return words
    .slice(Math.max(from, 0), to)
    .map(w => w.text)
    .join(' ')
}

function isCapital(raw: string): boolean {
  const first = raw[0]!
  return first !== first.toLowerCase()
}
