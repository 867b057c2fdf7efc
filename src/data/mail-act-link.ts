import type { Db, NewRow, Row, RowChange } from './schema.ts'

export type MailActLink = Row<'mail_act_link'>

export async function insertMailActLinks(db: Db, rows: NewRow<'mail_act_link'>[]): Promise<void> {
  if (rows.length > 0) await db.insertInto('mail_act_link').values(rows).execute()
}

/** The link whose token has this hash, used and run-out ones included. */
export async function findMailActLink(db: Db, tokenHash: string): Promise<MailActLink | undefined> {
  return db.selectFrom('mail_act_link').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** The links that a mail carries already: a mail that is sent again carries the same. */
export async function listMailActLinksOfMessage(db: Db, messageId: string): Promise<MailActLink[]> {
  return db
    .selectFrom('mail_act_link')
    .selectAll()
    .where('message_id', '=', messageId)
    .orderBy('id')
    .execute()
}

/** The dead link in whose stead the mail was asked for. */
export async function findMailActLinkReplacedBy(db: Db, messageId: string): Promise<MailActLink | undefined> {
  return db
    .selectFrom('mail_act_link')
    .selectAll()
    .where('fresh_message_id', '=', messageId)
    .executeTakeFirst()
}

/**
 * Uses the link up if nobody has, and it still stands; false for all but one of those who try. This is the line that
 * wins the race of many who press the button of one link.
 */
export async function updateMailActLinkUsed(db: Db, id: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('mail_act_link')
    .set({ used_at: at })
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function updateMailActLink(
  db: Db,
  id: string,
  change: RowChange<'mail_act_link'>,
): Promise<void> {
  await db.updateTable('mail_act_link').set(change).where('id', '=', id).execute()
}

export interface Revocation {
  at: string
  eventId: string | null
  reason: string
}

/** Which open links on a task: those of one post, of the lead unit's side, or that do one of the acts. */
export interface LinksOfTask {
  taskId: string
  acts?: readonly string[]
  appointmentId?: string
  ofLead?: true
}

export async function updateMailActLinksOfTaskRevoked(
  db: Db,
  { taskId, acts, appointmentId, ofLead }: LinksOfTask,
  { at, eventId, reason }: Revocation,
): Promise<void> {
  if (acts?.length === 0) return
  await db
    .updateTable('mail_act_link')
    .set({ revoked_at: at, revoked_event_id: eventId, reason })
    .where('task_id', '=', taskId)
    .$if(acts !== undefined, query => query.where('act', 'in', acts as string[]))
    .$if(appointmentId !== undefined, query => query.where('appointment_id', '=', appointmentId as string))
    .$if(ofLead === true, query => query.where('co_unit_id', 'is', null))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/** Revokes the open links of a person, of one of their posts where it is named. */
export async function updateMailActLinksOfPersonRevoked(
  db: Db,
  whose: { personId: string; appointmentId?: string },
  { at, eventId, reason }: Revocation,
): Promise<void> {
  const { personId, appointmentId } = whose
  await db
    .updateTable('mail_act_link')
    .set({ revoked_at: at, revoked_event_id: eventId, reason })
    .where('person_id', '=', personId)
    .$if(appointmentId !== undefined, query => query.where('appointment_id', '=', appointmentId as string))
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute()
}

/** What happened, when and by whom in which post: for the page of a link that is no longer of use. */
export async function findEventWithPost(db: Db, eventId: string) {
  return db
    .selectFrom('event')
    .leftJoin('person', 'person.id', 'event.person_id')
    .leftJoin('appointment', 'appointment.id', 'event.appointment_id')
    .leftJoin('unit', 'unit.id', 'appointment.unit_id')
    .select(['event.act', 'event.occurred_at', 'person.name as person_name'])
    .select(['appointment.title', 'unit.name as unit_name'])
    .where('event.id', '=', eventId)
    .executeTakeFirst()
}
