import { closingStarts, genericWords, politeWords } from './lexicon-phrases.ts'
import { ACTIONS, UNITS } from './phrases.ts'
import { isNamePart, skipLead } from './word-places.ts'
import { findPhrase, matchAt, phraseSet, type Word } from './words.ts'

const CLOSINGS = phraseSet(closingStarts)
const GENERIC = phraseSet(genericWords)
const POLITE = phraseSet(politeWords)
const NOTIFY = phraseSet(['thông báo'])
const CARRY_OUT = phraseSet(['thực hiện', 'thi hành'])
const BEFORE_DAY = phraseSet(['trước ngày'])
const ENDS = new Set(['.', './', '/', './.', '...', ',', ';', '"'])

/**
 * A formula that closes the document ("Trên đây là …", "… thông báo để các đơn vị biết, thực hiện"), or a request "to carry
 * this out" that holds nothing else. `askedFrom` is the index behind the verb of asking, -1 when there is none.
 */
export function isClosing(words: readonly Word[], askedFrom: number): boolean {
  if (matchAt(words, skipLead(words), CLOSINGS) > 0 || findPhrase(words, POLITE) >= 0) return true
  return notifies(words, askedFrom) || (askedFrom > 0 && asksOnlyToCarryOut(words, askedFrom))
}

/** The body makes known; who is asked to make something known is given a task. */
function notifies(words: readonly Word[], askedFrom: number): boolean {
  const told = findPhrase(words, NOTIFY)
  if (told < 0 || (askedFrom >= 0 && told > askedFrom)) return false
  const known = words.findLastIndex(w => w.text === 'biết')
  if (hasLimit(words, told, known)) return false
  return known > told && words.length - known <= 24 && /^[,./và]+$/u.test(words[known + 1]?.text ?? '.')
}

function asksOnlyToCarryOut(words: readonly Word[], askedFrom: number): boolean {
  let last = words.length - 1
  while (last > askedFrom && (ENDS.has(words[last]!.text) || isGeneric(words, last))) last--
  if (findPhrase(words, CARRY_OUT, last + 1) < 0 || hasLimit(words, askedFrom, last)) return false
  for (let i = askedFrom; i <= last; i += Math.max(1, matchAt(words, i, UNITS))) {
    const isOwn = matchAt(words, i, ACTIONS) > 0 && matchAt(words, i, UNITS) === 0 && !isNamePart(words, i)
    if (isOwn && matchAt(words, i, GENERIC) === 0) return false
  }
  return true
}

/** "thông báo kế hoạch năm trước ngày 15/12 để các trường biết": what has a day to be done by is a task, no formula. */
function hasLimit(words: readonly Word[], from: number, to: number): boolean {
  const at = findPhrase(words, BEFORE_DAY, from, to)
  return at >= 0 && /^\d/u.test(words[at + 2]?.text ?? '')
}

/** Whether the word belongs to a phrase that says nothing of its own. */
function isGeneric(words: readonly Word[], i: number): boolean {
  return matchAt(words, i, GENERIC) > 0 || matchAt(words, i - 1, GENERIC) >= 2
}
