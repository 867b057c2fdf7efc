import { type Expression, expressionBuilder, type SqlBool, sql } from 'kysely'
import type { Actor } from './actor.ts'
import { toNumber } from './database.ts'
import type { Db, Schema } from './schema.ts'
import type { TaskState } from './schema-task.ts'
import { overseenOrganisations, taskScope, unitTree } from './scope.ts'
import { partOf } from './task-filter.ts'
import { dueKey } from './task-status.ts'

/** In the order in which a day shows them. */
const dateKinds = [
  'due',
  'supplement',
  'part',
  'piece',
  'answer',
  'review',
  'period_end',
  'original',
  'handover',
] as const
export type DateKind = (typeof dateKinds)[number]

/** What one has a part in, what one's units lead or help with, all that one may see. */
export type DateReach = 'mine' | 'unit' | 'all'

export interface DateQuery {
  /** PlainDate, both included. */
  from: string
  to: string
  reach: DateReach
  inspectionId?: string | undefined
}

/** One date of the calendar. `subject_id`: the part, piece, question, suspension, cycle or handover; else the task. */
export interface DateRow {
  kind: DateKind
  day: string
  subject_id: string
  task_id: string | null
  late: number
}

export interface DayCount {
  day: string
  count: number
  late: number
}

const closed: TaskState[] = ['draft', 'withdrawn', 'not_implemented']
const waiting: TaskState[] = ['issued', 'in_progress', 'returned']

/** How many dates fall on each day and how many of them are late; days without any are left out. */
export async function countDates(db: Db, actor: Actor, query: DateQuery): Promise<DayCount[]> {
  const { rows } = await sql<{ day: string; count: number; late: number }>`
    select day, count(*) as count, sum(late) as late from (${dates(actor, query)}) as dated
    group by day order by day`.execute(db)
  return rows.map(({ day, count, late }) => ({ day, count: toNumber(count), late: toNumber(late) }))
}

/** The first dates of each day, late ones first; at most `perDay` of each. */
export async function listDates(
  db: Db,
  actor: Actor,
  query: DateQuery,
  perDay: number,
  offset = 0,
): Promise<DateRow[]> {
  const { rows } = await sql<DateRow & { rank: number; place: number }>`
    select * from (select dated.*, row_number() over (partition by day
      order by late desc, rank, subject_id) as place from (${dates(actor, query)}) as dated) as placed
    where place > ${sql.lit(offset)} and place <= ${sql.lit(offset + perDay)}
    order by day, place`.execute(db)
  return rows.map(({ day, subject_id, task_id, rank, late }) => ({
    kind: dateKinds[toNumber(rank)] as DateKind,
    day,
    subject_id,
    task_id,
    late: toNumber(late),
  }))
}

/** Every date of the range within the person's reach, one row each; each arm is a range of an index. */
function dates(actor: Actor, query: DateQuery) {
  const { from, to } = query
  // Asked of each date that the range gives: what one may see must not lead through all of one's tasks instead.
  const within = sql`case when ${taskWithin(actor, query)} then 1 else 0 end = 1`
  const late = (day: string) => sql`case when ${sql.ref(day)} < ${actor.today} then 1 else 0 end`
  const open = sql`task.closed_on is null and task.state <> 'draft'`
  const states = (list: TaskState[]) => sql.join(list.map(state => sql.lit(state)))
  const arm = (kind: DateKind, parts: { day: string; subject?: string; late?: unknown; table?: unknown }) =>
    sql`select ${sql.lit(dateKinds.indexOf(kind))} as rank, ${sql.ref(parts.day)} as day,
      ${sql.ref(parts.subject ?? 'task.id')} as subject_id, task.id as task_id,
      ${parts.late ?? late(parts.day)} as late
      from ${parts.table ?? sql`task`} where ${parts.table ? joining : inOrganisations('task')}
        and ${sql.ref(parts.day)} between ${from} and ${to} and ${within}`
  const arms = [
    sql`${arm('due', { day: 'task.due_on', late: dueLate(actor.today) })}
      and ${dueKey} between ${from} and ${to} and task.state not in (${states(closed)})`,
    sql`${arm('supplement', { day: 'task.supplement_due_on' })} and task.state = 'returned'`,
    sql`${arm('part', { day: 'part.due_on', subject: 'part.id', table: joined('co_unit') })}
      and part.state in ('asked', 'received', 'returned') and ${open}`,
    sql`${arm('piece', { day: 'part.due_on', subject: 'part.id', table: joined('subtask') })}
      and part.state = 'open' and ${open}`,
    sql`${arm('answer', { day: 'part.answer_by', subject: 'part.id', table: joined('update_request') })}
      and part.state = 'open' and ${open}`,
    sql`${arm('review', { day: 'part.review_on', subject: 'part.id', table: joined('suspension') })}
      and part.to_on is null and task.state = 'suspended'`,
    sql`${arm('period_end', { day: 'part.period_to', subject: 'part.id', late: sql`0`, table: joined('obligation_cycle') })}
      and ${inOrganisations('part')} and task.state in (${states(waiting)})`,
    sql`${arm('original', { day: 'task.original_due_on', late: sql`0` })}
      and task.original_due_on <> task.due_on and ${open}`,
    handovers(actor, query),
  ]
  return sql.join(arms, sql` union all `)
}

/** SQLite reads a cross join from left to right: from the few dates to their tasks. */
function joined(table: string) {
  return sql`${sql.table(table)} as part cross join task`
}

const joining = sql`task.id = part.task_id`

/** True of every task: said, because the indexes of dates begin with the organisation. */
function inOrganisations(table: 'task' | 'part') {
  return sql`${sql.ref(`${table}.organisation_id`)} in (select unit.id from unit where unit.is_organisation = 1)`
}

/** As the class `running_late` is judged (DECISIONS 3): a reported task by the day of its report. */
function dueLate(today: string) {
  return sql`case when task.state in ('issued', 'in_progress', 'returned') and task.due_on < ${today} then 1
    when task.state = 'reported' and task.due_on < task.reported_on then 1 else 0 end`
}

export function taskWithin(actor: Actor, { reach, inspectionId }: DateQuery): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const conditions = [taskScope(actor)]
  if (reach === 'mine') conditions.push(partOf(actor))
  if (reach === 'unit') conditions.push(ofUnits(actor))
  if (inspectionId) conditions.push(eb('task.inspection_id', '=', inspectionId))
  return eb.and(conditions)
}

/** Led or helped by a unit the person works in, or one below it. */
function ofUnits(actor: Actor): Expression<SqlBool> {
  const eb = expressionBuilder<Schema, 'task'>()
  const conditions = unitPaths(actor).flatMap(path => {
    const helped = eb
      .selectFrom('co_unit')
      .select('co_unit.task_id')
      .where('co_unit.unit_id', 'in', unitTree(path))
    return [eb('task.lead_unit_id', 'in', unitTree(path)), eb('task.id', 'in', helped)]
  })
  return conditions.length > 0 ? eb.or(conditions) : eb.lit(false)
}

/** Units the person works in; who stands at the top of an organisation has no unit of their own. */
function unitPaths(actor: Actor): string[] {
  const own = actor.holdings.filter(held => held.unit_id !== held.organisation_id)
  return [...new Set(own.map(held => held.unit_path))]
}

/** Posts that change hands: for whoever gives them up, and for those who oversee the organisation. */
function handovers(actor: Actor, { from, to, reach, inspectionId }: DateQuery) {
  const own = actor.holdings.map(held => held.id)
  const mine = own.length > 0 ? sql`handover.from_appointment_id in (${sql.join(own)})` : sql`1 = 0`
  const seen = reach === 'all' ? overseenOrganisations(actor) : []
  const overseen = seen.length > 0 ? sql`handover.organisation_id in (${sql.join(seen)})` : sql`1 = 0`
  // No handover belongs to one inspection.
  const asked = inspectionId ? sql`1 = 0` : sql`(${mine} or ${overseen})`
  return sql`select ${sql.lit(dateKinds.indexOf('handover'))} as rank, handover.on_day as day,
    handover.id as subject_id, null as task_id, 0 as late from handover
    where handover.on_day between ${from} and ${to} and handover.confirmed_at is null and ${asked}`
}
