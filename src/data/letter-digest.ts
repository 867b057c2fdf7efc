import { toNumber } from './database.ts'
import type { Db, Row } from './schema.ts'

export async function countRecommendationsOf(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where('inspection.organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** The latest tasks of the organisation, longest late first. */
export async function listLateTasks(
  db: Db,
  organisationId: string,
  today: string,
  limit: number,
): Promise<(Pick<Row<'task'>, 'id' | 'code' | 'title' | 'due_on'> & { lead_unit_name: string })[]> {
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.due_on', 'unit.name as lead_unit_name'])
    .where('task.organisation_id', '=', organisationId)
    .where('task.state', 'in', ['issued', 'in_progress', 'returned'])
    .where('task.obligation_id', 'is', null)
    .where('task.due_on', '<', today)
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(limit)
    .execute()
}
