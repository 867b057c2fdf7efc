import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import {
  asReaderOfFigures,
  type FigureCount,
  type FigureCountQuery,
  type FigureReach,
  listPeriodCounts,
} from './figures.ts'
import type { Db } from './schema.ts'
import { inspectionScope } from './scope.ts'
import { listSnapshotCounts } from './snapshot-counts.ts'
import { cellScope, isDrawnIn, listSummaryCounts } from './summary-counts.ts'

/** The whole, and the same told apart by unit and by inspection; the rows of each add up to the whole. */
export interface OverviewCounts {
  all: FigureCount[]
  units: FigureCount[]
  inspections: FigureCount[]
}

/**
 * What a first page shows of a scope: a row or few a key where a summary or a snapshot answers, else one count of the
 * periods by both keys.
 */
export async function listOverviewCounts(
  db: Db,
  reach: FigureReach,
  query: Omit<FigureCountQuery, 'by'>,
  inspectionIds?: readonly string[],
): Promise<OverviewCounts> {
  const { scope } = query
  const few = inspectionIds && Object.values(scope).every(one => one === undefined)
  const ofFew = { ...query, scope: few ? { ...scope, inspectionIds } : scope, by: ['inspection_id'] as const }
  for (const source of [listSummaryCounts, listSnapshotCounts]) {
    const all = await source(db, reach, { ...query, by: [] })
    const units = all && (await source(db, reach, { ...query, by: ['unit_id'] }))
    const inspections = units && (await source(db, reach, ofFew))
    if (all && units && inspections) return { all, units, inspections }
  }
  const rows = await listPeriodCounts(db, reach, { ...query, by: ['inspection_id', 'unit_id'] })
  return { all: rows, units: rows, inspections: rows }
}

/** Recommendations within reach, and those of them that the committee closed as implemented: from the summary's rows. */
export async function sumRecommendations(
  db: Db,
  actor: Actor,
  inspectionId?: string,
): Promise<{ recommendations: number; implemented: number }> {
  const row = (await isDrawnIn(db))
    ? await db
        .selectFrom('status_summary')
        .select(eb => [
          eb.fn.sum('recommendations').as('recommendations'),
          eb.fn.sum('implemented').as('implemented'),
        ])
        .where('level', '=', inspectionId ? 'inspection' : 'all')
        .where('inspection_id', '=', '')
        .where('key', '=', inspectionId ?? '')
        .where(cellScope({ actor }))
        .executeTakeFirst()
    : await db
        .selectFrom('recommendation')
        .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
        .select(eb => eb.fn.countAll().as('recommendations'))
        .select(eb =>
          eb.fn.count(eb.case().when('outcome', '=', 'implemented').then(1).end()).as('implemented'),
        )
        .where(inspectionScope(asReaderOfFigures(actor)))
        .$if(Boolean(inspectionId), query => query.where('inspection.id', '=', inspectionId ?? ''))
        .executeTakeFirst()
  return { recommendations: toNumber(row?.recommendations), implemented: toNumber(row?.implemented) }
}
