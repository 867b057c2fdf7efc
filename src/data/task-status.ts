import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Schema } from './schema.ts'
import type { TaskState } from './schema-task.ts'

/** The days that decide on `today`, worked out from the calendar by `domain/status-day.ts`. */
export interface StatusDay {
  today: string
  /** The first day that is no longer due soon: deadlines from today on and before it are. */
  soonBefore: string
  /** The first day on which a last word is still fresh: anything said before it is stale. */
  staleBefore: string
}

/** What a list can be narrowed to: the four classes (DECISIONS 3), three sums of them, and what is computed besides. */
export const taskClasses = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
  'done',
  'running',
  'counted',
  'due_soon',
  'stale',
  'late_original',
] as const
export type TaskClass = (typeof taskClasses)[number]

const running: TaskState[] = ['issued', 'in_progress', 'returned', 'reported']
const waiting: TaskState[] = ['issued', 'in_progress', 'returned']

/** A task without a deadline is never late; the same text stands in the indexes. */
export const dueKey = sql<string>`coalesce(${sql.ref('task.due_on')}, '9999-12-31')`
/** The day of the last word on the task; '' for a draft. The same text stands in an index. */
export const freshKey = sql<string>`coalesce(${sql.ref('task.updated_on')}, ${sql.ref('task.received_on')}, ${sql.ref('task.issued_on')}, '')`

/**
 * The SQL twin of `domain/task-status.ts`: the tasks of a class on that day, as a condition on `task`. `late_original`
 * is late against the first deadline, whatever extensions were granted (PRODUCT §3), judged by the same days. Cycles of
 * obligations are in none of them: they are counted apart (DECISIONS 3).
 */
export function taskClassCondition(taskClass: TaskClass, day: StatusDay): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  return eb.and([eb('task.obligation_id', 'is', null), classCondition(taskClass, day)])
}

function classCondition(taskClass: TaskClass, day: StatusDay): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const completed = sql<string>`coalesce(${sql.ref('task.completed_on')}, '')`
  switch (taskClass) {
    case 'done':
      return eb('task.state', '=', 'verified')
    case 'done_on_time':
      return eb.and([eb('task.state', '=', 'verified'), eb(completed, '<=', dueKey)])
    case 'done_late':
      return eb.and([eb('task.state', '=', 'verified'), eb(completed, '>', dueKey)])
    case 'counted':
      return eb('task.state', 'in', [...running, 'verified'])
    case 'running':
      return open(running)
    case 'running_in_time':
      return eb.and([open(running), eb(judgedOn(day), '<=', dueKey)])
    case 'running_late':
      return eb.and([open(running), eb(judgedOn(day), '>', dueKey)])
    case 'due_soon':
      return eb.and([open(waiting), eb(dueKey, '>=', day.today), eb(dueKey, '<', day.soonBefore)])
    case 'stale':
      return eb.and([open(waiting), eb(freshKey, '<', day.staleBefore), eb(freshKey, '<>', '')])
    case 'late_original':
      return eb.and([open(running), eb('task.original_due_on', '<', judgedOn(day))])
  }
}

/** None of the states is closed: said twice, so that the index of what is not closed serves the list. */
function open(states: TaskState[]): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  return eb.and([eb('task.closed_on', 'is', null), eb('task.state', 'in', states)])
}

/** A reported task is judged by its reported day, every other one by today (DECISIONS 3). */
function judgedOn({ today }: StatusDay) {
  const reported = sql<string>`coalesce(${sql.ref('task.reported_on')}, ${today})`
  return sql<string>`case when ${sql.ref('task.state')} = 'reported' then ${reported} else ${today} end`
}
