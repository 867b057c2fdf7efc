import { figureMeasures } from './figure-condition.ts'
import type { FigureCount, FigureCountQuery, FigureReach } from './figures.ts'
import type { Db } from './schema.ts'
import { findSnapshotDay, listLastRows, type SnapshotRow, snapshotNumbers } from './snapshot.ts'
import { cellScope, listMadeKeys, zeroCount } from './summary-counts.ts'
import { planSummary, type SummaryPlan } from './summary-plan.ts'

/**
 * The counts of a day that is over, from its snapshot: a few rows a key. Null where the day is not kept whole, or its
 * rows do not tell apart what is asked for.
 */
export async function listSnapshotCounts(
  db: Db,
  reach: FigureReach,
  query: FigureCountQuery,
): Promise<FigureCount[] | null> {
  const plan = planSummary(query)
  if (!plan || plan.within === 'each' || !['all', 'unit', 'inspection'].includes(plan.level)) return null
  if (!(await findSnapshotDay(db, query.day.day))?.whole) return null
  const made = await listMadeKeys(db, plan, query.day.day)
  return sumRows(await listRows(db, reach, plan, query.day.day), plan, made)
}

function sumRows(rows: SnapshotRow[], plan: SummaryPlan, made: Map<string, string>): FigureCount[] {
  const [by] = plan.by
  const counts = new Map<string, FigureCount>()
  if (!by) counts.set('', zeroCount())
  for (const row of rows.filter(one => figureMeasures.some(name => one[name] !== 0))) {
    const key = by ? (by === 'leader_id' ? (made.get(row.key) ?? 'head') : row.key) : ''
    const count = counts.get(key) ?? { ...zeroCount(), ...(by ? { [by]: key } : {}) }
    counts.set(key, count)
    for (const name of figureMeasures) count[name] += row[name] ?? 0
  }
  return [...counts.values()]
}

async function listRows(db: Db, reach: FigureReach, plan: SummaryPlan, day: string): Promise<SnapshotRow[]> {
  const conditions = [cellScope(reach), ...(plan.only === null ? [] : [plan.only])]
  if (plan.level === 'inspection') return listLastRows(db, day, { level: 'inspection' }, conditions)
  if (plan.within !== null && plan.within !== 'each') {
    return listLastRows(db, day, { level: 'unit', inspectionId: plan.within.inspectionId }, conditions)
  }
  const rows = await db
    .selectFrom('snapshot')
    .selectAll()
    .where('level', '=', plan.level)
    .where('inspection_id', '=', '')
    .where('day', '=', day)
    .where(eb => eb.and(conditions))
    .execute()
  return rows.map(snapshotNumbers)
}
