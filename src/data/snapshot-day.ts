import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db } from './schema.ts'
import { inspectionScope } from './scope.ts'

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
 * have no rows. Reads rows of those days alone: days × inspections × units.
 */
export async function listSnapshotDays(
  db: Db,
  actor: Actor,
  { days, inspectionId }: { days: readonly string[]; inspectionId?: string | undefined },
): Promise<SnapshotDayRow[]> {
  if (days.length === 0) return []
  const rows = await db
    .selectFrom('inspection')
    .innerJoin('snapshot', join =>
      join
        .onRef('snapshot.organisation_id', '=', 'inspection.organisation_id')
        .onRef('snapshot.inspection_id', '=', 'inspection.id'),
    )
    .select(eb => [
      'snapshot.day',
      'snapshot.unit_id',
      eb.fn.sum<number | string>('snapshot.done_on_time').as('done_on_time'),
      eb.fn.sum<number | string>('snapshot.done_late').as('done_late'),
      eb.fn.sum<number | string>('snapshot.running_in_time').as('running_in_time'),
      eb.fn.sum<number | string>('snapshot.running_late').as('running_late'),
    ])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('snapshot.day', 'in', days)
    .$if(Boolean(inspectionId), query => query.where('inspection.id', '=', inspectionId ?? ''))
    .groupBy(['snapshot.day', 'snapshot.unit_id'])
    .execute()
  return rows.map(row => ({
    day: row.day,
    unit_id: row.unit_id,
    done_on_time: toNumber(row.done_on_time),
    done_late: toNumber(row.done_late),
    running_in_time: toNumber(row.running_in_time),
    running_late: toNumber(row.running_late),
  }))
}
