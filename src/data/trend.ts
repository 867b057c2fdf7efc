import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db } from './schema.ts'
import { inspectionScope } from './scope.ts'

export interface TrendDay {
  day: string
  done: number
  late: number
}

/** How many tasks were done and how many late at the end of each day from `fromOn` on, from the nightly snapshots. */
export async function listTrend(
  db: Db,
  actor: Actor,
  query: { fromOn: string; inspectionId?: string | undefined },
): Promise<TrendDay[]> {
  const rows = await db
    .selectFrom('inspection')
    .innerJoin('snapshot', join =>
      join
        .onRef('snapshot.organisation_id', '=', 'inspection.organisation_id')
        .onRef('snapshot.inspection_id', '=', 'inspection.id'),
    )
    .select(eb => [
      'snapshot.day',
      eb.fn.sum<number | string>(eb('snapshot.done_on_time', '+', eb.ref('snapshot.done_late'))).as('done'),
      eb.fn.sum<number | string>('snapshot.running_late').as('late'),
    ])
    .where(inspectionScope(asReaderOfFigures(actor)))
    .where('snapshot.day', '>=', query.fromOn)
    .$if(Boolean(query.inspectionId), q => q.where('inspection.id', '=', query.inspectionId ?? ''))
    .groupBy('snapshot.day')
    .orderBy('snapshot.day')
    .execute()
  return rows.map(row => ({ day: row.day, done: toNumber(row.done), late: toNumber(row.late) }))
}
