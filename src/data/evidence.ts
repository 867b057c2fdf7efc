import { toNumber } from './database.ts'
import type { Db, NewRow, Row } from './schema.ts'
import { writeSearchTexts } from './search-entry.ts'
import { searchTexts } from './search-text.ts'

export type EvidenceRow = Row<'evidence'> & {
  file_name: string | null
  media_type: string | null
  size: number | null
  sha256: string | null
}

export async function insertEvidence(db: Db, row: NewRow<'evidence'>): Promise<void> {
  await db.insertInto('evidence').values(row).execute()
}

/**
 * Attaches what the person has laid ready on the task to an update or report. Returns what the event records of each:
 * its id and the SHA-256 of its file or words.
 */
export async function attachEvidence(
  db: Db,
  taskId: string,
  personId: string,
  updateId: string,
): Promise<{ id: string; kind: string; sha256: string | null }[]> {
  const pending = await db
    .selectFrom('evidence')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .select(['evidence.id', 'evidence.kind', 'file.sha256'])
    .where('evidence.task_id', '=', taskId)
    .where('evidence.person_id', '=', personId)
    .where('evidence.state', '=', 'pending')
    .orderBy('evidence.id')
    .execute()
  if (pending.length === 0) return []
  const ids = pending.map(row => row.id)
  await db
    .updateTable('evidence')
    .set({ state: 'attached', task_update_id: updateId })
    .where('id', 'in', ids)
    .execute()
  await writeSearchTexts(db, await searchTexts.evidence(db, { ids }))
  return pending
}

/** Evidence on the task: attached by anyone, or laid ready by this person. */
export async function countEvidence(db: Db, taskId: string, personId: string): Promise<number> {
  const row = await db
    .selectFrom('evidence')
    .select(eb => eb.fn.countAll().as('count'))
    .where('task_id', '=', taskId)
    .where(eb => eb.or([eb('state', '=', 'attached'), eb('person_id', '=', personId)]))
    .executeTakeFirstOrThrow()
  return toNumber(row.count)
}

/** Evidence of a task with its file, attached first, then what this person has laid ready. */
export async function listEvidence(db: Db, taskId: string, personId?: string): Promise<EvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .selectAll('evidence')
    .select(['file.name as file_name', 'file.media_type', 'file.size', 'file.sha256'])
    .where('evidence.task_id', '=', taskId)
    .where(eb =>
      eb.or([eb('evidence.state', '=', 'attached'), eb('evidence.person_id', '=', personId ?? '')]),
    )
    .orderBy('evidence.state')
    .orderBy('evidence.id')
    .execute()
}

/** What the person has laid ready on the task and not yet sent, in the order it was added. */
export async function listPendingEvidence(db: Db, taskId: string, personId: string): Promise<EvidenceRow[]> {
  return db
    .selectFrom('evidence')
    .leftJoin('file', 'file.id', 'evidence.file_id')
    .selectAll('evidence')
    .select(['file.name as file_name', 'file.media_type', 'file.size', 'file.sha256'])
    .where('evidence.task_id', '=', taskId)
    .where('evidence.person_id', '=', personId)
    .where('evidence.state', '=', 'pending')
    .orderBy('evidence.id')
    .execute()
}

/** Only what is pending: attached evidence stays on record. */
export async function deletePendingEvidence(db: Db, id: string): Promise<boolean> {
  const result = await db
    .deleteFrom('evidence')
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst()
  return result.numDeletedRows === 1n
}
