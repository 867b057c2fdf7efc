import type { Actor } from './actor.ts'
import type { AttentionQuery, AttentionTask } from './attention.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db } from './schema.ts'
import { taskScope } from './scope.ts'
import { dueKey, freshKey, taskClassCondition } from './task-status.ts'

/** Tasks that are done, the last reported first. */
export async function listDoneTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<AttentionTask[]> {
  return scoped(db, actor, query)
    .where('task.state', '=', 'verified')
    .where('task.obligation_id', 'is', null)
    .orderBy(freshKey, 'desc')
    .orderBy('task.id', 'desc')
    .limit(query.limit)
    .execute()
}

/** Tasks under way and in time, the first due first. */
export async function listInTimeTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<AttentionTask[]> {
  return scoped(db, actor, query)
    .where('task.closed_on', 'is', null)
    .where(taskClassCondition('running_in_time', query.day))
    .orderBy(dueKey)
    .orderBy('task.id')
    .limit(query.limit)
    .execute()
}

function scoped(db: Db, actor: Actor, { inspectionId }: AttentionQuery) {
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.state', 'task.due_on', 'task.original_due_on'])
    .select(['task.reported_on', 'task.completed_on', 'task.extension_count', 'task.percent'])
    .select(['unit.name as lead_unit_name'])
    .where(taskScope(asReaderOfFigures(actor)))
    .$if(Boolean(inspectionId), query => query.where('task.inspection_id', '=', inspectionId ?? ''))
}
