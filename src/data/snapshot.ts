import { sql } from 'kysely'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'

export type SnapshotRow = Row<'snapshot'>

/**
 * How the tasks of every inspection and unit stood at the end of the day, from the periods recorded by then
 * (DECISIONS 2); the SQL twin of `statusClass`. Cycles of obligations are counted apart.
 */
export async function countPeriodsOn(db: Db, day: string): Promise<SnapshotRow[]> {
  const due = sql`coalesce(due_on, '9999-12-31')`
  const judged = sql`case when state = 'reported' then coalesce(reported_on, ${day}) else ${day} end`
  const running = sql`state in ('issued', 'in_progress', 'returned', 'reported')`
  const number = (condition: ReturnType<typeof sql>) =>
    sql<number>`sum(case when ${condition} then 1 else 0 end)`
  const rows = await db
    .selectFrom('task_period')
    .select(['organisation_id', 'inspection_id', 'lead_unit_id as unit_id'])
    .select([
      number(sql`state = 'verified' and coalesce(completed_on, '') <= ${due}`).as('done_on_time'),
      number(sql`state = 'verified' and coalesce(completed_on, '') > ${due}`).as('done_late'),
      number(sql`${running} and ${judged} <= ${due}`).as('running_in_time'),
      number(sql`${running} and ${judged} > ${due}`).as('running_late'),
      number(sql`state = 'suspended'`).as('suspended'),
      number(sql`state = 'not_implemented'`).as('not_implemented'),
      number(sql`state = 'withdrawn'`).as('withdrawn'),
    ])
    .where('from_on', '<=', day)
    .where(eb => eb.or([eb('to_on', 'is', null), eb('to_on', '>', day)]))
    .where('state', '<>', 'draft')
    .where('task_id', 'not in', eb =>
      eb.selectFrom('task').select('task.id').where('task.obligation_id', 'is not', null),
    )
    .groupBy(['organisation_id', 'inspection_id', 'lead_unit_id'])
    .execute()
  return rows.map(row => ({
    day,
    organisation_id: row.organisation_id,
    inspection_id: row.inspection_id,
    unit_id: row.unit_id,
    done_on_time: toNumber(row.done_on_time),
    done_late: toNumber(row.done_late),
    running_in_time: toNumber(row.running_in_time),
    running_late: toNumber(row.running_late),
    suspended: toNumber(row.suspended),
    not_implemented: toNumber(row.not_implemented),
    withdrawn: toNumber(row.withdrawn),
  }))
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

/** Days up to and including this one can no longer change in the calendar: figures have used them (DECISIONS 2). */
export async function freezeCalendarDays(db: Db, upTo: string): Promise<void> {
  await db
    .updateTable('calendar_day')
    .set({ frozen: 1 })
    .where('day', '<=', upTo)
    .where('frozen', '=', 0)
    .execute()
}
