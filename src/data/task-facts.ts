import { chunksOf } from './chunk.ts'
import type { Db } from './schema.ts'
import { listSubtasksOf } from './subtask.ts'
import { type Pending, type PendingTable, requesterColumns, type TaskFacts } from './task.ts'
import { listOpenRequestsOf } from './update-request.ts'

/** Tasks with their facts, in the order of their ids: a few queries, be it one task or some hundreds. */
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
    .select([
      'recommendation.kind as recommendation_kind',
      'recommendation.outcome as recommendation_outcome',
    ])
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
  const hanging = await listHanging(db, ids)
  return rows.map(row => {
    const { lead_unit_path, lead_unit_name, committee_id, ...rest } = row
    const { recommendation_kind, recommendation_outcome, ...task } = rest
    const place = { lead_unit_path, lead_unit_name, committee_id }
    const recommendation = { recommendation_kind, recommendation_outcome }
    return { task, ...place, ...recommendation, co_units: partsOf.get(task.id) ?? [], ...hanging(task.id) }
  })
}

/** What waits for a decision or an answer on each of the tasks. */
async function listHanging(db: Db, ids: string[]) {
  const extensions = await pendingOf(db, 'extension', ids)
  const proposals = await pendingOf(db, 'non_implementation', ids)
  const pauses = await pendingOf(db, 'suspension_request', ids)
  const refusals = await pendingOf(db, 'refusal', ids)
  const subtasks = Map.groupBy(await listSubtasksOf(db, ids), subtask => subtask.task_id)
  const requests = new Map((await listOpenRequestsOf(db, ids)).map(request => [request.task_id, request]))
  return (taskId: string) => ({
    pending_extension: extensions.get(taskId),
    pending_non_implementation: proposals.get(taskId),
    pending_suspension_request: pauses.get(taskId),
    pending_refusal: refusals.get(taskId),
    subtasks: subtasks.get(taskId) ?? [],
    open_request: requests.get(taskId),
  })
}

async function pendingOf<T extends PendingTable>(
  db: Db,
  table: T,
  ids: string[],
): Promise<Map<string, Pending<T>>> {
  const rows = await db
    .selectFrom(`${table as 'extension'} as asked`)
    .innerJoin('appointment', 'appointment.id', `asked.${requesterColumns[table] as 'asked_by'}`)
    .selectAll('asked')
    .select('appointment.person_id as requester_id')
    .where('asked.task_id', 'in', ids)
    .where('asked.state', '=', 'pending')
    .execute()
  return new Map(rows.map(row => [row.task_id, row as unknown as Pending<T>]))
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
