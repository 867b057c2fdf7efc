import { mainAsk } from './asking-verb.ts'
import { nameTails } from './lexicon-phrases.ts'
import { unitActionAt } from './order-shape.ts'
import { ACTIONS, ADVERBS, UNITS } from './phrases.ts'
import { skipLead } from './word-places.ts'
import { isAt, matchAt, phraseSet, type Word } from './words.ts'

const STOPS = new Set([':', ';', '.', '(', '“', '"', './.', '...', '…'])
const NAME_TAILS = phraseSet(nameTails)
const ENDS = new Set(
  'cần phải đã sẽ không được thực về trong theo để từ khi trước có sau tại chậm'.split(' '),
)

/** The words that name whom a sentence or heading addresses: behind its verb of asking, before its verb of doing, or all of a heading. */
export function addressedIn(words: readonly Word[]): Word[] {
  const verb = mainAsk(words)
  if (verb) return nameFrom(words, verb.after)
  let first = skipLead(words)
  if (isAt(words, first, 'đối với')) first += 2
  else if (isAt(words, first, 'về phía')) first += 2
  const isName =
    matchAt(words, first, UNITS) > 0 || (words[first]?.capital === true && unitActionAt(words, first) > 0)
  return isName ? nameFrom(words, first) : []
}

/** The name that begins at an index: up to the first verb of doing, modal, colon or end. */
export function nameFrom(words: readonly Word[], from: number): Word[] {
  let at = from
  while (['cho', 'với', 'đến', 'đối', ':', 'tới'].includes(words[at]?.text ?? '') && at < from + 3) at++
  if (at >= words.length || (matchAt(words, at, UNITS) === 0 && !words[at]!.capital)) return []
  if (isOfThings(words, at) || isAt(words, at, 'trường hợp')) return []
  let end = at + Math.max(1, matchAt(words, at, UNITS))
  while (end < words.length && end - at < 50 && !endsName(words, end)) end++
  return trimName(words.slice(at, end))
}

/** "Các khoản thu …": no unit follows the determiner. */
function isOfThings(words: readonly Word[], at: number): boolean {
  const next = words[at + 1]
  return (
    next !== undefined &&
    isAt(words, at, 'các') &&
    matchAt(words, at, UNITS) === 1 &&
    !next.capital &&
    matchAt(words, at + 1, UNITS) === 0
  )
}

function endsName(words: readonly Word[], i: number): boolean {
  const word = words[i]!
  if (STOPS.has(word.text) || (ENDS.has(word.text) && !word.capital)) return true
  if (word.capital || words[i - 1]?.text === 'ban') return false
  const verb = Math.max(matchAt(words, i, ACTIONS), matchAt(words, i, ADVERBS))
  // "chi bộ" is a unit, "chi" alone would be spending.
  if (verb === 0 || matchAt(words, i, UNITS) > verb) return false
  return !isNameTail(words, i)
}

/** "Sở Giáo dục và đào tạo", "chủ đầu tư", "Ban Quản lý dự án đầu tư xây dựng": a verb within a name. */
function isNameTail(words: readonly Word[], i: number): boolean {
  return [1, 2, 3, 4].some(back => i >= back && matchAt(words, i - back, NAME_TAILS) > back)
}

function trimName(words: Word[]): Word[] {
  let end = words.length
  while (end > 0 && [',', 'và', 'cùng', '-', '–', 'cũng'].includes(words[end - 1]!.text)) end--
  return words.slice(0, end)
}
