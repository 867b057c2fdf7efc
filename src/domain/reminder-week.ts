import type { Db } from '../data/schema.ts'
import { countOpenTasks } from '../data/status-summary.ts'
import { listUnits } from '../data/unit.ts'
import { addDays, type PlainDate, weekday } from '../lib/plain-date.ts'
import { recipientWords } from './reminder-ladder.ts'
import { collapse, type Planning } from './reminder-plan.ts'
import { holdingsOver } from './reminder-recipient.ts'
import { writeReminders } from './reminder-row.ts'
import type { Calendar } from './working-days.ts'

/**
 * The weekly digest of each organisation that has open tasks, on the first working day of the week, to those its rung
 * names (secretaries and leaders). A week without a working day has none. Returns the number of new rows.
 */
export async function planWeek(db: Db, planning: Planning): Promise<number> {
  const rung = planning.ladder.find('weekly')
  if (!rung || !isFirstWorkingDay(planning.day, planning.calendar)) return 0
  const roles = recipientWords(rung).map(word => (word === 'secretary' ? 'secretary' : 'leader'))
  let count = 0
  for (const unit of await listUnits(db)) {
    if (unit.is_organisation !== 1 || (await countOpenTasks(db, unit.id)) === 0) continue
    const held = new Map(
      roles.flatMap(role => holdingsOver(planning.posts, role, unit.id)).map(one => [one.id, one]),
    )
    const drafts = [...held.values()].map(holding => ({
      organisationId: unit.id,
      subjectType: 'unit',
      subjectId: unit.id,
      taskId: null,
      rung: 'weekly',
      holding,
      deadlineVersion: 0,
      occurrence: weekNumber(planning.day),
      rungOn: planning.day,
    }))
    const written = await writeReminders(db, drafts, planning.mailing)
    if (written.length > 0) await collapse(db, written, planning)
    count += written.length
  }
  return count
}

export function isFirstWorkingDay(day: PlainDate, calendar: Calendar): boolean {
  return calendar.isWorkingDay(day) && calendar.nextWorkingDay(mondayOf(day)) === day
}

/** The week's Monday as a number, such as 20181210. */
function weekNumber(day: PlainDate): number {
  return Number(mondayOf(day).replaceAll('-', ''))
}

function mondayOf(day: PlainDate): PlainDate {
  return addDays(day, 1 - weekday(day))
}
