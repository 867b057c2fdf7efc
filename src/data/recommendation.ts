import type { Actor } from './actor.ts'
import { chunksOf } from './chunk.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { inspectionScope, taskScope } from './scope.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'

export async function insertRecommendations(db: Db, rows: NewRow<'recommendation'>[]): Promise<void> {
  if (rows.length === 0) return
  await db.insertInto('recommendation').values(rows).execute()
  for (const ids of chunksOf(rows.map(row => row.id)))
    await writeSearchTexts(db, await searchTexts.recommendation(db, { ids }))
}

/** Where the recommendations of an inspection stand in its conclusion. */
export async function listRecommendationSpans(
  db: Db,
  inspectionId: string,
): Promise<{ quote: string; start: number; end: number }[]> {
  return db
    .selectFrom('recommendation')
    .select(['quote', 'start_at as start', 'end_at as end'])
    .where('inspection_id', '=', inspectionId)
    .orderBy('ordinal')
    .execute()
}

/** Where the recommendation stands in its inspection. */
export async function findRecommendationOrdinal(db: Db, id: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .select('ordinal')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.ordinal
}

/** The recommendation with its inspection, if the person may see that. */
export async function findRecommendationFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<RecommendationOfInspection | undefined> {
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .selectAll('recommendation')
    .select(['inspection.organisation_id', 'inspection.number as inspection_number'])
    .select('inspection.committee_id')
    .select([
      'inspection.title as inspection_title',
      'inspection.body as inspection_body',
      'inspection.held_on',
    ])
    .where('recommendation.id', '=', id)
    .where(inspectionScope(actor))
    .executeTakeFirst()
}

export type RecommendationOfInspection = Row<'recommendation'> & {
  organisation_id: string
  committee_id: string | null
  inspection_number: string
  inspection_title: string
  inspection_body: string
  held_on: string
}

/** Recommendations of an inspection in their order, from `afterOrdinal`; the inspection must have been found first. */
export async function listRecommendations(
  db: Db,
  inspectionId: string,
  { afterOrdinal, limit }: { afterOrdinal: number; limit: number },
): Promise<Row<'recommendation'>[]> {
  return db
    .selectFrom('recommendation')
    .selectAll()
    .where('inspection_id', '=', inspectionId)
    .where('ordinal', '>', afterOrdinal)
    .orderBy('ordinal')
    .limit(limit)
    .execute()
}

/** How many recommendations the inspection has, and how many of them are standing ones. */
export async function countRecommendationsOf(
  db: Db,
  inspectionId: string,
): Promise<{ all: number; standing: number }> {
  const row = await db
    .selectFrom('recommendation')
    .select(eb => [
      eb.fn.countAll().as('all'),
      eb.fn.countAll().filterWhere('kind', '=', 'standing').as('standing'),
    ])
    .where('inspection_id', '=', inspectionId)
    .executeTakeFirstOrThrow()
  return { all: toNumber(row.all), standing: toNumber(row.standing) }
}

export type TaskUnderRecommendation = Pick<
  Row<'task'>,
  | 'id'
  | 'recommendation_id'
  | 'code'
  | 'title'
  | 'state'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'refused_count'
  | 'percent'
> & { lead_unit_name: string }

/**
 * Tasks of the recommendations, as far as the person may see them, in their order; at most `limit`. Cycles stand
 * with their obligations.
 */
export async function listTasksUnder(
  db: Db,
  actor: Actor,
  recommendationIds: string[],
  limit: number,
): Promise<TaskUnderRecommendation[]> {
  if (recommendationIds.length === 0) return []
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.recommendation_id', 'task.code', 'task.title', 'task.state', 'task.due_on'])
    .select([
      'task.original_due_on',
      'task.reported_on',
      'task.completed_on',
      'task.refused_count',
      'task.percent',
    ])
    .select('unit.name as lead_unit_name')
    .where('task.recommendation_id', 'in', recommendationIds)
    .where('task.obligation_id', 'is', null)
    .where(taskScope(actor))
    .orderBy('task.recommendation_id')
    .orderBy('task.ordinal')
    .limit(limit)
    .execute()
}

/**
 * Holds the recommendation as it is until the transaction ends, so that nothing is given out under it while the
 * committee closes it, nor the other way round; false when it is closed.
 */
export async function holdOpenRecommendation(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable('recommendation')
    .set(eb => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
