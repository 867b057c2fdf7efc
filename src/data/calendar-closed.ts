import type { Actor } from './actor.ts'
import type { DateQuery, DateRow } from './calendar-date.ts'
import { taskWithin } from './calendar-date.ts'
import type { Db } from './schema.ts'

/**
 * Deadlines in the range of tasks that were withdrawn or will not be done, which no calendar shows: a feed tells of
 * them as cancelled, for clients that keep what they were told once.
 */
export async function listClosedDates(
  db: Db,
  actor: Actor,
  query: DateQuery,
  limit: number,
): Promise<DateRow[]> {
  const rows = await db
    .selectFrom('task')
    .select(['task.id', 'task.due_on'])
    .where(taskWithin(actor, query))
    .where('task.state', 'in', ['withdrawn', 'not_implemented'])
    .where('task.due_on', '>=', query.from)
    .where('task.due_on', '<=', query.to)
    .where('task.closed_on', '>=', query.from)
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(limit)
    .execute()
  return rows.map(({ id, due_on }) => ({
    kind: 'due' as const,
    day: due_on ?? '',
    subject_id: id,
    task_id: id,
    late: 0,
  }))
}
