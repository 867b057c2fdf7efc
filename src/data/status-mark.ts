import { sql } from 'kysely'
import type { Db } from './schema.ts'
import type { StatusMarkTable, SummaryLevel } from './schema-figure.ts'

/** Levels over all inspections, at which a page reads many places at once. Within one inspection the few waiting tasks are counted. */
export const markedLevels = ['all', 'unit', 'inspection', 'theme'] as const satisfies readonly SummaryLevel[]

export const markKeys = { all: null, unit: 'unit_id', inspection: 'inspection_id', theme: 'theme' } as const

/** The days whose marks stand, earliest first: about a dozen. */
export async function listMarkDays(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('status_mark_day').select('before_on').orderBy('before_on').execute()
  return rows.map(row => row.before_on)
}

/** Adds to marks, in one statement and in the order of their key. */
export async function addToMarks(db: Db, changes: StatusMarkTable[]): Promise<void> {
  const keyOf = (mark: StatusMarkTable) =>
    [mark.level, mark.before_on, mark.key, mark.organisation_id, mark.committee_id].join('\n')
  const rows = changes
    .filter(({ due, original, fresh, issued }) => due !== 0 || original !== 0 || fresh !== 0 || issued !== 0)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    await db
      .insertInto('status_mark')
      .values(rows.slice(from, from + rowsAtOnce))
      .onConflict(conflict =>
        conflict
          .columns(['level', 'before_on', 'key', 'organisation_id', 'committee_id'])
          .doUpdateSet(eb => ({
            due: eb('status_mark.due', '+', eb.ref('excluded.due')),
            original: eb('status_mark.original', '+', eb.ref('excluded.original')),
            fresh: eb('status_mark.fresh', '+', eb.ref('excluded.fresh')),
            issued: eb('status_mark.issued', '+', eb.ref('excluded.issued')),
          })),
      )
      .execute()
  }
}

const rowsAtOnce = 200

/** Counts the marks of a day from the images of what waits: one walk of a narrow index a level. */
export async function rewriteMarks(db: Db, day: string): Promise<void> {
  await db.deleteFrom('status_mark').where('before_on', '=', day).execute()
  const before = (column: string) => sql`sum(case when ${sql.ref(column)} < ${day} then 1 else 0 end)`
  for (const level of markedLevels) {
    const column = markKeys[level]
    const key = column ? sql.ref(column) : sql.lit('')
    const group = column
      ? sql`organisation_id, committee_id, ${sql.ref(column)}`
      : sql`organisation_id, committee_id`
    await sql`insert into status_mark
        (organisation_id, committee_id, level, key, before_on, due, original, fresh, issued)
      select organisation_id, committee_id, ${sql.lit(level)}, ${key}, ${sql.lit(day)},
        ${before('due_on')}, ${before('original_due_on')}, ${before('fresh_on')}, ${before('issued_on')}
      from status_image where marked = 1 group by ${group}`.execute(db)
  }
  await db
    .insertInto('status_mark_day')
    .values({ before_on: day })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/** Forgets the days before: nobody asks for them any more. */
export async function deleteMarksBefore(db: Db, day: string): Promise<void> {
  await db.deleteFrom('status_mark_day').where('before_on', '<', day).execute()
  await db.deleteFrom('status_mark').where('before_on', '<', day).execute()
}
