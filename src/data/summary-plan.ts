import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { FigureCountQuery, FigureKey } from './figures.ts'
import type { Schema } from './schema.ts'
import type { SummaryLevel } from './schema-figure.ts'
import { unitsOn } from './unit-period.ts'

/** The rows of `status_summary` that answer a query. */
export interface SummaryPlan {
  level: SummaryLevel
  /** Null: the rows over all inspections; `each`: those within every one; else within this one. */
  within: null | 'each' | { inspectionId: string }
  /** Which keys, a condition on the column `key`. */
  only: Expression<SqlBool> | null
  /** What the rows are told apart by; read off their key, or made of it. */
  by: readonly FigureKey[]
}

type Rows = Omit<SummaryPlan, 'by'>

/** Null where the rows cannot tell apart what is asked for; then the periods are counted. */
export function planSummary(query: FigureCountQuery): SummaryPlan | null {
  const { scope, by } = query
  const { inspectionIds, recommendationId, theme } = scope
  const isPair = by.length === 2 && by.includes('unit_id') && by.includes('inspection_id')
  if (by.length > 1 && !isPair) return null
  const rows = inspectionIds
    ? ofInspections(query, inspectionIds)
    : recommendationId || theme !== undefined
      ? ofMatter(query)
      : ofPlace(query)
  return rows && { ...rows, by }
}

/** The few inspections that a page shows. */
function ofInspections({ scope, by }: FigureCountQuery, ids: readonly string[]): Rows | null {
  const asked = Object.values(scope).filter(one => one !== undefined)
  if (asked.length > 1 || by.length !== 1 || by[0] !== 'inspection_id') return null
  return { level: 'inspection', within: null, only: columns()('key', 'in', ids) }
}

/** One recommendation, or one theme; not told apart by anything else. */
function ofMatter({ scope, by }: FigureCountQuery): Rows | null {
  const { recommendationId, theme } = scope
  const asked = Object.values(scope).filter(one => one !== undefined)
  if (asked.length > 1) return null
  const own: FigureKey = recommendationId ? 'recommendation_id' : 'theme'
  if (by.some(key => key !== own)) return null
  const eb = columns()
  if (!recommendationId) return { level: 'theme', within: null, only: eb('key', '=', theme ?? '') }
  const inspection = eb
    .selectFrom('recommendation')
    .select('inspection_id')
    .where('id', '=', recommendationId)
  const only = eb.and([eb('key', '=', recommendationId), eb('inspection_id', 'in', inspection)])
  return { level: 'recommendation', within: 'each', only }
}

/** Everything or one inspection, all units or some. */
function ofPlace({ scope, by, day }: FigureCountQuery): Rows | null {
  const { inspectionId, unitPath, leaderId } = scope
  const asks = (key: FigureKey) => by.includes(key)
  const within = inspectionId ? { inspectionId } : null
  if (unitPath !== undefined && leaderId) return null
  const units =
    unitPath !== undefined ? unitsOn(day.day, { unitPath }) : leaderId ? unitsOn(day.day, { leaderId }) : null
  if (!units && !asks('unit_id') && !asks('leader_id')) return withoutUnits(by[0], within)
  if (asks('recommendation_id') || asks('theme')) return null
  const only = units && columns()('key', 'in', units)
  return { level: 'unit', within: within ?? (asks('inspection_id') ? 'each' : null), only }
}

function withoutUnits(key: FigureKey | undefined, within: { inspectionId: string } | null): Rows {
  if (key === 'recommendation_id' || (key === 'theme' && within))
    return { level: 'recommendation', within: within ?? 'each', only: null }
  if (key === 'theme') return { level: 'theme', within: null, only: null }
  if (within) return { level: 'inspection', within: null, only: columns()('key', '=', within.inspectionId) }
  return { level: key === 'inspection_id' ? 'inspection' : 'all', within: null, only: null }
}

function columns() {
  return expressionBuilder<Schema, 'status_summary'>()
}
