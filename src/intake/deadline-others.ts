import { addDays, endOfMonth, isPlainDate, type PlainDate, weekday } from '../lib/plain-date.ts'
import { readDate } from './date-shapes.ts'
import type { Deadline, DeadlineCycle, DeadlineOptions } from './deadline.ts'

const RELATIVE =
  /(?:(?:trong|không quá|chậm nhất|tối đa|sau)\s+)?(?:(?:thời hạn|thời gian|vòng|thời hạn là)\s+)?(?:không quá\s+|tối đa\s+|chậm nhất\s+)?(?<n>\d{1,3})\s*(?:\([^)]{1,20}\)\s*)?(?<unit>ngày làm việc|ngày|tuần|tháng|giờ)(?![\p{L}])(?<anchor>\s*,?\s*(?:kể\s+)?từ\s+(?:khi|ngày)\s+[^,;.]{0,80})?/giu

export function findRelatives(text: string, options: DeadlineOptions): Deadline[] {
  const found: Deadline[] = []
  for (const match of text.matchAll(RELATIVE)) {
    const { n, unit, anchor } = match.groups!
    const lead = match[0].slice(0, match[0].search(/\d/u))
    if (!anchor && !/trong\s+(?:thời|vòng)|không quá|chậm nhất|tối đa/iu.test(lead)) continue
    if (
      /^(?:hằng|hàng|mỗi|định kỳ|quá|hơn|gần|trên)\s*$/iu.test(
        text.slice(Math.max(0, match.index - 8), match.index),
      )
    )
      continue
    const from = anchorDay(anchor ?? '', options.issuedOn)
    const end = match.index + match[0].trimEnd().length
    found.push({
      dueOn: from ? later(from, Number(n), unit!, options) : null,
      dueText: text.slice(match.index, end),
      start: match.index,
      end,
      kind: 'relative',
    })
  }
  return found
}

/** The day a limit is counted from: a date that is written, or the day of issue when the words name it. Receipt is nobody's guess. */
function anchorDay(anchor: string, issuedOn: string | null): PlainDate | null {
  const at = /từ\s+(?:khi|ngày)\s+/iu.exec(anchor)
  if (!at) return null
  const rest = anchor.slice(at.index + at[0].length)
  const written = readDate(rest, issuedOn)
  if (written?.unit === 'day') return written.last
  return /^(?:ký|ban hành|ra |phát hành)/iu.test(rest) && isPlainDate(issuedOn) ? issuedOn : null
}

/** The first day is not counted; a limit that ends on a day off ends on the next working day (Bộ luật Dân sự 2015, điều 147, 148). */
function later(
  from: PlainDate,
  n: number,
  unit: string,
  { isWorkingDay = isMondayToFriday }: DeadlineOptions,
): PlainDate | null {
  if (/làm việc/iu.test(unit)) return laterByWorkingDays(from, n, isWorkingDay)
  let day = addUnits(from, n, unit)
  for (let i = 0; i < 30 && !isWorkingDay(day); i++) day = addDays(day, 1)
  return day
}

function laterByWorkingDays(
  from: PlainDate,
  n: number,
  isWorkingDay: (date: PlainDate) => boolean,
): PlainDate | null {
  let day = from
  let left = n
  // No calendar has more days off than two for each working day and a long Tết; past that a person is asked.
  for (let tries = 3 * n + 60; left > 0 && tries > 0; tries--) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left--
  }
  return left > 0 ? null : day
}

function addUnits(from: PlainDate, n: number, unit: string): PlainDate {
  if (unit === 'tháng') return addMonths(from, n)
  if (unit === 'tuần') return addDays(from, n * 7)
  return addDays(from, unit === 'giờ' ? Math.ceil(n / 24) : n)
}

function addMonths(from: PlainDate, n: number): PlainDate {
  const month = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + n
  const first = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  const last = endOfMonth(first)
  const same = first.slice(0, 8) + from.slice(8)
  return same < last ? same : last
}

function isMondayToFriday(date: PlainDate): boolean {
  return weekday(date) <= 5
}

const EVERY: [RegExp, DeadlineCycle][] = [
  [/tuần/iu, 'week'],
  [/6 tháng|sáu tháng|nửa năm/iu, 'half_year'],
  [/3 tháng|ba tháng|quý|quí/iu, 'quarter'],
  [/năm học|học kỳ|học kì/iu, 'school_year'],
  [/tháng/iu, 'month'],
  [/năm/iu, 'year'],
]
const CYCLE =
  /(?:(?:định\s+kỳ|trước|vào|chậm\s+nhất)\s+)?(?:(?:\d{1,2}\s?(?:giờ|h)\s?(?:\d{2})?\s+)?(?:ngày\s+thứ|ngày|thứ)\s+\S{1,3}\s+)?(?:(?:định\s+kỳ\s+)?(?:hằng|hàng|mỗi)\s+(?:tuần|tháng|quý|quí|(?:6|sáu)\s+tháng|học\s+kỳ|năm\s+học|năm)|định\s+kỳ\s+(?:\d{1,2}\s+|sáu\s+|ba\s+)?(?:tuần|tháng|quý|quí|học\s+kỳ|năm))(?:\s?,?\s+(?:trước|vào)\s+(?:\d{1,2}\s?(?:giờ|h)\s?(?:\d{2})?\s+)?(?:ngày\s+thứ|ngày|thứ)\s+\S{1,9}(?:\s+của\s+tháng\s+cuối\s+quý)?)?/giu

export function findCycles(text: string): Deadline[] {
  const found: Deadline[] = []
  for (const match of text.matchAll(CYCLE)) {
    const end = match.index + match[0].replace(/[,;.]$/u, '').length
    if (!bindsCycle(text, match.index, end, match[0])) continue
    const cycle =
      EVERY.find(([shape]) => shape.test(match[0].replace(/ngày.*$/iu, '') || match[0]))?.[1] ?? 'month'
    found.push({
      dueOn: null,
      dueText: text.slice(match.index, end),
      start: match.index,
      end,
      kind: 'cycle',
      cycle,
    })
  }
  return found
}

/** "ngân sách hằng năm" describes; "Định kỳ hằng quý báo cáo" and "báo cáo hằng quý" bind. */
function bindsCycle(text: string, start: number, end: number, words: string): boolean {
  if (/định kỳ|trước|ngày|thứ/iu.test(words)) return true
  const before = text.slice(Math.max(0, start - 40), start)
  if (/(?:^|[,;:.\n]|[-+•]|\d\.)\s*$/u.test(before)) return true
  return (
    /(?:báo cáo|tổng hợp|họp|đối thoại|khảo sát|kiểm tra|rà soát|cập nhật|gửi|sơ kết|tổ chức|giao ban|hài lòng)[^,;.]{0,25}$/iu.test(
      before,
    ) && /^\s*(?:[,;.)]|$|cho|về|để|theo|báo)/iu.test(text.slice(end, end + 8))
  )
}

export function findConditions(text: string): Deadline[] {
  const shape =
    /(?<![\p{L}])(?:(?:ngay\s+)?sau\s+khi|trước\s+khi|trước\s+mùa|trước\s+(?:kỳ\s+họp|ngày\s+khai\s+giảng|khai\s+giảng|đại\s+hội|tết|năm\s+học)|khi\s+có|trong\s+thời\s+gian\s+chưa)(?![\p{L}])[^,;.]{0,80}/giu
  return [...text.matchAll(shape)].map(m => {
    const end = m.index + m[0].trimEnd().length
    return { dueOn: null, dueText: text.slice(m.index, end), start: m.index, end, kind: 'condition' as const }
  })
}

export function findUrgencies(text: string): Deadline[] {
  const shape =
    /(?<![\p{L}])(?:khẩn\s+trương|ngay\s+lập\s+tức|trong\s+thời\s+gian\s+sớm\s+nhất|sớm\s+nhất|sớm|ngay)(?![\p{L}])/giu
  return [...text.matchAll(shape)].map(m => ({
    dueOn: null,
    dueText: m[0],
    start: m.index,
    end: m.index + m[0].length,
    kind: 'urgency' as const,
  }))
}
