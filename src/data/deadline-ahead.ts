import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { FigureDay } from './figure-condition.ts'
import { asReaderOfFigures, type FigureScope, periodCondition } from './figures.ts'
import type { Db } from './schema.ts'
import { inspectionScope } from './scope.ts'

/**
 * How many of the tasks that ran at the end of the day have each deadline from that day on, in rising order; tasks
 * without a deadline and cycles of obligations are in none. Reads the periods that hold on the day.
 */
export async function listDeadlinesAhead(
  db: Db,
  actor: Actor,
  { day, scope }: { day: FigureDay; scope: FigureScope },
): Promise<{ day: string; count: number }[]> {
  const rows = await db
    .selectFrom('task_period')
    .select(eb => [eb.ref('task_period.due_on').$notNull().as('day'), eb.fn.countAll().as('count')])
    .where(periodCondition(day, scope))
    .where('task_period.inspection_id', 'in', eb =>
      eb
        .selectFrom('inspection')
        .select('inspection.id')
        .where(inspectionScope(asReaderOfFigures(actor))),
    )
    .where('task_period.state', 'in', ['issued', 'in_progress', 'returned', 'reported'])
    .where('task_period.obligation_id', 'is', null)
    .where('task_period.due_on', '>=', day.day)
    .groupBy('task_period.due_on')
    .orderBy('task_period.due_on')
    .execute()
  return rows.map(row => ({ day: row.day, count: toNumber(row.count) }))
}
