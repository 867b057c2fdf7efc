import type { DateRow } from './calendar-date.ts'
import type { Db, Row } from './schema.ts'

/** The task of a date, as far as a calendar shows it. */
export type DatedTask = Pick<
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
  | 'closed_on'
  | 'obligation_id'
  | 'version'
> & { lead_unit_name: string; inspection_number: string }

/** Tasks of the dates by id. The dates were found within the person's reach. */
export async function listDatedTasks(db: Db, dates: readonly DateRow[]): Promise<Map<string, DatedTask>> {
  const ids = [...new Set(dates.flatMap(date => date.task_id ?? []))]
  const tasks = new Map<string, DatedTask>()
  for (let at = 0; at < ids.length; at += 500) {
    const rows = await db
      .selectFrom('task')
      .innerJoin('unit', 'unit.id', 'task.lead_unit_id')
      .innerJoin('inspection', 'inspection.id', 'task.inspection_id')
      .select(['task.id', 'task.code', 'task.title', 'task.state', 'task.percent', 'task.due_on'])
      .select(['task.original_due_on', 'task.reported_on', 'task.completed_on', 'task.closed_on'])
      .select(['task.obligation_id', 'task.version'])
      .select(['unit.name as lead_unit_name', 'inspection.number as inspection_number'])
      .where('task.id', 'in', ids.slice(at, at + 500))
      .execute()
    for (const row of rows) tasks.set(row.id, row)
  }
  return tasks
}

/** What parts, pieces, questions and handovers say of themselves, by their id: a unit, a title, a post. */
export async function listDateDetails(db: Db, dates: readonly DateRow[]): Promise<Map<string, string>> {
  const of = (kind: DateRow['kind']) => dates.flatMap(date => (date.kind === kind ? date.subject_id : []))
  const [parts, pieces, questions, handovers] = ['part', 'piece', 'answer', 'handover'].map(kind =>
    of(kind as DateRow['kind']),
  ) as [string[], string[], string[], string[]]
  const found: { id: string; text: string }[] = []
  if (parts.length > 0)
    found.push(
      ...(await db
        .selectFrom('co_unit')
        .innerJoin('unit', 'unit.id', 'co_unit.unit_id')
        .select(['co_unit.id', 'unit.name as text'])
        .where('co_unit.id', 'in', parts)
        .execute()),
    )
  if (pieces.length > 0)
    found.push(
      ...(await db.selectFrom('subtask').select(['id', 'title as text']).where('id', 'in', pieces).execute()),
    )
  if (questions.length > 0)
    found.push(
      ...(await db
        .selectFrom('update_request')
        .select(['id', 'question as text'])
        .where('id', 'in', questions)
        .execute()),
    )
  if (handovers.length > 0)
    found.push(
      ...(await db
        .selectFrom('handover')
        .innerJoin('appointment', 'appointment.id', 'handover.from_appointment_id')
        .innerJoin('unit', 'unit.id', 'appointment.unit_id')
        .select(['handover.id', 'unit.name as text'])
        .where('handover.id', 'in', handovers)
        .execute()),
    )
  return new Map(found.map(({ id, text }) => [id, text]))
}
