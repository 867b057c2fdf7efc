import { findInspectionTwin, type InspectionTwin } from '../data/inspection.ts'
import type { Db, Row } from '../data/schema.ts'
import { sha256 } from '../lib/sha256.ts'

/** The inspection that this document was recorded as before, by its text or its file; undefined where it is new. */
export async function findTwinOfDraft(
  db: Db,
  draft: Pick<Row<'conclusion_draft'>, 'organisation_id' | 'conclusion' | 'file_id'>,
): Promise<InspectionTwin | undefined> {
  return findInspectionTwin(db, {
    organisationId: draft.organisation_id,
    conclusionSha256: sha256(draft.conclusion),
    fileId: draft.file_id,
  })
}
