import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { type FigureDay, figureCondition } from './figure-condition.ts'
import { asReaderOfFigures, type FigureScope, periodCondition } from './figures.ts'
import type { Db, Row, Schema } from './schema.ts'
import { inspectionScope } from './scope.ts'

/** The last task of the page before. */
export interface ReportCursor {
  recommendationId: string
  taskId: string
}

export interface ReportTaskQuery {
  day: FigureDay
  scope: FigureScope
  after?: ReportCursor | undefined
  limit: number
}

/** A task as it stood at the end of the day, with what it belongs to. */
export type ReportTaskRow = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'criterion'
  | 'ordinal'
  | 'recommendation_id'
  | 'inspection_id'
  | 'obligation_id'
  | 'document_no'
  | 'document_on'
> &
  Pick<
    Row<'task_period'>,
    | 'state'
    | 'lead_unit_id'
    | 'due_on'
    | 'original_due_on'
    | 'reported_on'
    | 'completed_on'
    | 'issued_on'
    | 'percent'
    | 'cycle'
  > & {
    /** 1 where the figures count it as due soon. */
    due_soon: number
    recommendation_ordinal: number
    quote: string
    inspection_number: string
    period_from: string | null
    period_to: string | null
  }

/** One page of tasks as they stood at the end of the day, by recommendation and in the order of their making; drafts are none. */
export async function listReportTasks(
  db: Db,
  actor: Actor,
  { day, scope, after, limit }: ReportTaskQuery,
): Promise<ReportTaskRow[]> {
  const soon = sql<number>`case when ${figureCondition('due_soon', day)} then 1 else 0 end`
  const rows = await db
    .selectFrom('task_period')
    // SQLite keeps the order of a cross join: along the index of recommendations, which ends a page where it is full.
    .crossJoin('task')
    .crossJoin('recommendation')
    .crossJoin('inspection')
    .leftJoin('obligation_cycle', 'obligation_cycle.task_id', 'task.id')
    .whereRef('task.id', '=', 'task_period.task_id')
    .whereRef('recommendation.id', '=', 'task_period.recommendation_id')
    .whereRef('inspection.id', '=', 'task_period.inspection_id')
    .select(['task.id', 'task.code', 'task.title', 'task.criterion', 'task.ordinal', 'task.obligation_id'])
    .select(['task_period.recommendation_id', 'task_period.inspection_id'])
    .select(['task.document_no', 'task.document_on'])
    .select(['task_period.state', 'task_period.lead_unit_id', 'task_period.due_on', 'task_period.issued_on'])
    .select(['task_period.original_due_on', 'task_period.reported_on', 'task_period.completed_on'])
    .select(['task_period.percent', 'task_period.cycle', soon.as('due_soon')])
    .select(['recommendation.ordinal as recommendation_ordinal', 'recommendation.quote'])
    .select(['inspection.number as inspection_number'])
    .select(['obligation_cycle.period_from', 'obligation_cycle.period_to'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where(periodCondition(day, scope))
    .$if(after !== undefined, query => query.where(beyond(after as ReportCursor)))
    // Ids tell the order in which tasks were made, as ordinals do.
    .orderBy('task_period.recommendation_id')
    .orderBy('task_period.task_id')
    .limit(limit)
    .execute()
  return rows.map(row => ({ ...row, due_soon: toNumber(row.due_soon) }))
}

function beyond({ recommendationId, taskId }: ReportCursor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  return eb(
    eb.refTuple('task_period.recommendation_id', 'task_period.task_id'),
    '>',
    eb.tuple(recommendationId, taskId),
  )
}
