import { centralPosts, honorifics, leadingPhrases, postHeads } from './lexicon-speech.ts'
import { findPhrase, matchAt, phraseSet, plainText, type Word } from './words.ts'

/** Names met so far: who has asked, and who was asked or has answered. */
export interface Names {
  inspecting: Set<string>
  inspected: Set<string>
}

/** More names than a document's actors: each sentence is compared with all of them. */
const MOST_NAMES = 40
const LEADING = phraseSet(leadingPhrases)
const CENTRAL = phraseSet(centralPosts)
const POST_HEADS = new Set(postHeads)
export const HONORIFICS = phraseSet(honorifics)

export function newNames(): Names {
  return { inspecting: new Set(), inspected: new Set() }
}

/** Remembers a body by its name, and a person by whole name and by "ông" with the last part of it. */
export function remember(set: Set<string>, words: readonly Word[]): void {
  const isName = words.length >= 2 && words.length <= 14 && words.some(w => w.capital)
  addNames(set, [...(isName ? [plainText(words)] : []), ...personNames(words)])
}

export function rememberPersons(set: Set<string>, words: readonly Word[]): void {
  addNames(set, personNames(words))
}

/** Who leads a team speaks for it later ("ông X … dẫn đầu đoàn công tác"); so does who holds a post of the centre. */
export function rememberLeads(words: readonly Word[], names: Names): void {
  const post = findPhrase(words, CENTRAL)
  if (post > 0) rememberPersons(names.inspecting, words.slice(Math.max(0, post - 12), post))
  const at = findPhrase(words, LEADING)
  if (at < 0) return
  const near = words.slice(Math.max(0, at - 24), at + 6)
  addNames(names.inspecting, [...personNames(near), ...titleBefore(words, at)])
}

/** Whether the text holds one of the names. */
export function isNamed(text: string, names: Set<string>): boolean {
  for (const name of names) if (text.includes(name)) return true
  return false
}

/** Whether the text begins with one of the names, "đồng chí" apart. */
export function beginsWithName(text: string, names: Set<string>): boolean {
  for (const name of names) if (text.startsWith(name) || text.startsWith(`đồng chí ${name}`)) return true
  return false
}

function addNames(set: Set<string>, found: readonly string[]): void {
  for (const name of found) if (set.size < MOST_NAMES) set.add(name)
}

/** "ông X - Chủ tịch UBND tỉnh dẫn đầu đoàn": the post by which he is met again. */
function titleBefore(words: readonly Word[], at: number): string[] {
  const from = words.slice(0, at).findLastIndex(w => w.text === '-' || w.text === '–' || w.text === ',')
  const title = words.slice(from + 1, at)
  return from > 0 && at - from > 2 && at - from <= 8 && title[0]?.capital ? [plainText(title)] : []
}

/** "ông Bùi Văn Khánh" is met again as the whole name or as "ông Khánh". */
function personNames(words: readonly Word[]): string[] {
  const found: string[] = []
  for (let i = 0; i < words.length; i++) {
    const n = matchAt(words, i, HONORIFICS)
    if (n === 0 || POST_HEADS.has(words[i + n]?.text ?? '')) continue
    let end = i + n
    while (end < words.length && end - i - n < 5 && words[end]!.capital) end++
    if (end - i - n < 2) continue
    found.push(plainText(words, i + n, end), `${plainText(words, i, i + n)} ${words[end - 1]!.text}`)
  }
  return found
}
