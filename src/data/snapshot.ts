import { type Expression, type SqlBool, sql } from 'kysely'
import { toNumber } from './database.ts'
import { figureMeasures } from './figure-condition.ts'
import type { Db, Row } from './schema.ts'

export type SnapshotRow = Row<'snapshot'>

/** Whether the day is kept, and with all of its measures. */
export async function findSnapshotDay(db: Db, day: string): Promise<{ whole: boolean } | undefined> {
  const row = await db.selectFrom('snapshot_day').select('whole').where('day', '=', day).executeTakeFirst()
  return row && { whole: toNumber(row.whole) === 1 }
}

/** The days from the first to the last that are kept. */
export async function listKeptDays(db: Db, from: string, to: string): Promise<string[]> {
  const rows = await db
    .selectFrom('snapshot_day')
    .select('day')
    .where('day', '>=', from)
    .where('day', '<=', to)
    .orderBy('day')
    .execute()
  return rows.map(row => row.day)
}

/** Organisations whose inspections are counted, with the committee that each inspection reports to ('': none). */
export async function listCells(db: Db) {
  return db
    .selectFrom('inspection')
    .select(eb => ['id', 'organisation_id', eb.fn.coalesce('committee_id', eb.val('')).as('committee_id')])
    .execute()
}

/** The rows that are kept only where they differ, as they stood when they were last kept up to the day. */
export async function listLastRows(
  db: Db,
  upTo: string,
  of: { level: 'inspection' } | { level: 'unit'; inspectionId?: string | undefined },
  conditions: readonly Expression<SqlBool>[] = [],
): Promise<SnapshotRow[]> {
  const inspectionId = of.level === 'unit' ? of.inspectionId : undefined
  const rows = await db
    .selectFrom('snapshot as s')
    .selectAll('s')
    .where('s.level', '=', of.level)
    .$if(of.level === 'inspection', query => query.where('s.inspection_id', '=', ''))
    .$if(of.level === 'unit' && inspectionId === undefined, query => query.where('s.inspection_id', '<>', ''))
    .$if(inspectionId !== undefined, query => query.where('s.inspection_id', '=', inspectionId ?? ''))
    .where('s.day', '=', eb =>
      eb
        .selectFrom('snapshot as last')
        .select(last => last.fn.max('last.day').as('day'))
        .whereRef('last.level', '=', 's.level')
        .whereRef('last.inspection_id', '=', 's.inspection_id')
        .whereRef('last.key', '=', 's.key')
        .where('last.day', '<=', upTo),
    )
    .where(eb => eb.and([...conditions]))
    .execute()
  return rows.map(snapshotNumbers)
}

/** Numbers as numbers; what was not kept stays null. */
export function snapshotNumbers(row: SnapshotRow): SnapshotRow {
  const numbers = figureMeasures.map(name => [name, row[name] === null ? null : toNumber(row[name])])
  return { ...row, ...Object.fromEntries(numbers) }
}

/** Keeps figures of a day; those kept before stay as they are. */
export async function insertSnapshots(db: Db, rows: SnapshotRow[]): Promise<void> {
  if (rows.length === 0) return
  await db
    .insertInto('snapshot')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Says that the day is kept whole; false when it was kept before. */
export async function insertSnapshotDay(db: Db, day: string): Promise<boolean> {
  const result = await db
    .insertInto('snapshot_day')
    .values({ day, whole: 1 })
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Days up to and including this one can no longer change in the calendar: figures have used them (DECISIONS 2). */
export async function freezeCalendarDays(db: Db, upTo: string): Promise<void> {
  await db
    .updateTable('calendar_day')
    .set({ frozen: 1 })
    .where('day', '<=', upTo)
    .where('frozen', '=', 0)
    .execute()
}

/** The first recorded day of any organisation; null before anything was recorded. */
export async function findFirstRecordedDay(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('event')
    .select(sql<string | null>`min(occurred_on)`.as('day'))
    .where('seq', '=', 1)
    .executeTakeFirst()
  return row?.day ?? null
}
