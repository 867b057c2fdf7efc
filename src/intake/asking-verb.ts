import { stripLead, subjectBefore } from './asking-subject.ts'
import { askingVerbs } from './lexicon.ts'
import { nounBefore, openingActs } from './lexicon-phrases.ts'
import { ACTIONS, ADVERBS, MODALS, UNITS } from './phrases.ts'
import { endsAt, findPhrase, isAt, list, matchAt, phraseSet, plainText, type Word } from './words.ts'

/** A verb of asking in a sentence, with who asks. */
export interface AskingVerb {
  /** Index of the verb among the words, and of the word behind it. */
  at: number
  after: number
  verb: string
  /** "đã yêu cầu": told, not necessarily asked now. */
  past: boolean
  subject: Word[]
}

const ASKING = phraseSet(askingVerbs)
const NOUN_BEFORE = phraseSet(nounBefore)
const OPENING_ACTS = phraseSet(openingActs)
/** Verbs that need a receiver to be verbs of asking at all. */
const GIVING = new Set(list(`giao, giao cho, giao trách nhiệm, giao nhiệm vụ, phân công, nhắc, buộc`))
const LEADING = phraseSet(list(`tập trung, lãnh đạo, công tác, quan tâm`))
const OWN_TASKS = phraseSet(list(`thường xuyên, cần, phải, chủ động, có trách nhiệm`))
/** Words between a verb of asking and whom it asks. */
const LINKS = new Set(list(`cho, với, đến, tới, đối, :, rằng, cả, trách, nhiệm, lãnh, thêm`))
const CLAUSE_ENDS = new Set([',', ';', '.', ':'])

/** The first verb of asking that is the verb of its clause; null when the words hold none. */
export function findAskingVerb(words: readonly Word[]): AskingVerb | null {
  for (let at = 0; at < words.length; at++) {
    const n = matchAt(words, at, ASKING)
    if (n === 0) continue
    const verb = plainText(words, at, at + n)
    if (isVerbHere(words, at, n, verb))
      return { at, after: at + n, verb, past: isPast(words, at), subject: subjectBefore(words, at) }
    at += n - 1
  }
  return null
}

/** The verb of asking that governs the words: none when they begin with an order of their own and only hold one within it. */
export function mainAsk(words: readonly Word[]): AskingVerb | null {
  const verb = findAskingVerb(words)
  // "Các trường thường xuyên nhắc nhở giáo viên": to remind is what the schools are to do.
  if (!verb || findPhrase(verb.subject, OWN_TASKS, 1) > 0) return null
  const first = stripLead(words.slice(0, verb.at + 1))[0]
  const at = first ? words.indexOf(first) : verb.at
  const action = matchAt(words, at, ACTIONS)
  const ownOrder = at < verb.at && action > 0 && matchAt(words, at, UNITS) < action
  return ownOrder && matchAt(words, at, OPENING_ACTS) === 0 ? null : verb
}

function isVerbHere(words: readonly Word[], at: number, n: number, verb: string): boolean {
  if (isEmbedded(words, at) || isNamePart(words, at)) return false
  // After "theo", "các", "giải quyết" and their like "đề nghị" is a noun.
  if (endsAt(words, at, NOUN_BEFORE) > 0) return false
  if (GIVING.has(verb)) return givesTo(words, at + n)
  if (verb === 'chỉ đạo') return directs(words, at, at + n)
  return asksSomeone(words, at + n) || asksSomething(words, at + n) || asksOverComma(words, at, at + n)
}

/** "Ban Chỉ đạo": a capital within a sentence makes it part of a name. */
function isNamePart(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]
  return words[at]!.capital && before !== undefined && /^[\p{L}\p{N}]/u.test(before.text)
}

/** "… mà Sở đã yêu cầu tại Công văn", "trong đó kiến nghị …": told of another document. */
function isEmbedded(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 8); i--) {
    const text = words[i]!.text
    if (CLAUSE_ENDS.has(text)) return isAt(words, i + 1, 'trong đó') || isAt(words, i + 1, 'nội dung')
    if (text === 'mà' || text === 'bị' || text === 'được' || isAt(words, i, 'trong đó')) return true
  }
  return false
}

/**
 * "chỉ đạo" asks only with whom or what; "lãnh đạo, chỉ đạo các cấp ủy" tells what the inspected side does, and "văn bản chỉ
 * đạo các sở về việc …" names a document.
 */
function directs(words: readonly Word[], at: number, after: number): boolean {
  const before = words[at - 1]?.text
  if (before === ',' || before === 'và' || endsAt(words, at, LEADING) > 0 || isAdvised(words, at))
    return false
  const next = words[after]?.text
  const asks = asksSomeone(words, after) || next === 'cần' || next === 'phải' || next === ':'
  return asks && !isOnMatter(words, after)
}

/** "tham mưu cho Chủ tịch chỉ đạo các huyện …": what somebody is to advise another to order. */
function isAdvised(words: readonly Word[], at: number): boolean {
  const advice = words.slice(Math.max(0, at - 10), at).findLastIndex(w => w.text === 'mưu')
  return advice > 0 && !words.slice(Math.max(0, at - 10) + advice, at).some(w => CLAUSE_ENDS.has(w.text))
}

function isOnMatter(words: readonly Word[], from: number): boolean {
  for (let i = from + 1; i < Math.min(words.length, from + 40); i++) {
    if (words[i]!.text === 'về') return words[i + 1]?.text === 'việc' || words[i + 1]?.text === 'công'
    if (!words[i]!.capital && matchAt(words, i, ACTIONS) > 0 && matchAt(words, i, UNITS) === 0) return false
  }
  return false
}

function asksSomeone(words: readonly Word[], at: number): boolean {
  let i = at
  while (LINKS.has(words[i]?.text ?? '') && i < at + 3) i++
  // "kiến nghị 21 trong số 50 tỉnh, thành phố …"
  if (/^\d+$/u.test(words[i]?.text ?? '')) i = nextUnit(words, i)
  return matchAt(words, i, UNITS) > 0 || words[i]?.capital === true
}

function nextUnit(words: readonly Word[], from: number): number {
  for (let i = from + 1; i <= from + 5; i++) if (matchAt(words, i, UNITS) > 0) return i
  return from
}

/** Work is given to a unit or person, not to any capital ("nút giao IC18"); "họp giao ban" is no giving. */
function givesTo(words: readonly Word[], at: number): boolean {
  const next = words[at]?.text === 'cho' || words[at]?.text === ':' ? at + 1 : at
  if (words[next]?.text === 'ban' && !words[next]!.capital) return false
  return matchAt(words, next, UNITS) > 0
}

const BEGINNINGS = new Set(list(`:, cần, phải, không, một, việc, đến`))

function asksSomething(words: readonly Word[], at: number): boolean {
  const next = words[at]?.text
  if (next === undefined) return false
  return BEGINNINGS.has(next) || matchAt(words, at, ACTIONS) > 0 || matchAt(words, at, ADVERBS) > 0
}

/** "Cục yêu cầu, trường hợp phát hiện sai phạm, Sở phải …": a body asks, and what it asks comes behind a phrase. */
function asksOverComma(words: readonly Word[], at: number, after: number): boolean {
  if (words[after]?.text !== ',' || matchAt(words, 0, UNITS) === 0) return false
  return !words.slice(0, at).some(w => w.text === ',') && findPhrase(words, MODALS, after) >= 0
}

function isPast(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    if (words[i]!.text === 'đã') return true
    if (words[i]!.text === ',' || words[i]!.text === 'vừa') return false
  }
  return false
}
