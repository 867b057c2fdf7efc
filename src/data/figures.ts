import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { type FigureDay, type FigureMeasure, figureCondition, figureMeasures } from './figure-condition.ts'
import type { Db, Row, Schema } from './schema.ts'
import { inspectionScope } from './scope.ts'
import { listSnapshotCounts } from './snapshot-counts.ts'
import { listSummaryCounts } from './summary-counts.ts'
import { holdsOn, unitsOn } from './unit-period.ts'

/** One inspection, one lead unit, or both; for what is still counted from the tasks as they stand now. */
export interface FigureFilter {
  inspectionId?: string | undefined
  unitId?: string | undefined
}

/** What figures are asked of; everything may be left out. */
export interface FigureScope {
  inspectionId?: string | undefined
  /** These alone, told apart by inspection: the few that a page shows of thousands. */
  inspectionIds?: readonly string[] | undefined
  recommendationId?: string | undefined
  theme?: string | undefined
  /** The place in the tree, on the day, of the lead unit or of a unit above it. */
  unitPath?: string | undefined
  /** The appointment in charge of the lead unit on the day; `head`: nobody is named. */
  leaderId?: string | undefined
}

export const figureKeys = ['inspection_id', 'unit_id', 'recommendation_id', 'theme', 'leader_id'] as const
export type FigureKey = (typeof figureKeys)[number]

/** Whose figures: of what a person may see as a reader of figures, or of one organisation, for its letters. */
export type FigureReach = { actor: Actor } | { organisationId: string }

export interface FigureCountQuery {
  day: FigureDay
  scope: FigureScope
  /** What the counts are told apart by: the rows carry these keys. */
  by: readonly FigureKey[]
}

/**
 * How many tasks of each measure one combination of the keys asked for has at the end of the day. `unit_id` is the lead
 * unit alone, `leader_id` the appointment in charge of it that day or `head`; keys not asked for are absent.
 */
export type FigureCount = Partial<Record<FigureKey, string>> & Record<FigureMeasure, number>

const rolesThatSeeFigures: readonly string[] = ['secretary', 'leader', 'committee', 'auditor']

/**
 * The person as a reader of figures: heads of units and verifiers see tasks of an inspection, but not its figures
 * (PRODUCT §1), so that only the appointments that give figures count.
 */
export function asReaderOfFigures(actor: Actor): Actor {
  return { ...actor, holdings: actor.holdings.filter(holding => rolesThatSeeFigures.includes(holding.role)) }
}

/**
 * The counts that `foldFigures` adds up; every figure of every page and report comes through here. The summaries answer
 * for today and the snapshots for days that are over; what they cannot tell apart is counted from `task_period`, which
 * is the truth that both are held to (DECISIONS 2, 4).
 */
export async function listFigureCounts(
  db: Db,
  reach: FigureReach,
  query: FigureCountQuery,
): Promise<FigureCount[]> {
  const fast = (await listSummaryCounts(db, reach, query)) ?? (await listSnapshotCounts(db, reach, query))
  return fast ?? listPeriodCounts(db, reach, query)
}

/** Counts how the tasks stood at the end of the day, from the periods recorded by then (DECISIONS 2). */
export async function listPeriodCounts(
  db: Db,
  reach: FigureReach,
  { day, scope, by }: FigureCountQuery,
): Promise<FigureCount[]> {
  const keys = by.map(key => keyColumn(key, day).as(key))
  const counts = figureMeasures.map(measure =>
    sql<number>`sum(case when ${figureCondition(measure, day)} then 1 else 0 end)`.as(measure),
  )
  const rows = await db
    .selectFrom('task_period')
    .select([...counts, ...keys])
    .where(periodCondition(day, scope))
    .where('task_period.inspection_id', 'in', inspectionsOf(reach))
    .$if(by.length > 0, grouped => grouped.groupBy(by.map(key => sql.ref(key))))
    .execute()
  return rows.map(row => ({
    ...(Object.fromEntries(by.map(key => [key, row[key]])) as Partial<Record<FigureKey, string>>),
    ...(Object.fromEntries(figureMeasures.map(name => [name, toNumber(row[name] ?? 0)])) as Record<
      FigureMeasure,
      number
    >),
  }))
}

/** The inspections within reach. */
export function inspectionsOf(reach: FigureReach) {
  const eb = expressionBuilder<Schema, 'inspection'>()
  const all = eb.selectFrom('inspection').select('inspection.id')
  return 'actor' in reach
    ? all.where(inspectionScope(asReaderOfFigures(reach.actor)))
    : all.where('inspection.organisation_id', '=', reach.organisationId)
}

/** The periods that hold on the day, of tasks given out, within the scope: a condition on `task_period`. */
export function periodCondition({ day }: FigureDay, scope: FigureScope): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const conditions = [holdsOn('task_period', day), eb('task_period.state', '<>', 'draft')]
  const { inspectionId, recommendationId, theme, unitPath, leaderId } = scope
  if (inspectionId) conditions.push(eb('task_period.inspection_id', '=', inspectionId))
  if (scope.inspectionIds) conditions.push(eb('task_period.inspection_id', 'in', scope.inspectionIds))
  if (recommendationId) conditions.push(eb('task_period.recommendation_id', '=', recommendationId))
  if (theme !== undefined) {
    const ofTheme = eb.selectFrom('recommendation').select('recommendation.id').where('theme', '=', theme)
    conditions.push(eb('task_period.recommendation_id', 'in', ofTheme))
  }
  if (unitPath !== undefined)
    conditions.push(eb('task_period.lead_unit_id', 'in', unitsOn(day, { unitPath })))
  if (leaderId) conditions.push(eb('task_period.lead_unit_id', 'in', unitsOn(day, { leaderId })))
  return eb.and(conditions)
}

/** A subquery reads each unit's leader once a row; there are few units, and its rows stand in an index. */
function keyColumn(key: FigureKey, { day }: FigureDay) {
  switch (key) {
    case 'inspection_id':
      return sql<string>`${sql.ref('task_period.inspection_id')}`
    case 'unit_id':
      return sql<string>`${sql.ref('task_period.lead_unit_id')}`
    case 'recommendation_id':
      return sql<string>`${sql.ref('task_period.recommendation_id')}`
    case 'theme':
      return sql<string>`(select theme from recommendation where id = ${sql.ref('task_period.recommendation_id')})`
    case 'leader_id':
      return sql<string>`coalesce((select u.leader_appointment_id from unit_period u
        where u.unit_id = ${sql.ref('task_period.lead_unit_id')} and u.from_on <= ${day}
        and (u.to_on is null or u.to_on > ${day})), 'head')`
  }
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

export type FigureInspection = Pick<Row<'inspection'>, 'id' | 'number' | 'title' | 'held_on'>

/** The inspections whose figures the person may see, the latest first, at most so many; among them the one named. */
export async function listFigureInspections(
  db: Db,
  actor: Actor,
  { limit, id }: { limit?: number; id?: string | undefined } = {},
): Promise<FigureInspection[]> {
  const within = db
    .selectFrom('inspection')
    .select(['inspection.id', 'inspection.number', 'inspection.title', 'inspection.held_on'])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .orderBy('inspection.held_on', 'desc')
    .orderBy('inspection.id', 'desc')
  const latest = await within.$if(limit !== undefined, query => query.limit(limit ?? 0)).execute()
  if (!id || latest.some(one => one.id === id)) return latest
  return [...latest, ...(await within.where('inspection.id', '=', id).execute())]
}
