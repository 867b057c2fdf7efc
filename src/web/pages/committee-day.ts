import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { addDays, type PlainDate } from '../../lib/plain-date.ts'
import { type CommitteeChoice, committeeHref, noComparison } from './committee-query.ts'

export interface DayPick {
  label: string
  /** The day in figures, read with the label. */
  date: string
  href: string
  current: boolean
}

export interface KnownDays {
  /** Before it nothing was recorded; null while nothing is. */
  first: PlainDate | null
  /** The day of the last meeting before the day of the figures; null where there was none. */
  meeting: PlainDate | null
}

/** Days one asks for most: today, the ends of the last month and quarter, the last meeting; only what has figures. */
export function dayPicks(
  choice: CommitteeChoice,
  known: KnownDays,
  t: Translate,
  path = '/committee',
): DayPick[] {
  return named(choice.today, known, t).map(({ label, day }) => ({
    label,
    date: formatDate(day),
    href: committeeHref(choice, { as_of: day === choice.today ? null : day }, path),
    current: day === choice.asOf,
  }))
}

/** The same days before the one asked for, a week before it, and no comparison. */
export function comparePicks(choice: CommitteeChoice, known: KnownDays, t: Translate): DayPick[] {
  const asOf = choice.asOf ?? choice.today
  const week = { label: t('page.committee.pick.week'), day: addDays(asOf, -7) }
  const days = [week, ...named(choice.today, known, t)].filter(
    ({ day }) => day < asOf && known.first !== null && day >= known.first,
  )
  const picks = distinct(days).map(({ label, day }) => ({
    label,
    date: formatDate(day),
    href: committeeHref(choice, { compare: day }),
    current: day === choice.compare,
  }))
  if (choice.compare === null) return picks
  const none = {
    label: t('page.committee.pick.none'),
    date: '',
    href: committeeHref(choice, { compare: noComparison }),
  }
  return [...picks, { ...none, current: false }]
}

function named(today: PlainDate, { first, meeting }: KnownDays, t: Translate) {
  const days = [
    { label: t('ui.pick.today'), day: today },
    { label: t('page.committee.pick.month'), day: endOfLast(today, 1) },
    { label: t('page.committee.pick.quarter'), day: endOfLast(today, 3) },
    ...(meeting ? [{ label: t('page.committee.pick.meeting'), day: meeting }] : []),
  ]
  return distinct(days.filter(({ day }) => day === today || (first !== null && day >= first)))
}

/** Two names for one day would be one pick too many. */
function distinct<Named extends { day: PlainDate }>(days: Named[]): Named[] {
  return days.filter((one, n) => days.findIndex(other => other.day === one.day) === n)
}

/** The last day before the month, or the quarter of three of them, in which the day lies. */
function endOfLast(day: PlainDate, months: 1 | 3): PlainDate {
  const month = Number(day.slice(5, 7))
  const start = month - ((month - 1) % months)
  return addDays(`${day.slice(0, 4)}-${String(start).padStart(2, '0')}-01`, -1)
}
