import { Type } from 'typebox'
import type { Actor } from '../../data/actor.ts'
import { listCycleTaskIds } from '../../data/api-list.ts'
import type { FigureClass } from '../../data/figure-condition.ts'
import type { Db } from '../../data/schema.ts'
import type { TaskState } from '../../data/schema-task.ts'
import { listTasksAsOf } from '../../data/task-as-of.ts'
import { findCalendarOn } from '../../domain/figure-day.ts'
import { readFigureQuery } from '../../domain/figures.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { readCursor, writeCursor, wrongCursor } from './page.ts'
import { RequestFault } from './problem.ts'
import { date, idPattern, text } from './schema.ts'
import { summaryOf } from './task-shape.ts'

/** What a list as of a day can be asked besides. */
export const asOfQuery = {
  as_of: Type.Optional(
    date({ description: 'The list as it stood at the end of this day; not later than today.' }),
  ),
  theme: Type.Optional(text({ maxLength: 300, description: 'With `as_of` only.' })),
  leader: Type.Optional(
    text({
      pattern: `^(head|${idPattern})$`,
      description: 'With `as_of` only: the appointment in charge of the unit.',
    }),
  ),
}

type Words = { [name: string]: unknown }

/** Of the classes of the present list those that a day tells as well. */
const classesOfDay = [
  'running_late',
  'due_soon',
  'running_in_time',
  'done_on_time',
  'done_late',
  'stale',
  'counted',
  'done',
  'running',
] as const satisfies FigureClass[]

/** Filters that read what is stored now, not what was true on the day. */
const ofTodayAlone = ['q', 'own', 'cycle', 'from', 'to', 'mine', 'order'] as const

/** @throws RequestFault for filters of a day where none is asked for */
export function refuseWithoutDay(query: Words): void {
  refuse(query, ['theme', 'leader'])
}

function refuse(query: Words, names: readonly string[]): void {
  const wrong = names.filter(name => query[name] !== undefined)
  if (wrong.length > 0)
    throw new RequestFault(
      'query',
      wrong.map(pointer => ({ pointer, code: 'as_of' })),
    )
}

/** The tasks behind a figure of the day, with their facts as they stood. @throws RequestFault, Invalid */
export async function tasksAsOf(
  db: Db,
  actor: Actor,
  today: string,
  query: Words & { limit: number; cursor?: string },
  publicUrl: string,
) {
  refuse(query, ofTodayAlone)
  const { day, scope } = await readFigureQuery(db, actor, {
    today,
    asOf: wordOf(query.as_of),
    inspectionId: wordOf(query.inspection),
    recommendationId: wordOf(query.recommendation),
    theme: wordOf(query.theme),
    unitId: wordOf(query.unit),
    leaderId: wordOf(query.leader),
  })
  if (!scope) return { items: [], next_cursor: null }
  const filter = { ...scope, class: classOf(query.class), state: stateOf(query.state) }
  const cursor = query.cursor === undefined ? undefined : placeOf(query.cursor)
  const sort = query.sort === 'due' ? ('due' as const) : ('code' as const)
  const page = await listTasksAsOf(db, actor, { day, filter, sort, limit: query.limit, cursor })
  const calendar = await findCalendarOn(db, day.day)
  const { terms } = await findReaderPolicy(db, actor)
  const cycles = await listCycleTaskIds(
    db,
    page.rows.map(row => row.id),
  )
  const shown = { today: day.day, calendar, terms, publicUrl }
  return {
    items: page.rows.map(row => summaryOf(row, cycles.has(row.id), shown)),
    next_cursor: page.next === null ? null : writeCursor(page.next),
  }
}

function wordOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function classOf(value: unknown): FigureClass | undefined {
  if (value === undefined) return undefined
  const known = classesOfDay.find(one => one === value)
  if (!known) throw new RequestFault('query', [{ pointer: 'class', code: 'as_of' }])
  return known
}

/** `open` and `all` are words of the present list; of a day every state is told. */
function stateOf(value: unknown): TaskState | undefined {
  return value === undefined || value === 'open' || value === 'all' ? undefined : (value as TaskState)
}

function placeOf(cursor: string): string {
  const place = readCursor(cursor)
  if (!new RegExp(`^[0-9a-f-]{10,36}_${idPattern}$`).test(place)) throw wrongCursor()
  return place
}
