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

/** Takes the next place in the organisation's chain; the row's lock is held until the transaction ends. */
export async function takeChainPlace(
  db: Db,
  organisationId: string,
): Promise<{ seq: number; prevHash: string }> {
  await db
    .insertInto('chain_head')
    .values({ organisation_id: organisationId, seq: 0, hash: '' })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  const head = await db
    .updateTable('chain_head')
    .set(eb => ({ seq: eb('seq', '+', 1) }))
    .where('organisation_id', '=', organisationId)
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow()
  return { seq: head.seq, prevHash: head.hash }
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
