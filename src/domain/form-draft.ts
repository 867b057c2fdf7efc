import { deleteFormDraft, deleteFormDraftsBut, findFormDraft, upsertFormDraft } from '../data/form-draft.ts'
import type { Db } from '../data/schema.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { newId } from '../lib/id.ts'

export type DraftFields = Record<string, string | string[]>

/** How long a form that came too late is kept. */
export const draftLifeMs = 60 * 60_000
const longestDraft = 16_000_000
/** An expired session may be anybody's: it must not fill the disk. */
const mostDrafts = 10

/**
 * Keeps the fields of a form that was sent with an expired session, for the same person and path (DECISIONS 19).
 * Passwords and files are never kept. False when there is nothing to keep or it is too long.
 */
export async function keepFormDraft(
  db: Db,
  personId: string,
  path: string,
  fields: DraftFields,
  now: Date,
): Promise<boolean> {
  const kept = Object.fromEntries(Object.entries(fields).filter(([name]) => !/password|^code$/i.test(name)))
  const text = canonicalJson(kept)
  if (Object.keys(kept).length === 0 || text.length > longestDraft || path.length > 500) return false
  await upsertFormDraft(db, {
    id: newId(),
    person_id: personId,
    path,
    fields: text,
    created_at: now.toISOString(),
  })
  await deleteFormDraftsBut(db, personId, mostDrafts)
  return true
}

/** Forgets the draft once the form has been sent again. */
export async function dropFormDraft(db: Db, personId: string, path: string): Promise<void> {
  if (await findFormDraft(db, personId, path)) await deleteFormDraft(db, personId, path)
}
