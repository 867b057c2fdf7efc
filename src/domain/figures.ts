import type { Actor } from '../data/actor.ts'
import type { FigureDay } from '../data/figure-condition.ts'
import { type FigureUnit, listFigureUnits } from '../data/figure-label.ts'
import { listOverviewCounts } from '../data/figure-overview.ts'
import {
  type FigureInspection,
  type FigureKey,
  type FigureScope,
  listFigureCounts,
  listFigureInspections,
} from '../data/figures.ts'
import type { Db } from '../data/schema.ts'
import { findUnitPathOn } from '../data/unit-period.ts'
import type { PlainDate } from '../lib/plain-date.ts'
import { Invalid } from './errors.ts'
import { checkAsOf, findFigureDay } from './figure-day.ts'
import { type Figures, foldFigures } from './figure-fold.ts'
import { type FigureDimension, labelsOf } from './figure-label.ts'

export { findFirstDay } from './figure-day.ts'
export type { Figures, Rate, Rates } from './figure-fold.ts'
export type { FigureDimension } from './figure-label.ts'

/** Which figures; everything but `today` may be left out. */
export interface FigureQuery {
  today: PlainDate
  /** Figures as they stood at the end of this day, by what was recorded by then; today where it is left out. */
  asOf?: PlainDate | undefined
  inspectionId?: string | undefined
  recommendationId?: string | undefined
  theme?: string | undefined
  /** Tasks led by the unit or by one below it, as the tree stood that day. */
  unitId?: string | undefined
  /** Tasks of units in charge of the appointment that day; `head`: of units for which nobody was named. */
  leaderId?: string | undefined
}

export interface FiguresFound {
  /** The day they are of. */
  asOf: PlainDate
  total: Figures
  /** Units that lead tasks other than cycles, those with most first; each without the units below it: they add up. */
  units: { unit: FigureUnit; figures: Figures }[]
  /** Every inspection within reach, also those without tasks yet, the latest first; or the few asked for. */
  inspections: { inspection: FigureInspection; figures: Figures }[]
}

/**
 * The figures of what the person may see (PRODUCT §1), as of the day asked for. `few`: tells only these inspections
 * apart, where thousands would stand behind a page that shows some.
 * @throws Invalid for `asOf` when it lies after today or before the first recorded day
 */
export async function findFigures(
  db: Db,
  actor: Actor,
  query: FigureQuery,
  few?: readonly FigureInspection[],
): Promise<FiguresFound> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  const counts = scope
    ? await listOverviewCounts(
        db,
        { actor },
        { day, scope },
        few?.map(one => one.id),
      )
    : { all: [], units: [], inspections: [] }
  const byUnit = Map.groupBy(counts.units, row => row.unit_id ?? '')
  const byInspection = Map.groupBy(counts.inspections, row => row.inspection_id)
  const units = await listFigureUnits(db, [...byUnit.keys()], day.day)
  const inspections = (few ?? (await listFigureInspections(db, actor))).filter(
    ({ id }) => !query.inspectionId || id === query.inspectionId,
  )
  return {
    asOf: day.day,
    total: foldFigures(counts.all),
    units: units
      .map(unit => ({ unit, figures: foldFigures(byUnit.get(unit.id) ?? []) }))
      .filter(({ figures }) => countedTasks(figures) > 0)
      .sort(largestFirst),
    inspections: inspections.map(inspection => ({
      inspection,
      figures: foldFigures(byInspection.get(inspection.id) ?? []),
    })),
  }
}

/** The figures of the whole scope alone, without telling units and inspections apart. @throws as `findFigures` does */
export async function findTotal(db: Db, actor: Actor, query: FigureQuery): Promise<Figures> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  return foldFigures(scope ? await listFigureCounts(db, { actor }, { day, scope, by: [] }) : [])
}

/** What is in the four classes and apart from them; cycles are neither. */
function countedTasks({ total, suspended, not_implemented, withdrawn }: Figures): number {
  return total + suspended + not_implemented + withdrawn
}

type UnitFigures = FiguresFound['units'][number]

function largestFirst(a: UnitFigures, b: UnitFigures): number {
  return b.figures.total - a.figures.total || (a.unit.sort_key < b.unit.sort_key ? -1 : 1)
}

/** The day with what it compares with, and the scope; null for a unit that was not there that day. */
export async function readFigureQuery(
  db: Db,
  actor: Actor,
  query: FigureQuery,
): Promise<{ day: FigureDay; scope: FigureScope | null }> {
  const day = await findFigureDay(db, await checkAsOf(db, actor, query))
  const { inspectionId, recommendationId, theme, unitId, leaderId } = query
  const unitPath = unitId && (await findUnitPathOn(db, unitId, day.day))
  if (unitId && !unitPath) return { day, scope: null }
  return { day, scope: { inspectionId, recommendationId, theme, leaderId, unitPath: unitPath || undefined } }
}

export interface FigureRow {
  /** The id, or the theme itself; `head` for the units of which nobody is named to be in charge. */
  key: string
  /** A name as of the day; '' for what has none: no theme, the head of the organisation. */
  label: string
  figures: Figures
}

const keyOf: Record<FigureDimension, FigureKey> = {
  unit: 'unit_id',
  inspection: 'inspection_id',
  recommendation: 'recommendation_id',
  theme: 'theme',
  leader: 'leader_id',
}

/**
 * The figures told apart by one dimension; they add up to the whole. Only what has tasks stands in it: units and leaders
 * by name, inspections the latest first, recommendations in their order.
 * @throws Invalid as `findFigures` does
 */
export async function findFiguresBy(
  db: Db,
  actor: Actor,
  query: FigureQuery,
  by: FigureDimension,
): Promise<FigureRow[]> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  if (!scope) return []
  const key = keyOf[by]
  const rows = await listFigureCounts(db, { actor }, { day, scope, by: [key] })
  const found = Map.groupBy(rows, row => row[key] ?? '')
  const labels = await labelsOf(db, actor, by, [...found.keys()], day.day)
  return labels.map(([id, label]) => ({ key: id, label, figures: foldFigures(found.get(id) ?? []) }))
}

export interface FigureChange {
  /** As of the earlier day, and as of the query's own. */
  before: Figures
  after: Figures
  /** What the second has more than the first; rates have no difference of their own. */
  difference: Omit<Figures, 'rates'>
}

/**
 * How the figures changed from the end of one day to the end of the query's, such as since the last meeting.
 * @throws Invalid as `findFigures` does, for `from` too, also when it lies after the query's own day
 */
export async function findFigureChange(
  db: Db,
  actor: Actor,
  query: FigureQuery,
  from: PlainDate,
): Promise<FigureChange> {
  const until = query.asOf ?? query.today
  if (from > until) throw new Invalid({ from: 'error.from_after_as_of' })
  const before = await sumFigures(db, actor, { ...query, asOf: from })
  const after = await sumFigures(db, actor, query)
  return { before, after, difference: differenceOf(before, after) }
}

async function sumFigures(db: Db, actor: Actor, query: FigureQuery): Promise<Figures> {
  const { day, scope } = await readFigureQuery(db, actor, query)
  return foldFigures(scope ? await listFigureCounts(db, { actor }, { day, scope, by: [] }) : [])
}

function differenceOf(before: Figures, after: Figures): FigureChange['difference'] {
  const { rates: _before, cycles: cyclesBefore, ...numbersBefore } = before
  const { rates: _after, cycles: cyclesAfter, ...numbersAfter } = after
  return { ...less(numbersAfter, numbersBefore), cycles: less(cyclesAfter, cyclesBefore) }
}

function less<T extends Record<string, number>>(after: T, before: T): T {
  return Object.fromEntries(Object.entries(after).map(([name, n]) => [name, n - (before[name] ?? 0)])) as T
}
