import type { Actor } from './actor.ts'
import { inspectionScope } from './scope.ts'
import type { Db, NewRow, Row } from './schema.ts'

export async function insertRecommendations(db: Db, rows: NewRow<'recommendation'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('recommendation').values(rows).execute()
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

/** The recommendation with its inspection, if the person may see that. */
export async function findRecommendationFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<(Row<'recommendation'> & { organisation_id: string }) | undefined> {
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .selectAll('recommendation')
    .select('inspection.organisation_id')
    .where('recommendation.id', '=', id)
    .where(inspectionScope(actor))
    .executeTakeFirst()
}
