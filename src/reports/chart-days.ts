import { addDays, daysBetween, type PlainDate, weekday } from '../lib/plain-date.ts'

/** Points of a picture over time: more would make the table beside it long and tell no more. */
const most = 14

/**
 * The days a picture looks at, in rising order, from `from` to `to` with both: each day of a short time, every second
 * or third one of a longer, else the ends of weeks (Sundays), or every second … of those; at most fourteen.
 * @throws RangeError where `from` is after `to`
 */
export function chartDays(from: PlainDate, to: PlainDate): PlainDate[] {
  const span = daysBetween(from, to)
  if (span < 0) throw new RangeError(`${from} is after ${to}`)
  const apart = Math.max(1, Math.ceil(span / (most - 1)))
  if (apart <= 3) {
    const back = Array.from({ length: Math.ceil(span / apart) }, (_, n) => addDays(to, -apart * n))
    return [from, ...back.reverse()].filter((day, n, all) => day !== all[n - 1])
  }
  const sundays = weekEnds(from, to)
  const step = Math.ceil(sundays.length / (most - 2))
  const inner = sundays.filter((_, n) => (sundays.length - 1 - n) % step === 0)
  return [...new Set([from, ...inner, to])]
}

/** The last `count` weeks up to `to`: their Sundays, the last one cut off at `to`; in rising order. */
export function lastWeeks(to: PlainDate, count: number): PlainDate[] {
  const sunday = addDays(to, -(weekday(to) % 7))
  const last = sunday === to ? [] : [to]
  return [
    ...Array.from({ length: count - last.length }, (_, n) => addDays(sunday, -7 * n)).reverse(),
    ...last,
  ]
}

/** The Sunday that ends the week of the day. */
export function endOfWeek(day: PlainDate): PlainDate {
  return addDays(day, (7 - weekday(day)) % 7)
}

function weekEnds(from: PlainDate, to: PlainDate): PlainDate[] {
  const days: PlainDate[] = []
  for (let day = endOfWeek(from); day <= to; day = addDays(day, 7)) days.push(day)
  return days
}
