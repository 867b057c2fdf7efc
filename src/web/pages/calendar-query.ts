import type { Actor } from '../../data/actor.ts'
import type { DateReach } from '../../data/calendar-date.ts'
import type { Translate } from '../../i18n/translate.ts'
import { isId } from '../../lib/id.ts'
import { addDays, endOfMonth, isPlainDate, type PlainDate, weekday } from '../../lib/plain-date.ts'
import type { LinkPart } from '../../render/parts.ts'

export type CalendarView = 'month' | 'agenda'

export interface CalendarChoice {
  /** The first of the month. */
  month: PlainDate
  /** One day alone. */
  day: PlainDate | null
  /** Null: the month on wide screens, the agenda on phones. */
  view: CalendarView | null
  reach: DateReach
  inspection: string
  page: number
}

export type CalendarQuery = Partial<
  Record<'month' | 'day' | 'view' | 'scope' | 'inspection' | 'page', unknown>
>

/** What was asked for, as far as it makes sense and the role may see it. */
export function readCalendarQuery(query: CalendarQuery, actor: Actor, today: PlainDate): CalendarChoice {
  const day = typeof query.day === 'string' && isPlainDate(query.day) ? query.day : null
  const asked = typeof query.month === 'string' && isMonth(query.month) ? `${query.month}-01` : null
  const view = query.view === 'month' || query.view === 'agenda' ? query.view : null
  const reaches = reachesOf(actor)
  const reach = reaches.find(one => one === query.scope) ?? reaches.at(-1) ?? 'mine'
  return {
    month: asked ?? `${(day ?? today).slice(0, 7)}-01`,
    day,
    view,
    reach,
    inspection: isId(query.inspection) ? String(query.inspection) : '',
    page: typeof query.page === 'string' && /^[1-9]\d{0,4}$/.test(query.page) ? Number(query.page) : 1,
  }
}

const withAPart: readonly string[] = ['unit_head', 'officer', 'leader', 'verifier']
const seeingAll: readonly string[] = ['secretary', 'leader', 'verifier', 'committee', 'auditor']

/** From the narrowest to the widest that the person's roles make sense of; the last is what is shown first. */
export function reachesOf(actor: Actor): DateReach[] {
  const holds = (roles: readonly string[]) => actor.holdings.some(held => roles.includes(held.role))
  const open: Record<DateReach, boolean> = {
    mine: holds(withAPart),
    unit: actor.holdings.some(held => held.role !== 'officer' && held.unit_id !== held.organisation_id),
    all: holds(seeingAll),
  }
  return (['mine', 'unit', 'all'] as const).filter(reach => open[reach])
}

/** The address of the same calendar with something changed; what stands at its default is left out. */
export function calendarHref(choice: CalendarChoice, change: Partial<CalendarChoice> = {}): string {
  const { month, day, view, reach, inspection, page } = { ...choice, page: 1, ...change }
  const query = new URLSearchParams(day ? { day } : { month: month.slice(0, 7) })
  if (view) query.set('view', view)
  query.set('scope', reach)
  if (inspection) query.set('inspection', inspection)
  if (page > 1) query.set('page', String(page))
  return `/calendar?${query.toString()}`
}

/** The Monday on or before the first of the month, and the Sunday on or after its last day. */
export function gridOf(month: PlainDate): { from: PlainDate; to: PlainDate } {
  const last = endOfMonth(month)
  return { from: addDays(month, 1 - weekday(month)), to: addDays(last, 7 - weekday(last)) }
}

/** The first of the month n months later, within the years that dates are kept in. */
export function monthAfter(month: PlainDate, n: number): PlainDate | null {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + n
  const text = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
  return isMonth(text) ? `${text}-01` : null
}

function isMonth(text: string): boolean {
  return /^(19|2[01])\d\d-(0[1-9]|1[0-2])$/.test(text)
}

export interface CalendarTabs {
  label: string
  items: (LinkPart & { current?: boolean })[]
}

/** Month, agenda, and the days off that deadlines are counted by. */
export function calendarTabs(
  current: CalendarView | 'days',
  t: Translate,
  choice?: CalendarChoice,
): CalendarTabs {
  const href = (view: CalendarView) =>
    choice ? calendarHref(choice, { view, day: null }) : `/calendar?view=${view}`
  return {
    label: t('page.dates.tabs'),
    items: [
      { label: t('page.dates.month'), href: href('month'), current: current === 'month' },
      { label: t('page.dates.agenda'), href: href('agenda'), current: current === 'agenda' },
      { label: t('page.calendar.title'), href: '/calendar/days', current: current === 'days' },
    ],
  }
}
