import { inTransaction } from '../data/database.ts'
import type { FigureDay } from '../data/figure-condition.ts'
import { growFigureVersion } from '../data/figure-version.ts'
import type { Db } from '../data/schema.ts'
import { deleteMarksBefore, listMarkDays, rewriteMarks } from '../data/status-mark.ts'
import { addDays, type PlainDate } from '../lib/plain-date.ts'
import { findCalendar } from './calendar.ts'
import { figureDayOf } from './figure-day.ts'
import { findPolicies } from './policy.ts'

/** Today's figures, and those of the two days after it, so that they stand there before midnight comes. */
const daysAhead = 2
/** A page that began before midnight may still ask for yesterday. */
const daysKept = 7

/**
 * Counts the marks that figures of today and the next days compare with, as far as they are not counted yet, and
 * forgets old ones. Cheap when nothing is missing. What is not counted ahead is right all the same: a reader counts what
 * waits itself. Returns the days that were counted.
 */
export async function prepareMarks(db: Db, today: PlainDate): Promise<PlainDate[]> {
  const calendar = await findCalendar(db)
  const policies = await findPolicies(db)
  const wanted = new Set<PlainDate>()
  for (let ahead = 0; ahead <= daysAhead; ahead++) {
    for (const day of comparedDays(figureDayOf(addDays(today, ahead), calendar, policies))) wanted.add(day)
  }
  const known = await listMarkDays(db)
  const missing = [...wanted].filter(day => !known.includes(day)).sort()
  for (const day of missing) await inTransaction(db, trx => countMark(trx, day))
  const oldest = addDays([...wanted].sort()[0] ?? today, -daysKept)
  if (known.some(day => day < oldest)) await inTransaction(db, trx => deleteMarksBefore(trx, oldest))
  return missing
}

/** The days before which tasks are counted to tell the figures of a day. */
export function comparedDays({ day, limits }: FigureDay): PlainDate[] {
  const days = limits.flatMap(({ soonBefore, staleBefore, receiptBefore }) => [
    soonBefore,
    staleBefore,
    receiptBefore,
  ])
  return [...new Set([day, ...days])]
}

async function countMark(trx: Db, day: PlainDate): Promise<void> {
  await growFigureVersion(trx)
  await rewriteMarks(trx, day)
}
