import { closingStarts, doneWords, genericWords } from './lexicon-phrases.ts'
import { ACTIONS, ADVERBS, CONNECTORS, MODALS, OPENERS, UNITS } from './phrases.ts'
import { findPhrase, isAt, matchAt, phraseSet, type Word } from './words.ts'

const DONE = phraseSet(doneWords)
const RESULTS = phraseSet(['đã góp phần', 'đã tạo', 'đã giúp', 'đã mang lại', 'đã phát huy', 'đã đạt kết quả', 'được thực hiện', 'được triển khai', 'được quan tâm', 'được nâng lên', 'được đảm bảo', 'được bảo đảm'])
const CLOSINGS = phraseSet(closingStarts)
const GENERIC = phraseSet(genericWords)
/** Between a unit's name and its verb: what makes the verb tell instead of ask. */
const TELLING = new Set(['đã', 'sẽ', 'đang', 'chưa', 'còn', 'là', 'bị', 'vẫn', 'từng', 'vừa', 'ghi', 'cho', 'nhận', 'đánh', 'có', 'được', 'không'])
const HEAD = 60

/** Index of the first word behind list marks, connectors and quotes. */
export function skipLead(words: readonly Word[], from = 0): number {
  let i = from
  while (i < words.length) {
    const n = matchAt(words, i, CONNECTORS)
    if (n === 0 && !/^[,;:."“”'()[\]–-]+$/u.test(words[i]!.text)) break
    i += Math.max(n, 1)
  }
  return i
}

/**
 * Where an order begins with its verb: at once ("Tăng cường …"), or behind a prepositional phrase ("Sau khi …, đảm bảo …") or a
 * topic set off by a colon ("Về kho: tăng cường …"). -1 when no verb stands there.
 */
export function verbFirstAt(words: readonly Word[]): number {
  const first = skipLead(words)
  if (isVerb(words, first) && !isStatement(words, first)) return first
  if (matchAt(words, first, OPENERS) === 0 && !words.slice(first, first + 14).some(w => w.text === ':')) return -1
  for (let i = first; i < Math.min(words.length, first + HEAD); i++) {
    if (words[i]!.text !== ',' && words[i]!.text !== ':') continue
    const after = skipLead(words, i + 1)
    if (isVerb(words, after) && !isStatement(words, after)) return after
  }
  return -1
}

/** "Phát triển các cụm công nghiệp là nhiệm vụ quan trọng", "Thực hiện … đã góp phần": verb first, and yet no order. */
export function isStatement(words: readonly Word[], from = 0): boolean {
  const end = sentenceEnd(words, from)
  // Behind a verb "đã có", "chưa được" tell which thing is meant; behind a noun they tell what happened.
  const done = findPhrase(words, isVerb(words, skipLead(words, from)) ? RESULTS : DONE, from, end)
  if (done >= 0 && findPhrase(words, MODALS, from, end) < 0) return true
  const copula = words.slice(from, Math.min(end, from + 16)).findIndex(w => w.text === 'là')
  return copula > 0 && /^(?:nhiệm|trách|một|yêu|việc|vấn|cơ|điều|khâu|động|nền|yếu)$/u.test(words[from + copula + 1]?.text ?? '') && !precedesIs(words, from + copula)
}

/** The index of a modal word ("cần", "phải") that governs the clause; -1 when the sentence has none. */
export function modalAt(words: readonly Word[], from = 0): number {
  for (let at = findPhrase(words, MODALS, from); at >= 0; at = findPhrase(words, MODALS, at + 1)) {
    const before = words[at - 1]?.text ?? ''
    const after = words[at + 1]?.text ?? ''
    const isNoun = ['nhu', 'những', 'việc', 'điểm', 'không', 'chưa', 'đang', 'đã', 'hết', 'vẫn', 'mà', 'điều', 'lẽ', 'dung', 'đề', 'vụ', 'khoản', 'tố', 'nào', 'còn', 'cái', 'gì'].includes(before)
    const isAdjective = ['thiết', 'cù', 'chăng', 'lòng'].includes(after) || after === '' || after === ','
    if (!isNoun && !isAdjective && !isAt(words, at, 'phải chăng')) return at
  }
  return -1
}

/** The index of the verb when the sentence is "unit + verb of doing" with nothing between that makes it tell; else -1. */
export function unitActionAt(words: readonly Word[], from = skipLead(words)): number {
  const start = unitStart(words, from)
  if (start < 0) return -1
  let i = start + Math.max(1, matchAt(words, start, UNITS))
  while (i < Math.min(words.length, start + HEAD)) {
    const text = words[i]!.text
    if (/^[;.:”"]$/u.test(text)) return -1
    const [action, unit] = [matchAt(words, i, ACTIONS), matchAt(words, i, UNITS)]
    if (action > 0 && action >= unit && !isNamePart(words, i)) return i
    if (isTold(words, i)) {
      i += 2
      continue
    }
    if (action === 0 && TELLING.has(text) && !(text === 'là' && precedesIs(words, i))) return -1
    if (unit === 0 && matchAt(words, i, ADVERBS) > 0 && !isNamePart(words, i)) return i
    // A verb within a name ("Đào tạo") is passed over whole.
    i += Math.max(1, action, unit)
  }
  return -1
}

/** A formula that closes the document, or a request "to carry this out" that holds nothing else. */
export function isClosing(words: readonly Word[], askedFrom: number): boolean {
  const first = skipLead(words)
  if (matchAt(words, first, CLOSINGS) > 0) return true
  if (POLITE.some(p => words.some((_, i) => isAt(words, i, p)))) return true
  const text = words.map(w => w.text)
  const known = text.lastIndexOf('biết')
  const told = words.findIndex((_, i) => isAt(words, i, 'thông báo'))
  if (known > 0 && told >= 0 && (askedFrom < 0 || told < askedFrom) && words.length - known <= 24 && /^[,./và]+$/u.test(text[known + 1] ?? '.')) return true
  return askedFrom > 0 && isGenericRequest(words, askedFrom)
}

/** Words of a unit to its superior. */
const POLITE = ['kính báo cáo', 'kính trình', 'kính mong']

/** "… sẽ bị xử lý", "để xảy ra … chịu trách nhiệm": what follows when the order is not kept; and what the speaker will do. */
export function isConsequence(words: readonly Word[]): boolean {
  const will = words.findIndex(w => w.text === 'sẽ')
  if (will >= 0 && will < HEAD) return true
  const happens = findPhrase(words, CASES)
  return happens >= 0 && findPhrase(words, BLAME, happens) >= 0
}

const CASES = phraseSet(['để xảy ra', 'nếu không', 'nếu để', 'trường hợp không', 'quá thời hạn', 'không chấp hành', 'nào'])
const BLAME = phraseSet(['chịu trách nhiệm', 'bị xử lý', 'bị xem xét', 'xử lý theo quy định', 'bị kỷ luật', 'xử lý trách nhiệm', 'đề xuất xử lý'])

function isGenericRequest(words: readonly Word[], askedFrom: number): boolean {
  let i = words.length - 1
  while (i > askedFrom && (GENERIC_ENDS.has(words[i]!.text) || isGenericWord(words, i))) i--
  const tail = words.slice(i + 1).map(w => w.text)
  const doing = tail.some((w, k) => (w === 'thực' && tail[k + 1] === 'hiện') || (w === 'thi' && tail[k + 1] === 'hành'))
  if (!doing) return false
  for (let k = askedFrom; k <= i; k += Math.max(1, matchAt(words, k, UNITS))) {
    if (matchAt(words, k, ACTIONS) > 0 && matchAt(words, k, GENERIC) === 0 && !isNamePart(words, k) && matchAt(words, k, UNITS) === 0) return false
  }
  return true
}

const GENERIC_ENDS = new Set(['.', './', '/', './.', '...', ',', ';', '"'])

function isGenericWord(words: readonly Word[], i: number): boolean {
  return [1, 2].some(n => matchAt(words, i - n + 1, GENERIC) >= n) || matchAt(words, i, GENERIC) > 0
}

/** "Sở Giáo dục và Đào tạo", "Phòng Quản lý": a verb inside a name, written with a capital or after "và" in a name. */
function isNamePart(words: readonly Word[], i: number): boolean {
  return words[i]!.capital || (isAt(words, i, 'lãnh đạo') && (words[i + 2]?.capital ?? true))
}

function precedesIs(words: readonly Word[], at: number): boolean {
  const before = words[at - 1]?.text
  return before === 'nhất' || before === 'thể' || before === 'cốt' || before === 'biệt' || before === 'tức' || before === 'hết'
}

function sentenceEnd(words: readonly Word[], from: number): number {
  const end = words.findIndex((w, i) => i >= from && w.text === ';')
  return Math.min(end < 0 ? words.length : end, from + 80)
}

/** "các đơn vị được kiểm tra", "đơn vị được giao": the words tell which units are meant. */
function isTold(words: readonly Word[], i: number): boolean {
  return words[i]!.text === 'được' && ['kiểm', 'thanh', 'giám', 'giao', 'phân'].includes(words[i + 1]?.text ?? '')
}

/** Where the unit's name begins: first, behind "đối với", or behind a phrase and a comma. */
function unitStart(words: readonly Word[], from: number): number {
  if (isVerb(words, from)) return -1
  if (matchAt(words, from, UNITS) > 0) return from
  const direct = isAt(words, from, 'đối với') || isAt(words, from, 'về phía') ? from + 2 : -1
  if (direct > 0 && matchAt(words, direct, UNITS) > 0 && actsBeforeComma(words, direct)) return direct
  return unitBehindOpener(words, from)
}

/** "Đối với Sở kiểm điểm …": no comma parts the unit from its verb. */
function actsBeforeComma(words: readonly Word[], from: number): boolean {
  const comma = words.findIndex((w, i) => i > from && w.text === ',')
  const action = words.findIndex((w, i) => i > from + 1 && !w.capital && !words[i - 1]!.capital && matchAt(words, i, ACTIONS) > 1)
  return action > 0 && (comma < 0 || action < comma)
}

/** A verb of doing that is not the beginning of a unit's name ("cấp ủy", "chi bộ"). */
function isVerb(words: readonly Word[], at: number): boolean {
  if (words[at]?.text === 'không' && (words[at + 1]?.text === 'tự' || matchAt(words, at + 1, ACTIONS) > 0)) return true
  const action = matchAt(words, at, ACTIONS)
  if (isAt(words, at, 'thanh tra') && (words[at + 2]?.capital || INSPECTORATES.has(words[at + 2]?.text ?? ''))) return false
  return action > 0 && action >= matchAt(words, at, UNITS)
}

/** "Thanh tra tỉnh": the body, not the act. */
const INSPECTORATES = new Set(['tỉnh', 'huyện', 'thành', 'sở', 'bộ', 'tp', 'chính', 'nhà'])

function unitBehindOpener(words: readonly Word[], from: number): number {
  if (matchAt(words, from, OPENERS) === 0) return -1
  for (let i = from; i < Math.min(words.length, from + HEAD); i++) {
    if (words[i]!.text !== ',' && words[i]!.text !== ':') continue
    const after = skipLead(words, i + 1)
    if (matchAt(words, after, UNITS) > 0) return after
  }
  return -1
}
