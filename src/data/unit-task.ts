import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'

export const openStates = ['issued', 'in_progress', 'returned', 'reported', 'suspended'] as const

export async function countOpenTasksOf(db: Db, unitId: string): Promise<number> {
  const row = await db
    .selectFrom('task')
    .select(eb => eb.fn.countAll().as('count'))
    .where('lead_unit_id', '=', unitId)
    .where('state', 'in', openStates)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

export type TaskToMove = Pick<
  Row<'task'>,
  'id' | 'code' | 'title' | 'state' | 'due_on' | 'version' | 'organisation_id' | 'officer_id'
>

/** Open tasks that a unit leads, or that are given to an officer, the first due first; at most `limit`. */
export async function listTasksToMove(
  db: Db,
  where: { unitId: string } | { officerId: string },
  limit: number,
): Promise<TaskToMove[]> {
  return db
    .selectFrom('task')
    .select(['id', 'code', 'title', 'state', 'due_on', 'version', 'organisation_id', 'officer_id'])
    .$if('unitId' in where, query => query.where('lead_unit_id', '=', (where as { unitId: string }).unitId))
    .$if('officerId' in where, query =>
      query.where('officer_id', '=', (where as { officerId: string }).officerId),
    )
    .where('state', 'in', openStates)
    .orderBy(eb => eb.fn.coalesce('due_on', eb.val('9999')))
    .orderBy('id')
    .limit(limit)
    .execute()
}
