import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { asReaderOfFigures } from './figures.ts'
import type { Db, Row, Schema } from './schema.ts'
import { taskScope } from './scope.ts'
import { dueKey, freshKey, type StatusDay, taskClassCondition } from './task-status.ts'

export type AttentionTask = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'state'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'extension_count'
  | 'percent'
> & { lead_unit_name: string }

export interface AttentionQuery {
  day: StatusDay
  inspectionId?: string | undefined
  limit: number
}

/** Tasks that are done, the last reported first. */
export async function listDoneTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<AttentionTask[]> {
  return withNames(scoped(db, actor, query))
    .where('task.state', '=', 'verified')
    .where('task.obligation_id', 'is', null)
    .orderBy(freshKey, 'desc')
    .orderBy('task.id', 'desc')
    .limit(query.limit)
    .execute()
}

/** Tasks under way and in time, the first due first. */
export async function listInTimeTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<AttentionTask[]> {
  return attentionTasks(db, actor, query)
    .where(taskClassCondition('running_in_time', query.day))
    .orderBy(dueKey)
    .orderBy('task.id')
    .limit(query.limit)
    .execute()
}

/** Tasks that are late against the deadline in force, the longest first. */
export async function listLateTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<AttentionTask[]> {
  return attentionTasks(db, actor, query)
    .where(taskClassCondition('running_late', query.day))
    .orderBy(dueKey)
    .orderBy('task.id')
    .limit(query.limit)
    .execute()
}

/** Tasks in time only because their deadline was moved, the longest past their first one first. */
export async function listLateOriginalTasks(
  db: Db,
  actor: Actor,
  query: AttentionQuery,
): Promise<AttentionTask[]> {
  return attentionTasks(db, actor, query)
    .where(onlyLateOriginal(query.day))
    .orderBy('task.original_due_on')
    .orderBy('task.id')
    .limit(query.limit)
    .execute()
}

export async function countLateOriginalTasks(db: Db, actor: Actor, query: AttentionQuery): Promise<number> {
  const row = await scoped(db, actor, query)
    .select(eb => eb.fn.countAll().as('count'))
    .where('task.closed_on', 'is', null)
    .where(onlyLateOriginal(query.day))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Requests from the second on, which the committee decides (PRODUCT §3), the oldest first. */
export async function listSecondExtensions(db: Db, actor: Actor, query: AttentionQuery) {
  return attentionTasks(db, actor, query)
    .innerJoin('extension', 'extension.task_id', 'task.id')
    .select(['extension.asked_on', 'extension.asked_due_on', 'extension.asked_late'])
    .where('extension.state', '=', 'pending')
    .where('task.extension_count', '>=', 1)
    .where('task.state', 'in', ['in_progress', 'returned'])
    .orderBy('extension.asked_on')
    .orderBy('extension.id')
    .limit(query.limit)
    .execute()
}

/** Proposals not to do a task, which the committee decides, the oldest first. */
export async function listProposedNonImplementations(db: Db, actor: Actor, query: AttentionQuery) {
  return attentionTasks(db, actor, query)
    .innerJoin('non_implementation', 'non_implementation.task_id', 'task.id')
    .select('non_implementation.proposed_on')
    .where('non_implementation.state', '=', 'pending')
    .where('task.state', 'in', ['issued', 'in_progress', 'returned'])
    .orderBy('non_implementation.proposed_on')
    .orderBy('non_implementation.id')
    .limit(query.limit)
    .execute()
}

/** Tasks that a unit sent back as not theirs and that nobody has decided, the oldest first. */
export async function listDisputedTasks(db: Db, actor: Actor, query: AttentionQuery) {
  return attentionTasks(db, actor, query)
    .innerJoin('refusal', 'refusal.task_id', 'task.id')
    .innerJoin('unit as refusing', 'refusing.id', 'refusal.unit_id')
    .innerJoin('unit as proposed', 'proposed.id', 'refusal.proposed_unit_id')
    .select(['refusal.refused_on', 'refusing.name as refusing_name', 'proposed.name as proposed_name'])
    .where('refusal.state', '=', 'pending')
    .where('task.state', '=', 'draft')
    .orderBy('refusal.refused_on')
    .orderBy('refusal.id')
    .limit(query.limit)
    .execute()
}

function scoped(db: Db, actor: Actor, { inspectionId }: AttentionQuery) {
  return db
    .selectFrom('task')
    .where(taskScope(asReaderOfFigures(actor)))
    .$if(Boolean(inspectionId), query => query.where('task.inspection_id', '=', inspectionId ?? ''))
}

/** Nothing closed needs attention; said here, so that the index of what is not closed serves. */
function attentionTasks(db: Db, actor: Actor, query: AttentionQuery) {
  return withNames(scoped(db, actor, query)).where('task.closed_on', 'is', null)
}

function withNames(tasks: ReturnType<typeof scoped>) {
  return tasks
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.state', 'task.due_on', 'task.original_due_on'])
    .select(['task.reported_on', 'task.completed_on', 'task.extension_count', 'task.percent'])
    .select(['unit.name as lead_unit_name'])
}

function onlyLateOriginal(day: StatusDay): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  return eb.and([taskClassCondition('late_original', day), eb.not(taskClassCondition('running_late', day))])
}
