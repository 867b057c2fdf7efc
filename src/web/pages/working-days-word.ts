import type { PlainDate } from '../../lib/plain-date.ts'
import type { Words } from './words.ts'

/** How far a day to come is: "Còn 4 ngày làm việc", "Đến hạn hôm nay", or that it is the day off just ahead. */
export function workingDaysWord(date: PlainDate, { t, today, calendar }: Words): string {
  if (date === today) return t('status.today')
  const days = calendar.workingDaysBetween(today, date)
  return days > 0 ? t('status.left', { days }) : t('status.day_off')
}

/** How long something has waited, in working days since its day. */
export function waitedWord(since: PlainDate, { t, today, calendar }: Words): string {
  return t('status.waited', { days: Math.max(0, calendar.workingDaysBetween(since, today)) })
}
