import { formatDate } from '../../i18n/format.ts'
import {
  addDays,
  endOfMonth,
  endOfQuarter,
  type PlainDate,
  parseDateInput,
  weekday,
} from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Words } from '../pages/words.ts'

type Pick = { label: string; value: string }

/** Picks for a deadline: some working days after `from`, the end of the month and of the quarter, where they lie after. */
export function deadlinePicks(from: PlainDate, { t, calendar }: Words, days = [5, 10]): Pick[] {
  const ends = [
    { label: t('ui.pick.month'), day: endOfMonth(from) },
    { label: t('ui.pick.quarter'), day: endOfQuarter(from) },
  ]
  const counted = days.map(n => ({
    label: t('ui.pick.days', { days: n }),
    day: calendar.addWorkingDays(from, n),
  }))
  const picks = [...counted, ...ends.filter(end => end.day > from)]
  // Two names for one day would be one pick too many.
  const first = picks.filter((pick, n) => picks.findIndex(one => one.day === pick.day) === n)
  return first.map(({ label, day }) => ({ label, value: formatDate(day) }))
}

/** Today and the last working day before it: when something was done. */
export function recentPicks({ t, today, calendar }: Words): Pick[] {
  return [
    { label: t('ui.pick.today'), value: formatDate(today) },
    { label: t('ui.pick.last_working_day'), value: formatDate(calendar.addWorkingDays(today, -1)) },
  ]
}

/** A date that is typed or stored, as its field shows it: dd/MM/yyyy with the weekday, and a word when it is a day off. */
export function dateValue(value: string | null, words: Words, warn = true): Partial<FieldDescriptor> {
  const day = value ? parseDateInput(value) : null
  if (!day) return { value: value ?? '' }
  const warning = warn ? dayOffWarning(day, words) : undefined
  return {
    value: formatDate(day),
    weekday: words.t(`weekday.${weekday(day)}`),
    ...(warning ? { warning } : {}),
  }
}

/** Warns and allows: which day off it is, and the working day after it. */
export function dayOffWarning(day: PlainDate, { t, calendar }: Words): string | undefined {
  if (calendar.isWorkingDay(day)) return undefined
  const name = calendar.nameOf(day)
  const values = {
    weekday: t(`weekday.${weekday(day)}`),
    date: formatDate(day),
    next: formatDate(calendar.nextWorkingDay(addDays(day, 1))),
  }
  return name ? t('ui.day_off.named', { ...values, name }) : t('ui.day_off', values)
}
