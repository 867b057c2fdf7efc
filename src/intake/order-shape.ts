import { modalNouns, tellingWords } from './lexicon-phrases.ts'
import { ACTIONS, ADVERBS, MODALS, OPENERS, UNITS } from './phrases.ts'
import { isStatement } from './telling.ts'
import { isNamePart, isVerb, picksOut, skipLead } from './word-places.ts'
import { findPhrase, list, matchAt, phraseSet, type Word } from './words.ts'

const TELLING = new Set(tellingWords)
const MODAL_NOUNS = new Set(modalNouns)
/** Words behind "cần", "phải" that make another word of them ("cần thiết", "phải chăng"). */
const OTHER_WORDS = new Set([...list(`thiết, cù, chăng, lòng`), '', ','])
/** "các đơn vị được kiểm tra", "đơn vị được giao": the words tell which units are meant. */
const WHICH = phraseSet(list(`được kiểm tra, được thanh tra, được giám sát, được giao, được phân công`))
const DIRECT = phraseSet(['đối với', 'về phía'])
const REACH = 60

/**
 * Where an order begins with its verb: at once ("Tăng cường …"), or behind a prepositional phrase ("Sau khi …, đảm bảo …") or a
 * topic set off by a colon ("Về kho: tăng cường …"). -1 when no verb stands there.
 */
export function verbFirstAt(words: readonly Word[]): number {
  const first = skipLead(words)
  if (isVerb(words, first) && !isStatement(words, first)) return first
  const hasTopic = words.slice(first, first + 14).some(w => w.text === ':')
  if (matchAt(words, first, OPENERS) === 0 && !hasTopic) return -1
  return behindBreak(words, first, at => isVerb(words, at) && !isStatement(words, at))
}

/** The index of a modal word ("cần", "phải") that governs the clause; -1 when the sentence has none. */
export function modalAt(words: readonly Word[]): number {
  for (let at = findPhrase(words, MODALS); at >= 0; at = findPhrase(words, MODALS, at + 1)) {
    const isNoun = MODAL_NOUNS.has(words[at - 1]?.text ?? '')
    if (!isNoun && !OTHER_WORDS.has(words[at + 1]?.text ?? '')) return at
  }
  return -1
}

/** The index of the verb when the sentence is "unit + verb of doing" with nothing between that makes it tell; else -1. */
export function unitActionAt(words: readonly Word[], from = skipLead(words)): number {
  const start = unitStart(words, from)
  if (start < 0) return -1
  let i = start + Math.max(1, matchAt(words, start, UNITS))
  while (i < Math.min(words.length, start + REACH)) {
    const step = stepOver(words, i)
    if (step <= 0) return step === 0 ? i : -1
    i += step
  }
  return -1
}

/** How many words to pass over on the way from a unit to its verb; 0 at the verb, -1 where the sentence only tells. */
function stepOver(words: readonly Word[], i: number): number {
  const text = words[i]!.text
  if (/^[;.:”"]$/u.test(text)) return -1
  const [action, unit] = [matchAt(words, i, ACTIONS), matchAt(words, i, UNITS)]
  if (action > 0 && action >= unit && !isNamePart(words, i)) return 0
  if (matchAt(words, i, WHICH) > 0) return 2
  if (action === 0 && TELLING.has(text) && !(text === 'là' && picksOut(words, i))) return -1
  if (unit === 0 && matchAt(words, i, ADVERBS) > 0 && !isNamePart(words, i)) return 0
  // A verb within a name ("Đào tạo") is passed over whole.
  return Math.max(1, action, unit)
}

/** Where the unit's name begins: first, behind "đối với", or behind a phrase and a comma. */
function unitStart(words: readonly Word[], from: number): number {
  if (isVerb(words, from)) return -1
  if (matchAt(words, from, UNITS) > 0) return from
  const direct = from + matchAt(words, from, DIRECT)
  if (direct > from && matchAt(words, direct, UNITS) > 0 && actsBeforeComma(words, direct)) return direct
  if (matchAt(words, from, OPENERS) === 0) return -1
  return behindBreak(words, from, at => matchAt(words, at, UNITS) > 0)
}

/** "Đối với Sở kiểm điểm …": no comma parts the unit from its verb. */
function actsBeforeComma(words: readonly Word[], from: number): boolean {
  for (let i = from + 2; i < words.length; i++) {
    if (words[i]!.text === ',') return false
    if (!words[i]!.capital && !words[i - 1]!.capital && matchAt(words, i, ACTIONS) > 1) return true
  }
  return false
}

/** The first place behind a comma or colon, connectors passed over, that is as wanted; -1 when none is near. */
function behindBreak(words: readonly Word[], from: number, isWanted: (at: number) => boolean): number {
  let broken = false
  for (let i = from; i < Math.min(words.length, from + REACH); i++) {
    // "Từ ngày 1/8, tỉnh đã triển khai, lập …": past the first break a subject tells what it did.
    if (broken && words[i]!.text === 'đã') return -1
    if (words[i]!.text !== ',' && words[i]!.text !== ':') continue
    broken = true
    const after = skipLead(words, i + 1)
    if (isWanted(after)) return after
  }
  return -1
}
