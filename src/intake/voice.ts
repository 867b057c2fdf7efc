import { answeringVerbs, citizenWords, inspectingWords, inspectorWords, sayingVerbs } from './lexicon.ts'
import { modalAt, skipLead } from './order-shape.ts'
import { OPENERS } from './phrases.ts'
import { findPhrase, matchAt, phraseSet, plainText, type Word } from './words.ts'

/** Whose words a sentence tells. */
export type Voice = 'inspecting' | 'inspected' | 'citizen' | 'unknown'

/** Names met so far: who has asked, and who was asked or has answered. */
export interface Names {
  inspecting: Set<string>
  inspected: Set<string>
}

const PRAISING = phraseSet(['ghi nhận', 'biểu dương', 'đánh giá cao', 'hoan nghênh'])
const MOST_NAMES = 40
const LEADING = phraseSet(['dẫn đầu', 'làm trưởng đoàn', 'trưởng đoàn', 'làm phó đoàn', 'làm phó trưởng đoàn', 'chủ trì', 'phó đoàn'])
const HONORIFICS = phraseSet(['ông', 'bà', 'đồng chí', 'anh', 'chị'])
const CITIZENS = phraseSet(citizenWords)
const INSPECTING = phraseSet(inspectingWords)
const INSPECTORS = phraseSet(inspectorWords)
const SAYING = phraseSet(sayingVerbs)
const ANSWERING = phraseSet(answeringVerbs)
const PEOPLE = phraseSet('ông, bà, anh, chị, cô, thầy, em, đồng chí, đại diện, lãnh đạo, giám đốc, chủ tịch, bí thư, hiệu trưởng, trưởng phòng, thủ trưởng, công ty, nhà trường, doanh nghiệp, đơn vị'.split(', '))
const CONCLUDERS = phraseSet(['kết luận', 'phát biểu kết luận', 'phát biểu chỉ đạo'])
const PRONOUNS = phraseSet(['ông', 'bà', 'đồng chí', 'cơ quan này', 'đơn vị này', 'anh', 'chị', 'đoàn', 'sở này', 'vị này'])
const PLAIN_SIDES = phraseSet(
  'nhà trường, công ty, doanh nghiệp, đơn vị, tổ, trường, chủ đầu tư, ban quản lý, lãnh đạo xã, lãnh đạo huyện, hợp tác xã, tập thể, cơ sở, các đơn vị, đại diện'.split(', '),
)
const OBJECT_BEFORE = new Set(['của', 'với', 'cho', 'tiếp', 'trong', 'về', 'từ', 'vì', 'hội', 'đoàn', 'tổ', 'trước', 'đến', 'nghe', 'lấy', 'để', 'ban', 'đồng', 'án', 'quân', 'sát'])
const CONCLUDING = phraseSet(['kết luận buổi', 'kết luận hội nghị', 'kết luận cuộc', 'phát biểu kết luận', 'phát biểu chỉ đạo', 'kết luận tại', 'phát biểu tại', 'thay mặt đoàn'])
/** From the commune to the centre; who asks somebody above asks a favour. */
const LEVELS: [number, string[]][] = [
  [1, ['nhà trường', 'trường', 'công ty', 'ấp', 'khóm', 'thôn', 'tổ', 'chi bộ', 'doanh nghiệp', 'hợp tác xã', 'bệnh viện', 'trung tâm', 'bộ phận']],
  [2, ['xã', 'phường', 'thị trấn']],
  [3, ['huyện', 'quận', 'thị xã', 'phòng', 'huyện ủy', 'quận ủy', 'thị ủy']],
  [4, ['tỉnh', 'sở', 'tỉnh ủy', 'thành ủy', 'tp', 'thành phố', 'bộ chỉ huy', 'bộ đội']],
  [5, ['bộ', 'trung ương', 'chính phủ', 'thủ tướng', 'quốc hội', 'ttcp', 'cấp trên', 'nhà nước', 'bộ trưởng']],
]
const LEVEL_OF = new Map(LEVELS.flatMap(([level, phrases]) => phrases.map(p => [p, level] as const)))
/** Parts of longer words ("quốc phòng", "cán bộ"): a name only with a capital. */
const SHORT_HEADS = new Set(['phòng', 'bộ', 'trường', 'tổ', 'sở'])
const LEVEL_WORDS = phraseSet([...LEVEL_OF.keys()])

export function newNames(): Names {
  return { inspecting: new Set(), inspected: new Set() }
}

/**
 * Whose voice asks, by its subject and by whom it asks. A pronoun or no subject keeps the voice that was speaking; the lower level
 * asking the higher is the inspected side, unless it is an inspecting body by name.
 */
export function voiceOf(subject: readonly Word[], asked: readonly Word[], speaking: Voice, names: Names): Voice {
  if (subject.length === 0) return speaking
  if (isCitizen(subject)) return 'citizen'
  const text = plainText(subject)
  if (isInspector(subject)) return 'inspecting'
  if (isNamed(text, names.inspected) && !isNamed(text, names.inspecting)) return 'inspected'
  if (isNamed(text, names.inspecting)) return 'inspecting'
  if (asksUpward(subject, asked)) return 'inspected'
  if (findPhrase(subject, CONCLUDERS) >= 0) return 'inspecting'
  if (isPronoun(subject)) return speaking
  if (matchAt(subject, 0, PLAIN_SIDES) > 0) return 'inspected'
  if (findPhrase(subject, INSPECTING) >= 0) return 'inspecting'
  // A person not met before does not go on with what the inspected side was saying.
  return speaking === 'inspected' && matchAt(subject, 0, HONORIFICS) > 0 ? 'unknown' : speaking
}

/** Remembers a name: the last part of it, as it will be met again. */
export function remember(set: Set<string>, words: readonly Word[]): void {
  if (set.size >= MOST_NAMES) return
  if (words.length >= 2 && words.length <= 14 && words.some(w => w.capital)) set.add(plainText(words))
  for (const name of personNames(words)) set.add(name)
}

/** Who leads a team speaks for it later ("ông X … dẫn đầu đoàn công tác"). */
export function rememberLeads(words: readonly Word[], names: Names): void {
  const at = findPhrase(words, LEADING)
  if (at < 0) return
  const near = words.slice(Math.max(0, at - 24), at + 6)
  for (const name of [...personNames(near), ...titleBefore(words, at)]) if (names.inspecting.size < MOST_NAMES) names.inspecting.add(name)
}

/** "ông X - Chủ tịch UBND tỉnh dẫn đầu đoàn": the post by which he is met again. */
function titleBefore(words: readonly Word[], at: number): string[] {
  const from = words.slice(0, at).findLastIndex(w => w.text === '-' || w.text === '–' || w.text === ',')
  const title = words.slice(from + 1, at)
  return from > 0 && at - from > 2 && at - from <= 8 && title[0]?.capital ? [plainText(title)] : []
}

/** Whose act a sentence tells, by the one it begins with ("Chủ tịch UBND tỉnh không đồng ý …"); null when no name known begins it. */
export function actorOf(words: readonly Word[], names: Names): Voice | null {
  const first = skipLead(words)
  const comma = words.findIndex((w, i) => i > first && w.text === ',')
  const starts = comma > 0 && comma < first + 24 && matchAt(words, first, OPENERS) > 0 ? [skipLead(words, comma + 1)] : [first]
  const heads = starts.map(at => plainText(words, at, at + 12))
  const begins = (set: Set<string>): boolean => heads.some(head => [...set].some(name => head.startsWith(name) || head.startsWith(`đồng chí ${name}`)))
  if (begins(names.inspecting)) return 'inspecting'
  if (begins(names.inspected)) return 'inspected'
  return starts.some(at => isInspector(words.slice(at, at + 3))) ? 'inspecting' : null
}

/** "ông Bùi Văn Khánh" is met again as the whole name or as "ông Khánh". */
function personNames(words: readonly Word[]): string[] {
  const found: string[] = []
  for (let i = 0; i < words.length; i++) {
    const n = matchAt(words, i, HONORIFICS)
    if (n === 0) continue
    let end = i + n
    while (end < words.length && end - i - n < 5 && words[end]!.capital) end++
    if (end - i - n < 2) continue
    found.push(plainText(words, i + n, end), `${plainText(words, i, i + n)} ${words[end - 1]!.text}`)
  }
  return found
}

/** Whose sentence it is by the group or side it begins with ("Nhiều công nhân mong …, yêu cầu …"); null when that says nothing. */
export function headVoice(words: readonly Word[], names: Names): Voice | null {
  const first = skipLead(words)
  if (isCitizen(words.slice(first, first + 4))) return 'citizen'
  if (matchAt(words, first, PLAIN_SIDES) > 0) return 'inspected'
  return actorOf(words, names) === 'inspected' ? 'inspected' : null
}

/** Who praises is the inspecting side ("Phó Bí thư … ghi nhận, biểu dương"), if it is somebody of authority. */
function praiserOf(words: readonly Word[], names: Names): Voice | null {
  const at = findPhrase(words, PRAISING, 1, 40)
  if (at < 0) return null
  const subject = words.slice(skipLead(words), at)
  if (isNamed(plainText(subject), names.inspected) || isCitizen(subject) || findPhrase(subject, INSPECTING) < 0) return null
  for (const name of personNames(subject)) if (names.inspecting.size < MOST_NAMES) names.inspecting.add(name)
  return 'inspecting'
}

/** Who speaks in a sentence that only tells ("ông X cho biết …"), or null when nobody is said to speak. */
export function speakerOf(words: readonly Word[], speaking: Voice, names: Names): Voice | null {
  if (findPhrase(words, CONCLUDING, 0, 8) >= 0) return 'inspecting'
  const praised = praiserOf(words, names)
  if (praised) return praised
  const modal = modalAt(words)
  const reach = modal < 0 ? 60 : Math.min(60, modal)
  const at = findPhrase(words, SAYING, 1, reach)
  const answers = findPhrase(words, ANSWERING, 0, reach)
  const theo = words[0]?.text === 'theo' && /^(?:ông|bà|anh|chị|đồng|thủ|bộ|thứ)$/u.test(words[1]?.text ?? '') && !/^(?:thủ|bộ|thứ)$/u.test(words[2]?.text ?? '')
  if (at < 0 && answers < 0 && !theo) return null
  const verb = at < 0 ? Math.max(answers, 0) : at
  const comma = words.findIndex(w => w.text === ',')
  const subject = words.slice(theo ? 1 : 0, theo ? Math.min(comma < 0 ? 14 : comma, 14) : verb)
  if (isCitizen(lastStretch(subject))) return 'citizen'
  const text = plainText(subject)
  if (isNamed(text, names.inspected)) return 'inspected'
  if (isNamed(text, names.inspecting) || isInspector(subject)) return 'inspecting'
  if (theo || answers >= 0) {
    if (isPronoun(subject) && speaking !== 'unknown') return speaking
    // A body that makes known ("tin từ Sở … cho biết") tells; a person of the inspected side answers.
    if (!theo && findPhrase(subject, PEOPLE) < 0 && findPhrase(subject, INSPECTING) >= 0) return null
    for (const name of personNames(subject)) if (names.inspected.size < MOST_NAMES) names.inspected.add(name)
    return 'inspected'
  }
  return findPhrase(subject, INSPECTING) >= 0 ? 'inspecting' : speaking
}

/** "Đoàn kiểm tra", "Thanh tra tỉnh", or plain "Đoàn" at the head of the subject (not "Đoàn thanh niên"). */
export function isInspector(subject: readonly Word[]): boolean {
  if (findPhrase(subject, INSPECTORS) >= 0) return true
  const i = subject[0]?.text === 'đoàn' ? 0 : -1
  return i === 0 && !/^(?:thanh|thể|viên|trường|phường|xã|khối|tncs|đại)$/u.test(subject[1]?.text ?? '')
}

export function isSaying(words: readonly Word[], from: number, to: number): boolean {
  return findPhrase(words, SAYING, from, to) >= 0
}

/** A group of citizens named in the subject, not as the object of something ("Phòng Tiếp công dân", "đơn của cử tri"). */
function isCitizen(subject: readonly Word[]): boolean {
  const at = findPhrase(subject, CITIZENS)
  return at >= 0 && !OBJECT_BEFORE.has(subject[at - 1]?.text ?? '')
}

function isNamed(text: string, names: Set<string>): boolean {
  for (const name of names) if (text.includes(name)) return true
  return false
}

/** "ông Huy", "đồng chí", "cơ quan này": a name that only points back. */
function isPronoun(subject: readonly Word[]): boolean {
  const n = matchAt(subject, 0, PRONOUNS)
  return n > 0 && subject.length <= n + 5 && !subject.some(w => w.text === ',')
}

function lastStretch(words: readonly Word[]): readonly Word[] {
  const comma = words.findLastIndex(w => w.text === ',')
  return words.slice(comma + 1)
}

function asksUpward(subject: readonly Word[], asked: readonly Word[]): boolean {
  const from = levelIn(subject, 20)
  const to = levelIn(asked, 5)
  return from > 0 && to > from
}

/** The lowest level named in the first words; 0 when none is. */
function levelIn(words: readonly Word[], reach: number): number {
  let lowest = 0
  for (let i = 0; i < Math.min(words.length, reach); i++) {
    const n = matchAt(words, i, LEVEL_WORDS)
    if (n === 0 || (SHORT_HEADS.has(words[i]!.text) && n === 1 && i > 0 && !words[i]!.capital)) continue
    const level = LEVEL_OF.get(plainText(words, i, i + n)) ?? 0
    if (lowest === 0 || level < lowest) lowest = level
  }
  return lowest
}
