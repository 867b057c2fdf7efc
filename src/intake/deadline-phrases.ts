import { isPlainDate, type PlainDate } from '../lib/plain-date.ts'
import { readDate, type WrittenDate } from './date-shapes.ts'
import type { Deadline, DeadlineOptions } from './deadline.ts'
import { findConditions, findCycles, findRelatives, findUrgencies } from './deadline-others.ts'
import { MOST_READ } from './limits.ts'

/**
 * All words of time in a text that bind, by DOMAIN.md §4.6, in order and without overlap. Dates of laws and decisions, dates before
 * the day of issue, starts ("từ ngày") and horizons of plans ("giai đoạn … đến năm") are none.
 */
export function findDeadlines(whole: string, options: DeadlineOptions): Deadline[] {
  const text = whole.slice(0, MOST_READ)
  const taken = new Uint8Array(text.length)
  const all: Deadline[] = []
  const add = (found: Deadline[]): void => {
    for (const one of found) {
      if (taken.subarray(one.start, one.end).includes(1)) continue
      taken.fill(1, one.start, one.end)
      all.push(one)
    }
  }
  add(findCycles(text))
  add(findRelatives(text, options))
  add(limitedDates(text, options.issuedOn))
  add(plainDates(text, options.issuedOn))
  add(findConditions(text))
  add(findUrgencies(text))
  return all.toSorted((a, b) => a.start - b.start)
}

const HOURS = String.raw`(?:\d{1,2}\s?(?:giờ|h|g|:)\s?(?:\d{2})?(?:\s?phút)?\s?,?\s*(?:của\s+)?)?`
/** Words before a date that make it a limit; the groups tell which. */
const LIMIT =
  /(?<before>trước(?:\s+thời\s+(?:hạn|điểm))?|xong\s+trước)|(?<latest>chậm\s+nhất(?:\s+là)?|muộn\s+nhất(?:\s+là)?|không\s+(?:quá|muộn\s+hơn)|hạn\s+(?:cuối|chót)(?:\s+là)?|(?:thời\s+hạn|thời\s+gian|hạn)(?:\s+(?:hoàn\s+thành|thực\s+hiện|xong|nộp|gửi|báo\s+cáo))?\s?:|(?:hoàn\s+thành|xong)\s?:?)|(?<until>đến\s+hết|đến\s+cuối|hết|đến)|(?<within>ngay\s+trong|trong|vào)/giu
const BRIDGE = new RegExp(
  String.raw`^\s*(?:(?:là|vào|đến|trong|trước|hết|cuối|giữa|đầu)\s+){0,3}${HOURS}(?:(?:hết|cuối)\s+)?(?:ngày\s+)?`,
  'iu',
)

function limitedDates(text: string, issuedOn: string | null): Deadline[] {
  const found: Deadline[] = []
  for (const limit of text.matchAll(LIMIT)) {
    if (/[\p{L}\p{N}]/u.test(text[limit.index - 1] ?? '')) continue
    const after = limit.index + limit[0].length
    if (/[\p{L}\p{N}]/u.test(text[after] ?? '')) continue
    const rest = text.slice(after, after + 90)
    const bridge = BRIDGE.exec(rest)?.[0] ?? ''
    const date = readDate(rest.slice(bridge.length), issuedOn)
    if (!date) continue
    const end = after + bridge.length + date.length
    const dueOn = dueDay(date, limit.groups!, bridge)
    if (!binds(text, limit.index, end, date, limit.groups!, bridge) || isOver(dueOn, issuedOn)) continue
    found.push({ dueOn, dueText: text.slice(limit.index, end), start: limit.index, end, kind: 'date' })
  }
  return found
}

/** "trước ngày D" is D itself by custom; "trước quý III" is the last day of quarter II. */
function dueDay(
  date: WrittenDate,
  limit: Record<string, string | undefined>,
  bridge: string,
): PlainDate | null {
  const before = limit.before !== undefined || /trước/iu.test(bridge)
  return before && !/hết|cuối/iu.test(bridge) ? date.before : date.last
}

function isOver(dueOn: PlainDate | null, issuedOn: string | null): boolean {
  // A mere year is a guess: it helps to complete a date, not to call one past.
  return (
    dueOn !== null && issuedOn !== null && issuedOn.length > 4 && dueOn.slice(0, issuedOn.length) < issuedOn
  )
}

const FINISHING =
  /hoàn thành|hoàn tất|xong|phấn đấu|đạt|chấm dứt|kết thúc|nộp|gửi|trình|báo cáo|giải quyết dứt điểm|dứt điểm|thu hồi|khắc phục/iu

/** Whether the words of time bind the work, and are no horizon of a plan, no past and no part of a name. */
function binds(
  text: string,
  start: number,
  end: number,
  date: WrittenDate,
  limit: Record<string, string | undefined>,
  bridge: string,
): boolean {
  const before = text.slice(Math.max(0, start - 60), start)
  const clause = before.slice(before.search(/[^,;.]*$/u))
  if (/(?:giai đoạn|nhiệm kỳ|từ|kể từ|thời kỳ|niên độ)\s[^,;]{0,30}$/iu.test(before))
    return /từ (?:nay|đây)/iu.test(before)
  if (/(?:sau|kỳ|so với|của|tính)\s*$/iu.test(before)) return false
  const after = text.slice(end, end + 60)
  if (limit.before !== undefined || limit.latest !== undefined || /chậm nhất|muộn nhất/iu.test(bridge))
    return true
  if (limit.until !== undefined) {
    if (isBracketed(text, start)) return false
    return (
      FINISHING.test(clause) ||
      FINISHING.test(after.slice(0, after.search(/[,;.]|$/u))) ||
      (date.unit === 'day' && !/tạm|duy trì|áp dụng|kéo dài|lập/iu.test(clause))
    )
  }
  if (date.unit === 'year')
    return (
      FINISHING.test(text.slice(Math.max(0, start - 120), start).replace(/^.*[;.]/u, '')) ||
      FINISHING.test(after.slice(0, after.search(/[,;.]|$/u)))
    )
  return true
}

function isBracketed(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 40), start)
  const open = before.lastIndexOf('(')
  return (
    open >= 0 && !before.includes(')', open) && !/xong|hoàn thành|hạn|chậm nhất/iu.test(before.slice(open))
  )
}

/** A full date after the day of issue that no law or decision owns is a limit even without "trước". */
function plainDates(text: string, issuedOn: string | null): Deadline[] {
  if (issuedOn === null || !isPlainDate(issuedOn)) return []
  const more: Deadline[] = []
  for (const match of text.matchAll(/(?<![\p{L}\d/.-])ngày\s+(?=\d)/giu)) {
    const date = readDate(
      text.slice(match.index + match[0].length, match.index + match[0].length + 40),
      issuedOn,
    )
    const end = match.index + match[0].length + (date?.length ?? 0)
    if (!date?.dated || date.unit !== 'day' || date.last === null || date.last <= issuedOn) continue
    const before = text.slice(Math.max(0, match.index - 40), match.index)
    if (
      /(?:từ|sau|số\s\S+|luật[^,;]*|nghị định[^,;]*|quyết định[^,;]*|thông tư[^,;]*|công văn[^,;]*|kế hoạch[^,;]*|nghị quyết[^,;]*|văn bản[^,;]*|lực|kỷ niệm|lễ|đợt|trong|hết|đến|trước)\s*$/iu.test(
        before,
      )
    )
      continue
    more.push({
      dueOn: date.last,
      dueText: text.slice(match.index, end),
      start: match.index,
      end,
      kind: 'date',
    })
  }
  return more
}
