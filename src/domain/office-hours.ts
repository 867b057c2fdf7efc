import { localTime, type PlainDate } from '../lib/plain-date.ts'
import type { Terms } from './policy-terms.ts'
import type { Calendar } from './working-days.ts'

/** When business mail may go at once, on the clocks of Viet Nam (DECISIONS 16): from one time, before the other. */
type MailHours = Pick<Terms, 'mail_from' | 'mail_until'>
/** Until when a bundle that missed its 07:30 still goes on the same day. */
const catchUpUntil = '17:00'

/** Whether business mail may go at this business instant: on working days, not at night. */
export function isMailTime(at: string, today: PlainDate, calendar: Calendar, hours: MailHours): boolean {
  const time = localTime(at)
  return calendar.isWorkingDay(today) && time >= hours.mail_from && time < hours.mail_until
}

/** The working day whose bundle takes what is written at this business instant outside mail hours. */
export function nextMorning(at: string, today: PlainDate, calendar: Calendar, hours: MailHours): PlainDate {
  return localTime(at) < hours.mail_from ? calendar.nextWorkingDay(today) : calendar.addWorkingDays(today, 1)
}

/** The working day whose bundle takes reminders planned at this instant: today's until 17:00, though it be late. */
export function bundleDay(at: string, today: PlainDate, calendar: Calendar): PlainDate {
  const still = localTime(at) < catchUpUntil && calendar.isWorkingDay(today)
  return still ? today : calendar.addWorkingDays(today, 1)
}
