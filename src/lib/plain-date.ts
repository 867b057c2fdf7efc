/** A calendar day without a time, 'YYYY-MM-DD': a date of office life, in no time zone. */
export type PlainDate = string
/** 1 is Monday, 7 is Sunday: the Vietnamese week begins on Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const DAY_MS = 86_400_000
/** Viet Nam has kept UTC+7 without summer time since 1975; the host's zone and zone data must not matter. */
const VIETNAM_MS = 7 * 3_600_000

/** Whether the text is a real day written 'YYYY-MM-DD'. */
export function isPlainDate(text: unknown): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const ms = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(ms) && isoDay(ms) === text
}

/** Days since 1970-01-01, for arithmetic over many days. @throws RangeError when it is not a day */
export function dayNumber(date: PlainDate): number {
  const ms = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new RangeError(`not a plain date: ${date}`)
  return ms / DAY_MS
}

/** The day whose `dayNumber` is n. */
export function dateOfDayNumber(n: number): PlainDate {
  return isoDay(n * DAY_MS)
}

/** The day n days later (earlier when negative). */
export function addDays(date: PlainDate, n: number): PlainDate {
  return dateOfDayNumber(dayNumber(date) + n)
}

/** Calendar days from a to b; negative when b is before a. */
export function daysBetween(a: PlainDate, b: PlainDate): number {
  return dayNumber(b) - dayNumber(a)
}

export function weekday(date: PlainDate): Weekday {
  return weekdayOfDayNumber(dayNumber(date))
}

/** 1970-01-01 was a Thursday. */
export function weekdayOfDayNumber(n: number): Weekday {
  return (((((n + 3) % 7) + 7) % 7) + 1) as Weekday
}

export function endOfMonth(date: PlainDate): PlainDate {
  const [year, month] = yearAndMonth(date)
  return isoDay(Date.UTC(year, month, 0))
}

export function endOfQuarter(date: PlainDate): PlainDate {
  const [year, month] = yearAndMonth(date)
  return isoDay(Date.UTC(year, Math.ceil(month / 3) * 3, 0))
}

/**
 * A date as people type it, day first: 1/2/26, 01-02-2026, 1.2.2026; also 2026-02-01. Two digits of a year are of
 * this century. Null when it is no real day or its year lies outside 1900–2199, which is a slip of the finger.
 */
export function parseDateInput(text: string): PlainDate | null {
  const typed = text.trim()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  const local = /^(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})$/.exec(typed)
  if (iso) return dayOf(iso[1]!, iso[2]!, iso[3]!)
  return local ? dayOf(local[4]!, local[3]!, local[1]!) : null
}

/** The day in Viet Nam at an instant (ISO text with a zone). @throws RangeError when it is not an instant */
export function localDate(instant: string): PlainDate {
  return inVietnam(instant).slice(0, 10)
}

/** The time of day in Viet Nam, 'HH:mm', at an instant (ISO text with a zone). */
export function localTime(instant: string): string {
  return inVietnam(instant).slice(11, 16)
}

/** The instant, UTC ISO text with milliseconds, at which clocks in Viet Nam show this day and 'HH:mm'. */
export function instantAt(date: PlainDate, time: string): string {
  if (!isPlainDate(date) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time))
    throw new RangeError(`not a day and time: ${date} ${time}`)
  return new Date(Date.parse(`${date}T${time}:00Z`) - VIETNAM_MS).toISOString()
}

function inVietnam(instant: string): string {
  if (!/(Z|[+-]\d\d:\d\d)$/.test(instant)) throw new RangeError(`not an instant: ${instant}`)
  return new Date(Date.parse(instant) + VIETNAM_MS).toISOString()
}

function isoDay(ms: number): PlainDate {
  return new Date(ms).toISOString().slice(0, 10)
}

function yearAndMonth(date: PlainDate): [number, number] {
  if (!isPlainDate(date)) throw new RangeError(`not a plain date: ${date}`)
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7))]
}

function dayOf(year: string, month: string, day: string): PlainDate | null {
  const full = year.length === 2 ? `20${year}` : year
  const date = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isPlainDate(date) && date >= '1900' && date < '2200' ? date : null
}
