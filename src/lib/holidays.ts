import shipped from './holidays-vn.json' with { type: 'json' }

/** holiday, makeup (nghỉ bù) and swap_off (nghỉ hoán đổi) are off; worked is a Saturday worked for a swapped day. */
export type CalendarDayKind = 'holiday' | 'makeup' | 'swap_off' | 'worked'
/** official: announced; computed: worked out from the law and the lunar calendar, to be replaced once announced. */
export type CalendarDayStatus = 'official' | 'computed'

export interface ShippedCalendarDay {
  day: string
  kind: CalendarDayKind
  name_vi: string
  status: CalendarDayStatus
}

/** The days off and worked Saturdays that come with the product, in order of date; loaded into `calendar_day`. */
export function shippedCalendarDays(): ShippedCalendarDay[] {
  return shipped.days.map(entry => ({
    day: entry.date,
    kind: entry.kind as CalendarDayKind,
    name_vi: entry.name_vi,
    status: entry.status as CalendarDayStatus,
  }))
}
