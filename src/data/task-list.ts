import { type Expression, expressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Row, Schema } from './schema.ts'
import { type TaskFilter, taskCondition } from './task-filter.ts'
import { findTaskSearch } from './task-search.ts'
import { dueKey, freshKey, type StatusDay } from './task-status.ts'

export type TaskSort = 'due' | 'code' | 'title' | 'updated'

export interface TaskPageQuery {
  filter: TaskFilter
  day: StatusDay
  sort: TaskSort
  descending: boolean
  /** The task after which (`backwards`: before which) the page begins. */
  cursor?: { id: string; backwards: boolean } | undefined
  limit: number
}

export type TaskListRow = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'state'
  | 'percent'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'updated_on'
  | 'received_on'
  | 'issued_on'
  | 'supplement_due_on'
  | 'lead_unit_id'
> & { lead_unit_name: string; officer_name: string | null; inspection_number: string; held_on: string }

export interface TaskPage {
  rows: TaskListRow[]
  hasPrevious: boolean
  hasNext: boolean
}

/** The columns of a sort, the second one telling apart what the first leaves equal; each pair stands in an index. */
const sortColumns: Record<TaskSort, [RawBuilder<string>, RawBuilder<string | number>]> = {
  due: [dueKey, sql.ref<string>('task.id')],
  title: [sql.ref<string>('task.sort_key'), sql.ref<string>('task.id')],
  updated: [freshKey, sql.ref<string>('task.id')],
  // Ids of recommendations grow with their ordinals, so that this is the order of 1.2, 2.1, 10.1 and of inspections.
  code: [sql.ref<string>('task.recommendation_id'), sql.ref<number>('task.ordinal')],
}

/** One page of the tasks the person may see, found by index and keyset, however long the list is. */
export async function listTasks(db: Db, actor: Actor, query: TaskPageQuery): Promise<TaskPage> {
  const { sort, cursor, limit } = query
  const backwards = cursor?.backwards ?? false
  const falling = query.descending !== backwards
  const at = cursor && (await findSortValues(db, sort, cursor.id))
  const [first, second] = sortColumns[sort]
  const search = await findTaskSearch(db, query.filter.text)
  const direction = falling ? 'desc' : 'asc'
  const page = db
    .selectFrom('task')
    .select('task.id')
    .where(taskCondition(db, actor, query.filter, query.day, search))
    .$if(at !== undefined, q => q.where(beyond(sort, at as SortValues, falling)))
    .orderBy(first, direction)
    .orderBy(second, direction)
    .limit(limit + 1)
  const ids = await page.execute()
  const more = ids.length > limit
  const shown = ids.slice(0, limit).map(row => row.id)
  if (backwards) shown.reverse()
  return {
    rows: await listTaskRows(db, shown),
    hasPrevious: backwards ? more : at !== undefined,
    hasNext: backwards ? true : more,
  }
}

/** How many there are, counted to `cap` at most; `more` when there are others beyond. */
export async function countTasks(
  db: Db,
  actor: Actor,
  filter: TaskFilter,
  day: StatusDay,
  cap: number,
): Promise<{ count: number; more: boolean }> {
  const search = await findTaskSearch(db, filter.text)
  const capped = db
    .selectFrom('task')
    .select(sql`1`.as('one'))
    .where(taskCondition(db, actor, filter, day, search))
    // The order means nothing to the count: it leads SQLite to the index of the unclosed, where all of it stands.
    .$if(filter.unclosed === true, query => query.orderBy(dueKey).orderBy('task.id'))
    .limit(cap + 1)
  const row = await db
    .selectFrom(capped.as('capped'))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  const count = toNumber(row.count)
  return { count: Math.min(count, cap), more: count > cap }
}

interface SortValues {
  first: string
  second: string | number
}

async function findSortValues(db: Db, sort: TaskSort, id: string): Promise<SortValues | undefined> {
  const [first, second] = sortColumns[sort]
  return db
    .selectFrom('task')
    .select([first.as('first'), second.as('second')])
    .where('task.id', '=', id)
    .executeTakeFirst()
}

/** Strictly past the cursor; the first comparison is the range that the index seeks. */
function beyond(sort: TaskSort, at: SortValues, falling: boolean): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const [first, second] = sortColumns[sort]
  const past = falling ? '<' : '>'
  return eb.and([
    eb(first, `${past}=`, at.first),
    eb.or([eb(first, past, at.first), eb(second, past, at.second)]),
  ])
}

/** The rows of a page in the order of the ids. */
export async function listTaskRows(db: Db, ids: string[]): Promise<TaskListRow[]> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .leftJoin('appointment', 'appointment.id', 'task.officer_id')
    .leftJoin('person', 'person.id', 'appointment.person_id')
    .select(['task.id', 'task.code', 'task.title', 'task.state', 'task.percent', 'task.due_on'])
    .select(['task.original_due_on', 'task.reported_on', 'task.completed_on', 'task.updated_on'])
    .select(['task.received_on', 'task.issued_on', 'task.supplement_due_on', 'task.lead_unit_id'])
    .select(['unit.name as lead_unit_name', 'person.name as officer_name'])
    .select(['inspection.number as inspection_number', 'inspection.held_on'])
    .where('task.id', 'in', ids)
    .execute()
  const place = new Map(ids.map((id, index) => [id, index]))
  return rows.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0))
}
