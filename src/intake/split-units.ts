import { addresseeCuts } from './addressee-cuts.ts'
import { findAskingVerb } from './asking-verb.ts'
import type { Deadline } from './deadline.ts'
import { isApproval } from './judge-item.ts'
import { reportingVerbs } from './lexicon-phrases.ts'
import type { Span } from './split-sentences.ts'
import { hasFinish } from './standing.ts'
import { list, matchAt, phraseSet, type Word } from './words.ts'

/** A part of a unit with the rule that cut it off. */
export interface Piece extends Span {
  why: string | null
}

const REPORTING = phraseSet(reportingVerbs)
const ORDERING = phraseSet(list(`giao, đề nghị, yêu cầu`))

/**
 * Cuts a unit where the addressees differ ("…; giao Sở B …", "…, đồng thời UBND xã …") or where a date binds only a last part that
 * has a product of its own; leaves out a first part that only approves. Most units stay whole.
 */
export function splitUnit(words: readonly Word[], unit: Span, deadlines: readonly Deadline[]): Piece[] {
  const cuts = [...new Set([...addresseeCuts(words), ...approvalCuts(words)])].toSorted((a, b) => a - b)
  const pieces = cutAt(words, unit, cuts, 'split_by_addressee')
  const asking = pieces.length > 1 && onlyApproves(within(words, pieces[0]!)) ? pieces.slice(1) : pieces
  return asking.flatMap(piece => splitByDate(within(words, piece), piece, deadlines))
}

function onlyApproves(words: readonly Word[]): boolean {
  return isApproval(words) && findAskingVerb(words) === null
}

function within(words: readonly Word[], span: Span): Word[] {
  return words.filter(w => w.start >= span.start && w.end <= span.end)
}

/** "Nhất trí chủ trương …; giao …": the index behind the approval. */
function approvalCuts(words: readonly Word[]): number[] {
  if (!isApproval(words)) return []
  const at = words.findIndex(
    (_, i) => /^[;.]$/u.test(words[i - 1]?.text ?? '') && matchAt(words, i, ORDERING) > 0,
  )
  return at > 0 ? [at] : []
}

/** The unit in parts that begin at these words; the mark before a part belongs to none. */
function cutAt(words: readonly Word[], unit: Span, cuts: readonly number[], why: string): Piece[] {
  if (cuts.length === 0) return [{ start: unit.start, end: unit.end, why: null }]
  const starts = [unit.start, ...cuts.map(c => words[c]!.start)]
  return starts.map((start, i) => ({ start, end: endBefore(words, cuts[i]) ?? unit.end, why }))
}

function endBefore(words: readonly Word[], cut: number | undefined): number | null {
  const last = cut === undefined ? undefined : words[cut - 1]
  if (!last) return null
  return last.text === ',' || last.text === ';' ? last.start : last.end
}

/** The last stretch between semicolons stands alone when only it has a date, a verb of its own, and what comes before goes on for ever. */
function splitByDate(words: readonly Word[], piece: Piece, deadlines: readonly Deadline[]): Piece[] {
  const cuts: number[] = []
  let from = 0
  for (let i = 1; i < words.length; i++) {
    if (words[i - 1]!.text !== ';' || !isDatedAlone(words, from, i, deadlines)) continue
    cuts.push(i)
    from = i
  }
  return cuts.length === 0 ? [piece] : cutAt(words, piece, cuts, 'split_by_date')
}

function isDatedAlone(
  words: readonly Word[],
  from: number,
  at: number,
  deadlines: readonly Deadline[],
): boolean {
  const end = words.findIndex((w, i) => i > at && (w.text === ';' || w.text === '.'))
  const rest = words.slice(at, end < 0 ? words.length : end)
  if (matchAt(rest, 0, REPORTING) > 0 || !hasDate(rest, deadlines)) return false
  const before = words.slice(from, at)
  return hasDate(before, deadlines) || !hasFinish(before)
}

function hasDate(words: readonly Word[], deadlines: readonly Deadline[]): boolean {
  const [first, last] = [words[0], words.at(-1)]
  if (!first || !last) return false
  return deadlines.some(d => d.kind === 'date' && d.start >= first.start && d.end <= last.end)
}
