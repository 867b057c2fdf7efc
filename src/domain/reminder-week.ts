import type { Db } from '../data/schema.ts'
import { countOpenTasks } from '../data/status-summary.ts'
import { addDays, type PlainDate, weekday } from '../lib/plain-date.ts'
import { collapse, type Planning } from './reminder-plan.ts'
import { weekHoldings } from './reminder-posts.ts'
import { type Draft, writeReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

/**
 * The weekly digest of each organisation that has open tasks, on the day of the week that its policy names, to those
 * its rung names (secretaries and leaders). A week without a working day has none. Returns the number of new rows.
 */
export async function planWeek(db: Db, planning: Planning): Promise<number> {
  let count = 0
  for (const { id } of planning.policies.organisations) {
    const written = await writeReminders(db, await weekDrafts(db, id, planning), planning.mailing)
    if (written.length > 0) await collapse(db, written, planning)
    count += written.length
  }
  return count
}

/** The digest's rows of one organisation on the day; none on other days of the week. `more`: open tasks not counted yet. */
export async function weekDrafts(
  db: Db,
  organisationId: string,
  { policies, day, calendar, posts }: Pick<Planning, 'policies' | 'day' | 'calendar' | 'posts'>,
  more = 0,
): Promise<Draft[]> {
  const { ladder, terms } = policies.on(organisationId, day)
  const rung = ladder.find('weekly')
  if (!rung || digestDay(day, terms.digest_weekday, calendar) !== day) return []
  if (more + (await countOpenTasks(db, organisationId)) === 0) return []
  return weekHoldings(rung, organisationId, posts).map(holding => ({
    organisationId,
    subjectType: 'unit',
    subjectId: organisationId,
    taskId: null,
    rung: 'weekly',
    holding,
    deadlineVersion: 0,
    occurrence: weekNumber(day),
    rungOn: day,
  }))
}

/**
 * The day of the date's week on which its digest goes: the weekday asked for, else the first working day after it, else
 * the last one before it; null in a week without a working day.
 */
export function digestDay(day: PlainDate, asked: number, calendar: Calendar): PlainDate | null {
  const monday = mondayOf(day)
  const week = [0, 1, 2, 3, 4, 5, 6].map(n => addDays(monday, n)).filter(one => calendar.isWorkingDay(one))
  const wanted = addDays(monday, asked - 1)
  return week.find(one => one >= wanted) ?? week.at(-1) ?? null
}

/** The week's Monday as a number, such as 20181210. */
function weekNumber(day: PlainDate): number {
  return Number(mondayOf(day).replaceAll('-', ''))
}

function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - weekday(day))
}
