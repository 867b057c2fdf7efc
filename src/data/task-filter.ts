import { type Expression, expressionBuilder, type SqlBool } from 'kysely'
import type { Actor } from './actor.ts'
import { type CycleClass, cycleCondition } from './obligation-count.ts'
import type { Db, Schema } from './schema.ts'
import type { TaskState } from './schema-task.ts'
import { taskScope, unitTree } from './scope.ts'
import { taskSearch } from './task-search.ts'
import { dueKey, type StatusDay, type TaskClass, taskClassCondition } from './task-status.ts'

/** What a list of tasks is narrowed to; everything may be left out. Dates are PlainDate. */
export interface TaskFilter {
  /** The path of the lead unit or of a unit above it. */
  unitPath?: string | undefined
  /** The lead unit alone. */
  unitId?: string | undefined
  inspectionId?: string | undefined
  recommendationId?: string | undefined
  state?: TaskState | undefined
  /** Drafts and whatever is not closed. */
  unclosed?: boolean | undefined
  taskClass?: TaskClass | undefined
  /** Cycles of obligations alone, which are in none of the classes. */
  cycle?: CycleClass | 'all' | undefined
  dueFrom?: string | undefined
  dueTo?: string | undefined
  text?: string | undefined
  /** Only what the person has a part in, by one of their appointments. */
  mine?: boolean | undefined
}

/**
 * The scope of the person and the filter, as one condition on `task`; `search` where the caller has found out already
 * how its text is best looked for.
 */
export function taskCondition(
  db: Db,
  actor: Actor,
  filter: TaskFilter,
  day: StatusDay,
  search = taskSearch(db, filter.text ?? ''),
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const conditions = [taskScope(actor)]
  if (filter.unitPath) conditions.push(eb('task.lead_unit_id', 'in', unitTree(filter.unitPath)))
  if (filter.unitId) conditions.push(eb('task.lead_unit_id', '=', filter.unitId))
  if (filter.inspectionId) conditions.push(eb('task.inspection_id', '=', filter.inspectionId))
  if (filter.recommendationId) conditions.push(eb('task.recommendation_id', '=', filter.recommendationId))
  if (filter.state) conditions.push(eb('task.state', '=', filter.state))
  if (filter.unclosed) conditions.push(eb('task.closed_on', 'is', null))
  if (filter.taskClass) conditions.push(taskClassCondition(filter.taskClass, day))
  if (filter.cycle) conditions.push(cycleCondition(filter.cycle))
  if (filter.dueFrom) conditions.push(eb(dueKey, '>=', filter.dueFrom))
  if (filter.dueTo) conditions.push(eb(dueKey, '<=', filter.dueTo))
  if (filter.text) conditions.push(search ?? eb.lit(false))
  if (filter.mine) conditions.push(partOf(actor))
  return eb.and(conditions)
}

/** Led by one's unit, given to one as an officer, assigned or to be verified by one. */
export function partOf(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const conditions = actor.holdings.flatMap(held => {
    switch (held.role) {
      case 'unit_head':
        return [eb('task.lead_unit_id', 'in', unitTree(held.unit_path))]
      case 'officer':
        return [eb('task.officer_id', '=', held.id)]
      case 'leader':
        return [eb('task.assigner_id', '=', held.id), eb('task.verifier_id', '=', held.id)]
      case 'verifier':
        return [eb('task.verifier_id', '=', held.id)]
      default:
        return []
    }
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}
