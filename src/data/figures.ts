import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'

/** What figures are asked of: everything the person may see, or one inspection, one lead unit, or both. */
export interface FigureFilter {
  inspectionId?: string | undefined
  unitId?: string | undefined
}

export type StatusCount = Omit<Row<'status_summary'>, 'organisation_id'>

const rolesThatSeeFigures: readonly string[] = ['secretary', 'leader', 'committee', 'auditor']

/**
 * The person as a reader of figures: heads of units and verifiers see tasks of an inspection, but not its figures
 * (PRODUCT §1), so that only the appointments that give figures count.
 */
export function asReaderOfFigures(actor: Actor): Actor {
  return { ...actor, holdings: actor.holdings.filter(holding => rolesThatSeeFigures.includes(holding.role)) }
}

/** The summary's rows within the person's reach: closed tasks by class, open ones by deadline (DECISIONS 4). */
export async function listStatusCounts(
  db: Db,
  actor: Actor,
  filter: FigureFilter = {},
): Promise<StatusCount[]> {
  const rows = await db
    .selectFrom('inspection')
    .innerJoin('status_summary as s', join =>
      join
        .onRef('s.organisation_id', '=', 'inspection.organisation_id')
        .onRef('s.inspection_id', '=', 'inspection.id'),
    )
    .select(['s.inspection_id', 's.unit_id', 's.state', 's.due_on', 's.timing', 's.count'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('s.count', '>', 0)
    .where('s.state', '<>', 'draft')
    .$if(Boolean(filter.inspectionId), query => query.where('inspection.id', '=', filter.inspectionId ?? ''))
    .$if(Boolean(filter.unitId), query => query.where('s.unit_id', '=', filter.unitId ?? ''))
    .execute()
  return rows.map(row => ({ ...row, count: toNumber(row.count) }))
}

/** Recommendations of the inspections within the person's reach, whether tasks were made of them or not. */
export async function countRecommendations(db: Db, actor: Actor, inspectionId?: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where(inspectionScope(asReaderOfFigures(actor)))
    .$if(Boolean(inspectionId), query => query.where('inspection.id', '=', inspectionId ?? ''))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Those of them that the committee closed as implemented. */
export async function countImplemented(db: Db, actor: Actor, inspectionId?: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('recommendation.outcome', '=', 'implemented')
    .$if(Boolean(inspectionId), query => query.where('inspection.id', '=', inspectionId ?? ''))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

export type FigureInspection = Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'held_on'>

/** The inspections whose figures the person may see, the latest first. */
export async function listFigureInspections(db: Db, actor: Actor): Promise<FigureInspection[]> {
  return db
    .selectFrom('inspection')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .execute()
}

export type FigureUnit = Pick<Row<'unit'>, 'id' | 'name' | 'sort_key'>

/** Names of the units that lead tasks. */
export async function listFigureUnits(db: Db, ids: string[]): Promise<FigureUnit[]> {
  if (ids.length === 0) return []
  return db.selectFrom('unit').select(['id', 'name', 'sort_key']).where('id', 'in', ids).execute()
}
