import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { fold } from '../lib/fold.ts'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, NewRow, Row, RowChange, Schema } from './schema.ts'
import { unitTree } from './scope.ts'
import { updateVersioned } from './versioned.ts'

export type EmulationModel = Row<'emulation_model'>
export type EmulationModelOfUnit = EmulationModel & { unit_name: string; unit_path: string }

/**
 * What the person may see of the register, as a condition on `emulation_model`: all of the organisation for those who
 * work on it, their own unit's for heads and officers, and for inspectors what their inspection points to.
 */
export function emulationModelScope(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'emulation_model'>()
  const conditions = actor.holdings.flatMap(holding => {
    if (holding.role === 'admin') return []
    if (holding.role === 'inspector')
      return [eb('emulation_model.id', 'in', linkedTo(holding.inspection_id ?? ''))]
    if (holding.role === 'unit_head' || holding.role === 'officer')
      return [eb('emulation_model.unit_id', 'in', unitTree(holding.unit_path))]
    return [eb('emulation_model.organisation_id', 'in', holding.organisation_ids)]
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

function linkedTo(inspectionId: string) {
  const eb = expressionBuilder<Schema, 'emulation_model_link'>()
  return eb
    .selectFrom('emulation_model_link as link')
    .innerJoin('recommendation', 'recommendation.id', 'link.recommendation_id')
    .select('link.emulation_model_id')
    .where('recommendation.inspection_id', '=', inspectionId)
}

export interface EmulationModelFilter {
  year?: number | undefined
  kind?: EmulationModel['kind'] | undefined
  field?: EmulationModel['field'] | undefined
  state?: EmulationModel['state'] | undefined
  unitId?: string | undefined
  /** Words of the name or the registrant, with or without diacritics. */
  words?: string | undefined
  recommendationId?: string | undefined
  taskId?: string | undefined
}

export interface EmulationModelCursor {
  year: number
  id: string
  newer: boolean
}

export interface EmulationModelPage {
  rows: EmulationModelOfUnit[]
  hasPrevious: boolean
  hasNext: boolean
}

/** One page of the register, later years and later registrations first. */
export async function listEmulationModels(
  db: Db,
  actor: Actor,
  query: { filter: EmulationModelFilter; cursor?: EmulationModelCursor | undefined; limit: number },
): Promise<EmulationModelPage> {
  const { filter, cursor, limit } = query
  const direction = cursor?.newer ? 'asc' : 'desc'
  const found = await modelRows(db)
    .where(emulationModelScope(actor))
    .where(conditionOf(filter))
    .$if(cursor !== undefined, rows => rows.where(beyond(cursor as EmulationModelCursor)))
    .orderBy('emulation_model.year', direction)
    .orderBy('emulation_model.id', direction)
    .limit(limit + 1)
    .execute()
  const more = found.length > limit
  const rows = found.slice(0, limit)
  if (cursor?.newer) rows.reverse()
  return {
    rows,
    hasPrevious: cursor?.newer ? more : cursor !== undefined,
    hasNext: cursor?.newer ? true : more,
  }
}

/** How many models of each kind the filter lets through. */
export async function countEmulationModels(
  db: Db,
  actor: Actor,
  filter: EmulationModelFilter,
): Promise<Record<EmulationModel['kind'], number>> {
  const rows = await db
    .selectFrom('emulation_model')
    .select(eb => ['emulation_model.kind', eb.fn.countAll().as('count')])
    .where(emulationModelScope(actor))
    .where(conditionOf(filter))
    .groupBy('emulation_model.kind')
    .execute()
  const counted = Object.fromEntries(rows.map(row => [row.kind, toNumber(row.count)]))
  return { collective: 0, individual: 0, authority: 0, ...counted }
}

/** The years in which models of the person's sight were registered, the latest first. */
export async function listEmulationModelYears(db: Db, actor: Actor): Promise<number[]> {
  const rows = await db
    .selectFrom('emulation_model')
    .select('emulation_model.year')
    .distinct()
    .where(emulationModelScope(actor))
    .orderBy('emulation_model.year', 'desc')
    .execute()
  return rows.map(row => row.year)
}

/** The model with its unit, if the person may see it. */
export async function findEmulationModelFor(
  db: Db,
  actor: Actor,
  id: string,
): Promise<EmulationModelOfUnit | undefined> {
  return modelRows(db)
    .where('emulation_model.id', '=', id)
    .where(emulationModelScope(actor))
    .executeTakeFirst()
}

/** Of these names those that the unit's registrants of the year and kind have registered already. */
export async function listSameEmulationModels(
  db: Db,
  like: Pick<EmulationModel, 'unit_id' | 'year' | 'kind'>,
): Promise<Pick<EmulationModel, 'id' | 'name' | 'registrant'>[]> {
  return db
    .selectFrom('emulation_model')
    .select(['id', 'name', 'registrant'])
    .where('unit_id', '=', like.unit_id)
    .where('year', '=', like.year)
    .where('kind', '=', like.kind)
    .where('state', '<>', 'withdrawn')
    .execute()
}

export async function insertEmulationModels(db: Db, rows: NewRow<'emulation_model'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('emulation_model').values(rows).execute()
}

/** False when the row was changed since it was read. */
export async function updateEmulationModel(
  db: Db,
  before: { id: string; version: number },
  change: RowChange<'emulation_model'>,
): Promise<boolean> {
  return updateVersioned(db, 'emulation_model', before, change)
}

function modelRows(db: Db) {
  return db
    .selectFrom('emulation_model')
    .innerJoin('unit', 'unit.id', 'emulation_model.unit_id')
    .selectAll('emulation_model')
    .select(['unit.name as unit_name', 'unit.path as unit_path'])
}

function conditionOf(filter: EmulationModelFilter): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'emulation_model'>()
  const { year, kind, field, state, unitId, recommendationId, taskId } = filter
  const words = fold(filter.words ?? '')
    .split(/[\s%_\\]+/)
    .filter(word => word !== '')
  const link = expressionBuilder<Schema, 'emulation_model_link'>()
    .selectFrom('emulation_model_link')
    .select('emulation_model_link.emulation_model_id')
  return eb.and([
    ...(year === undefined ? [] : [eb('emulation_model.year', '=', year)]),
    ...(kind ? [eb('emulation_model.kind', '=', kind)] : []),
    ...(field ? [eb('emulation_model.field', '=', field)] : []),
    ...(state ? [eb('emulation_model.state', '=', state)] : []),
    ...(unitId ? [eb('emulation_model.unit_id', '=', unitId)] : []),
    ...(recommendationId
      ? [eb('emulation_model.id', 'in', link.where('recommendation_id', '=', recommendationId))]
      : []),
    ...(taskId ? [eb('emulation_model.id', 'in', link.where('task_id', '=', taskId))] : []),
    // What would be a wildcard parts words, as a blank does.
    ...words.map(word => eb('emulation_model.folded', 'like', `%${word}%`)),
  ])
}

function beyond({ year, id, newer }: EmulationModelCursor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'emulation_model'>()
  return eb(eb.refTuple('emulation_model.year', 'emulation_model.id'), newer ? '>' : '<', eb.tuple(year, id))
}
