import type { CalendarDayKind } from '../lib/holidays.ts'
import { dateOfDayNumber, dayNumber, type PlainDate, weekdayOfDayNumber } from '../lib/plain-date.ts'

/** A row of `calendar_day`, as far as counting needs it. */
export interface CalendarEntry {
  day: PlainDate
  kind: CalendarDayKind
  name_vi?: string | null
}

export interface Calendar {
  isWorkingDay(date: PlainDate): boolean
  /** The n-th working day after (before, when negative) the date, which itself is not counted; 0 gives the date. */
  addWorkingDays(date: PlainDate, n: number): PlainDate
  /** Working days after `from` up to and including `to`; when `to` is earlier, minus the count the other way. */
  workingDaysBetween(from: PlainDate, to: PlainDate): number
  /** The date itself when it is worked, else the first working day after it. */
  nextWorkingDay(date: PlainDate): PlainDate
  /** The name of the day off, or null on weekends and ordinary days. */
  nameOf(date: PlainDate): string | null
  kindOf(date: PlainDate): CalendarDayKind | null
}

/**
 * The working calendar: Monday to Friday, less days off, plus worked Saturdays (Bộ luật Lao động 45/2019 Đ111-112).
 * The day of the event is not counted (Bộ luật Dân sự 2015 Đ147). Each answer costs a few binary searches, however
 * long the range.
 */
export function createCalendar(days: CalendarEntry[]): Calendar {
  const entries = new Map(days.map(entry => [entry.day, entry]))
  const exceptions = exceptionsOf(entries)
  const count = (n: number) => workedUpTo(n, exceptions)
  const works = (n: number) => count(n) > count(n - 1)
  const firstReaching = (target: number) => searchDay(target, count)

  return {
    isWorkingDay: date => works(dayNumber(date)),
    addWorkingDays(date, n) {
      if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of working days: ${n}`)
      const start = dayNumber(date)
      if (n === 0) return date
      return dateOfDayNumber(firstReaching(n > 0 ? count(start) + n : count(start - 1) + n + 1))
    },
    workingDaysBetween: (from, to) => count(dayNumber(to)) - count(dayNumber(from)),
    nextWorkingDay: date => dateOfDayNumber(firstReaching(count(dayNumber(date) - 1) + 1)),
    nameOf(date) {
      const entry = entries.get(date)
      return entry && entry.kind !== 'worked' ? (entry.name_vi ?? null) : null
    },
    kindOf: date => entries.get(date)?.kind ?? null,
  }
}

/** Days on which the calendar departs from Monday to Friday, sorted, with the running sum of what each adds (±1). */
interface Exceptions {
  days: number[]
  sums: number[]
}

function exceptionsOf(entries: Map<PlainDate, CalendarEntry>): Exceptions {
  const departures = [...entries.values()]
    .map(({ day, kind }) => ({ n: dayNumber(day), worked: kind === 'worked' }))
    .filter(({ n, worked }) => worked !== isWeekday(n))
    .sort((a, b) => a.n - b.n)
  let sum = 0
  return {
    days: departures.map(({ n }) => n),
    sums: departures.map(({ worked }) => (sum += worked ? 1 : -1)),
  }
}

/** Working days up to and including day n, counted from an arbitrary fixed day: only differences mean something. */
function workedUpTo(n: number, { days, sums }: Exceptions): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (days[middle]! <= n) low = middle + 1
    else high = middle
  }
  return weekdaysUpTo(n) + (low === 0 ? 0 : sums[low - 1]!)
}

/** Mondays to Fridays up to and including day n; day −3 (29/12/1969) is a Monday and is the first one counted. */
function weekdaysUpTo(n: number): number {
  const sinceMonday = n + 3
  const weeks = Math.floor(sinceMonday / 7)
  return weeks * 5 + Math.min(sinceMonday - weeks * 7 + 1, 5)
}

/** The first day whose count reaches the target. Counts never fall, so the range is doubled and then halved. */
function searchDay(target: number, count: (n: number) => number): number {
  const guess = Math.floor((target * 7) / 5) - 3
  let reach = 8
  while (count(guess + reach) < target || count(guess - reach) >= target) reach *= 2
  let low = guess - reach
  let high = guess + reach
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2)
    if (count(middle) < target) low = middle
    else high = middle
  }
  return high
}

function isWeekday(n: number): boolean {
  return weekdayOfDayNumber(n) <= 5
}
