import type { Actor } from '../data/actor.ts'
import { listCalendarChanges, listCalendarDays } from '../data/calendar-day.ts'
import type { FigureDay, FigureLimits } from '../data/figure-condition.ts'
import { findFirstEventDay } from '../data/figure-label.ts'
import type { Db } from '../data/schema.ts'
import { addDays, isPlainDate, type PlainDate } from '../lib/plain-date.ts'
import { Invalid } from './errors.ts'
import { findPolicies, type Policies } from './policy.ts'
import type { Terms } from './policy-terms.ts'
import { type Calendar, type CalendarEntry, createCalendar } from './working-days.ts'

/** The calendar as it was known at the end of the day: days changed later are what they were before (DECISIONS 2). */
export async function findCalendarOn(db: Db, day: PlainDate): Promise<Calendar> {
  const entries = new Map<PlainDate, CalendarEntry>(
    (await listCalendarDays(db)).map(entry => [entry.day, entry]),
  )
  const undone = new Set<PlainDate>()
  for (const change of await listCalendarChanges(db, day)) {
    if (undone.has(change.day)) continue
    undone.add(change.day)
    if (change.kind_before) entries.set(change.day, { day: change.day, kind: change.kind_before })
    else entries.delete(change.day)
  }
  return createCalendar([...entries.values()])
}

/** What figures as of the day compare with: every organisation by its own policy of that day. */
export async function findFigureDay(db: Db, day: PlainDate): Promise<FigureDay> {
  return figureDayOf(day, await findCalendarOn(db, day), await findPolicies(db))
}

export function figureDayOf(day: PlainDate, calendar: Calendar, policies: Policies): FigureDay {
  const limits: FigureLimits[] = []
  const known = new Map<string, string[]>()
  for (const { id } of policies.organisations) {
    const own = limitsOf(day, calendar, policies.on(id, day).terms)
    const key = Object.values(own).join()
    const ids = known.get(key)
    if (ids) ids.push(id)
    else {
      const organisationIds = [id]
      known.set(key, organisationIds)
      limits.push({ organisationIds, ...own })
    }
  }
  return { day, limits }
}

function limitsOf(day: PlainDate, calendar: Calendar, terms: Terms) {
  return {
    soonBefore: calendar.addWorkingDays(day, terms.due_soon_days + 1),
    // Counted back from tomorrow, so that on a day off the days are those since the last working day.
    staleBefore: calendar.addWorkingDays(addDays(day, 1), -terms.fresh_days),
    // Issued on it, the last day to receive is the last working day before this one.
    receiptBefore: calendar.addWorkingDays(day, -terms.receipt_days),
  }
}

/** The day of the first recorded event within the person's reach; before it there are no figures. Null: no event yet. */
export async function findFirstDay(db: Db, actor: Actor): Promise<PlainDate | null> {
  return findFirstEventDay(db, actor)
}

/**
 * The day that figures are asked for: `asOf`, or today.
 * @throws Invalid for `asOf` when it is no date, lies after today, or before the first recorded day
 */
export async function checkAsOf(
  db: Db,
  actor: Actor,
  { today, asOf }: { today: PlainDate; asOf?: PlainDate | undefined },
): Promise<PlainDate> {
  if (asOf === undefined || asOf === today) return today
  if (!isPlainDate(asOf)) throw new Invalid({ asOf: 'error.not_a_date' })
  if (asOf > today) throw new Invalid({ asOf: 'error.as_of_to_come' })
  const first = await findFirstDay(db, actor)
  if (first === null || asOf < first) throw new Invalid({ asOf: 'error.as_of_before_first' })
  return asOf
}
