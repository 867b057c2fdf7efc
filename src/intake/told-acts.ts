import type { AskingVerb } from './asking-verb.ts'
import { earlierWords, issuingVerbs, nowWords, papers } from './lexicon-phrases.ts'
import { ACTIONS, UNITS } from './phrases.ts'
import type { Scene } from './scene.ts'
import { isSaying, speakerOf } from './speaker.ts'
import type { Voice } from './voice.ts'
import { skipLead } from './word-places.ts'
import { findPhrase, list, matchAt, phraseSet, type Word } from './words.ts'

const EARLIER = phraseSet(earlierWords)
const NOW = phraseSet(nowWords)
const PAPERS = phraseSet(papers)
const ISSUING = phraseSet(issuingVerbs)
/** Of these "đã" may still be the news itself; "đã giao", "đã chỉ đạo" tell of an earlier act. */
const PLAIN_ASKS = new Set(list(`yêu cầu, đề nghị, kiến nghị, lưu ý, nhắc nhở, khuyến nghị, buộc`))
const SUMS = new Set(list(`tỷ, tỉ, triệu, đồng, %, cuộc`))

/** "Trước đó, … Ủy ban nhận thấy …" opens a stretch about an earlier inspection; of others it colours its own sentence only. */
export function isBackground(words: readonly Word[], scene: Scene): boolean {
  if (scene.background) return matchAt(words, 0, NOW) === 0
  return opensBackground(words) && isSaying(words, 0, words.length)
}

/** "đã kiến nghị thu hồi 2,9 tỷ đồng, xử lý khác 640 triệu đồng": sums of many inspections, with nobody addressed. */
export function isStatistic(words: readonly Word[], verb: AskingVerb): boolean {
  if (!verb.past && verb.subject.length > 0) return false
  const sums = words.filter(
    (w, i) => SUMS.has(w.text) && /^(?:\d|tỷ$|triệu$)/u.test(words[i - 1]?.text ?? ''),
  )
  const addressed = matchAt(words, verb.after, UNITS) > 0
  return sums.length >= 2 && !addressed && matchAt(words, verb.after, ACTIONS) > 0
}

/** "Anh Dũng, lái xe, cho biết chủ hàng yêu cầu …": told by somebody who does not speak for the inspection. */
export function isReported(words: readonly Word[], verb: AskingVerb, scene: Scene): boolean {
  if (!isSaying(words, 1, verb.at)) return false
  const teller = speakerOf(words.slice(0, verb.at), scene.speaking, scene.names)
  return teller === 'inspected' || teller === 'citizen'
}

/** Whether a verb of asking tells of an earlier act: by how the sentence opens, or by "đã" before it. */
export function tellsOfPast(words: readonly Word[], verb: AskingVerb, voice: Voice): boolean {
  if (opensBackground(words)) return true
  if (!verb.past) return verb.subject.length === 0 && hasToldBefore(words, verb.at)
  if (!PLAIN_ASKS.has(verb.verb) || voice !== 'inspecting') return true
  return words
    .slice(0, 8)
    .some((w, i) => (w.text === 'năm' || w.text === 'tháng') && /^\d/u.test(words[i + 1]?.text ?? ''))
}

/** "Đoàn đã lập biên bản, yêu cầu …": what came before the verb was done already. */
function hasToldBefore(words: readonly Word[], at: number): boolean {
  return words
    .slice(0, at)
    .some((w, i) => w.text === 'đã' && words[i + 1]?.text !== 'nêu' && !issues(words, i))
}

/** "đã ban hành công điện …, yêu cầu …": the news is what was asked. */
function issues(words: readonly Word[], at: number): boolean {
  if (words.slice(at, at + 5).some(w => /^\d/u.test(w.text))) return false
  return findPhrase(words, ISSUING, at + 1, at + 3) >= 0 && findPhrase(words, PAPERS, at + 1, at + 8) >= 0
}

function opensBackground(words: readonly Word[]): boolean {
  return matchAt(words, 0, EARLIER) > 0 || matchAt(words, skipLead(words), EARLIER) > 0
}
