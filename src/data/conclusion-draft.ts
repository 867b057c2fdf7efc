import type { Db, NewRow, Row, RowChange } from './schema.ts'
import { updateVersioned } from './versioned.ts'

/** The draft, if it is this person's. */
export async function findConclusionDraft(
  db: Db,
  personId: string,
  id: string,
): Promise<Row<'conclusion_draft'> | undefined> {
  return db
    .selectFrom('conclusion_draft')
    .selectAll()
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst()
}

/** The draft that this very form wrote before. */
export async function findConclusionDraftOfAct(
  db: Db,
  personId: string,
  actId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('conclusion_draft')
    .select('id')
    .where('person_id', '=', personId)
    .where('act_id', '=', actId)
    .executeTakeFirst()
  return row?.id
}

export type ConclusionDraftRow = Pick<Row<'conclusion_draft'>, 'id' | 'fields' | 'created_at'>

/** The person's unfinished drafts without their long texts, the latest first. */
export async function listConclusionDrafts(db: Db, personId: string): Promise<ConclusionDraftRow[]> {
  return db
    .selectFrom('conclusion_draft')
    .select(['id', 'fields', 'created_at'])
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()
}

/** False when the same form has written a draft already. */
export async function insertConclusionDraft(db: Db, row: NewRow<'conclusion_draft'>): Promise<boolean> {
  const result = await db
    .insertInto('conclusion_draft')
    .values(row)
    .onConflict(conflict => conflict.columns(['person_id', 'act_id']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** False when the draft was changed since it was read. */
export async function updateConclusionDraft(
  db: Db,
  before: Pick<Row<'conclusion_draft'>, 'id' | 'version'>,
  change: RowChange<'conclusion_draft'>,
): Promise<boolean> {
  return updateVersioned(db, 'conclusion_draft', before, change)
}

export async function deleteConclusionDraft(db: Db, id: string): Promise<void> {
  await db.deleteFrom('conclusion_draft').where('id', '=', id).execute()
}

/**
 * Removes what was begun before the instant; each may hold a text of 5 MB, so only some at a time. Their files' rows go
 * too: without a row the bytes are swept away within a day.
 */
export async function deleteConclusionDraftsBefore(db: Db, before: string): Promise<void> {
  const old = await db
    .selectFrom('conclusion_draft')
    .select(['id', 'file_id'])
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(50)
    .execute()
  if (old.length === 0) return
  const ids = old.map(draft => draft.id)
  await db.deleteFrom('conclusion_draft').where('id', 'in', ids).execute()
  const files = old.flatMap(draft => draft.file_id ?? [])
  if (files.length > 0) await db.deleteFrom('file').where('id', 'in', files).execute()
}
