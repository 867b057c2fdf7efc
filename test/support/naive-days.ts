/** Working days counted one by one: slow, plain, and not the code under test. */
import { shippedCalendarDays } from '../../src/lib/holidays.ts'

const entries = new Map(shippedCalendarDays().map(({ day, kind }) => [day, kind]))
const known = new Map<string, boolean>()

export function isWorkedDay(day: string): boolean {
  const before = known.get(day)
  if (before !== undefined) return before
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  const kind = entries.get(day)
  const worked = kind === 'worked' || (kind === undefined && weekday !== 0 && weekday !== 6)
  known.set(day, worked)
  return worked
}

function next(day: string): string {
  const date = new Date(`${day}T00:00:00Z`)
  date.setUTCDate(date.getUTCDate() + 1)
  return date.toISOString().slice(0, 10)
}

/** Worked days after `from` up to and including `to`; 0 where `to` is not later. */
export function workedDays(from: string, to: string): number {
  let count = 0
  for (let day = from; day < to; ) {
    day = next(day)
    if (isWorkedDay(day)) count += 1
  }
  return count
}

/** The day that many worked days later; the day itself for none. */
export function movedOn(day: string, worked: number): string {
  let left = worked
  let end = day
  while (left > 0) {
    end = next(end)
    if (isWorkedDay(end)) left -= 1
  }
  return end
}
