import { fold } from '../lib/fold.ts'

/** How much alike two recommendations must be, from 0 to 1; tried on reworded ones and on others of the same field. */
const alike = 0.5
/** Fewer shared pairs of words than this say nothing, unless they are all there is. */
const fewestShared = 4
/** Words that stand in every sentence. */
const common = new Set(
  'va cua cac nhung trong tai cho de ve voi la theo tu den duoc phai can se da dang nay do mot so khi neu hoac'.split(
    ' ',
  ),
)
/** What recommendations of every kind say, whatever they ask for: their verbs of asking, their manner and their grounds. */
const phrases = `de nghi, yeu cau, kien nghi, giao, tiep tuc, tang cuong, thuong xuyen, khan truong, nghiem tuc, kip thoi, chu dong,
  thuc hien, trien khai, ra soat, sua doi, bo sung, ban hanh, xay dung, ke hoach, to chuc, cong tac, don vi, co quan, nganh,
  quy dinh, hien hanh, phap luat, phu hop, theo dung, ban giam doc, giam doc, so giao duc va dao tao, phong giao duc va dao tao`
const said = new RegExp(`\\b(?:${phrases.split(/,\s+/).join('|')})\\b`, 'g')
/** "1.", "a)", "-", "2.1." at the beginning, and the article or clause it stands in. */
const marker = /^\s*(?:(?:\(?\d{1,3}(?:\.\d{1,3})*|\(?[a-z]{1,2}|[ivx]{1,5})[.)/]|[-–—+*•])\s*/

/** The pairs of neighbouring words of a folded text, each once. */
export function wordPairs(folded: string): Set<string> {
  const text = folded.replace(marker, '').replace(said, ' ')
  const words = (text.match(/[a-z0-9]+/g) ?? []).filter(word => !common.has(word))
  const pairs = new Set<string>()
  for (let i = 1; i < words.length; i++) pairs.add(`${words[i - 1]} ${words[i]}`)
  return pairs
}

export interface LikenessFinder {
  /** Compares one earlier text (folded) with all that are asked about. */
  read(id: string, folded: string): void
  /** For each text asked about the id of the earlier one most like it, null where none is much alike. */
  best(): (string | null)[]
}

interface Shared {
  id: string
  pairs: string[]
  /** Pairs of the earlier text. */
  size: number
}

/**
 * Finds among many earlier texts, read one by one, those much like the given: by shared pairs of words, a pair that few
 * of the earlier ones hold counting more. The work grows with the words read, not with how many are asked about.
 */
export function likenessFinder(texts: readonly string[]): LikenessFinder {
  const asked = texts.map(text => wordPairs(fold(text)))
  const places = new Map<string, number[]>()
  for (const [index, pairs] of asked.entries())
    for (const pair of pairs) places.set(pair, [...(places.get(pair) ?? []), index])
  const seen = new Map<string, number>()
  const shared = texts.map((): Shared[] => [])
  let count = 0
  return {
    read(id, folded) {
      const pairs = wordPairs(folded)
      const known = [...pairs].filter(pair => places.has(pair))
      count += 1
      for (const pair of known) seen.set(pair, (seen.get(pair) ?? 0) + 1)
      for (const [index, found] of foundBy(known, places))
        if (isWorthJudging(found.length, pairs.size, asked[index]!.size))
          shared[index]!.push({ id, pairs: found, size: pairs.size })
    },
    best: () => {
      const weight = (pair: string) => Math.log(1 + (count + 10) / ((seen.get(pair) ?? 0) + 5))
      return shared.map((candidates, index) => bestOf(candidates, asked[index]!, weight))
    },
  }
}

/** The pairs that each text asked about shares, by its place among them. */
function foundBy(pairs: readonly string[], places: ReadonlyMap<string, number[]>): Map<number, string[]> {
  const found = new Map<number, string[]>()
  for (const pair of pairs) {
    for (const index of places.get(pair) ?? []) {
      const list = found.get(index)
      if (list) list.push(pair)
      else found.set(index, [pair])
    }
  }
  return found
}

/** Spares the memory for what cannot be alike any more. */
function isWorthJudging(found: number, size: number, askedSize: number): boolean {
  return found >= Math.min(fewestShared, size, askedSize) && found >= size / 5
}

function bestOf(
  candidates: readonly Shared[],
  asked: ReadonlySet<string>,
  weight: (pair: string) => number,
): string | null {
  const sum = (pairs: Iterable<string>) => [...pairs].reduce((total, pair) => total + weight(pair), 0)
  const whole = sum(asked)
  let best: { id: string; likeness: number } | null = null
  for (const { id, pairs, size } of candidates) {
    const [ofAsked, ofEarlier] = [sum(pairs) / whole, pairs.length / size]
    const likeness = (2 * ofAsked * ofEarlier) / (ofAsked + ofEarlier)
    if (likeness >= alike && likeness > (best?.likeness ?? 0)) best = { id, likeness }
  }
  return best?.id ?? null
}
