import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import type { Db, Row, Schema } from './schema.ts'
import { inspectionScope, unitTree } from './scope.ts'

export type UnitChoice = Pick<Row<'unit'>, 'id' | 'name' | 'path'>

/** Units by which the person can narrow a list of tasks: those of the organisations they see, else their own. */
export async function listUnitChoices(db: Db, actor: Actor): Promise<UnitChoice[]> {
  const eb = expressionBuilder<Schema, 'unit'>()
  const conditions = actor.holdings.flatMap(held => {
    if (held.role === 'inspector') return []
    if (held.role === 'unit_head' || held.role === 'officer')
      return [eb('unit.id', 'in', unitTree(held.unit_path))]
    return [within(held.organisation_ids), ...(held.committee_id ? [reportingTo(held.committee_id)] : [])]
  })
  if (conditions.length === 0) return []
  return db
    .selectFrom('unit')
    .select(['unit.id', 'unit.name', 'unit.path'])
    .where(eb.or(conditions))
    .orderBy('unit.sort_key')
    .orderBy('unit.id')
    .execute()
}

function within(organisationIds: string[]): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'unit'>()
  return eb.exists(
    eb
      .selectFrom('unit as top')
      .select('top.id')
      .where('top.id', 'in', organisationIds)
      .where(sql<boolean>`substr(unit.path, 1, length(top.path)) = top.path`),
  )
}

/** Of another organisation: the units of those whose inspections report to the committee. */
function reportingTo(committeeId: string): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'unit'>()
  return eb.exists(
    eb
      .selectFrom('inspection')
      .innerJoin('unit as top', 'top.id', 'inspection.organisation_id')
      .select('top.id')
      .where('inspection.committee_id', '=', committeeId)
      .where(sql<boolean>`substr(unit.path, 1, length(top.path)) = top.path`),
  )
}

export type InspectionChoice = Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'held_on'>

/** Inspections the person may see, the latest first. */
export async function listInspectionChoices(
  db: Db,
  actor: Actor,
  limit: number,
): Promise<InspectionChoice[]> {
  return db
    .selectFrom('inspection')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .where(inspectionScope(actor))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
    .limit(limit)
    .execute()
}
