import type { Actor } from '../../data/actor.ts'
import type { DayCount } from '../../data/calendar-date.ts'
import type { InspectionChoice } from '../../data/task-choice.ts'
import { formatDate, formatDateLong, formatNumber } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { EmptyPart, LinkPart, PagerPart } from '../../render/parts.ts'
import type { Dated } from './calendar-date.ts'
import { type DayPart, dayPart } from './calendar-month.ts'
import {
  type CalendarChoice,
  type CalendarTabs,
  calendarHref,
  calendarTabs,
  monthAfter,
  reachesOf,
} from './calendar-query.ts'
import type { FilterBar } from './task-filter.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'calendar/index': {
      title: string
      lead: string
      /** On wide screens the first, on phones the second; the same where a view was asked for. */
      tabs: [CalendarTabs, CalendarTabs]
      view: 'month' | 'agenda' | 'either'
      steps: { previous: LinkPart | null; today: LinkPart; next: LinkPart | null }
      filter: FilterBar | null
      weekdays: { short: string; long: string }[]
      weeks: DayPart[][]
      days: DayPart[]
      empty: EmptyPart
    }
    'calendar/day': {
      title: string
      lead: string
      back: LinkPart
      steps: { previous: LinkPart; today: LinkPart; next: LinkPart }
      day: DayPart
      pager: PagerPart | null
      empty: EmptyPart
    }
  }
}

/** So many of a day stand on one page. */
export const shownOfDay = 50

export function monthTitle({ month }: CalendarChoice, t: Translate): string {
  return t('page.dates.title', { month: Number(month.slice(5, 7)), year: month.slice(0, 4) })
}

/** "42 hạn trong tháng, 3 đã quá hạn." */
export function monthLead(counts: readonly DayCount[], choice: CalendarChoice, { t }: Words): string {
  const within = counts.filter(one => one.day.slice(0, 7) === choice.month.slice(0, 7))
  const sum = (of: (one: DayCount) => number) => within.reduce((all, one) => all + of(one), 0)
  return leadOf(
    sum(one => one.count),
    sum(one => one.late),
    t,
  )
}

export function leadOf(count: number, late: number, t: Translate): string {
  if (count === 0) return ''
  const all = t('page.dates.count', { count })
  return late === 0 ? all : t('page.dates.lead.late', { all, late })
}

export function monthTabs(choice: CalendarChoice, t: Translate): [CalendarTabs, CalendarTabs] {
  return [calendarTabs(choice.view ?? 'month', t, choice), calendarTabs(choice.view ?? 'agenda', t, choice)]
}

export function monthSteps(choice: CalendarChoice, { t, today }: Words) {
  const to = (n: number, label: string) => {
    const month = monthAfter(choice.month, n)
    return month ? { label, href: calendarHref(choice, { month, day: null }) } : null
  }
  return {
    previous: to(-1, t('page.dates.previous_month')),
    today: {
      label: t('page.dates.today'),
      href: calendarHref(choice, { month: `${today.slice(0, 7)}-01`, day: null }),
    },
    next: to(1, t('page.dates.next_month')),
  }
}

export function daySteps(choice: CalendarChoice, day: string, { t, today }: Words) {
  const to = (one: string, label: string) => ({ label, href: calendarHref(choice, { day: one }) })
  return {
    previous: to(addDays(day, -1), t('page.dates.previous_day')),
    today: to(today, t('page.dates.today')),
    next: to(addDays(day, 1), t('page.dates.next_day')),
  }
}

/** Whose dates, and of which inspection; null where there is nothing to choose. */
export function calendarFilter(
  choice: CalendarChoice,
  actor: Actor,
  inspections: InspectionChoice[],
  { t }: Words,
): FilterBar | null {
  const reaches = reachesOf(actor)
  const options = inspections.map(({ id, number, title, held_on }) => ({
    value: id,
    label: t('page.tasks.inspection.option', { number: number || title, date: formatDate(held_on) }),
  }))
  const scope = {
    name: 'scope',
    kind: 'select',
    labelKey: 'page.dates.reach',
    value: choice.reach,
    options: reaches.map(value => ({ value, label: t(`page.dates.reach.${value}`) })),
  } as const
  const inspection = {
    name: 'inspection',
    kind: 'select',
    labelKey: 'page.tasks.inspection',
    emptyKey: 'page.tasks.any',
    value: choice.inspection,
    options,
  } as const
  const fields = [...(reaches.length > 1 ? [scope] : []), ...(options.length > 1 ? [inspection] : [])]
  if (fields.length === 0) return null
  return {
    id: 'calendar-filter',
    label: t('page.dates.filter'),
    action: '/calendar',
    fields,
    hidden: { month: choice.month.slice(0, 7), ...(choice.view ? { view: choice.view } : {}) },
    resetHref: '/calendar',
  }
}

/** The page of one day, however many fall on it. */
export function dayPage(
  choice: CalendarChoice & { day: string },
  counts: readonly DayCount[],
  dated: Dated,
  words: Words,
) {
  const { t, locale } = words
  const { count = 0, late = 0 } = counts[0] ?? {}
  const from = (choice.page - 1) * shownOfDay
  const to = Math.min(from + shownOfDay, count)
  const at = (page: number) => calendarHref(choice, { page })
  const pager: PagerPart = {
    label: t('page.dates.pages'),
    text: t('page.search.range', { from: from + 1, to, count: formatNumber(count, locale) }),
    ...(choice.page > 1 ? { previous: at(choice.page - 1) } : {}),
    ...(to < count ? { next: at(choice.page + 1) } : {}),
  }
  const day = dayPart(choice.day, choice, counts, dated, words, Number.POSITIVE_INFINITY)
  return {
    title: formatDateLong(choice.day, locale),
    lead: [day.name, leadOf(count, late, t)].filter(text => text !== '').join(' · '),
    back: { label: monthTitle(choice, t), href: calendarHref(choice, { day: null }) },
    steps: daySteps(choice, choice.day, words),
    day: { ...day, more: '' },
    pager: count > shownOfDay ? pager : null,
    empty: { icon: 'calendar', fact: t('page.dates.none_day'), next: t('page.dates.none.next') },
  }
}
