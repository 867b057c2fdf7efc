import { type AskingVerb, findAskingVerb } from './asking-verb.ts'
import { isClosing, isConsequence, isStatement, modalAt, skipLead, unitActionAt, verbFirstAt } from './order-shape.ts'
import { ACTIONS, UNITS } from './phrases.ts'
import { actorOf, headVoice, isSaying, type Names, remember, speakerOf, type Voice, voiceOf } from './voice.ts'
import { findPhrase, isAt, matchAt, phraseSet, type Word } from './words.ts'

/** What is known where a sentence stands. */
export interface Scene {
  /** Whose section it is: 'ask' under "Kiến nghị", 'find' under "Tồn tại", 'other' under "Ý kiến của đơn vị". */
  ground: Ground
  speaking: Voice
  names: Names
  /** The sentence before asked for something. */
  running: boolean
  /** The sentence is the first of its line. */
  freshLine: boolean
  /** An earlier act is being told ("Trước đó, …"). */
  background: boolean
}
export type Ground = 'ask' | 'find' | 'other' | 'plain'

export interface Judgement {
  asks: boolean
  /** A run of asking goes on behind it: it asks, or threatens whoever does not comply. */
  runs: boolean
  /** Keys of the rules that fired. */
  why: string[]
  verb: AskingVerb | null
  speaking: Voice
  background: boolean
}

const EARLIER = phraseSet(['trước đó', 'trước đây', 'từ đầu năm', 'thời gian qua', 'những năm qua', 'năm qua', 'trong năm qua', 'trước kia'])
const NOW = phraseSet(['cũng', 'tại', 'ngày', 'sáng', 'chiều', 'hôm nay', 'hiện', 'kết luận', 'phát biểu', 'theo kết luận', 'qua kiểm tra', 'tuy nhiên'])
const AHEAD = phraseSet(['thời gian tới', 'trong thời gian tới', 'trước mắt', 'về lâu dài', 'tới đây', 'sắp tới', 'từ nay', 'theo đó', 'cụ thể'])
const PLAIN_ASKS = new Set(['yêu cầu', 'đề nghị', 'kiến nghị', 'lưu ý', 'nhắc nhở', 'khuyến nghị'])
const INSIST = phraseSet(['nhấn mạnh', 'yêu cầu', 'chỉ đạo', 'lưu ý', 'đề nghị', 'nhắc nhở', 'chỉ rõ', 'quán triệt'])

/** Whether a sentence of running prose asks for something in the inspecting body's voice, and why. */
export function judgeSentence(words: readonly Word[], scene: Scene): Judgement {
  const background = isBackground(words, scene)
  const verb = findAskingVerb(words)
  const runs = scene.running && isConsequence(words)
  const quiet = { asks: false, runs, why: [], verb, speaking: scene.speaking, background }
  if (scene.ground === 'other' || isClosing(words, verb?.after ?? -1)) return quiet
  if (verb) return judgeVerb(words, verb, { ...scene, background })
  const speaker = speakerOf(words, scene.speaking, scene.names)
  const speaking = speaker ?? actorOf(words, scene.names) ?? scene.speaking
  const why = isConsequence(words) ? [] : quietRules(words, scene, speaker)
  return { ...quiet, asks: why.length > 0, runs: runs || why.length > 0, why, speaking }
}

function judgeVerb(words: readonly Word[], verb: AskingVerb, scene: Scene): Judgement {
  const subject = isAt(words, 0, 'thay mặt') ? words.slice(2, verb.at) : verb.subject
  const asked = words.slice(verb.after, verb.after + 14)
  const told = subject.length === 0 ? headVoice(words, scene.names) : null
  const voice = told ?? voiceOf(subject, asked, scene.speaking, scene.names)
  const quiet = { asks: false, runs: false, why: [], verb, speaking: voice, background: scene.background }
  if (voice === 'inspected' || voice === 'citizen' || isReported(words, verb, scene)) return quiet
  if (scene.ground === 'find' && (voice !== 'inspecting' || subject.length === 0)) return quiet
  if (subject.some(w => w.text === 'còn' || w.text === 'chưa' || w.text === 'không')) return quiet
  if (scene.background || opensBackground(words) || isPastBackground(words, verb, voice)) return { ...quiet, speaking: scene.speaking }
  if (isStatistic(words, verb)) return quiet
  const will = words.findIndex(w => w.text === 'sẽ')
  if (will >= 0 && will < verb.at) return quiet
  remember(scene.names.inspecting, subject)
  return { asks: true, runs: true, why: ['asking_verb'], verb, speaking: 'inspecting', background: false }
}

/** "đã kiến nghị thu hồi 2,9 tỷ đồng, xử lý khác 640 triệu đồng": sums of many inspections, with nobody addressed. */
function isStatistic(words: readonly Word[], verb: AskingVerb): boolean {
  if (!verb.past && verb.subject.length > 0) return false
  const sums = words.filter((w, i) => /^(?:tỷ|tỉ|triệu|đồng|%|cuộc)$/u.test(w.text) && /^\d|^(?:tỷ|triệu)$/u.test(words[i - 1]?.text ?? ''))
  return sums.length >= 2 && matchAt(words, verb.after, UNITS) === 0 && matchAt(words, verb.after, ACTIONS) > 0
}

/** "Anh Dũng, lái xe, cho biết chủ hàng yêu cầu …": told by somebody who does not speak for the inspection. */
function isReported(words: readonly Word[], verb: AskingVerb, scene: Scene): boolean {
  const teller = isSaying(words, 1, verb.at) ? speakerOf(words.slice(0, verb.at), scene.speaking, scene.names) : null
  return teller === 'inspected' || teller === 'citizen'
}

/** Rules for sentences without a verb of asking: they need ground that asks, or a sentence before that did. */
function quietRules(words: readonly Word[], scene: Scene, speaker: Voice | null): string[] {
  if (scene.background || speaker === 'citizen' || speaker === 'inspected' || words.some((_, i) => isAt(words, i, 'chúng tôi'))) return []
  const modal = modalAt(words)
  if (modal >= 0 && insistsAtEnd(words) && scene.speaking !== 'citizen') return ['insisting_quote']
  const said = modal > 0 && speaker === 'inspecting' && (isSaying(words, 0, modal) || words[0]!.text === 'theo')
  if (said && scene.ground !== 'find') return ['said_must']
  if (speaker !== null && !said) return []
  if (isGivenTask(words) && scene.ground !== 'find') return ['given_task']
  const open = scene.ground === 'ask' || (scene.running && scene.speaking !== 'citizen' && scene.speaking !== 'inspected')
  if (!open) return modal >= 0 && scene.speaking === 'inspecting' && scene.ground !== 'find' && isAhead(words) ? ['modal'] : []
  if (modal >= 0 && !denies(words, modal)) return ['modal']
  if (verbFirstAt(words) >= 0) return ['verb_first']
  if (unitActionAt(words) >= 0 && !isStatement(words) && (scene.ground === 'ask' || (!tells(words, scene.names) && tiesOn(words, scene)))) return ['unit_and_verb']
  return []
}

/** In prose a unit that "đã", "đang", "còn" does something is told of, and what the inspecting body does is no order to itself. */
function tells(words: readonly Word[], names: Names): boolean {
  const end = words.findIndex(w => w.text === ';')
  const clause = words.slice(0, end < 0 ? 50 : Math.min(end, 50))
  return clause.some(w => TOLD.has(w.text)) || actorOf(words, names) === 'inspecting'
}

/** A new paragraph goes on asking only when it ties on to the last, or turns to several units ("Các trường …"). */
function tiesOn(words: readonly Word[], scene: Scene): boolean {
  return !scene.freshLine || skipLead(words) > 0 || matchAt(words, 0, TURNS) > 0
}

const TURNS = phraseSet(['các', 'những', 'mỗi', 'từng', 'mọi', 'tất cả', 'đối với', 'về', 'toàn thể', ...['trước', 'sau', 'trong', 'tại', 'để', 'khi']])
const TOLD = new Set(['đã', 'đang', 'còn', 'chưa', 'vẫn'])

/** "Công an thành phố được giao chủ trì …": asked in the passive. */
function isGivenTask(words: readonly Word[]): boolean {
  const at = words.findIndex((_, i) => isAt(words, i, 'được giao'))
  if (at < 1 || at > 20 || matchAt(words, skipLead(words), UNITS) === 0) return false
  return matchAt(words, at + 2, ACTIONS) > 0 && !words.some(w => ['nhưng', 'chưa', 'còn', 'đã', 'chậm', 'sẽ'].includes(w.text))
}

function isAhead(words: readonly Word[]): boolean {
  return findPhrase(words, AHEAD, 0, 3) >= 0
}

/** "cần có kế hoạch nhưng đến nay chưa xây dựng": a fault, not a task. */
function denies(words: readonly Word[], modal: number): boolean {
  const but = words.findIndex((w, i) => i > modal && (w.text === 'nhưng' || w.text === 'song'))
  return but > 0 && words.slice(but, but + 8).some(w => w.text === 'chưa' || w.text === 'không' || w.text === 'vẫn')
}

/** "“…”, ông Khánh nhấn mạnh." */
function insistsAtEnd(words: readonly Word[]): boolean {
  const from = Math.max(0, words.length - 5)
  return words.slice(from).some((_, i) => matchAt(words, from + i, INSIST) > 0) && words.some(w => w.text === '”' || w.text === '"')
}

/** "Trước đó, … Ủy ban nhận thấy …" opens a stretch about an earlier inspection; of others it colours its own sentence only. */
function isBackground(words: readonly Word[], scene: Scene): boolean {
  return scene.background ? matchAt(words, 0, NOW) === 0 : opensBackground(words) && isSaying(words, 0, words.length)
}

function opensBackground(words: readonly Word[]): boolean {
  return matchAt(words, 0, EARLIER) > 0 || matchAt(words, skipLead(words), EARLIER) > 0
}

/** "đã ban hành công điện …, yêu cầu …": the news is what was asked. */
function issues(words: readonly Word[], at: number): boolean {
  if (words.slice(at, at + 5).some(w => /^\d/u.test(w.text))) return false
  return findPhrase(words, ISSUING, at + 1, at + 3) >= 0 && findPhrase(words, PAPERS, at + 1, at + 8) >= 0
}

const ISSUING = phraseSet(['ban hành', 'có', 'ký', 'gửi', 'ra'])
const PAPERS = phraseSet(['công điện', 'công văn', 'văn bản', 'thông báo', 'chỉ thị', 'kết luận', 'quyết định'])

/** "đã giao", "đã chỉ đạo" tell of an earlier act; "đã yêu cầu" does when no inspecting body of this document says so. */
function isPastBackground(words: readonly Word[], verb: AskingVerb, voice: Voice): boolean {
  if (!verb.past) return verb.subject.length === 0 && words.slice(0, verb.at).some((w, i) => w.text === 'đã' && words[i + 1]?.text !== 'nêu' && !issues(words, i))
  if (!PLAIN_ASKS.has(verb.verb) || voice !== 'inspecting') return true
  return words.slice(0, 8).some((w, i) => (w.text === 'năm' || w.text === 'tháng') && /^\d/u.test(words[i + 1]?.text ?? ''))
}
