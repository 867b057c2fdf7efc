import type { DayCount } from '../../data/calendar-date.ts'
import { formatDateLong, formatNumber } from '../../i18n/format.ts'
import { addDays, endOfMonth, type PlainDate, weekday } from '../../lib/plain-date.ts'
import { type Dated, type DatePart, datePart } from './calendar-date.ts'
import { type CalendarChoice, calendarHref, gridOf } from './calendar-query.ts'
import type { Words } from './words.ts'

export interface DayPart {
  day: PlainDate
  number: number
  /** "Thứ Sáu, 14/12/2018" */
  long: string
  href: string
  today: boolean
  /** Of the month before or after. */
  outside: boolean
  off: boolean
  /** The holiday, the day off in exchange, or that it is worked. */
  name: string
  count: string
  /** "12 hạn, 3 quá hạn" */
  countWord: string
  late: number
  dates: DatePart[]
  more: string
}

/** So many dates stand in a cell; where there are more, the cell counts and its day lists them. */
const shownInCell = 3
const longestInCell = 56

/** The weeks of the month, Monday first, each of seven days. */
export function monthWeeks(
  choice: CalendarChoice,
  counts: readonly DayCount[],
  dated: Dated,
  words: Words,
): DayPart[][] {
  const { from, to } = gridOf(choice.month)
  const days: DayPart[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(dayPart(day, choice, counts, dated, words))
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
}

/** The days of the month on which something falls due or that are special, for the list by day. */
export function agendaDays(
  choice: CalendarChoice,
  counts: readonly DayCount[],
  dated: Dated,
  words: Words,
): DayPart[] {
  const last = endOfMonth(choice.month)
  const days: DayPart[] = []
  for (let day = choice.month; day <= last; day = addDays(day, 1)) {
    const part = dayPart(day, choice, counts, dated, words, Number.POSITIVE_INFINITY)
    if (part.count !== '' || part.name !== '') days.push(part)
  }
  return days
}

/** One day with what falls on it. */
export function dayPart(
  day: PlainDate,
  choice: CalendarChoice,
  counts: readonly DayCount[],
  dated: Dated,
  words: Words,
  shown = shownInCell,
): DayPart {
  const { t, locale, today, calendar } = words
  const { count = 0, late = 0 } = counts.find(one => one.day === day) ?? {}
  const own = dated.dates.filter(date => date.day === day)
  const isCell = shown === shownInCell
  const rows = own.map(date => datePart(date, dated, words))
  const dates = isCell && count > shown ? [] : isCell ? rows.map(inCell) : rows
  const number = formatNumber(count, locale)
  const off = !calendar.isWorkingDay(day)
  return {
    day,
    number: Number(day.slice(8)),
    long: formatDateLong(day, locale),
    href: calendarHref(choice, { day }),
    today: day === today,
    outside: day.slice(0, 7) !== choice.month.slice(0, 7),
    off,
    name: nameOf(day, words),
    count: count === 0 ? '' : number,
    countWord: count === 0 ? '' : t('page.dates.count', { count }),
    late,
    dates,
    more: count > dates.length && dates.length > 0 ? t('page.dates.all_of_day', { count: number }) : '',
  }
}

/** A cell has room for the beginning of a title; the list by day has all of it. */
function inCell(date: DatePart): DatePart {
  const gap = date.title.lastIndexOf(' ', longestInCell)
  return date.title.length <= longestInCell ? date : { ...date, title: `${date.title.slice(0, gap)} …` }
}

function nameOf(day: PlainDate, { t, calendar }: Words): string {
  const kind = calendar.kindOf(day)
  if (!kind) return ''
  const name = calendar.nameOf(day)
  // A day off that would be one anyway is named only where it has a name of its own.
  if (!name) return weekday(day) > 5 && kind !== 'worked' ? '' : t(`calendar.${kind}`)
  return name
}
