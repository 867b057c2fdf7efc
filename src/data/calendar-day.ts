import { newId } from '../lib/id.ts'
import type { Db, NewRow, Row } from './schema.ts'

/** All days that depart from Monday to Friday, oldest first. */
export async function listCalendarDays(db: Db): Promise<Row<'calendar_day'>[]> {
  return db.selectFrom('calendar_day').selectAll().orderBy('day').execute()
}

/** Adds days that are not there yet; days already entered stay as they are. */
export async function insertCalendarDays(db: Db, days: NewRow<'calendar_day'>[]): Promise<void> {
  if (days.length === 0) return
  await db
    .insertInto('calendar_day')
    .values(days)
    .onConflict(conflict => conflict.column('day').doNothing())
    .execute()
}

export async function findCalendarDay(db: Db, day: string): Promise<Row<'calendar_day'> | undefined> {
  return db.selectFrom('calendar_day').selectAll().where('day', '=', day).executeTakeFirst()
}

/** Enters the day or puts it in place of what stands there. */
export async function writeCalendarDay(db: Db, row: NewRow<'calendar_day'>): Promise<void> {
  const { day: _day, ...change } = row
  await db
    .insertInto('calendar_day')
    .values(row)
    .onConflict(conflict => conflict.column('day').doUpdateSet(change))
    .execute()
}

export async function deleteCalendarDay(db: Db, day: string): Promise<void> {
  await db.deleteFrom('calendar_day').where('day', '=', day).execute()
}

/** Keeps what the day was before a change of `today`, so that figures of earlier days still know it so. */
export async function insertCalendarChange(
  db: Db,
  today: string,
  day: string,
  before: Row<'calendar_day'> | undefined,
): Promise<void> {
  await db
    .insertInto('calendar_change')
    .values({ id: newId(), day, changed_on: today, kind_before: before?.kind ?? null })
    .execute()
}

/** The changes made after the day, the first first. */
export async function listCalendarChanges(db: Db, day: string): Promise<Row<'calendar_change'>[]> {
  return db
    .selectFrom('calendar_change')
    .selectAll()
    .where('changed_on', '>', day)
    .orderBy('changed_on')
    .orderBy('id')
    .execute()
}
