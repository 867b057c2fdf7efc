import { inTransaction } from '../data/database.ts'
import { growFigureVersion } from '../data/figure-version.ts'
import type { Db } from '../data/schema.ts'
import { countPeriodsOn, freezeCalendarDays, insertSnapshots } from '../data/snapshot.ts'
import type { PlainDate } from '../lib/plain-date.ts'

const rowsAtOnce = 200

/**
 * Keeps the figures of a day that is over, for trends; taken again it changes nothing. From then on the calendar of
 * those days stands. Returns the number of rows.
 */
export async function takeSnapshot(db: Db, day: PlainDate): Promise<number> {
  const rows = await countPeriodsOn(db, day)
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await inTransaction(db, trx => insertSnapshots(trx, rows.slice(from, from + rowsAtOnce)))
  }
  await freezeCalendarDays(db, day)
  await growFigureVersion(db)
  return rows.length
}
