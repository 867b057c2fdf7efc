import type { Actor } from './actor.ts'
import type { Db } from './schema.ts'
import { listKeptDays, type SnapshotRow, snapshotNumbers } from './snapshot.ts'
import { cellScope } from './summary-counts.ts'

/** The four classes at the end of a day, with the sum that is done and the one that is late. */
export interface TrendDay {
  day: string
  done: number
  late: number
}

export type ClassDay = TrendDay &
  Pick<SnapshotRow, 'done_on_time' | 'done_late' | 'running_in_time' | 'running_late'>

/** How the four classes stood at the end of each day from `fromOn` on, from the nightly snapshots: one row a day. */
export async function listTrend(
  db: Db,
  actor: Actor,
  { fromOn, inspectionId }: { fromOn: string; inspectionId?: string | undefined },
): Promise<ClassDay[]> {
  const rows = await db
    .selectFrom('snapshot')
    .selectAll()
    .where('level', '=', inspectionId ? 'inspection' : 'all')
    .where('inspection_id', '=', '')
    .where('key', '=', inspectionId ?? '')
    .where(cellScope({ actor }))
    .$if(!inspectionId, query => query.where('day', '>=', fromOn))
    .orderBy('day')
    .execute()
  const days = rows.map(snapshotNumbers)
  if (!inspectionId) return sumByDay(days)
  return carried(days, await listKeptDays(db, fromOn, '9999-12-31'))
}

/** An inspection is kept on the days on which it changed: between them it stood as it was. */
function carried(rows: SnapshotRow[], days: string[]): ClassDay[] {
  return days.flatMap(day => {
    const last = rows.findLast(row => row.day <= day)
    return last ? [classDay(day, [last])] : []
  })
}

/** Inspections of one reader may report to several committees. */
function sumByDay(rows: SnapshotRow[]): ClassDay[] {
  return [...Map.groupBy(rows, row => row.day)].map(([day, same]) => classDay(day, same))
}

function classDay(day: string, rows: SnapshotRow[]): ClassDay {
  const sum = { day, done: 0, late: 0, done_on_time: 0, done_late: 0, running_in_time: 0, running_late: 0 }
  for (const row of rows) {
    sum.done_on_time += row.done_on_time
    sum.done_late += row.done_late
    sum.running_in_time += row.running_in_time
    sum.running_late += row.running_late
  }
  return { ...sum, done: sum.done_on_time + sum.done_late, late: sum.running_late }
}
