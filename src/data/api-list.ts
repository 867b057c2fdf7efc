import type { Actor } from './actor.ts'
import type { Db, Row } from './schema.ts'
import { inspectionScope } from './scope.ts'

/** Lists as other systems read them: forwards only, by a keyset that stays right while rows are added. */

export interface RecommendationFilter {
  inspectionId?: string | undefined
  kind?: Row<'recommendation'>['kind'] | undefined
  /** `open`: the committee has not closed it. */
  outcome?: Row<'recommendation'>['outcome'] | 'open' | undefined
  theme?: string | undefined
}

/** Recommendations of inspections the person may see, as they were recorded; at most `limit` after the one named. */
export async function listRecommendationPage(
  db: Db,
  actor: Actor,
  { filter, after, limit }: { filter: RecommendationFilter; after: string; limit: number },
): Promise<Row<'recommendation'>[]> {
  const { inspectionId, kind, outcome, theme } = filter
  return db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .selectAll('recommendation')
    .where(inspectionScope(actor))
    .where('recommendation.id', '>', after)
    .$if(inspectionId !== undefined, query => query.where('inspection.id', '=', inspectionId as string))
    .$if(kind !== undefined, query => query.where('recommendation.kind', '=', kind as 'once'))
    .$if(theme !== undefined, query => query.where('recommendation.theme', '=', theme as string))
    .$if(outcome === 'open', query => query.where('recommendation.outcome', 'is', null))
    .$if(outcome !== undefined && outcome !== 'open', query =>
      query.where('recommendation.outcome', '=', outcome as 'implemented'),
    )
    .orderBy('recommendation.id')
    .limit(limit)
    .execute()
}

/** Which of the tasks are cycles of obligations: they are in none of the classes (DECISIONS 3). */
export async function listCycleTaskIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('id', 'in', ids)
    .where('obligation_id', 'is not', null)
    .execute()
  return new Set(rows.map(row => row.id))
}

export type TaskEvent = Pick<
  Row<'event'>,
  'id' | 'seq' | 'act' | 'occurred_at' | 'occurred_on' | 'payload' | 'appointment_id' | 'on_behalf_of_id'
> & { text: string | null }

/** Events of the task after the place in its organisation's chain, but for the acts that are left out. */
export async function listTaskEvents(
  db: Db,
  taskId: string,
  { afterSeq, leftOut, limit }: { afterSeq: number; leftOut: readonly string[]; limit: number },
): Promise<TaskEvent[]> {
  return db
    .selectFrom('event')
    .leftJoin('event_text', 'event_text.event_id', 'event.id')
    .select(['event.id', 'event.seq', 'event.act', 'event.occurred_at', 'event.occurred_on', 'event.payload'])
    .select(['event.appointment_id', 'event.on_behalf_of_id', 'event_text.text'])
    .where('event.task_id', '=', taskId)
    .where('event.seq', '>', afterSeq)
    .where('event.act', 'not in', ['', ...leftOut])
    .orderBy('event.seq')
    .limit(limit)
    .execute()
}
