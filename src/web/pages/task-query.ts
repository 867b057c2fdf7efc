import { type Static, Type } from 'typebox'
import type { CycleClass } from '../../data/obligation-count.ts'
import type { TaskState } from '../../data/schema-task.ts'
import type { TaskFilter } from '../../data/task-filter.ts'
import type { TaskSort } from '../../data/task-list.ts'
import type { TaskClass } from '../../data/task-status.ts'
import { isId } from '../../lib/id.ts'
import { parseDateInput } from '../../lib/plain-date.ts'

/** States one can filter by; `open` is everything that is not closed. */
export const stateChoices = [
  'draft',
  'issued',
  'in_progress',
  'reported',
  'returned',
  'suspended',
  'verified',
  'not_implemented',
  'withdrawn',
] as const satisfies TaskState[]

export const classChoices = [
  'running_late',
  'due_soon',
  'running_in_time',
  'done_on_time',
  'done_late',
  'stale',
  'late_original',
] as const satisfies TaskClass[]
/** Sums that figures link to; the filter shows them only while they are asked for. */
export const classSums = ['counted', 'done', 'running'] as const satisfies TaskClass[]
export const cycleChoices = ['all', 'met', 'missed', 'running'] as const satisfies (CycleClass | 'all')[]
export const sortChoices = ['due', 'code', 'title', 'updated'] as const satisfies TaskSort[]

const word = Type.Optional(Type.String({ maxLength: 300 }))

/** The address of the list holds all of it: filters, order and place. */
export const taskQuerySchema = Type.Object(
  {
    q: word,
    unit: word,
    own: word,
    inspection: word,
    recommendation: word,
    state: word,
    class: word,
    cycle: word,
    from: word,
    to: word,
    mine: word,
    sort: word,
    order: word,
    after: word,
    before: word,
    page: word,
    as_of: word,
    theme: word,
    leader: word,
  },
  { additionalProperties: true },
)
export type TaskQuery = Static<typeof taskQuerySchema>

/** What was asked for, as far as it makes sense; the rest is as if it had not been said. */
export interface TaskChoice {
  text: string
  unit: string
  /** Only tasks that the unit itself leads, without those of units below it. */
  own: boolean
  inspection: string
  recommendation: string
  state: TaskState | 'open' | 'all' | ''
  taskClass: TaskClass | ''
  /** Cycles of obligations, which are in none of the classes. */
  cycle: CycleClass | 'all' | ''
  from: string
  to: string
  mine: boolean
  sort: TaskSort
  descending: boolean
  cursor: { id: string; backwards: boolean } | undefined
  page: number
}

export function readTaskQuery(query: TaskQuery): TaskChoice {
  const id = (value: string | undefined) => (isId(value) ? (value as string) : '')
  const cursor = id(query.after) || id(query.before)
  const page = Number(query.page)
  return {
    text: (query.q ?? '').trim(),
    unit: id(query.unit),
    own: query.own === '1',
    inspection: id(query.inspection),
    recommendation: id(query.recommendation),
    state: among([...stateChoices, 'open', 'all'] as const, query.state),
    taskClass: among([...classChoices, ...classSums], query.class),
    cycle: among(cycleChoices, query.cycle),
    from: (query.from ?? '').trim(),
    to: (query.to ?? '').trim(),
    mine: query.mine === '1',
    sort: among(sortChoices, query.sort) || 'due',
    descending: query.order === 'desc',
    cursor: cursor ? { id: cursor, backwards: !id(query.after) } : undefined,
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

function among<T extends string>(known: readonly T[], value: string | undefined): T | '' {
  return known.find(one => one === value) ?? ''
}

/** What is open stands first in mind: without a word on state, class or recommendation the list leaves out what is closed. */
export function isUnclosed(choice: TaskChoice): boolean {
  if (choice.state !== '') return choice.state === 'open'
  return choice.taskClass === '' && choice.cycle === '' && choice.recommendation === ''
}

export function filterOf(choice: TaskChoice, unitPath: string | undefined): TaskFilter {
  const { state } = choice
  return {
    unitPath: choice.own ? undefined : unitPath,
    unitId: choice.own && unitPath ? choice.unit : undefined,
    inspectionId: choice.inspection || undefined,
    recommendationId: choice.recommendation || undefined,
    state: state === '' || state === 'open' || state === 'all' ? undefined : state,
    unclosed: isUnclosed(choice),
    taskClass: choice.taskClass || undefined,
    cycle: choice.cycle || undefined,
    dueFrom: parseDateInput(choice.from) ?? undefined,
    dueTo: parseDateInput(choice.to) ?? undefined,
    text: choice.text || undefined,
    mine: choice.mine,
  }
}

/** The same list with something changed; a change of filter or order begins at the first page. */
export function taskHref(choice: TaskChoice, change: Partial<TaskChoice> = {}): string {
  const wanted = { ...choice, cursor: undefined, page: 1, ...change }
  const query = new URLSearchParams()
  const set = (name: string, value: string) => value !== '' && query.set(name, value)
  set('q', wanted.text)
  set('unit', wanted.unit)
  set('own', wanted.own ? '1' : '')
  set('inspection', wanted.inspection)
  set('recommendation', wanted.recommendation)
  set('state', wanted.state)
  set('class', wanted.taskClass)
  set('cycle', wanted.cycle)
  set('from', wanted.from)
  set('to', wanted.to)
  set('mine', wanted.mine ? '1' : '')
  set('sort', wanted.sort === 'due' ? '' : wanted.sort)
  set('order', wanted.descending ? 'desc' : '')
  if (wanted.cursor) set(wanted.cursor.backwards ? 'before' : 'after', wanted.cursor.id)
  set('page', wanted.page > 1 ? String(wanted.page) : '')
  const text = query.toString()
  return text === '' ? '/tasks' : `/tasks?${text}`
}
