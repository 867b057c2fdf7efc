import { ACTIONS, CONNECTORS, UNITS } from './phrases.ts'
import { isAt, list, matchAt, type Word } from './words.ts'

/** "Thanh tra tỉnh": the body, not the act. */
const INSPECTORATES = new Set(list(`tỉnh, huyện, thành, sở, bộ, tp, chính, nhà`))
/** Words with which "là" makes no statement ("nhất là", "nòng cốt là"). */
const BEFORE_IS = new Set(list(`nhất, thể, cốt, biệt, tức, hết`))

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

/** A verb of doing, also forbidden ("không tự ý …"), that is not the beginning of a unit's name ("cấp ủy", "chi bộ"). */
export function isVerb(words: readonly Word[], at: number): boolean {
  const action = matchAt(words, at, ACTIONS)
  if (action === 0) return isForbidden(words, at)
  const next = words[at + 2]
  if (isAt(words, at, 'thanh tra') && (next?.capital || INSPECTORATES.has(next?.text ?? ''))) return false
  return action >= matchAt(words, at, UNITS)
}

function isForbidden(words: readonly Word[], at: number): boolean {
  if (words[at]?.text !== 'không') return false
  return words[at + 1]?.text === 'tự' || matchAt(words, at + 1, ACTIONS) > 0
}

/** "Phòng Quản lý", "tập thể lãnh đạo Phòng": a verb that is part of a name. */
export function isNamePart(words: readonly Word[], i: number): boolean {
  return words[i]!.capital || (isAt(words, i, 'lãnh đạo') && (words[i + 2]?.capital ?? true))
}

/** Whether "là" at the index only picks out ("nhất là", "cụ thể là") and states nothing. */
export function picksOut(words: readonly Word[], at: number): boolean {
  return BEFORE_IS.has(words[at - 1]?.text ?? '')
}
