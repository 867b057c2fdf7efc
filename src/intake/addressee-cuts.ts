import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import { vagueUnits } from './lexicon-phrases.ts'
import { modalAt, unitActionAt, verbFirstAt } from './order-shape.ts'
import { ACTIONS, ADVERBS, OPENERS, UNITS } from './phrases.ts'
import { skipLead } from './word-places.ts'
import { isAt, list, matchAt, phraseSet, type Word } from './words.ts'

const GIVING = phraseSet(list(`giao, đề nghị, yêu cầu, kiến nghị`))
const DETERMINERS = new Set(list(`các, những, mọi, từng, mỗi, riêng, tất, toàn`))
const VAGUE_UNITS = new Set(vagueUnits)
/** How far from the unit's name "cần" or "phải" may stand. */
const MODAL_REACH = 24

/** Indices of words at which an order to another addressee begins. */
export function addresseeCuts(words: readonly Word[]): number[] {
  const verb = findAskingVerb(words)
  const cuts: number[] = []
  let from = 0
  for (let i = Math.max(1, askedFrom(words, verb)); i < words.length - 3; i++) {
    const mark = words[i - 1]!.text
    const isEnd = mark === ';' || (mark === '.' && words[i]!.capital)
    if (!isEnd && mark !== ',') continue
    if (!beginsOrder(words, i, isEnd, verb) || !hasOrderBefore(words.slice(from, i))) continue
    cuts.push(i)
    from = i
  }
  return cuts
}

/** Where what is asked begins: in "… yêu cầu, trường hợp phát hiện sai phạm, Sở phải …" behind the phrase. */
function askedFrom(words: readonly Word[], verb: AskingVerb | null): number {
  if (!verb) return 0
  return words[verb.after]?.text === ',' ? Math.max(verb.after, modalAt(words)) : verb.after
}

/** "giao Sở Tài chính …", or a unit's name with its own verb; after a mere comma only with "cần" or "phải", or "đồng thời". */
function beginsOrder(words: readonly Word[], i: number, isEnd: boolean, verb: AskingVerb | null): boolean {
  const also = isAt(words, i, 'đồng thời')
  const at = also ? behindAlso(words, i) : i + Number(/^\d+$/u.test(words[i]!.text))
  if (matchAt(words, at, GIVING) > 0) return givesAnew(words, at, isEnd, verb)
  if (matchAt(words, at, UNITS) === 0 || !startsSubject(words, at)) return false
  if (isEnd || at > i) {
    const clause = words.slice(at, clauseEnd(words, at, words.length))
    return unitActionAt(clause, 0) > 0 || modalAt(clause) > 0
  }
  // After a mere comma "cá nhân", "đơn vị" go on with a list of names; "các …" begins anew.
  if (!DETERMINERS.has(words[at]!.text) && !words[at]!.capital) return false
  const modal = modalAt(words.slice(at, clauseEnd(words, at, at + MODAL_REACH + 1)))
  return modal > 0 && modal < MODAL_REACH
}

function behindAlso(words: readonly Word[], i: number): number {
  return words[i + 2]?.text === ',' ? i + 3 : i + 2
}

/** In "kiến nghị Chủ tịch chỉ đạo …; giao …" the one who is asked gives, not the one who asks. */
function givesAnew(words: readonly Word[], at: number, isEnd: boolean, verb: AskingVerb | null): boolean {
  const passesOn = verb !== null && verb.at < at && verb.verb !== 'giao' && words[at]!.text === 'giao'
  if (passesOn) return !words.slice(verb.after, at).some(w => w.text === 'chỉ')
  return isEnd && findAskingVerb(words.slice(at))?.at === 0
}

/** "các" and the like begin a subject only before a unit, not before an object of the verb ("các dự án"). */
function startsSubject(words: readonly Word[], at: number): boolean {
  const word = words[at]!
  if (!DETERMINERS.has(word.text)) return word.capital || !VAGUE_UNITS.has(word.text)
  const next = at + Math.max(1, matchAt(words, at, UNITS))
  return matchAt(words, next, UNITS) > 0 || words[next]?.capital === true
}

function clauseEnd(words: readonly Word[], from: number, to: number): number {
  let end = from + 1
  while (end < Math.min(to, words.length) && words[end]!.text !== ';' && words[end]!.text !== '.') end++
  return end
}

/** Whether the stretch before already holds an order, so that what follows is another's. */
function hasOrderBefore(part: readonly Word[]): boolean {
  const verb = findAskingVerb(part)
  if (verb) return actsBehind(part, verb.after)
  // "Ngoài việc tăng cường quản lý, các địa phương phải …": a phrase before the order, no order.
  if (matchAt(part, skipLead(part), OPENERS) > 0 && !part.some(w => w.text === ',')) return false
  return verbFirstAt(part) >= 0 || modalAt(part) >= 0 || unitActionAt(part) >= 0
}

function actsBehind(part: readonly Word[], from: number): boolean {
  if (matchAt(part, from, ACTIONS) > 0) return true
  return part.some(
    (w, i) => i > from && !w.capital && (matchAt(part, i, ACTIONS) > 0 || matchAt(part, i, ADVERBS) > 0),
  )
}
