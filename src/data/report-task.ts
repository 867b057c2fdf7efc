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

/** What was said and shown of tasks up to the end of the day; each by task, the earliest first. */
export interface ReportTaskWords {
  /** The unit's own words: updates and reports. */
  updates: Map<
    string,
    Pick<Row<'task_update'>, 'task_id' | 'kind' | 'text' | 'percent' | 'blocker' | 'on_day'>[]
  >
  evidence: Map<string, ReportEvidenceRow[]>
  extensions: Map<string, ReportExtensionRow[]>
  coUnits: Map<string, Pick<Row<'co_unit'>, 'task_id' | 'unit_id'>[]>
  /** What a corrected task was called before; the first of a task is what it was called on the day. */
  texts: Map<string, Pick<Row<'task_text'>, 'task_id' | 'title' | 'criterion'>[]>
}

export type ReportEvidenceRow = Pick<
  Row<'evidence'>,
  'kind' | 'document_no' | 'document_on' | 'statement'
> & { task_id: string; file_name: string | null }

export type ReportExtensionRow = Pick<
  Row<'extension'>,
  'task_id' | 'ordinal' | 'old_due_on' | 'granted_due_on' | 'decided_on' | 'reason'
>

/** `until` is the instant at which the day ends: what was recorded from then on is not told. At most 500 ids. */
export async function findReportTaskWords(
  db: Db,
  ids: string[],
  { day, until }: { day: string; until: string },
): Promise<ReportTaskWords> {
  const updates = await db
    .selectFrom('task_update')
    .select(['task_id', 'kind', 'text', 'percent', 'blocker', 'on_day'])
    .where('task_id', 'in', ids)
    .where('kind', 'in', ['update', 'report'])
    .where('on_day', '<=', day)
    .orderBy('id')
    .execute()
  const extensions = await db
    .selectFrom('extension')
    .select(['task_id', 'ordinal', 'old_due_on', 'granted_due_on', 'decided_on', 'reason'])
    .where('task_id', 'in', ids)
    .where('state', '=', 'granted')
    .where('decided_on', '<=', day)
    .orderBy('ordinal')
    .execute()
  const coUnits = await db
    .selectFrom('co_unit')
    .select(['task_id', 'unit_id'])
    .where('task_id', 'in', ids)
    .where('created_at', '<', until)
    .orderBy('id')
    .execute()
  const texts = await db
    .selectFrom('task_text')
    .select(['task_id', 'title', 'criterion'])
    .where('task_id', 'in', ids)
    .where('corrected_at', '>=', until)
    .orderBy('corrected_at')
    .orderBy('id')
    .execute()
  const by = <R extends { task_id: string }>(rows: R[]) => Map.groupBy(rows, row => row.task_id)
  const evidence = by(await listReportEvidence(db, ids, day))
  return {
    updates: by(updates),
    evidence,
    extensions: by(extensions),
    coUnits: by(coUnits),
    texts: by(texts),
  }
}

async function listReportEvidence(db: Db, ids: string[], day: string): Promise<ReportEvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .innerJoin('task_update as said', 'said.id', 'evidence.task_update_id')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .select(['evidence.task_id', 'evidence.kind', 'evidence.document_no', 'evidence.document_on'])
    .select(['evidence.statement', 'file.name as file_name'])
    .where('evidence.task_id', 'in', ids)
    .where('evidence.state', '=', 'attached')
    .where('said.on_day', '<=', day)
    .orderBy('evidence.id')
    .execute()
}

/** A recommendation of the report's scope, with what the committee had decided of it by the end of the day. */
export type ReportRecommendationRow = Pick<
  Row<'recommendation'>,
  'id' | 'inspection_id' | 'ordinal' | 'quote' | 'summary' | 'theme' | 'kind'
> & { outcome: Row<'recommendation'>['outcome'] }

/** Recommendations recorded by the end of the day, also those without tasks, in the order of the record. */
export async function listReportRecommendations(
  db: Db,
  actor: Actor,
  { day, until, scope }: { day: string; until: string; scope: FigureScope },
): Promise<ReportRecommendationRow[]> {
  // The last decision of the day or before stands: closed with its outcome, or opened again.
  const decided = sql<Row<'recommendation'>['outcome']>`(select d.outcome from recommendation_decision d
    where d.recommendation_id = recommendation.id and d.decided_on <= ${day} order by d.id desc limit 1)`
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.inspection_id', 'recommendation.ordinal'])
    .select(['recommendation.quote', 'recommendation.summary', 'recommendation.theme', 'recommendation.kind'])
    .select(decided.as('outcome'))
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('recommendation.created_at', '<', until)
    .$if(Boolean(scope.inspectionId), q => q.where('inspection.id', '=', scope.inspectionId ?? ''))
    .$if(Boolean(scope.recommendationId), q =>
      q.where('recommendation.id', '=', scope.recommendationId ?? ''),
    )
    .$if(scope.theme !== undefined, q => q.where('recommendation.theme', '=', scope.theme ?? ''))
    .orderBy('recommendation.id')
    .execute()
}

export type ReportInspectionRow = Pick<
  Row<'inspection'>,
  'id' | 'number' | 'title' | 'body' | 'held_on' | 'document_no' | 'document_on'
> & { committee_name: string | null }

/** The inspections by their ids, the earliest first, with the committee each reports to. */
export async function listReportInspections(db: Db, ids: string[]): Promise<ReportInspectionRow[]> {
  if (ids.length === 0) return []
  return db
    .selectFrom('inspection')
    .leftJoin('committee', 'committee.id', 'inspection.committee_id')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.body'])
    .select(['inspection.held_on', 'inspection.document_no', 'inspection.document_on'])
    .select('committee.name as committee_name')
    .where('inspection.id', 'in', ids)
    .orderBy('inspection.held_on')
    .orderBy('inspection.id')
    .execute()
}

/** The documents by which the tasks were given out, the earliest first. */
export async function listAssigningDocuments(
  db: Db,
  recommendationIds: string[],
  day: string,
): Promise<{ document_no: string; document_on: string | null }[]> {
  if (recommendationIds.length === 0) return []
  return (
    db
      .selectFrom('task')
      .select(['document_no', 'document_on'])
      .where('recommendation_id', 'in', recommendationIds)
      .where('document_no', '<>', '')
      .where('issued_on', '<=', day)
      // PostgreSQL orders distinct rows by what they hold alone.
      .groupBy(['document_no', 'document_on'])
      .orderBy(sql`coalesce(document_on, '9999-12-31')`)
      .orderBy('document_no')
      .execute()
  )
}
