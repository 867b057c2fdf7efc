import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Schema } from './schema.ts'
import type { TaskState } from './schema-task.ts'

/** The days between which figures need to compare, on one day; worked out by `domain/figure-day.ts`. */
export interface FigureDay {
  /** Figures are those at the end of this day. */
  day: string
  /** The limits of every organisation: the first are those of all that no other one names. */
  limits: readonly FigureLimits[]
}

/** What an organisation's policy of that day makes of the calendar as it was known that day. */
export interface FigureLimits {
  organisationIds: readonly string[]
  /** The first day that is no longer due soon. */
  soonBefore: string
  /** The first day on which a last word is still fresh. */
  staleBefore: string
  /** The first day of issue whose working days to receive are not over yet. */
  receiptBefore: string
}

/** What a day's tasks are counted by; each is a list too. Drafts are in none of them. */
export const figureMeasures = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
  'due_soon',
  'suspended',
  'not_implemented',
  'withdrawn',
  /** Done, and running, past the first deadline, whatever extensions were granted (PRODUCT §3). */
  'done_late_original',
  'running_late_original',
  /** Of the four classes: received, or issued so long ago that it should be; and those received in time. */
  'receipt_due',
  'received_in_time',
  /** With the unit, and those of them with a word from it within the policy's days. */
  'under_way',
  'fresh',
  /** Cycles of obligations, which are in none of the others (DECISIONS 3). */
  'cycle_met',
  'cycle_missed',
  'cycle_running',
] as const
export type FigureMeasure = (typeof figureMeasures)[number]

/** Lists besides those: sums of them, and what is left of them. */
export const figureSums = ['done', 'running', 'counted', 'stale', 'not_received', 'cycle'] as const
export type FigureClass = FigureMeasure | (typeof figureSums)[number]

const running: TaskState[] = ['issued', 'in_progress', 'returned', 'reported']
const underWay: TaskState[] = ['issued', 'in_progress', 'returned']

const due = sql<string>`coalesce(${sql.ref('task_period.due_on')}, '9999-12-31')`
const completed = sql<string>`coalesce(${sql.ref('task_period.completed_on')}, '')`
const lastWord = sql<string>`coalesce(${sql.ref('task_period.updated_on')}, ${sql.ref('task_period.received_on')},
  ${sql.ref('task_period.issued_on')}, '')`

/** The SQL twin of `domain/task-status.ts` on periods: what is of the class on that day, a condition on `task_period`. */
export function figureCondition(figureClass: FigureClass, day: FigureDay): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  switch (figureClass) {
    case 'cycle_met':
    case 'cycle_missed':
    case 'cycle_running':
      return eb('task_period.cycle', '=', cycleOf[figureClass])
    case 'cycle':
      return eb('task_period.obligation_id', 'is not', null)
    default:
      return eb.and([eb('task_period.obligation_id', 'is', null), taskCondition(figureClass, day)])
  }
}

const cycleOf = { cycle_met: 'met', cycle_missed: 'missed', cycle_running: 'running' } as const
type TaskMeasure = Exclude<FigureClass, keyof typeof cycleOf | 'cycle'>

function taskCondition(figureClass: TaskMeasure, day: FigureDay): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const inStates = (states: TaskState[]) => eb('task_period.state', 'in', states)
  const verified = inStates(['verified'])
  switch (figureClass) {
    case 'done':
      return verified
    case 'done_on_time':
      return eb.and([verified, eb(completed, '<=', due)])
    case 'done_late':
      return eb.and([verified, eb(completed, '>', due)])
    case 'done_late_original':
      return eb.and([verified, eb(completed, '>', eb.ref('task_period.original_due_on'))])
    case 'running':
      return inStates(running)
    case 'counted':
      return inStates([...running, 'verified'])
    case 'running_in_time':
      return eb.and([inStates(running), eb(judgedOn(day), '<=', due)])
    case 'running_late':
      return eb.and([inStates(running), eb(judgedOn(day), '>', due)])
    case 'running_late_original':
      return eb.and([inStates(running), eb(judgedOn(day), '>', eb.ref('task_period.original_due_on'))])
    case 'due_soon':
      return eb.and([inStates(underWay), eb(due, '>=', day.day), eb(due, '<', limit(day, 'soonBefore'))])
    case 'suspended':
    case 'not_implemented':
    case 'withdrawn':
      return inStates([figureClass])
    default:
      return wordCondition(figureClass, day)
  }
}

/** What tells of the unit's answers: when it received the task and when it last spoke. */
function wordCondition(
  figureClass: 'receipt_due' | 'received_in_time' | 'not_received' | 'under_way' | 'fresh' | 'stale',
  day: FigureDay,
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const counted = eb('task_period.state', 'in', [...running, 'verified'])
  const waiting = eb('task_period.state', 'in', underWay)
  const overdue = eb('task_period.issued_on', '<', limit(day, 'receiptBefore'))
  switch (figureClass) {
    case 'receipt_due':
      return eb.and([counted, eb.or([eb('task_period.receipt', 'is not', null), overdue])])
    case 'received_in_time':
      return eb.and([counted, eb('task_period.receipt', '=', 'in_time')])
    case 'not_received':
      return eb.and([counted, eb('task_period.receipt', 'is', null), overdue])
    case 'under_way':
      return waiting
    case 'fresh':
      return eb.and([waiting, eb(lastWord, '>=', limit(day, 'staleBefore'))])
    case 'stale':
      return eb.and([waiting, eb(lastWord, '<', limit(day, 'staleBefore'))])
  }
}

/** A reported task is judged by its reported day, every other one by the day itself (DECISIONS 3). */
function judgedOn({ day }: FigureDay): RawBuilder<string> {
  const reported = sql<string>`coalesce(${sql.ref('task_period.reported_on')}, ${day})`
  return sql<string>`case when ${sql.ref('task_period.state')} = 'reported' then ${reported} else ${day} end`
}

/** Each organisation is judged by its own policy, so that two readers never see two answers. */
function limit(
  { limits }: FigureDay,
  name: Exclude<keyof FigureLimits, 'organisationIds'>,
): RawBuilder<string> {
  const [common, ...others] = limits
  const general = common?.[name] ?? ''
  if (others.length === 0) return sql<string>`${general}`
  const cases = others.map(
    one =>
      sql`when ${sql.ref('task_period.organisation_id')} in (${sql.join(one.organisationIds)}) then ${one[name]}`,
  )
  return sql<string>`case ${sql.join(cases, sql` `)} else ${general} end`
}
