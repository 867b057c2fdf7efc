import {
  answeringVerbs,
  concludingOpenings,
  peopleWords,
  praisingVerbs,
  sayingVerbs,
} from './lexicon-speech.ts'
import { isNamed, type Names, rememberPersons } from './names.ts'
import { modalAt } from './order-shape.ts'
import { isCitizen, isInspector, isPronoun } from './speaker-kinds.ts'
import { INSPECTING, type Voice } from './voice.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, list, phraseSet, plainText, type Word } from './words.ts'

const SAYING = phraseSet(sayingVerbs)
const ANSWERING = phraseSet(answeringVerbs)
const PRAISING = phraseSet(praisingVerbs)
const CONCLUDING = phraseSet(concludingOpenings)
const PEOPLE = phraseSet(peopleWords)
const ACCORDING_TO = new Set(list(`ông, bà, anh, chị, đồng`))
const REACH = 60

/** Whether a verb of saying stands between two indices. */
export function isSaying(words: readonly Word[], from: number, to: number): boolean {
  return findPhrase(words, SAYING, from, to) >= 0
}

/** Who speaks in a sentence that only tells ("ông X cho biết …"), or null when nobody is said to speak. */
export function speakerOf(words: readonly Word[], speaking: Voice, names: Names): Voice | null {
  if (findPhrase(words, CONCLUDING, 0, 8) >= 0 || praises(words, names)) return 'inspecting'
  const modal = modalAt(words)
  const reach = modal < 0 ? REACH : Math.min(REACH, modal)
  const says = findPhrase(words, SAYING, 1, reach)
  const answers = findPhrase(words, ANSWERING, 0, reach)
  if (quotes(words)) return tellerVoice(words.slice(1, quoteEnd(words)), true, true, speaking, names)
  if (says < 0 && answers < 0) return null
  return tellerVoice(words.slice(0, says < 0 ? answers : says), answers >= 0, false, speaking, names)
}

/** "Theo ông Khánh, …" */
function quotes(words: readonly Word[]): boolean {
  return words[0]?.text === 'theo' && ACCORDING_TO.has(words[1]?.text ?? '')
}

function quoteEnd(words: readonly Word[]): number {
  const comma = words.findIndex(w => w.text === ',')
  return Math.min(comma < 0 ? 14 : comma, 14)
}

/** The side of who tells or answers. A body that makes known ("tin từ Sở … cho biết") only tells: null. */
function tellerVoice(
  subject: readonly Word[],
  answers: boolean,
  quoted: boolean,
  speaking: Voice,
  names: Names,
): Voice | null {
  if (isCitizen(lastStretch(subject))) return 'citizen'
  const text = plainText(subject)
  if (isNamed(text, names.inspected)) return 'inspected'
  if (isNamed(text, names.inspecting) || isInspector(subject)) return 'inspecting'
  const hasAuthority = findPhrase(subject, INSPECTING) >= 0
  if (!answers) return hasAuthority ? 'inspecting' : speaking
  if (isPronoun(subject) && speaking !== 'unknown') return speaking
  if (!quoted && hasAuthority && findPhrase(subject, PEOPLE) < 0) return null
  rememberPersons(names.inspected, subject)
  return 'inspected'
}

/** Who praises is the inspecting side ("Phó Bí thư … ghi nhận, biểu dương"), if it is somebody of authority. */
function praises(words: readonly Word[], names: Names): boolean {
  const at = findPhrase(words, PRAISING, 1, 40)
  if (at < 0) return false
  const subject = words.slice(skipLead(words), at)
  if (isNamed(plainText(subject), names.inspected) || isCitizen(subject)) return false
  if (findPhrase(subject, INSPECTING) < 0) return false
  rememberPersons(names.inspecting, subject)
  return true
}

function lastStretch(words: readonly Word[]): readonly Word[] {
  return words.slice(words.findLastIndex(w => w.text === ',') + 1)
}
