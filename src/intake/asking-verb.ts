import { askingVerbs } from './lexicon.ts'
import { nounBefore } from './lexicon-phrases.ts'
import { ACTIONS, ADVERBS, CONNECTORS, OPENERS, UNITS } from './phrases.ts'
import { isAt, matchAt, phraseSet, type Word } from './words.ts'

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
const PRAISE = phraseSet(['đánh giá cao', 'ghi nhận', 'biểu dương', 'hoan nghênh', 'thực hiện', 'kết luận', 'phát biểu', 'kiểm tra', 'thanh tra', 'giám sát', 'báo cáo', 'trả lời', 'giải trình'])
const GIVING = new Set(['giao', 'giao cho', 'giao trách nhiệm', 'giao nhiệm vụ', 'phân công', 'nhắc', 'buộc'])
const PAST = new Set(['đã', 'vừa'])
const PERSONS = new Set(['ông', 'bà', 'đồng', 'anh', 'chị', 'đ/c'])
const HONORED = new Set(['ông', 'bà', 'anh', 'chị', 'cô', 'thầy', 'em', 'cử', 'đồng'])
const TITLES = new Set(['phó', 'trưởng', 'ủy', 'thành', 'bí', 'chủ', 'giám', 'chánh', 'tỉnh', 'quyền', 'nguyên'])

/** The first verb of asking that is the verb of its clause; null when the words hold none. */
export function findAskingVerb(words: readonly Word[], from = 0): AskingVerb | null {
  for (let at = from; at < words.length; at++) {
    const n = matchAt(words, at, ASKING)
    if (n === 0) continue
    const verb = words.slice(at, at + n).map(w => w.text).join(' ')
    if (isVerbHere(words, at, n, verb))
      return { at, after: at + n, verb, past: isPast(words, at), subject: subjectBefore(words, at) }
    at += n - 1
  }
  return null
}

/** The verb of asking that governs the words: none when they begin with an order of their own and only hold one within it. */
export function mainAsk(words: readonly Word[]): AskingVerb | null {
  const verb = findAskingVerb(words)
  if (!verb) return null
  const first = stripLead(words.slice(0, verb.at + 1))[0]
  const at = first ? words.indexOf(first) : verb.at
  const ownOrder = at < verb.at && matchAt(words, at, ACTIONS) > 0 && matchAt(words, at, UNITS) < matchAt(words, at, ACTIONS)
  return ownOrder && matchAt(words, at, PRAISE) === 0 ? null : verb
}

function isVerbHere(words: readonly Word[], at: number, n: number, verb: string): boolean {
  if (isEmbedded(words, at) || isNounHere(words, at) || isNamePart(words, at)) return false
  if (GIVING.has(verb)) return givesTo(words, at + n)
  if (verb === 'chỉ đạo') return (asksSomeone(words, at + n) || isModal(words[at + n])) && !leadsAndDirects(words, at) && !isOnMatter(words, at + n)
  return asksSomeone(words, at + n) || asksSomething(words, at + n)
}

/** "Ban Chỉ đạo": a capital within a sentence makes it part of a name. */
function isNamePart(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]
  return words[at]!.capital && before !== undefined && /^[\p{L}\p{N}]/u.test(before.text)
}

/** After "theo", "các", "giải quyết" and their like "đề nghị" is a noun. */
function isNounHere(words: readonly Word[], at: number): boolean {
  for (let length = 1; length <= 3; length++) if (matchAt(words, at - length, NOUN_BEFORE) === length) return true
  return false
}

function isModal(word: Word | undefined): boolean {
  return word?.text === 'cần' || word?.text === 'phải' || word?.text === ':'
}

/** "văn bản chỉ đạo các sở, ngành về việc …": a document and its matter, with nothing asked yet. */
function isOnMatter(words: readonly Word[], from: number): boolean {
  for (let i = from + 1; i < Math.min(words.length, from + 40); i++) {
    if (words[i]!.text === 'về') return words[i + 1]?.text === 'việc' || words[i + 1]?.text === 'công'
    if (!words[i]!.capital && matchAt(words, i, ACTIONS) > 0 && matchAt(words, i, UNITS) === 0) return false
  }
  return false
}

/** "lãnh đạo, chỉ đạo các cấp ủy", "tập trung chỉ đạo …": what the inspected side does, not what it is asked. */
function leadsAndDirects(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.text
  return before === ',' || before === 'và' || ['tập trung', 'lãnh đạo', 'công tác', 'quan tâm'].some(p => isAt(words, at - 2, p))
}

/** "… mà Sở đã yêu cầu tại Công văn", "trong đó kiến nghị …": told of another document. */
function isEmbedded(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 8); i--) {
    const text = words[i]!.text
    if (text === ',' || text === ';' || text === '.' || text === ':') return isAt(words, i + 1, 'trong đó') || isAt(words, i + 1, 'nội dung')
    if (text === 'mà' || text === 'bị' || text === 'được' || isAt(words, i, 'trong đó')) return true
  }
  return false
}

function asksSomeone(words: readonly Word[], at: number): boolean {
  let i = at
  while (['cho', 'với', 'đến', 'tới', 'đối', ':', 'rằng', 'cả', 'trách', 'nhiệm', 'lãnh', 'thêm'].includes(words[i]?.text ?? '') && i < at + 3) i++
  // "kiến nghị 21 trong số 50 tỉnh, thành phố …"
  if (/^\d+$/u.test(words[i]?.text ?? '')) i = [1, 2, 3, 4, 5].map(k => i + k).find(k => matchAt(words, k, UNITS) > 0) ?? i
  const next = words[i]
  return next !== undefined && (matchAt(words, i, UNITS) > 0 || (next.capital && /^\p{Lu}/u.test(next.text.toUpperCase())))
}

/** Work is given to a unit or person, not to any capital ("nút giao IC18"). */
function givesTo(words: readonly Word[], at: number): boolean {
  const next = words[at]?.text === 'cho' || words[at]?.text === ':' ? at + 1 : at
  // "họp giao ban" is no giving.
  if (words[next]?.text === 'ban' && !words[next]!.capital) return false
  return matchAt(words, next, UNITS) > 0
}

function asksSomething(words: readonly Word[], at: number): boolean {
  const next = words[at]?.text
  if (next === undefined) return false
  if (next === ':' || next === 'cần' || next === 'phải' || next === 'không' || next === 'một' || next === 'việc' || next === 'đến') return true
  return matchAt(words, at, ACTIONS) > 0 || matchAt(words, at, ADVERBS) > 0
}

function isPast(words: readonly Word[], at: number): boolean {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    if (PAST.has(words[i]!.text)) return words[i]!.text !== 'vừa'
    if (words[i]!.text === ',') return false
  }
  return false
}

/** The words that name who asks: the last stretch before the verb, with the name before it when it is only a title. */
function subjectBefore(words: readonly Word[], at: number): Word[] {
  // "Chị Diễm, công nhân chuyền 7, đề nghị": the verb stands behind a comma of its own.
  let comma = lastComma(words, at - 1)
  if (comma === at - 1 && comma > 3) comma = beforeApposition(words, comma)
  for (let steps = 0; steps < 5 && comma > 0; steps++) {
    const stretch = stripLead(words.slice(comma + 1, at))
    const earlier = lastComma(words, comma - 1)
    const name = stripLead(words.slice(earlier + 1, comma))
    const isTitle = stretch.length > 0 && TITLES.has(stretch[0]!.text) && words[comma]!.text === ','
    if (!isTitle || !beginsName(name)) break
    comma = earlier
  }
  return stripLead(words.slice(comma + 1, at))
}

/** The comma before a person's name, when only name and title stand between it and this one; else this one. */
function beforeApposition(words: readonly Word[], comma: number): number {
  const title = lastComma(words, comma - 1)
  const name = lastComma(words, title - 1)
  const first = stripLead(words.slice(name + 1, title))[0]
  return title > 0 && first && HONORED.has(first.text) ? name : comma
}

function beginsName(words: readonly Word[]): boolean {
  const first = words[0]
  if (!first || matchAt(words, 0, OPENERS) > 0) return false
  return PERSONS.has(first.text) || TITLES.has(first.text) || first.capital
}

function lastComma(words: readonly Word[], from: number): number {
  for (let i = from; i >= 0; i--) if ([',', ';', ':', '.', '”', '"', '–'].includes(words[i]!.text)) return i
  return -1
}

function stripLead(words: Word[]): Word[] {
  let i = 0
  while (i < words.length) {
    const n = matchAt(words, i, CONNECTORS)
    if (n === 0 && !/^[,;:."“”)(–-]$/u.test(words[i]!.text)) break
    i += Math.max(n, 1)
  }
  return words.slice(i)
}
