import type { Db, NewRow, Row } from './schema.ts'

/** The event by which this person already did this act, if the form was sent before. */
export async function findEventOfAct(
  db: Db,
  personId: string,
  actId: string,
): Promise<Row<'event'> | undefined> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('person_id', '=', personId)
    .where('act_id', '=', actId)
    .executeTakeFirst()
}

/** The event that made the subject, of the kind. */
export async function findEventOfSubject(
  db: Db,
  subjectType: string,
  subjectId: string,
): Promise<Row<'event'> | undefined> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('subject_id', '=', subjectId)
    .where('subject_type', '=', subjectType)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
}

/** Takes the next places in the organisation's chain and gives the first; the row's lock is held until the transaction ends. */
export async function takeChainPlace(
  db: Db,
  organisationId: string,
  count = 1,
): Promise<{ seq: number; prevHash: string }> {
  await db
    .insertInto('chain_head')
    .values({ organisation_id: organisationId, seq: 0, hash: '' })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const head = await db
    .updateTable('chain_head')
    .set(eb => ({ seq: eb('seq', '+', count) }))
    .where('organisation_id', '=', organisationId)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  return { seq: head.seq - count + 1, prevHash: head.hash }
}

/** Appends the event with its dispatch row and moves the head; false when the same act stands there already. */
export async function insertEvent(db: Db, event: NewRow<'event'>, nextTryAt: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('event')
    .values(event)
    .onConflict(conflict => conflict.columns(['person_id', 'act_id']).doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  await db
    .insertInto('event_dispatch')
    .values({ event_id: event.id, dispatched_at: null, attempts: 0, next_try_at: nextTryAt, last_error: '' })
    .execute()
  await db
    .updateTable('chain_head')
    .set({ hash: event.hash })
    .where('organisation_id', '=', event.organisation_id)
    .execute()
  return true
}

/** Appends events of one chain that carry no form's id, with their dispatch rows, and moves the head to the last. */
export async function insertEvents(db: Db, events: NewRow<'event'>[], nextTryAt: string): Promise<void> {
  const last = events.at(-1)
  if (!last) return
  await db.insertInto('event').values(events).execute()
  const waiting = events.map(event => ({
    event_id: event.id,
    dispatched_at: null,
    attempts: 0,
    next_try_at: nextTryAt,
    last_error: '',
  }))
  await db.insertInto('event_dispatch').values(waiting).execute()
  await db
    .updateTable('chain_head')
    .set({ hash: last.hash })
    .where('organisation_id', '=', last.organisation_id)
    .execute()
}

/** The events of one chain in order, from `afterSeq`, at most `limit`. */
export async function listEvents(
  db: Db,
  organisationId: string,
  afterSeq: number,
  limit: number,
): Promise<Row<'event'>[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute()
}

/** Every chain with its head. */
export async function listChainHeads(db: Db): Promise<Row<'chain_head'>[]> {
  return db.selectFrom('chain_head').selectAll().orderBy('organisation_id').execute()
}
