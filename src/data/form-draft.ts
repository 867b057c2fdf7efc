import type { Db, NewRow, Row } from './schema.ts'

/** Keeps the draft; a later one for the same path takes the place of the earlier. */
export async function upsertFormDraft(db: Db, row: NewRow<'form_draft'>): Promise<void> {
  await db
    .insertInto('form_draft')
    .values(row)
    .onConflict(conflict =>
      conflict.columns(['person_id', 'path']).doUpdateSet({ fields: row.fields, created_at: row.created_at }),
    )
    .execute()
}

/** The person's newest draft made after the instant. */
export async function findNewestFormDraft(
  db: Db,
  personId: string,
  after: string,
): Promise<Row<'form_draft'> | undefined> {
  return db
    .selectFrom('form_draft')
    .selectAll()
    .where('person_id', '=', personId)
    .where('created_at', '>', after)
    .orderBy('created_at', 'desc')
    .executeTakeFirst()
}

export async function findFormDraft(
  db: Db,
  personId: string,
  path: string,
): Promise<Row<'form_draft'> | undefined> {
  return db
    .selectFrom('form_draft')
    .selectAll()
    .where('person_id', '=', personId)
    .where('path', '=', path)
    .executeTakeFirst()
}

/** Keeps the person's newest drafts and removes the rest. */
export async function deleteFormDraftsBut(db: Db, personId: string, kept: number): Promise<void> {
  const newest = db
    .selectFrom('form_draft')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(kept)
  await db.deleteFrom('form_draft').where('person_id', '=', personId).where('id', 'not in', newest).execute()
}

export async function deleteFormDraft(db: Db, personId: string, path: string): Promise<void> {
  await db.deleteFrom('form_draft').where('person_id', '=', personId).where('path', '=', path).execute()
}

export async function deleteFormDraftsBefore(db: Db, at: string): Promise<void> {
  await db.deleteFrom('form_draft').where('created_at', '<', at).execute()
}
