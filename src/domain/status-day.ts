import type { StatusDay } from '../data/task-status.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { defaultTerms } from './policy-terms.ts'
import type { StatusTerms } from './task-status.ts'
import type { Calendar } from './working-days.ts'

/** The two days between which the SQL twin of `taskTiming` and `isStale` needs to compare, on `today`. */
export function statusDay(
  today: PlainDate,
  calendar: Calendar,
  terms: StatusTerms = defaultTerms,
): StatusDay {
  return {
    today,
    soonBefore: calendar.addWorkingDays(today, terms.due_soon_days + 1),
    // Counted back from tomorrow, so that on a day off the days are those since the last working day.
    staleBefore: calendar.addWorkingDays(addDays(today, 1), -terms.fresh_days),
  }
}
