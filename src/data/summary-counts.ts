import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import { toNumber } from './database.ts'
import { type FigureDay, type FigureMeasure, figureMeasures } from './figure-condition.ts'
import {
  asReaderOfFigures,
  type FigureCount,
  type FigureCountQuery,
  type FigureKey,
  type FigureReach,
} from './figures.ts'
import type { Db, Schema } from './schema.ts'
import { numbered, type SummaryRow } from './status-summary.ts'
import { type Dated, datedKey, listDated, noneDated } from './summary-dated.ts'
import { planSummary, type SummaryPlan } from './summary-plan.ts'
import { holdsOn } from './unit-period.ts'

/** An office of fewer tasks is counted anew at once while acts wait to be drawn in; a larger one follows in a second. */
const smallOffice = 5_000

/**
 * The counts from the summaries alone: a few rows a key, however many tasks there were. Null where they cannot tell what
 * is asked for: a day after which something was done, or keys that no level holds together.
 */
export async function listSummaryCounts(
  db: Db,
  reach: FigureReach,
  query: FigureCountQuery,
): Promise<FigureCount[] | null> {
  const plan = planSummary(query)
  if (!plan || !(await standsFor(db, query.day.day))) return null
  return countPlan(db, reach, plan, query.day)
}

/** Whether nothing was recorded after the day, so that as it stands now is as it stood then. */
async function standsFor(db: Db, day: string): Promise<boolean> {
  const last = await db
    .selectFrom('chain_head as head')
    .innerJoin('event', join =>
      join.onRef('event.organisation_id', '=', 'head.organisation_id').onRef('event.seq', '=', 'head.seq'),
    )
    .select(eb => eb.fn.max('event.occurred_on').as('on'))
    .executeTakeFirst()
  return !(last?.on && last.on > day) && isDrawnIn(db)
}

/** Whether the summaries hold everything that was done, or may lag behind it for a second. */
export async function isDrawnIn(db: Db): Promise<boolean> {
  const waits = await db
    .selectFrom('event_dispatch')
    .select('event_id')
    .where('dispatched_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!waits) return true
  const counted = await db
    .selectFrom('status_summary')
    .select(eb => eb.fn.sum('tasks').as('tasks'))
    .where('level', '=', 'all')
    .executeTakeFirst()
  return toNumber(counted?.tasks) >= smallOffice
}

/** The rows of a plan within reach, with what the day makes of them; one row a combination of the keys asked for. */
export async function countPlan(
  db: Db,
  reach: FigureReach,
  plan: SummaryPlan,
  day: FigureDay,
): Promise<FigureCount[]> {
  const cell = cellScope(reach)
  const rows = await listRows(db, cell, plan)
  const dated = await listDated(db, { cell, plan, day })
  const made = await listMadeKeys(db, plan, day.day)
  const counts = new Map<string, FigureCount>()
  if (plan.by.length === 0) counts.set('', zeroCount())
  for (const row of rows) {
    const keys = Object.fromEntries(plan.by.map(key => [key, keyOf(key, row, plan, made)]))
    const id = Object.values(keys).join('\n')
    const count = counts.get(id) ?? { ...zeroCount(), ...keys }
    counts.set(id, count)
    addRow(count, row, dated.get(datedKey(row)) ?? noneDated)
  }
  return [...counts.values()]
}

/** What the person sees figures of (`inspectionScope`), as a condition on the columns of a summary's row. */
export function cellScope(reach: FigureReach): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'status_summary'>()
  if (!('actor' in reach)) return eb('organisation_id', '=', reach.organisationId)
  const { actor } = reach
  const conditions = asReaderOfFigures(actor).holdings.flatMap(holding => {
    const { role, committee_id: committeeId, organisation_ids: ids } = holding
    const own = role !== 'committee' || actor.own_committee_ids.includes(committeeId ?? '')
    return [
      ...(own ? [eb('organisation_id', 'in', ids)] : []),
      ...(committeeId ? [eb('committee_id', '=', committeeId)] : []),
    ]
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

async function listRows(db: Db, cell: Expression<SqlBool>, plan: SummaryPlan): Promise<SummaryRow[]> {
  const { within } = plan
  const rows = db.selectFrom('status_summary').selectAll().where('level', '=', plan.level).where(cell)
  const inside =
    within === null
      ? rows.where('inspection_id', '=', '')
      : within === 'each'
        ? rows.where('inspection_id', '<>', '')
        : rows.where('inspection_id', '=', within.inspectionId)
  const found = await (plan.only === null ? inside : inside.where(plan.only)).execute()
  return found.map(numbered).filter(holdsTasks)
}

/** What was moved elsewhere leaves a row of zeros. */
function holdsTasks(row: SummaryRow): boolean {
  return row.tasks + row.cycles_met + row.cycles_missed + row.cycles_running > 0
}

/** Leaders of units, or themes of recommendations, where a key is made from the row's. */
export async function listMadeKeys(db: Db, plan: SummaryPlan, day: string): Promise<Map<string, string>> {
  if (plan.by.includes('leader_id')) {
    const units = await db
      .selectFrom('unit_period')
      .select(['unit_id', 'leader_appointment_id'])
      .where(holdsOn('unit_period', day))
      .execute()
    return new Map(units.map(unit => [unit.unit_id, unit.leader_appointment_id ?? 'head']))
  }
  if (!plan.by.includes('theme') || plan.level !== 'recommendation') return new Map()
  const recommendations = await db
    .selectFrom('recommendation')
    .select(['id', 'theme'])
    .$if(plan.within !== null && plan.within !== 'each', query =>
      query.where('inspection_id', '=', (plan.within as { inspectionId: string }).inspectionId),
    )
    .execute()
  return new Map(recommendations.map(one => [one.id, one.theme]))
}

function keyOf(key: FigureKey, row: SummaryRow, plan: SummaryPlan, made: Map<string, string>): string {
  if (key === 'leader_id') return made.get(row.key) ?? 'head'
  if (key === 'theme' && plan.level === 'recommendation') return made.get(row.key) ?? ''
  if (key === 'inspection_id' && plan.level === 'unit') return row.inspection_id
  return row.key
}

export function zeroCount(): FigureCount {
  return Object.fromEntries(figureMeasures.map(name => [name, 0])) as Record<FigureMeasure, number>
}

function addRow(count: FigureCount, row: SummaryRow, dated: Dated): void {
  count.done_on_time += row.done_on_time
  count.done_late += row.done_late
  count.running_in_time += row.reported_in_time + row.waiting - dated.late
  count.running_late += row.reported_late + dated.late
  count.due_soon += dated.dueBeforeSoon - dated.late
  count.suspended += row.suspended
  count.not_implemented += row.not_implemented
  count.withdrawn += row.withdrawn
  count.done_late_original += row.done_late_original
  count.running_late_original += row.reported_late_original + dated.lateOriginal
  count.receipt_due += row.received_in_time + row.received_late + dated.notReceived
  count.received_in_time += row.received_in_time
  count.under_way += row.waiting
  count.fresh += row.waiting - dated.stale
  count.cycle_met += row.cycles_met
  count.cycle_missed += row.cycles_missed
  count.cycle_running += row.cycles_running
}
