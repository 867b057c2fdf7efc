import { toNumber } from './database.ts'
import type { StatusCount } from './figures.ts'
import type { Db, Row } from './schema.ts'

/** A task as a mail tells of it: itself, its place, its recommendation word for word, and the unit's last word. */
export type LetterTask = Pick<
  Row<'task'>,
  | 'id'
  | 'code'
  | 'title'
  | 'criterion'
  | 'state'
  | 'percent'
  | 'due_on'
  | 'original_due_on'
  | 'reported_on'
  | 'completed_on'
  | 'issued_on'
  | 'document_no'
  | 'document_on'
> & {
  lead_unit_name: string
  quote: string
  recommendation_ordinal: number
  recommendation_count: number
  inspection_body: string
  held_on: string
}

export async function findLetterTask(db: Db, taskId: string): Promise<LetterTask | undefined> {
  const row = await db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .innerJoin('recommendation', 'recommendation.id', 'task.recommendation_id')
    .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
    .select(['task.id', 'task.code', 'task.title', 'task.criterion', 'task.state', 'task.percent'])
    .select([
      'task.due_on',
      'task.original_due_on',
      'task.reported_on',
      'task.completed_on',
      'task.issued_on',
    ])
    .select(['task.document_no', 'task.document_on', 'unit.name as lead_unit_name'])
    .select(['recommendation.quote', 'recommendation.ordinal as recommendation_ordinal'])
    .select(['inspection.body as inspection_body', 'inspection.held_on'])
    .select(eb =>
      eb
        .selectFrom('recommendation as r')
        .select(({ fn }) => fn.countAll().as('count'))
        .whereRef('r.inspection_id', '=', 'task.inspection_id')
        .as('recommendation_count'),
    )
    .where('task.id', '=', taskId)
    .executeTakeFirst()
  return row && { ...row, recommendation_count: toNumber(row.recommendation_count) }
}

export interface LastWord {
  on_day: string
  percent: number | null
  person_name: string
}

/** The last word of progress from the lead unit. */
export async function findLastWord(db: Db, taskId: string): Promise<LastWord | undefined> {
  return db
    .selectFrom('task_update')
    .innerJoin('person', 'person.id', 'task_update.person_id')
    .select(['task_update.on_day', 'task_update.percent', 'person.name as person_name'])
    .where('task_update.task_id', '=', taskId)
    .where('task_update.kind', 'in', ['update', 'report'])
    .orderBy('task_update.id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export interface NamedPost {
  person_name: string
  title: string
  unit_name: string
  role: Row<'appointment'>['role']
}

/** Who else is told by the same rung, such as the leader in charge. */
export async function listTold(db: Db, row: Row<'reminder'>): Promise<NamedPost[]> {
  return db
    .selectFrom('reminder')
    .innerJoin('appointment', 'appointment.id', 'reminder.appointment_id')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .innerJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['person.name as person_name', 'appointment.title', 'unit.name as unit_name', 'appointment.role'])
    .where('reminder.subject_id', '=', row.subject_id)
    .where('reminder.rung', '=', row.rung)
    .where('reminder.deadline_version', '=', row.deadline_version)
    .where('reminder.occurrence', '=', row.occurrence)
    .where('reminder.person_id', '<>', row.person_id)
    .where('reminder.state', 'not in', ['cancelled', 'no_address'])
    .orderBy('appointment.is_head', 'desc')
    .orderBy('person.sort_key')
    .execute()
}

/** The days on which the same post was written to about this deadline of the task by one of the rungs before. */
export async function listUrgedDays(db: Db, row: Row<'reminder'>, rungs: string[]): Promise<string[]> {
  if (rungs.length === 0) return []
  const rows = await db
    .selectFrom('reminder')
    .select('for_on')
    .where('subject_id', '=', row.subject_id)
    .where('appointment_id', '=', row.appointment_id)
    .where('deadline_version', '=', row.deadline_version)
    .where('rung', 'in', rungs)
    .where('state', 'in', ['sent', 'kept', 'unsure'])
    .where('id', '<>', row.id)
    .orderBy('for_on')
    .execute()
  return rows.map(found => found.for_on)
}

/** Other tasks in the hands of these units or officers that are due by the day, soonest first. */
export async function listOtherTasks(
  db: Db,
  where: { unitIds: string[]; officerIds: string[]; notIds: string[]; until: string },
): Promise<Pick<Row<'task'>, 'id' | 'code' | 'title' | 'due_on'>[]> {
  const { unitIds, officerIds, notIds, until } = where
  if (unitIds.length + officerIds.length === 0) return []
  return db
    .selectFrom('task')
    .select(['id', 'code', 'title', 'due_on'])
    .where(eb =>
      eb.or([
        ...(unitIds.length > 0 ? [eb('lead_unit_id', 'in', unitIds)] : []),
        ...(officerIds.length > 0 ? [eb('officer_id', 'in', officerIds)] : []),
      ]),
    )
    .where('state', 'in', ['issued', 'in_progress', 'returned'])
    .where('due_on', '<=', until)
    .where('id', 'not in', notIds)
    .orderBy('due_on')
    .orderBy('id')
    .limit(5)
    .execute()
}

/** The organisation's summary rows, for the weekly digest. */
export async function listStatusCountsOf(db: Db, organisationId: string): Promise<StatusCount[]> {
  const rows = await db
    .selectFrom('status_summary')
    .select(['inspection_id', 'unit_id', 'state', 'due_on', 'timing', 'count'])
    .where('organisation_id', '=', organisationId)
    .execute()
  return rows.map(row => ({ ...row, count: toNumber(row.count) }))
}

export async function countRecommendationsOf(db: Db, organisationId: string): Promise<number> {
  const row = await db
    .selectFrom('recommendation')
    .innerJoin('inspection', 'inspection.id', 'recommendation.inspection_id')
    .select(eb => eb.fn.countAll().as('count'))
    .where('inspection.organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** The latest tasks of the organisation, longest late first. */
export async function listLateTasks(
  db: Db,
  organisationId: string,
  today: string,
  limit: number,
): Promise<(Pick<Row<'task'>, 'id' | 'code' | 'title' | 'due_on'> & { lead_unit_name: string })[]> {
  return db
    .selectFrom('task')
    .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
    .select(['task.id', 'task.code', 'task.title', 'task.due_on', 'unit.name as lead_unit_name'])
    .where('task.organisation_id', '=', organisationId)
    .where('task.state', 'in', ['issued', 'in_progress', 'returned'])
    .where('task.due_on', '<', today)
    .orderBy('task.due_on')
    .orderBy('task.id')
    .limit(limit)
    .execute()
}

/** A decision or request by its id, for the words that a notice of it repeats. */
export async function findById<T extends 'extension' | 'refusal' | 'suspension' | 'non_implementation'>(
  db: Db,
  table: T,
  id: string,
): Promise<Row<T> | undefined> {
  const row = await db
    .selectFrom(table as 'extension')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  return row as Row<T> | undefined
}
