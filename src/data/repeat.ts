import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'

/** How many of these recommendations the person may see. */
export async function countRecommendationsFor(db: Db, actor: Actor, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where('recommendation.id', 'in', ids)
    .where(inspectionScope(actor))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Whose earlier inspections: of the inspected unit, or of the organisation where none is set; held until the day. */
export interface Earlier {
  inspectedUnitId: string | null
  organisationId: string
  until: string | null
}

/** Ids of the earlier inspections that the person may see, the latest first. */
export async function listEarlierInspections(
  db: Db,
  actor: Actor,
  { inspectedUnitId, organisationId, until }: Earlier,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('inspection')
    .select('id')
    .where(inspectionScope(actor))
    .$if(inspectedUnitId !== null, query => query.where('inspected_unit_id', '=', inspectedUnitId))
    .$if(inspectedUnitId === null, query => query.where('organisation_id', '=', organisationId))
    .$if(until !== null, query => query.where('held_on', '<=', until ?? ''))
    .orderBy('held_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(row => row.id)
}

export type EarlierRecommendation = Pick<Row<'recommendation'>, 'id' | 'inspection_id' | 'folded'>

/** The recommendations of these inspections, in which similar words are looked for. */
export async function listRecommendationsOf(
  db: Db,
  inspectionIds: readonly string[],
): Promise<EarlierRecommendation[]> {
  if (inspectionIds.length === 0) return []
  return db
    .selectFrom('recommendation')
    .select(['id', 'inspection_id', 'folded'])
    .where('inspection_id', 'in', inspectionIds)
    .orderBy('inspection_id')
    .orderBy('ordinal')
    .execute()
}

export type RepeatedRecommendation = Pick<Row<'recommendation'>, 'id' | 'ordinal' | 'summary' | 'quote'> &
  Pick<Row<'inspection'>, 'number' | 'held_on'>

/** The recommendations with their inspections, by id, as far as the person may see them. */
export async function listRepeated(
  db: Db,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, RepeatedRecommendation>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(['recommendation.id', 'recommendation.ordinal', 'recommendation.summary', 'recommendation.quote'])
    .select(['inspection.number', 'inspection.held_on'])
    .where('recommendation.id', 'in', ids)
    .where(inspectionScope(actor))
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}
