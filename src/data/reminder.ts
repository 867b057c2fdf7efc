import { chunksOf } from './chunk.ts'
import type { Db, NewRow, Row, RowChange } from './schema.ts'
import type { ReminderState } from './schema-record.ts'

export type ReminderRow = Row<'reminder'>

/** Writes the rows that the ledger does not hold yet (DECISIONS 15) and gives back exactly those. */
export async function insertReminders(db: Db, rows: NewRow<'reminder'>[]): Promise<ReminderRow[]> {
  if (rows.length === 0) return []
  return db
    .insertInto('reminder')
    .values(rows)
    .onConflict(conflict =>
      conflict
        .columns(['subject_id', 'rung', 'appointment_id', 'deadline_version', 'occurrence'])
        .doNothing(),
    )
    .returningAll()
    .execute()
}

/** Changes the rows with these ids that are still in one of the states. */
export async function updateReminders(
  db: Db,
  ids: string[],
  change: RowChange<'reminder'>,
  states: ReminderState[],
): Promise<void> {
  if (ids.length === 0) return
  await db.updateTable('reminder').set(change).where('id', 'in', ids).where('state', 'in', states).execute()
}

/** Changes the rows of a message that are still in one of the states. */
export async function updateRemindersOfMessage(
  db: Db,
  messageId: string,
  change: RowChange<'reminder'>,
  states: ReminderState[],
): Promise<void> {
  await db
    .updateTable('reminder')
    .set(change)
    .where('message_id', '=', messageId)
    .where('state', 'in', states)
    .execute()
}

/** The rows of a message in one of the states, in the order in which they were written. */
export async function listRemindersOfMessage(
  db: Db,
  messageId: string,
  states: ReminderState[],
): Promise<ReminderRow[]> {
  return db
    .selectFrom('reminder')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('state', 'in', states)
    .orderBy('id')
    .execute()
}

export interface PlannedFilter {
  taskId?: string
  subjectId?: string
  appointmentId?: string
  personId?: string
  organisationId?: string
  /** Mails of this business day or later ones. */
  forOnOrLater?: string
}

/** Rows whose mail has not gone yet, narrowed to a task, a subject, a post or a person. */
export async function listPlannedReminders(db: Db, filter: PlannedFilter): Promise<ReminderRow[]> {
  return db
    .selectFrom('reminder')
    .selectAll()
    .where('state', 'in', ['planned', 'unsure'])
    .$if(filter.taskId !== undefined, query => query.where('task_id', '=', filter.taskId as string))
    .$if(filter.subjectId !== undefined, query => query.where('subject_id', '=', filter.subjectId as string))
    .$if(filter.appointmentId !== undefined, query =>
      query.where('appointment_id', '=', filter.appointmentId as string),
    )
    .$if(filter.personId !== undefined, query => query.where('person_id', '=', filter.personId as string))
    .$if(filter.organisationId !== undefined, query =>
      query.where('organisation_id', '=', filter.organisationId as string),
    )
    .$if(filter.forOnOrLater !== undefined, query =>
      query.where('for_on', '>=', filter.forOnOrLater as string),
    )
    .orderBy('id')
    .execute()
}

/** The days on which a rung of the subject fell due before `before`, each once: what numbers a repeated notice. */
export async function listRungDays(
  db: Db,
  subjectId: string,
  rung: string,
  deadlineVersion: number,
  before: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('reminder')
    .select('rung_on')
    .distinct()
    .where('subject_id', '=', subjectId)
    .where('rung', '=', rung)
    .where('deadline_version', '=', deadlineVersion)
    .where('rung_on', '<', before)
    .execute()
  return rows.map(row => row.rung_on)
}

export type ToldKey = Pick<
  ReminderRow,
  'subject_id' | 'rung' | 'appointment_id' | 'deadline_version' | 'occurrence' | 'rung_on'
>

/** The keys of everything that the ledger holds of the tasks, and of what is about the organisations' posts and weeks. */
export async function listToldKeys(db: Db, taskIds: string[], organisationIds: string[]): Promise<ToldKey[]> {
  const rows: ToldKey[] = []
  const keys = db
    .selectFrom('reminder')
    .select(['subject_id', 'rung', 'appointment_id', 'deadline_version', 'occurrence', 'rung_on'])
  for (const ids of chunksOf(taskIds)) rows.push(...(await keys.where('task_id', 'in', ids).execute()))
  if (organisationIds.length === 0) return rows
  rows.push(
    ...(await keys.where('task_id', 'is', null).where('organisation_id', 'in', organisationIds).execute()),
  )
  return rows
}
