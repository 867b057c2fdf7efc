import type { FigureClass } from '../../data/figure-condition.ts'
import type { TaskState } from '../../data/schema-task.ts'
import { isId } from '../../lib/id.ts'
import { type PlainDate, parseDateInput } from '../../lib/plain-date.ts'
import { stateChoices, type TaskQuery } from './task-query.ts'

/** Classes that the filter offers; the others are reached from a figure, and are then offered too. */
export const asOfClasses = [
  'running_late',
  'due_soon',
  'running_in_time',
  'done_on_time',
  'done_late',
  'suspended',
  'not_implemented',
  'withdrawn',
  'cycle',
] as const satisfies FigureClass[]

/** Why a day has no figures. */
export const asOfFaults = ['error.not_a_date', 'error.as_of_to_come', 'error.as_of_before_first'] as const
export type AsOfFault = (typeof asOfFaults)[number]

/** What the list of today calls otherwise. */
const otherNames: Record<string, FigureClass> = { late_original: 'running_late_original' }
const cycleClasses: Record<string, FigureClass> = {
  all: 'cycle',
  met: 'cycle_met',
  missed: 'cycle_missed',
  running: 'cycle_running',
}

/** What was asked for, as far as it makes sense; the rest is as if it had not been said. */
export interface AsOfChoice {
  /** As it was typed, and the day it is; undefined where it is none. */
  typed: string
  asOf: PlainDate | undefined
  unit: string
  /** Only tasks that the unit itself led, without those of units below it. */
  own: boolean
  inspection: string
  recommendation: string
  theme: string | undefined
  /** An appointment, or `head`. */
  leader: string
  class: FigureClass | ''
  state: TaskState | ''
  sort: 'code' | 'due'
  cursor: string | undefined
  backwards: boolean
  page: number
}

/** Whether the list is asked for as of a day, or by what only such a list tells apart: then it is as of today. */
export function isAsOf(query: TaskQuery): boolean {
  if (query.as_of !== undefined && query.as_of.trim() !== '') return true
  return query.theme !== undefined || query.leader !== undefined || onlyAsOf.some(one => one === query.class)
}

const onlyAsOf = [
  'done_late_original',
  'running_late_original',
  'receipt_due',
  'received_in_time',
  'not_received',
  'under_way',
  'fresh',
] as const satisfies FigureClass[]

/** Everything that a figure can lead to. */
const everyClass: readonly FigureClass[] = [
  ...asOfClasses,
  ...onlyAsOf,
  'done',
  'running',
  'counted',
  'stale',
  'cycle_met',
  'cycle_missed',
  'cycle_running',
]

export function readAsOfQuery(query: TaskQuery, today: PlainDate): AsOfChoice {
  const id = (value: string | undefined) => (isId(value) ? (value as string) : '')
  const typed = (query.as_of ?? '').trim()
  const named = query.class ?? ''
  const known = everyClass.find(one => one === (otherNames[named] ?? named))
  const page = Number(query.page)
  return {
    typed,
    asOf: typed === '' ? today : (parseDateInput(typed) ?? undefined),
    unit: id(query.unit),
    own: query.own === '1',
    inspection: id(query.inspection),
    recommendation: id(query.recommendation),
    theme: query.theme,
    leader: query.leader === 'head' ? 'head' : id(query.leader),
    class: known ?? cycleClasses[query.cycle ?? ''] ?? '',
    state: stateChoices.find(state => state === query.state) ?? '',
    sort: query.sort === 'due' ? 'due' : 'code',
    cursor: query.after ?? query.before,
    backwards: query.after === undefined && query.before !== undefined,
    page: Number.isInteger(page) && page > 0 && page < 100_000 ? page : 1,
  }
}

/** What the form does not show and yet keeps. */
export function keptOf(choice: AsOfChoice): Record<string, string> {
  return {
    ...(choice.own ? { own: '1' } : {}),
    ...(choice.recommendation ? { recommendation: choice.recommendation } : {}),
    ...(choice.theme === undefined ? {} : { theme: choice.theme }),
    ...(choice.leader ? { leader: choice.leader } : {}),
    ...(choice.state ? { state: choice.state } : {}),
    ...(choice.sort === 'due' ? { sort: 'due' } : {}),
  }
}

/** The same list from its first page on, or with something changed. */
export function asOfHref(choice: AsOfChoice, change: Record<string, string> = {}): string {
  const query = new URLSearchParams({ as_of: choice.asOf ?? choice.typed, ...keptOf(choice) })
  for (const name of ['unit', 'inspection', 'class'] as const) if (choice[name]) query.set(name, choice[name])
  for (const [name, value] of Object.entries(change)) query.set(name, value)
  return `/tasks?${query.toString()}`
}
