import { concludingWords, inspectingWords, plainSides } from './lexicon-speech.ts'
import { beginsWithName, HONORIFICS, isNamed, type Names } from './names.ts'
import { OPENERS } from './phrases.ts'
import { asksUpward, isCitizen, isInspector, isPronoun } from './speaker-kinds.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, matchAt, phraseSet, plainText, type Word } from './words.ts'

/** Whose words a sentence tells. */
export type Voice = 'inspecting' | 'inspected' | 'citizen' | 'unknown'

export const INSPECTING = phraseSet(inspectingWords)
const CONCLUDING = phraseSet(concludingWords)
const PLAIN_SIDES = phraseSet(plainSides)

/**
 * Whose voice asks, by its subject and by whom it asks. A pronoun or no subject keeps the voice that was speaking; the lower level
 * asking the higher is the inspected side, unless it is an inspecting body by name.
 */
export function voiceOf(
  subject: readonly Word[],
  asked: readonly Word[],
  speaking: Voice,
  names: Names,
): Voice {
  if (subject.length === 0) return speaking
  if (isCitizen(subject)) return 'citizen'
  if (isInspector(subject)) return 'inspecting'
  const named = namedVoice(plainText(subject), names)
  if (named) return named
  if (asksUpward(subject, asked)) return 'inspected'
  if (findPhrase(subject, CONCLUDING) >= 0) return 'inspecting'
  if (isPronoun(subject)) return speaking
  if (matchAt(subject, 0, PLAIN_SIDES) > 0) return 'inspected'
  if (findPhrase(subject, INSPECTING) >= 0) return 'inspecting'
  // A person not met before does not go on with what the inspected side was saying.
  return speaking === 'inspected' && matchAt(subject, 0, HONORIFICS) > 0 ? 'unknown' : speaking
}

/** Whose sentence it is by the group or side it begins with ("Nhiều công nhân mong …, yêu cầu …"); null when that says nothing. */
export function headVoice(words: readonly Word[], names: Names): Voice | null {
  const first = skipLead(words)
  if (isCitizen(words.slice(first, first + 4))) return 'citizen'
  if (matchAt(words, first, PLAIN_SIDES) > 0) return 'inspected'
  return actorOf(words, names) === 'inspected' ? 'inspected' : null
}

/** Whose act a sentence tells, by the one it begins with ("Chủ tịch UBND tỉnh không đồng ý …"); null when no name known begins it. */
export function actorOf(words: readonly Word[], names: Names): Voice | null {
  const at = subjectStart(words)
  const head = plainText(words, at, at + 12)
  if (beginsWithName(head, names.inspecting)) return 'inspecting'
  if (beginsWithName(head, names.inspected)) return 'inspected'
  return isInspector(words.slice(at, at + 3)) ? 'inspecting' : null
}

/** Behind "Qua kiểm tra, " and the like. */
function subjectStart(words: readonly Word[]): number {
  const first = skipLead(words)
  if (matchAt(words, first, OPENERS) === 0) return first
  const comma = words.findIndex((w, i) => i > first && w.text === ',')
  return comma > 0 && comma < first + 24 ? skipLead(words, comma + 1) : first
}

function namedVoice(text: string, names: Names): Voice | null {
  if (isNamed(text, names.inspecting)) return 'inspecting'
  return isNamed(text, names.inspected) ? 'inspected' : null
}
