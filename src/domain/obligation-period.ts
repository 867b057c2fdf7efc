import type { CycleKind } from '../data/schema-obligation.ts'
import { addDays, daysBetween, type PlainDate } from '../lib/plain-date.ts'

/** When periods end: on the cut-off day of the cycle's last month. */
export interface Schedule {
  cycle: CycleKind
  /** 1-31; the month's last day where it has fewer: 31 gives calendar periods. */
  cut_off_day: number
}

export interface Period {
  from: PlainDate
  to: PlainDate
}

export const cycleKinds: readonly CycleKind[] = ['month', 'quarter', 'half_year', 'year', 'school_year']
/** NĐ 09/2019/NĐ-CP: data are closed on the 14th. */
export const usualCutOffDay = 14
/** Reports of a real sector rule fall due four days after the cut-off (DOMAIN §5). */
export const usualSendDays = 4

/** Months in which periods end; the school year ends in May and begins where the last one ended. */
const lastMonths: Record<CycleKind, readonly number[]> = {
  month: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
  quarter: [3, 6, 9, 12],
  half_year: [6, 12],
  year: [12],
  school_year: [5],
}

/** The regular period that holds the day. Periods of one schedule tile time (DOMAIN §5). */
export function periodOn(schedule: Schedule, day: PlainDate): Period {
  const to = endFrom(schedule, day)
  const [year, month] = monthOf(to)
  const months = lastMonths[schedule.cycle]
  const index = months.indexOf(month)
  const before = index > 0 ? months[index - 1]! : months.at(-1)!
  return { from: addDays(endIn(schedule, index > 0 ? year : year - 1, before), 1), to }
}

/**
 * The period that begins on `from`, which need not be a regular beginning: after a change of the schedule, and at the
 * first issue, it runs to the next regular end, or to the one after where less than half of a period is left. So
 * periods tile time across every change, and nobody is asked for a report on a few days.
 */
export function nextPeriod(schedule: Schedule, from: PlainDate): Period {
  const regular = periodOn(schedule, from)
  const left = daysBetween(from, regular.to) + 1
  const whole = daysBetween(regular.from, regular.to) + 1
  if (left * 2 >= whole) return { from, to: regular.to }
  return { from, to: periodOn(schedule, addDays(regular.to, 1)).to }
}

/** The first regular end on or after the day. */
function endFrom(schedule: Schedule, day: PlainDate): PlainDate {
  const [year] = monthOf(day)
  for (const month of lastMonths[schedule.cycle]) {
    const end = endIn(schedule, year, month)
    if (end >= day) return end
  }
  return endIn(schedule, year + 1, lastMonths[schedule.cycle][0]!)
}

function endIn({ cut_off_day }: Schedule, year: number, month: number): PlainDate {
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return [
    String(year).padStart(4, '0'),
    String(month).padStart(2, '0'),
    String(Math.min(cut_off_day, last)).padStart(2, '0'),
  ].join('-')
}

function monthOf(day: PlainDate): [number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
}
