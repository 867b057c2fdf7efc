import { mainAsk } from './asking-verb.ts'
import type { Deadline } from './deadline.ts'
import {
  lightFinishers,
  shadowWords,
  standingWords,
  strongFinishers,
  urgentWords,
} from './lexicon-standing.ts'
import { unitActionAt } from './order-shape.ts'
import { ACTIONS, ADVERBS, OPENERS, UNITS } from './phrases.ts'
import { endsAt, findPhrase, isAt, list, matchAt, phraseSet, type Word } from './words.ts'

const STRONG = phraseSet(strongFinishers)
const LIGHT = phraseSet(lightFinishers)
const STANDING = phraseSet(standingWords)
const VERB_LEADS = new Set(list(`và, cần, phải, hoặc, quan, hãy, ngay, thì, cùng, lại, rồi, sẽ, nên`))
/** "xác định giải phóng mặt bằng là nhiệm vụ trọng tâm": how to see the work, no work. */
const AS_A_TASK = phraseSet(['là nhiệm vụ'])
/** "Công an được giao chủ trì, tổ chức rà soát": what is given is to be done. */
const GIVEN = phraseSet(['được giao', 'được phân công'])
/** "thực hiện việc kiểm điểm" is to be done; "tăng cường việc rà soát" goes on. */
const DOING = phraseSet(list(`thực hiện, tiến hành, triển khai, hoàn thành, chỉ đạo, tổ chức`))
const CASES = phraseSet(list(`trường hợp, khi có, mỗi khi, khi xảy ra, nếu có, nếu xảy ra, khi phát hiện`))
/** Done once and for all, whatever stands before ("tiếp tục xử lý dứt điểm"). */
const FOR_GOOD = phraseSet(['xử lý dứt điểm', 'giải quyết dứt điểm', 'khắc phục dứt điểm'])
const URGENT = phraseSet(urgentWords)
/** Words after which a verb names a thing or a purpose, not what is to be done. */
const SHADOWS = phraseSet(shadowWords)

/**
 * Whether nothing in the words can ever be finished ("thường xuyên", "tăng cường", "theo dõi"): a standing duty. A date, or one thing
 * that can be finished, makes it a task done once.
 */
export function isStanding(words: readonly Word[], deadlines: readonly Deadline[]): boolean {
  // "Trường hợp có tai nạn, báo cáo trong vòng 02 giờ": a limit each time the case arises.
  const isCase = matchAt(words, 0, CASES) > 0
  if (deadlines.some(d => d.kind === 'date' || (d.kind === 'relative' && !isCase))) return false
  if (deadlines.some(d => d.kind === 'cycle')) return true
  if (deadlines.some(d => d.kind === 'condition' && /^(?:ngay )?sau khi/iu.test(d.dueText))) return false
  return !hasFinish(words.slice(mainAsk(words)?.after ?? 0))
}

/** Whether some clause of the words can be finished. */
export function hasFinish(words: readonly Word[]): boolean {
  return segments(words).some(segment => finishes(segment))
}

/** Stretches between semicolons and sentence ends: a standing word rules its own stretch only. */
function segments(words: readonly Word[]): Word[][] {
  const out: Word[][] = [[]]
  words.forEach((word, i) => {
    if (word.text === ';' || (word.text === '.' && words[i + 1]?.capital)) out.push([])
    else out.at(-1)!.push(word)
  })
  return out
}

function finishes(whole: Word[]): boolean {
  const segment = afterOpener(whole)
  if (isAt(segment, 0, 'xác định') && findPhrase(segment, AS_A_TASK) >= 0) return false
  if (findPhrase(segment, FOR_GOOD) >= 0) return true
  for (let i = 0; i < segment.length; i++) {
    // What follows a word of standing belongs to the standing duty ("tiếp tục rà soát").
    if (matchAt(segment, i, STANDING) > 0) return false
    // The verb is looked for first: that is quickest, and few words are one.
    if (matchAt(segment, i, STRONG) === 0 && !isUrgent(segment, i)) continue
    if (isVerbPlace(segment, i) && !isShadowed(segment, i)) return true
  }
  return false
}

/** "thực hiện ngay", "khẩn trương khắc phục": a light verb ends only with urgency beside it ("ngay từ cơ sở" is none). */
function isUrgent(segment: readonly Word[], i: number): boolean {
  const n = matchAt(segment, i, LIGHT)
  if (n === 0) return false
  const after = i + n
  if (segment.slice(after, after + 6).some(w => /^0\d$|^\d{2,3}$/u.test(w.text))) return true
  if (endsAt(segment, i, URGENT) > 0) return true
  return (
    matchAt(segment, after, URGENT) > 0 && !/^(?:từ|tại|trong|sau)$/u.test(segment[after + 1]?.text ?? '')
  )
}

/** Where a verb can stand: first, behind a mark, "và", a modal, an adverb, another verb or a unit's name. */
function isVerbPlace(segment: readonly Word[], i: number): boolean {
  const before = segment[i - 1]
  if (!before || /^[,:.)"”“–-]$/u.test(before.text)) return true
  if (segment[i]!.capital) return false
  if (before.capital || segment[i - 2]?.capital || /^\d/u.test(before.text)) return true
  if (before.text === 'việc') return endsAt(segment, i - 1, DOING) > 0
  return VERB_LEADS.has(before.text) || [ACTIONS, ADVERBS, UNITS].some(set => endsAt(segment, i, set) > 0)
}

/** The stretch without the phrase it opens with ("Trong thời gian chưa hoàn thành di dời, …"), which tells when, not what. */
function afterOpener(segment: Word[]): Word[] {
  if (matchAt(segment, 0, OPENERS) === 0) return segment
  const comma = segment.findIndex(w => w.text === ',' || w.text === ':')
  // "Đối với Sở kiểm điểm trách nhiệm …": the opener names who acts.
  if (isAt(segment, 0, 'đối với') && unitActionAt(segment, 0) > 0 && unitActionAt(segment, 0) < comma)
    return segment
  return comma < 0 ? segment : segment.slice(comma + 1)
}

/** A verb behind "việc", "công tác", "để", also through a chain of verbs ("công tác kiểm tra, rà soát"), names a thing or a purpose. */
export function isShadowed(segment: readonly Word[], i: number): boolean {
  let at = i
  for (let steps = 0; steps < 8 && at > 0; steps++) {
    if (endsAt(segment, at, GIVEN) > 0) return isWithinPhrase(segment, i)
    if (endsAt(segment, at, SHADOWS) > 0)
      return endsAt(segment, at - 1, DOING) === 0 || segment[at - 1]!.text !== 'việc'
    const before = segment[at - 1]!.text
    const mark = before === ',' || before === 'và' ? at - 1 : at
    const length = endsAt(segment, mark, ACTIONS)
    if (length === 0 || segment[mark - length]!.capital) break
    at = mark - length
  }
  return isWithinPhrase(segment, i)
}

/** "để …", "nhằm …", "việc … " up to the next comma: why, or what about. */
function isWithinPhrase(segment: readonly Word[], i: number): boolean {
  for (let k = i - 1; k >= Math.max(0, i - 12); k--) {
    const text = segment[k]!.text
    if (text === ',' || text === ';' || text === ':') return false
    if (text === 'việc' && i - k <= 8) return endsAt(segment, k, DOING) === 0
    if (k > 0 && (text === 'để' || text === 'nhằm')) return true
  }
  return false
}
