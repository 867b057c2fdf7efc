import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { asReaderOfFigures, type FigureScope } from './figures.ts'
import { outcomeOn } from './recommendation-count.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'

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
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.inspection_id', 'recommendation.ordinal'])
    .select(['recommendation.quote', 'recommendation.summary', 'recommendation.theme', 'recommendation.kind'])
    .select(outcomeOn(day).as('outcome'))
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
