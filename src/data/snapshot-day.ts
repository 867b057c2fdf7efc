import type { Actor } from './actor.ts'
import type { Db } from './schema.ts'
import { findSnapshotDay, listLastRows, snapshotNumbers } from './snapshot.ts'
import { cellScope } from './summary-counts.ts'

export interface SnapshotDayRow {
  day: string
  unit_id: string
  done_on_time: number
  done_late: number
  running_in_time: number
  running_late: number
}

/**
 * The four classes by lead unit at the end of each of the days, from the nightly snapshots; days without a snapshot
 * have no rows. Reads a row a day and unit, however many tasks there were.
 */
export async function listSnapshotDays(
  db: Db,
  actor: Actor,
  { days, inspectionId }: { days: readonly string[]; inspectionId?: string | undefined },
): Promise<SnapshotDayRow[]> {
  if (days.length === 0) return []
  if (inspectionId) return listOfInspection(db, actor, days, inspectionId)
  const rows = await db
    .selectFrom('snapshot')
    .selectAll()
    .where('level', '=', 'unit')
    .where('inspection_id', '=', '')
    .where('day', 'in', days)
    .where(cellScope({ actor }))
    .execute()
  return sumByUnit(rows.map(snapshotNumbers))
}

async function listOfInspection(
  db: Db,
  actor: Actor,
  days: readonly string[],
  inspectionId: string,
): Promise<SnapshotDayRow[]> {
  const rows: SnapshotDayRow[] = []
  for (const day of days) {
    if (!(await findSnapshotDay(db, day))) continue
    const found = await listLastRows(db, day, { level: 'unit', inspectionId }, [cellScope({ actor })])
    rows.push(...sumByUnit(found.map(row => ({ ...row, day }))))
  }
  return rows
}

type ClassRow = Omit<SnapshotDayRow, 'unit_id'> & { key: string }

/** Inspections of one reader may report to several committees. */
function sumByUnit(rows: ClassRow[]): SnapshotDayRow[] {
  const sums = new Map<string, SnapshotDayRow>()
  for (const { day, key, ...row } of rows) {
    const id = `${day} ${key}`
    const sum = sums.get(id) ?? {
      day,
      unit_id: key,
      done_on_time: 0,
      done_late: 0,
      running_in_time: 0,
      running_late: 0,
    }
    sums.set(id, sum)
    sum.done_on_time += row.done_on_time
    sum.done_late += row.done_late
    sum.running_in_time += row.running_in_time
    sum.running_late += row.running_late
  }
  return [...sums.values()]
}
