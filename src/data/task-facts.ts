import { chunksOf } from './chunk.ts'
import type { Db, Row } from './schema.ts'
import type { TaskFacts } from './task.ts'

/** Many tasks with their facts, in the order of their ids: a few queries for some hundreds instead of a few for each. */
export async function listTaskFacts(db: Db, ids: string[]): Promise<TaskFacts[]> {
  const facts: TaskFacts[] = []
  for (const chunk of chunksOf(ids)) facts.push(...(await listChunk(db, chunk)))
  return facts
}

async function listChunk(db: Db, ids: string[]): Promise<TaskFacts[]> {
  const rows = await db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .selectAll('task')
    .select(['unit.path as lead_unit_path', 'unit.name as lead_unit_name', 'inspection.committee_id'])
    .select('recommendation.kind as recommendation_kind')
    .where('task.id', 'in', ids)
    .orderBy('task.id')
    .execute()
  const parts = await db
    .selectFrom('co_unit')
    .innerJoin('unit', 'unit.id', 'co_unit.unit_id')
    .selectAll('co_unit')
    .select(['unit.path as unit_path', 'unit.name as unit_name'])
    .where('co_unit.task_id', 'in', ids)
    .orderBy('co_unit.id')
    .execute()
  const partsOf = Map.groupBy(parts, part => part.task_id)
  const extensions = await pendingOf(db, 'extension', ids)
  const proposals = await pendingOf(db, 'non_implementation', ids)
  const refusals = await pendingOf(db, 'refusal', ids)
  return rows.map(({ lead_unit_path, lead_unit_name, committee_id, recommendation_kind, ...task }) => ({
    task,
    lead_unit_path,
    lead_unit_name,
    committee_id,
    recommendation_kind,
    co_units: partsOf.get(task.id) ?? [],
    pending_extension: extensions.get(task.id),
    pending_non_implementation: proposals.get(task.id),
    pending_refusal: refusals.get(task.id),
  }))
}

async function pendingOf<T extends 'extension' | 'non_implementation' | 'refusal'>(
  db: Db,
  table: T,
  ids: string[],
): Promise<Map<string, Row<T>>> {
  const rows = await db
    .selectFrom(table as 'extension')
    .selectAll()
    .where('task_id', 'in', ids)
    .where('state', '=', 'pending')
    .execute()
  return new Map(rows.map(row => [row.task_id, row as Row<T>]))
}

/**
 * Ids of open tasks of the organisations, those that are looked at first before the others; with `lookUntil` only
 * those at which the planner will look up to that day. One more than `limit` tells that there are more.
 */
export async function listOutlookTaskIds(
  db: Db,
  organisationIds: string[],
  { lookUntil, limit }: { lookUntil?: string | undefined; limit: number },
): Promise<string[]> {
  if (organisationIds.length === 0) return []
  const rows = await db
    .selectFrom('task')
    .select('id')
    .where('organisation_id', 'in', organisationIds)
    .where('state', 'in', ['issued', 'in_progress', 'returned', 'reported', 'suspended'])
    .$if(lookUntil !== undefined, query => query.where('next_look_on', '<=', lookUntil as string))
    .orderBy(eb => eb.fn.coalesce('next_look_on', eb.val('9999-12-31')))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  return rows.map(row => row.id)
}
