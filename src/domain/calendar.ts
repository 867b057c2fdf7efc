import { listCalendarDays } from '../data/calendar-day.ts'
import type { Db } from '../data/schema.ts'
import { type Calendar, createCalendar } from './working-days.ts'

/** The office's calendar as it is entered now. */
export async function findCalendar(db: Db): Promise<Calendar> {
  return createCalendar(await listCalendarDays(db))
}
