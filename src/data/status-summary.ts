import { sql } from 'kysely'
import { toNumber } from './database.ts'
import type { Db } from './schema.ts'

export interface SummaryPair {
  organisationId: string
  inspectionId: string
  unitId: string
}

/**
 * Counts the tasks of one inspection and lead unit anew, in the grain of DECISIONS 4: open ones by state and deadline
 * (reported ones with whether the report came in time), closed ones by class. Drafts never count,
 * and cycles of obligations are counted apart.
 */
export async function refreshStatusSummary(db: Db, pair: SummaryPair): Promise<void> {
  const { organisationId, inspectionId, unitId } = pair
  await db
    .deleteFrom('status_summary')
    .where('organisation_id', '=', organisationId)
    .where('inspection_id', '=', inspectionId)
    .where('unit_id', '=', unitId)
    .execute()
  const due = sql<string>`case when task.state in ('verified', 'not_implemented', 'withdrawn') then ''
    else coalesce(task.due_on, '') end`
  const timing = sql<string>`case
    when task.state = 'verified' and coalesce(task.completed_on, '') <= coalesce(task.due_on, '9999-12-31') then 'done_on_time'
    when task.state = 'verified' then 'done_late'
    when task.state = 'reported' and coalesce(task.reported_on, '') <= coalesce(task.due_on, '9999-12-31') then 'in_time'
    when task.state = 'reported' then 'late'
    else '' end`
  const counts = await db
    .selectFrom('task')
    .select(['task.organisation_id', 'task.inspection_id', 'task.lead_unit_id as unit_id', 'task.state'])
    .select(eb => [due.as('due_on'), timing.as('timing'), eb.fn.countAll().as('count')])
    .where('task.inspection_id', '=', inspectionId)
    .where('task.lead_unit_id', '=', unitId)
    .where('task.state', '<>', 'draft')
    .where('task.obligation_id', 'is', null)
    .groupBy(['task.organisation_id', 'task.inspection_id', 'task.lead_unit_id', 'task.state', due, timing])
    .execute()
  if (counts.length === 0) return
  await db
    .insertInto('status_summary')
    .values(counts.map(row => ({ ...row, count: toNumber(row.count) })))
    .execute()
}

/** Every inspection and lead unit that has tasks or a summary. */
export async function listSummaryPairs(db: Db): Promise<SummaryPair[]> {
  return db
    .selectFrom('task')
    .select(['organisation_id as organisationId', 'inspection_id as inspectionId', 'lead_unit_id as unitId'])
    .union(
      db
        .selectFrom('status_summary')
        .select(['organisation_id as organisationId', 'inspection_id as inspectionId', 'unit_id as unitId']),
    )
    .execute()
}

/** Tasks of the organisation that are given out and not closed, by the summary. */
export async function countOpenTasks(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('status_summary')
    .select(eb => eb.fn.sum('count').as('count'))
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['issued', 'in_progress', 'returned', 'reported', 'suspended'])
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}
