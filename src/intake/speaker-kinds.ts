import {
  citizenWords,
  inspectorWords,
  levels,
  objectBefore,
  pronouns,
  shortHeads,
  unionWords,
} from './lexicon-speech.ts'
import { findPhrase, matchAt, phraseSet, plainText, type Word } from './words.ts'

const CITIZENS = phraseSet(citizenWords)
const INSPECTORS = phraseSet(inspectorWords)
const PRONOUNS = phraseSet(pronouns)
const OBJECT_BEFORE = new Set(objectBefore)
const UNIONS = new Set(unionWords)
const SHORT_HEADS = new Set(shortHeads)
const LEVEL_OF = new Map(levels.flatMap((phrases, i) => phrases.map(p => [p, i + 1] as const)))
const LEVEL_WORDS = phraseSet([...LEVEL_OF.keys()])

/** A group of citizens named in the subject, not as the object of something ("Phòng Tiếp công dân", "đơn của cử tri"). */
export function isCitizen(subject: readonly Word[]): boolean {
  const at = findPhrase(subject, CITIZENS)
  return at >= 0 && !OBJECT_BEFORE.has(subject[at - 1]?.text ?? '')
}

/** "Đoàn kiểm tra", "Thanh tra tỉnh", or plain "Đoàn" at the head of the subject (not "Đoàn thanh niên"). */
export function isInspector(subject: readonly Word[]): boolean {
  if (findPhrase(subject, INSPECTORS) >= 0) return true
  return subject[0]?.text === 'đoàn' && !UNIONS.has(subject[1]?.text ?? '')
}

/** "ông Huy", "đồng chí", "cơ quan này": a name that only points back. */
export function isPronoun(subject: readonly Word[]): boolean {
  const n = matchAt(subject, 0, PRONOUNS)
  return n > 0 && subject.length <= n + 5 && !subject.some(w => w.text === ',')
}

/** Whether the lower level asks the higher: a unit's own wish, no recommendation. */
export function asksUpward(subject: readonly Word[], asked: readonly Word[]): boolean {
  const from = levelIn(subject, 20)
  return from > 0 && levelIn(asked, 5) > from
}

/** The lowest level named in the first words; 0 when none is. */
function levelIn(words: readonly Word[], reach: number): number {
  let lowest = 0
  for (let i = 0; i < Math.min(words.length, reach); i++) {
    const n = matchAt(words, i, LEVEL_WORDS)
    const isPart = n === 1 && i > 0 && SHORT_HEADS.has(words[i]!.text) && !words[i]!.capital
    if (n === 0 || isPart) continue
    const level = LEVEL_OF.get(plainText(words, i, i + n)) ?? 0
    if (lowest === 0 || level < lowest) lowest = level
  }
  return lowest
}
