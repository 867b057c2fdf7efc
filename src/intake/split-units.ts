import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import type { Deadline } from './deadline.ts'
import { isApproval } from './judge-item.ts'
import { modalAt, skipLead, unitActionAt, verbFirstAt } from './order-shape.ts'
import { ACTIONS, ADVERBS, OPENERS, UNITS } from './phrases.ts'
import type { Span } from './split-sentences.ts'
import { hasFinish } from './standing.ts'
import { isAt, matchAt, phraseSet, type Word } from './words.ts'

/** A part of a unit with the rule that cut it off. */
export interface Piece extends Span {
  why: string | null
}

const REPORTING = phraseSet(['hoàn thành', 'báo cáo', 'gửi', 'xong', 'thời hạn', 'thời gian', 'trình', 'nộp', 'tổng hợp', 'hoàn tất', 'thẩm định', 'tham mưu', 'kết quả', 'hạn'])

/**
 * Cuts a unit where the addressees differ ("…; giao Sở B …", "…, đồng thời UBND xã …") or where a date binds only a last part that
 * has a product of its own; leaves out a first part that only approves. Most units stay whole.
 */
export function splitUnit(words: readonly Word[], unit: Span, deadlines: readonly Deadline[]): Piece[] {
  const cuts = [...addresseeCuts(words), ...approvalCuts(words)].toSorted((a, b) => a - b)
  let pieces = cutAt(words, unit, [...new Set(cuts)], 'split_by_addressee')
  if (pieces.length > 1) pieces = pieces.filter((piece, i) => i > 0 || !isApproval(within(words, piece)) || findAskingVerb(within(words, piece)) !== null)
  return pieces.flatMap(piece => splitByDate(within(words, piece), piece, deadlines))
}

function within(words: readonly Word[], span: Span): Word[] {
  return words.filter(w => w.start >= span.start && w.end <= span.end)
}

/** Indices of words at which another addressee's order begins. */
function addresseeCuts(words: readonly Word[]): number[] {
  const verb = findAskingVerb(words)
  const cuts: number[] = []
  let from = 0
  for (let i = Math.max(1, verb?.after ?? 0); i < words.length - 3; i++) {
    const mark = words[i - 1]!.text
    const ends = mark === ';' || (mark === '.' && words[i]!.capital)
    if (!ends && mark !== ',') continue
    const at = isAt(words, i, 'đồng thời') ? skipComma(words, i + 2) : i + Number(/^\d+$/u.test(words[i]!.text))
    if (!beginsOtherOrder(words, at, ends, verb, i)) continue
    if (!hasOrderBefore(words, from, i)) continue
    cuts.push(i)
    from = i
  }
  return cuts
}

function skipComma(words: readonly Word[], at: number): number {
  return words[at]?.text === ',' ? at + 1 : at
}

/** "giao Sở Tài chính …", or a unit's name with its own verb; after a mere comma only with "cần" or "phải", or "đồng thời". */
function beginsOtherOrder(words: readonly Word[], at: number, afterSemicolon: boolean, verb: AskingVerb | null, start: number): boolean {
  const isGiving = ['giao', 'đề nghị', 'yêu cầu', 'kiến nghị'].some(v => isAt(words, at, v))
  if (isGiving) {
    // "kiến nghị Chủ tịch chỉ đạo …; giao …": the one who is asked gives, not the one who asks.
    if (verb && verb.at < at && verb.verb !== 'giao' && isAt(words, at, 'giao')) return !words.slice(verb.after, at).some(w => w.text === 'chỉ')
    return afterSemicolon && findAskingVerb(words.slice(at))?.at === 0
  }
  if (matchAt(words, at, UNITS) === 0 || !startsUnit(words, at)) return false
  const clause = words.slice(at, clauseEnd(words, at))
  const action = unitActionAt(clause, 0)
  const modal = modalAt(clause)
  if (afterSemicolon || at > start) return action > 0 || modal > 0
  // After a mere comma "cá nhân", "đơn vị" go on with a list of names; "các …" begins anew.
  if (!['các', 'những', 'mọi', 'từng', 'mỗi', 'riêng'].includes(words[at]!.text) && !words[at]!.capital) return false
  return modal > 0 && modal < 24
}

/** "các" and the like begin a subject only when they do not go on with an object of the verb before. */
function startsUnit(words: readonly Word[], at: number): boolean {
  if (['các', 'những', 'mọi', 'từng', 'mỗi', 'tất', 'toàn'].includes(words[at]!.text)) {
    const next = at + Math.max(1, matchAt(words, at, UNITS))
    return matchAt(words, next, UNITS) > 0 || words[next]?.capital === true
  }
  return !['người', 'điểm', 'chủ', 'cấp', 'khối', 'hộ', 'tổ', 'ban'].includes(words[at]!.text) || words[at]!.capital
}

function clauseEnd(words: readonly Word[], from: number): number {
  const end = words.findIndex((w, i) => i > from && (w.text === ';' || w.text === '.'))
  return end < 0 ? words.length : end
}

function hasOrderBefore(words: readonly Word[], from: number, to: number): boolean {
  const part = words.slice(from, to)
  const verb = findAskingVerb(part)
  // "Ngoài việc tăng cường quản lý, các địa phương phải …": a phrase before the order, no order.
  if (!verb && matchAt(part, skipLead(part), OPENERS) > 0 && !part.some(w => w.text === ',')) return false
  if (!verb) return verbFirstAt(part) >= 0 || modalAt(part) >= 0 || unitActionAt(part) >= 0
  for (let i = verb.after; i < part.length; i++)
    if (!part[i]!.capital && i > verb.after && (matchAt(part, i, ACTIONS) > 0 || matchAt(part, i, ADVERBS) > 0)) return true
  return matchAt(part, verb.after, ACTIONS) > 0
}

/** "Nhất trí chủ trương …; giao …": the index behind the approval. */
function approvalCuts(words: readonly Word[]): number[] {
  if (!isApproval(words)) return []
  for (let i = 1; i < words.length - 2; i++)
    if (/^[;.]$/u.test(words[i - 1]!.text) && (isAt(words, i, 'giao') || isAt(words, i, 'đề nghị') || isAt(words, i, 'yêu cầu'))) return [i]
  return []
}

function cutAt(words: readonly Word[], unit: Span, cuts: readonly number[], why: string): Piece[] {
  if (cuts.length === 0) return [{ ...unit, why: null }]
  const starts = [unit.start, ...cuts.map(c => words[c]!.start)]
  return starts.map((start, i) => {
    const next = cuts[i]
    const last = next === undefined ? null : words[next - 1]!
    return { start, end: last ? (/^[,;]$/u.test(last.text) ? last.start : last.end) : unit.end, why }
  })
}

/** The last stretch between semicolons stands alone when only it has a date, a verb of its own, and what comes before goes on for ever. */
function splitByDate(words: readonly Word[], piece: Piece, deadlines: readonly Deadline[]): Piece[] {
  const cuts: number[] = []
  let from = 0
  for (let i = 1; i < words.length; i++) {
    if (words[i - 1]!.text !== ';') continue
    if (datedAlone(words, from, i, deadlines)) {
      cuts.push(i)
      from = i
    }
  }
  return cutAt(words, piece, cuts, 'split_by_date').map(p => ({ ...p, why: cuts.length > 0 ? 'split_by_date' : piece.why }))
}

function datedAlone(words: readonly Word[], from: number, at: number, deadlines: readonly Deadline[]): boolean {
  const rest = words.slice(at, clauseEnd(words, at))
  if (matchAt(rest, 0, REPORTING) > 0 || !hasDate(rest, deadlines)) return false
  const before = words.slice(from, at)
  return hasDate(before, deadlines) || !hasFinish(before)
}

function hasDate(words: readonly Word[], deadlines: readonly Deadline[]): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  return deadlines.some(d => d.kind === 'date' && d.start >= first.start && d.end <= last.end)
}
