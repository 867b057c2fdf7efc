import { sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'

export interface RecommendationCountQuery {
  /** The day at whose end they are counted, and the instant at which it ends. */
  day: string
  until: string
  inspectionId?: string | undefined
  recommendationId?: string | undefined
  theme?: string | undefined
}

/**
 * Recommendations within the person's reach as a reader of figures that were recorded by the end of the day, whether
 * tasks were made of them or not; and those of them that the committee had closed as implemented by then.
 */
export async function countRecommendationsOn(
  db: Db,
  actor: Actor,
  { day, until, inspectionId, recommendationId, theme }: RecommendationCountQuery,
): Promise<{ all: number; implemented: number }> {
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('all'))
    .select(sql<number>`sum(case when ${outcomeOn(day)} = 'implemented' then 1 else 0 end)`.as('implemented'))
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('recommendation.created_at', '<', until)
    .$if(Boolean(inspectionId), query => query.where('inspection.id', '=', inspectionId ?? ''))
    .$if(Boolean(recommendationId), query => query.where('recommendation.id', '=', recommendationId ?? ''))
    .$if(theme !== undefined, query => query.where('recommendation.theme', '=', theme ?? ''))
    .executeTakeFirstOrThrow()
  return { all: toNumber(row.all), implemented: toNumber(row.implemented ?? 0) }
}

/** What the committee had decided of a recommendation by the end of the day: the last decision stands, closed or opened again. */
export function outcomeOn(day: string) {
  return sql<Row<'recommendation'>['outcome']>`(select d.outcome from recommendation_decision d
    where d.recommendation_id = ${sql.ref('recommendation.id')} and d.decided_on <= ${day} order by d.id desc limit 1)`
}
