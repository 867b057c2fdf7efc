import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import { addDays, instantAt } from '../lib/plain-date.ts'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import { type FigureClass, type FigureDay, figureCondition } from './figure-condition.ts'
import { asReaderOfFigures, type FigureScope, inspectionsOf, periodCondition } from './figures.ts'
import type { Db, Row, Schema } from './schema.ts'
import type { TaskState } from './schema-task.ts'
import { taskScope } from './scope.ts'
import type { TaskListRow } from './task-list.ts'
import { findUnitNames } from './unit-name.ts'

/** What a list as of a day is narrowed to; everything may be left out. */
export interface AsOfFilter extends FigureScope {
  /** The lead unit alone, without those below it. */
  unitId?: string | undefined
  class?: FigureClass | undefined
  state?: TaskState | undefined
}

export interface TaskAsOfQuery {
  day: FigureDay
  filter: AsOfFilter
  /** `code` (the default) is the order of recommendations and their tasks; both go on from the last row's `cursor`. */
  sort?: 'code' | 'due'
  limit: number
  cursor?: string | undefined
  /** The page that ends before the cursor, instead of the one that begins after it. */
  backwards?: boolean | undefined
}

/** A row of a list with its facts as they stood at the end of the day: text, names, deadlines, state. */
export type TaskAsOfRow = TaskListRow &
  Pick<Row<'task_period'>, 'organisation_id' | 'inspection_id' | 'recommendation_id' | 'extension_count'>

export interface TaskAsOfPage {
  rows: TaskAsOfRow[]
  /** Cursors: where the next page goes on, null after the last; and before which the one before it ends. */
  next: string | null
  previous: string | null
}

const dueKey = sql<string>`coalesce(${sql.ref('task_period.due_on')}, '9999-12-31')`
const sortKeys: Record<'code' | 'due', RawBuilder<string>> = {
  code: sql.ref<string>('task_period.recommendation_id'),
  due: dueKey,
}

/**
 * One page of the tasks behind a figure, as they stood at the end of the day; drafts are in none. By code each page is
 * found by an index, so that a hundred thousand rows can be gone through page by page.
 */
export async function listTasksAsOf(db: Db, actor: Actor, query: TaskAsOfQuery): Promise<TaskAsOfPage> {
  const key = sortKeys[query.sort ?? 'code']
  const { backwards = false, limit } = query
  const at = query.cursor === undefined ? undefined : readCursor(query.cursor)
  const direction = backwards ? 'desc' : 'asc'
  const found = await db
    .selectFrom('task_period')
    .select(['task_period.id', 'task_period.task_id', key.as('key')])
    .where(asOfCondition(actor, query.day, query.filter))
    .$if(at !== undefined, page => page.where(beyond(key, at as Cursor, backwards)))
    .orderBy(key, direction)
    .orderBy('task_period.task_id', direction)
    .limit(limit + 1)
    .execute()
  const shown = found.slice(0, limit)
  if (backwards) shown.reverse()
  const more = found.length > limit
  const cursorOf = (row: (typeof shown)[number] | undefined) => (row ? `${row.key}_${row.task_id}` : null)
  const ids = shown.map(row => row.id)
  return {
    rows: await listRows(db, ids, query.day.day),
    next: more || backwards ? cursorOf(shown.at(-1)) : null,
    previous: (backwards ? more : at !== undefined) ? cursorOf(shown[0]) : null,
  }
}

/** How many there are in all; equal to the figure of the same day, class and scope. */
export async function countTasksAsOf(
  db: Db,
  actor: Actor,
  day: FigureDay,
  filter: AsOfFilter,
): Promise<number> {
  const row = await db
    .selectFrom('task_period')
    .select(eb => eb.fn.countAll().as('count'))
    .where(asOfCondition(actor, day, filter))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Readers of figures see here what their figures count; everyone else the tasks that are theirs. */
function asOfCondition(actor: Actor, day: FigureDay, filter: AsOfFilter): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const conditions = [periodCondition(day, filter), reachOf(actor)]
  if (filter.unitId) conditions.push(eb('task_period.lead_unit_id', '=', filter.unitId))
  if (filter.class) conditions.push(figureCondition(filter.class, day))
  if (filter.state) conditions.push(eb('task_period.state', '=', filter.state))
  return eb.and(conditions)
}

function reachOf(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const readsFigures = asReaderOfFigures(actor).holdings.length > 0
  if (readsFigures) return eb('task_period.inspection_id', 'in', inspectionsOf({ actor }))
  const task = expressionBuilder<Schema, 'task'>()
    .selectFrom('task')
    .select('task.id')
    .where(taskScope(actor))
  return eb('task_period.task_id', 'in', task)
}

interface Cursor {
  key: string
  taskId: string
}

function readCursor(text: string): Cursor {
  const at = text.lastIndexOf('_')
  return { key: text.slice(0, Math.max(0, at)), taskId: text.slice(at + 1) }
}

/** Strictly past the cursor; the first comparison is the range that the index seeks. */
function beyond(
  key: RawBuilder<string>,
  { key: value, taskId }: Cursor,
  backwards: boolean,
): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task_period'>()
  const past = backwards ? '<' : '>'
  const further = eb.or([eb(key, past, value), eb('task_period.task_id', past, taskId)])
  return eb.and([eb(key, `${past}=`, value), further])
}

async function listRows(db: Db, periodIds: string[], day: string): Promise<TaskAsOfRow[]> {
  if (periodIds.length === 0) return []
  const rows = await db
    .selectFrom('task_period as p')
    .innerJoin('task', 'task.id', 'p.task_id')
    .innerJoin('inspection', 'inspection.id', 'p.inspection_id')
    .leftJoin('appointment', 'appointment.id', 'p.officer_id')
    .leftJoin('person', 'person.id', 'appointment.person_id')
    .select(['p.id as period_id', 'p.task_id as id', 'task.code', 'p.state', 'p.percent', 'p.due_on'])
    .select(['p.original_due_on', 'p.reported_on', 'p.completed_on', 'p.updated_on', 'p.received_on'])
    .select(['p.issued_on', 'p.supplement_due_on', 'p.lead_unit_id', 'p.extension_count'])
    .select(['p.organisation_id', 'p.inspection_id', 'p.recommendation_id'])
    .select(['person.name as officer_name', 'inspection.number as inspection_number', 'inspection.held_on'])
    .select(titleOn(day).as('title'))
    .where('p.id', 'in', periodIds)
    .execute()
  const names = await findUnitNames(
    db,
    rows.map(row => row.lead_unit_id),
  )
  const place = new Map(periodIds.map((id, index) => [id, index]))
  rows.sort((a, b) => (place.get(a.period_id) ?? 0) - (place.get(b.period_id) ?? 0))
  return rows.map(({ period_id: _period, ...row }) => ({
    ...row,
    lead_unit_name: names(row.lead_unit_id, day)?.name ?? '',
  }))
}

/** A title corrected later is still the old one on the day: the first correction after it keeps what stood before. */
function titleOn(day: string): RawBuilder<string> {
  return sql<string>`coalesce((select old.title from task_text old where old.task_id = ${sql.ref('task.id')}
    and old.corrected_at >= ${instantAt(addDays(day, 1), '00:00')} order by old.corrected_at, old.id limit 1), ${sql.ref('task.title')})`
}
