import { sql } from 'kysely'
import { toNumber } from '../../src/data/database.ts'
import type { Db } from '../../src/data/schema.ts'

export interface PeriodCount {
  day: string
  organisation_id: string
  inspection_id: string
  unit_id: string
  done_on_time: number
  done_late: number
  running_in_time: number
  running_late: number
  suspended: number
  not_implemented: number
  withdrawn: number
}

/**
 * How the tasks of every inspection and unit stood at the end of the day, from the periods recorded by then
 * (DECISIONS 2); the SQL twin of `statusClass`. Cycles of obligations are counted apart.
 */
export async function countPeriodsOn(db: Db, day: string): Promise<PeriodCount[]> {
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
