import { type ExpressionBuilder, sql } from 'kysely'
import { chunksOf } from './chunk.ts'
import type { Db, NewRow, Row, Schema } from './schema.ts'

/** Stands for a date that is missing: no day is after it. */
export const never = '9999-12-31'

export type StatusImage = Row<'status_image'>

/** What images are asked of. */
export type ImageFilter = { taskIds: string[] } | { inspectionId: string }

/**
 * How tasks are counted as they stand now (DECISIONS 3): the SQL twin of `statusClass` but for what depends on the date.
 * Drafts and cycles that were taken back give none.
 */
export function selectImages(db: Db, filter: ImageFilter) {
  const due = sql`coalesce(task.due_on, ${sql.lit(never)})`
  const original = sql`coalesce(task.original_due_on, ${sql.lit(never)})`
  const waiting = sql`(task.obligation_id is null and task.state in ('issued', 'in_progress', 'returned'))`
  const whileWaiting = (date: ReturnType<typeof sql>) =>
    sql<string>`case when ${waiting} then ${date} else ${sql.lit(never)} end`
  const counted = sql<StatusImage['counted']>`case
    when task.obligation_id is not null then coalesce('cycles_' || p.cycle, '')
    when task.state = 'draft' then ''
    when task.state = 'verified' then
      case when coalesce(task.completed_on, '') <= ${due} then 'done_on_time' else 'done_late' end
    when task.state = 'reported' then
      case when coalesce(task.reported_on, '') <= ${due} then 'reported_in_time' else 'reported_late' end
    when task.state in ('issued', 'in_progress', 'returned') then 'waiting'
    else task.state end`
  const issued = sql<string>`case when p.receipt is null and task.obligation_id is null
      and task.state in ('issued', 'in_progress', 'returned', 'reported', 'verified')
    then coalesce(task.issued_on, ${sql.lit(never)}) else ${sql.lit(never)} end`
  const rows = db
    .selectFrom('task')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .leftJoin('task_period as p', join => join.onRef('p.task_id', '=', 'task.id').on('p.to_on', 'is', null))
    .select(eb => ['task.id as task_id', 'task.organisation_id', committeeOf(eb).as('committee_id')])
    .select(['task.inspection_id', 'task.recommendation_id', 'recommendation.theme'])
    .select(['task.lead_unit_id as unit_id', counted.as('counted')])
    .select([
      sql<number>`case when task.obligation_id is not null then 0
        when task.state = 'verified' and coalesce(task.completed_on, '') > ${original} then 1
        when task.state = 'reported' and coalesce(task.reported_on, '') > ${original} then 1
        else 0 end`.as('late_original'),
      sql<StatusImage['receipt']>`case when task.obligation_id is not null then ''
        else coalesce(p.receipt, '') end`.as('receipt'),
      whileWaiting(due).as('due_on'),
      whileWaiting(original).as('original_due_on'),
      whileWaiting(sql`coalesce(task.updated_on, task.received_on, task.issued_on, '')`).as('fresh_on'),
      issued.as('issued_on'),
      sql<number>`case when ${waiting} or ${issued} < ${sql.lit(never)} then 1 else 0 end`.as('marked'),
    ])
    .where(counted, '<>', '')
  return 'taskIds' in filter
    ? rows.where('task.id', 'in', filter.taskIds)
    : rows.where('task.inspection_id', '=', filter.inspectionId)
}

function committeeOf(eb: ExpressionBuilder<Schema, 'inspection'>) {
  return eb.fn.coalesce('inspection.committee_id', eb.val(''))
}

/** The images that are stored of them. */
export async function listStoredImages(db: Db, filter: ImageFilter): Promise<StatusImage[]> {
  const rows = db.selectFrom('status_image').selectAll()
  return 'taskIds' in filter
    ? rows.where('task_id', 'in', filter.taskIds).execute()
    : rows.where('inspection_id', '=', filter.inspectionId).execute()
}

/** Puts new images in place of old ones; tasks with none any more are not counted. */
export async function writeImages(db: Db, gone: string[], images: NewRow<'status_image'>[]): Promise<void> {
  for (const ids of chunksOf(gone)) await db.deleteFrom('status_image').where('task_id', 'in', ids).execute()
  for (let from = 0; from < images.length; from += rowsAtOnce) {
    await db
      .insertInto('status_image')
      .values(images.slice(from, from + rowsAtOnce))
      .execute()
  }
}

const rowsAtOnce = 200

/** Takes all images of an inspection anew, without a difference to anything: for the rebuild. */
export async function rewriteImages(db: Db, inspectionId: string): Promise<void> {
  await db.deleteFrom('status_image').where('inspection_id', '=', inspectionId).execute()
  const columns = [
    'task_id',
    'organisation_id',
    'committee_id',
    'inspection_id',
    'recommendation_id',
    'theme',
    'unit_id',
    'counted',
    'late_original',
    'receipt',
    'due_on',
    'original_due_on',
    'fresh_on',
    'issued_on',
    'marked',
  ] as const
  await db
    .insertInto('status_image')
    .columns([...columns])
    .expression(selectImages(db, { inspectionId }))
    .execute()
}

/** Ids of the inspections that have tasks, recommendations or figures; a page of them after the id. */
export async function listInspectionsToCount(db: Db, after: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('inspection')
    .select('id')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}
