import { nameFrom } from './addressees.ts'
import { mainAsk } from './asking-verb.ts'
import type { Deadline } from './deadline.ts'
import { vagueUnits } from './lexicon-phrases.ts'
import { unitActionAt, verbFirstAt } from './order-shape.ts'
import { ACTIONS, ADVERBS, OPENERS, UNITS } from './phrases.ts'
import type { Clause, Force } from './proposal.ts'
import { isShadowed, isStanding } from './standing.ts'
import { skipLead } from './word-places.ts'
import { isAt, matchAt, phraseSet, type Word } from './words.ts'

const COUNTERPARTS = phraseSet(['phối hợp với', 'phối hợp chặt chẽ với', 'phối hợp cùng', 'cùng với'])
const VAGUE_UNITS = new Set(vagueUnits)
const LONGEST_SUMMARY = 120
const SHORTEST_CLAUSE = 18

/** How strongly the words ask: by their own verb of asking, else by `inherited`, the verb of their section or of the words before. */
export function forceOf(words: readonly Word[], inherited: string | null): Force {
  const verb = mainAsk(words)?.verb ?? inherited
  if (verb === 'lưu ý' || verb === 'nhắc nhở' || verb === 'nhắc') return 'luu_y'
  if (verb === 'đề nghị' || verb === 'kiến nghị' || verb === 'khuyến nghị') return 'de_nghi'
  if (verb) return 'yeu_cau'
  return words.some(w => ['phải', 'cấm', 'giao'].includes(w.text)) ? 'yeu_cau' : 'de_nghi'
}

/** Whom the unit itself addresses: behind its verb of asking, or before its verb of doing; else those of its section. */
export function addresseesOf(text: string, words: readonly Word[], section: readonly Word[]): string[] {
  const verb = mainAsk(words)
  const first = skipLead(words)
  const own = verb ? nameFrom(words, verb.after) : ownSubject(words, first)
  return namesIn(text, own.length > 0 ? own : section)
}

function ownSubject(words: readonly Word[], first: number): Word[] {
  if (verbFirstAt(words) === first) return []
  if (matchAt(words, first, UNITS) === 0) return topicUnit(words, first)
  return unitActionAt(words, first) > 0 || words.slice(first, first + 30).some(w => w.text === ':')
    ? nameFrom(words, first)
    : []
}

/** "Đối với tuyến đường, UBND xã …": the unit behind the topic. */
function topicUnit(words: readonly Word[], first: number): Word[] {
  const opens = matchAt(words, first, OPENERS) > 0
  for (let i = first; i < Math.min(words.length, first + 40); i++) {
    if (!opens && words[i]!.text === ',') return []
    if (words[i]!.text !== ',' && words[i]!.text !== ':') continue
    const at = skipLead(words, i + 1)
    if (matchAt(words, at, ACTIONS) > 0) return []
    const vague = !words[at]?.capital && VAGUE_UNITS.has(words[at]?.text ?? '')
    if (!vague && matchAt(words, at, UNITS) > 0 && unitActionAt(words, at) > 0) return nameFrom(words, at)
  }
  return []
}

/** Units the words say to work with. */
export function coordinatingOf(text: string, words: readonly Word[]): string[] {
  for (let i = 0; i < words.length; i++) {
    const n = matchAt(words, i, COUNTERPARTS)
    if (n > 0) return namesIn(text, nameFrom(words, i + n))
  }
  return []
}

/** The names in a stretch such as "Sở Tài chính, Sở Nội vụ và các đơn vị liên quan", verbatim. */
export function namesIn(text: string, words: readonly Word[]): string[] {
  const names: string[] = []
  let from = 0
  for (let i = 1; i <= words.length; i++) {
    if (i < words.length && !partsNames(words, i)) continue
    const [first, last] = [words[from], words[i - 1]]
    if (first && last)
      names.push(
        text
          .slice(first.start, last.end)
          .replace(/\s+/gu, ' ')
          .replace(/^(?:cho|với)\s/u, '')
          .trim(),
      )
    from = i + 1
  }
  return names.filter(name => /\p{L}{2}/u.test(name)).slice(0, 20)
}

/** A comma or "và" between two units ("Đảng ủy, Ban Giám đốc"), not within one name ("các sở, ngành"). */
function partsNames(words: readonly Word[], i: number): boolean {
  const mark = words[i]!.text
  if (mark !== ',' && mark !== ';' && mark !== 'và' && mark !== 'cùng') return false
  const next = words[i + 1]
  if (!next || matchAt(words, i + 1, UNITS) === 0) return false
  return next.capital || next.text === 'các' || matchAt(words, i + 1, UNITS) > 1
}

/** The parts of a compound unit: between semicolons, sentences, ", đồng thời" and commas before a new verb of doing. */
export function clausesOf(text: string, words: readonly Word[], deadlines: readonly Deadline[]): Clause[] {
  const cuts = [clauseStart(words)]
  for (let i = cuts[0]! + 2; i < words.length - 2; i++)
    if (beginsClause(words, i) && words[i]!.start - words[cuts.at(-1)!]!.start >= SHORTEST_CLAUSE)
      cuts.push(i)
  if (cuts.length < 2) return []
  return cuts.map((from, k) => {
    const part = words.slice(from, cuts[k + 1] ?? words.length)
    const kept = trimmed(part)
    const [start, end] = [kept[0]!.start, kept.at(-1)!.end]
    const own = deadlines.filter(d => d.start >= start && d.end <= end)
    return { start, end, text: text.slice(start, end), ongoing: isStanding(kept, own) }
  })
}

function clauseStart(words: readonly Word[]): number {
  const verb = mainAsk(words)
  if (!verb) return skipLead(words)
  const name = nameFrom(words, verb.after)
  let after = name.length > 0 ? words.indexOf(name.at(-1)!) + 1 : verb.after
  while (words[after]?.text === ':' || words[after]?.text === ',') after++
  return after < words.length ? after : 0
}

function beginsClause(words: readonly Word[], i: number): boolean {
  const mark = words[i - 1]!.text
  if (mark === ';') return [ACTIONS, ADVERBS, UNITS].some(set => matchAt(words, skipLead(words, i), set) > 0)
  if (mark === '.' || mark === '…') return words[i]!.capital
  if (mark !== ',' && mark !== '...') return false
  if (isAt(words, i, 'đồng thời')) return true
  const how = matchAt(words, i, ADVERBS)
  const first = matchAt(words, i, ACTIONS)
  // "mạnh mẽ, tích cực về nhận thức" goes on telling how; "lãnh, chỉ đạo" is one verb.
  if ((how > 0 && matchAt(words, i + how, ACTIONS) === 0) || words[i - 2]?.text === 'lãnh') return false
  if (isShadowed(words, i)) return false
  // "kiểm tra, giám sát việc …": a chain of verbs with one object is one clause.
  return (
    first > 0 &&
    !/^(?:,|\.\.\.|…)$/u.test(words[i + first]?.text ?? '') &&
    words[i - 2] !== undefined &&
    !isShortVerb(words, i - 1)
  )
}

function isShortVerb(words: readonly Word[], comma: number): boolean {
  return [1, 2, 3].some(n => {
    const from = comma - n
    return from >= 0 && (matchAt(words, from, ACTIONS) === n || matchAt(words, from, ADVERBS) === n)
  })
}

function trimmed(part: readonly Word[]): Word[] {
  let end = part.length
  while (end > 1 && /^[,;]$/u.test(part[end - 1]!.text)) end--
  return part.slice(0, end)
}

/** A title for the task: from the verb of doing on, cut at a clause. */
export function summaryOf(text: string, words: readonly Word[]): string {
  const verb = mainAsk(words)
  let at = verb ? clauseStart(words) : Math.max(verbFirstAt(words), skipLead(words))
  while (at < words.length - 3 && /^(?:cần|phải|hãy|nên|,|:|là)$/u.test(words[at]!.text)) at++
  const from = words[at]?.start ?? words[0]?.start ?? 0
  const end = words.at(-1)?.end ?? from
  const whole = text
    .slice(from, end)
    .replace(/\s+/gu, ' ')
    .replace(/[\s.;,/…]+$/u, '')
  return capitalised(whole.length <= LONGEST_SUMMARY ? whole : cutShort(whole))
}

function cutShort(whole: string): string {
  const head = whole.slice(0, LONGEST_SUMMARY - 1).toWellFormed()
  const clause = Math.max(head.lastIndexOf('; '), head.lastIndexOf(', '))
  const cut = clause > 60 ? clause : head.lastIndexOf(' ')
  return `${head.slice(0, cut > 0 ? cut : head.length).replace(/[\s,;]+$/u, '')}…`
}

function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32)
  return first.toUpperCase() + text.slice(first.length)
}
