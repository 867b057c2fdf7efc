import type { Row } from '../data/schema.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import type { Calendar } from './working-days.ts'

/** The deadline after a pause from one day to another: moved on by the working days that passed (PRODUCT §3 act 10). */
export function resumedDue(
  dueOn: PlainDate,
  { from, to }: { from: PlainDate; to: PlainDate },
  calendar: Calendar,
): PlainDate {
  return calendar.addWorkingDays(dueOn, calendar.workingDaysBetween(from, to))
}

export interface ResumeForecast {
  /** The day on which the system resumes, unless a leader does before. */
  on: PlainDate
  /** The deadline that will be in force from then on. */
  dueOn: PlainDate | null
}

/** What will happen at the review date if nobody does anything before. */
export function resumeForecast(
  task: Pick<Row<'task'>, 'due_on'>,
  suspension: Pick<Row<'suspension'>, 'from_on' | 'review_on'>,
  calendar: Calendar,
): ResumeForecast {
  const stretch = { from: suspension.from_on, to: suspension.review_on }
  return { on: suspension.review_on, dueOn: task.due_on && resumedDue(task.due_on, stretch, calendar) }
}
