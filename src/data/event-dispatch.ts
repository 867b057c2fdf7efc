import { chunksOf } from './chunk.ts'
import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'

export type WaitingEvent = Row<'event'> & { attempts: number }

/** Events whose consequences are still to be written, in the order of their chain; failed ones once their time has come. */
export async function listWaitingEvents(db: Db, now: string, limit: number): Promise<WaitingEvent[]> {
  return db
    .selectFrom('event_dispatch as d')
    .innerJoin('event as e', 'e.id', 'd.event_id')
    .selectAll('e')
    .select('d.attempts')
    .where('d.dispatched_at', 'is', null)
    .where(eb => eb.or([eb('d.attempts', '=', 0), eb('d.next_try_at', '<=', now)]))
    .orderBy('e.seq')
    .orderBy('e.id')
    .limit(limit)
    .execute()
}

/** Marks the event as dispatched; false when another worker already did. */
export async function updateDispatched(db: Db, eventId: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('event_dispatch')
    .set({ dispatched_at: at, last_error: '' })
    .where('event_id', '=', eventId)
    .where('dispatched_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Puts a failed dispatch back until `nextTryAt`. */
export async function updateDispatchFailed(
  db: Db,
  eventId: string,
  failure: { attempts: number; nextTryAt: string; error: string },
): Promise<void> {
  await db
    .updateTable('event_dispatch')
    .set({ attempts: failure.attempts, next_try_at: failure.nextTryAt, last_error: failure.error })
    .where('event_id', '=', eventId)
    .where('dispatched_at', 'is', null)
    .execute()
}

/** When the oldest event that waits for its dispatch was to be dispatched; null when none waits. */
export async function findOldestDispatchAt(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('event_dispatch')
    .select('next_try_at')
    .where('dispatched_at', 'is', null)
    .orderBy('next_try_at')
    .limit(1)
    .executeTakeFirst()
  return row?.next_try_at ?? null
}

/** The last acts on a task that began a new deadline version, latest first: to find the day on which one began. */
export async function listRearmingEvents(
  db: Db,
  taskId: string,
): Promise<Pick<Row<'event'>, 'occurred_on' | 'payload'>[]> {
  return db
    .selectFrom('event')
    .select(['occurred_on', 'payload'])
    .where('task_id', '=', taskId)
    .where('act', 'in', rearmingActs)
    .orderBy('seq', 'desc')
    .execute()
}

const rearmingActs = ['issue', 'issue_cycle', 'reassign', 'resume', 'return', 'decide_extension', 'reopen']

/** The same of many tasks, each task's latest first. */
export async function listRearmingEventsOf(
  db: Db,
  taskIds: string[],
): Promise<Pick<Row<'event'>, 'task_id' | 'occurred_on' | 'payload'>[]> {
  const rows: Pick<Row<'event'>, 'task_id' | 'occurred_on' | 'payload'>[] = []
  for (const ids of chunksOf(taskIds)) {
    const query = db.selectFrom('event').select(['task_id', 'occurred_on', 'payload'])
    const found = query.where('task_id', 'in', ids).where('act', 'in', rearmingActs).orderBy('seq', 'desc')
    rows.push(...(await found.execute()))
  }
  return rows
}

/** How many times this act was done on the subject, up to and including the event at `seq`. */
export async function countActs(db: Db, subjectId: string, act: string, upToSeq: number): Promise<number> {
  const row = await db
    .selectFrom('event')
    .select(eb => eb.fn.countAll().as('count'))
    .where('subject_id', '=', subjectId)
    .where('act', '=', act)
    .where('seq', '<=', upToSeq)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}
