import { blameWords, breachWords, doneWords, resultWords } from './lexicon-phrases.ts'
import { MODALS } from './phrases.ts'
import { isVerb, picksOut, skipLead } from './word-places.ts'
import { findPhrase, list, phraseSet, type Word } from './words.ts'

const DONE = phraseSet(doneWords)
const RESULTS = phraseSet(resultWords)
const BREACHES = phraseSet(breachWords)
const BLAME = phraseSet(blameWords)
/** What something "là" in a statement ("là nhiệm vụ quan trọng", "là một trong các căn cứ"). */
const CLASSES = new Set(list(`nhiệm, trách, một, yêu, việc, vấn, cơ, điều, khâu, động, nền, yếu`))
const REACH = 60

/** "Phát triển các cụm công nghiệp là nhiệm vụ quan trọng", "Thực hiện … đã góp phần": verb first, and yet no order. */
export function isStatement(words: readonly Word[], from = 0): boolean {
  const end = clauseEnd(words, from)
  // Behind a verb "đã có", "chưa được" tell which thing is meant; behind a noun they tell what happened.
  const done = findPhrase(words, isVerb(words, skipLead(words, from)) ? RESULTS : DONE, from, end)
  if (done >= 0 && findPhrase(words, MODALS, from, end) < 0) return true
  for (let i = from + 1; i < Math.min(end, from + 16); i++)
    if (words[i]!.text === 'là') return CLASSES.has(words[i + 1]?.text ?? '') && !picksOut(words, i)
  return false
}

/** "… sẽ bị xử lý", "để xảy ra … chịu trách nhiệm": what follows when the order is not kept; and what the speaker will do. */
export function isConsequence(words: readonly Word[]): boolean {
  const will = words.findIndex(w => w.text === 'sẽ')
  if (will >= 0 && will < REACH) return true
  const breach = findPhrase(words, BREACHES)
  return breach >= 0 && findPhrase(words, BLAME, breach) >= 0
}

function clauseEnd(words: readonly Word[], from: number): number {
  const end = words.findIndex((w, i) => i >= from && w.text === ';')
  return Math.min(end < 0 ? words.length : end, from + 80)
}
