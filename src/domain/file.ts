import { findActor } from '../data/actor.ts'
import { inTransaction } from '../data/database.ts'
import { insertFile, sumFileBytes } from '../data/file.ts'
import type { Db, Row } from '../data/schema.ts'
import { findTaskFor } from '../data/task.ts'
import { instantAt } from '../lib/plain-date.ts'
import { Invalid, NotAllowed, NotFound } from './errors.ts'
import type { Act } from './event.ts'

/** Bytes that one person may upload in a business day (RELIABILITY F3). */
export const dailyUploadBytes = 200 * 1024 * 1024

/** A file that lies on disk already (DECISIONS 10); `id` is its name there. */
export interface UploadedFile {
  id: string
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  sha256: string
}

/**
 * Records a document that assigns a task, or that a leader signed for an act on one: by those who prepare tasks.
 * `taskId` is the task on whose page it was uploaded, null before there is one. Throws `Invalid` on `field` beyond the
 * day's quota; the caller then removes the file.
 */
export async function recordDocument(
  db: Db,
  act: Act,
  file: UploadedFile,
  { taskId, field }: { taskId: string | null; field: string },
): Promise<void> {
  await inTransaction(db, async trx => {
    const actor = await findActor(trx, act.personId ?? '', act.occasion.today)
    if (!actor) throw new NotFound()
    const prepares = actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
    if (!prepares) throw new NotAllowed('refusal.role.prepare')
    if (taskId && !(await findTaskFor(trx, actor, taskId))) throw new NotFound()
    await recordUpload(trx, act, file, { purpose: 'document', taskId, field })
  })
}

/** Writes the file's row within the caller's transaction, if the person's quota of the day has room. */
export async function recordUpload(
  db: Db,
  act: Act,
  file: UploadedFile,
  { purpose, taskId, field }: { purpose: Row<'file'>['purpose']; taskId: string | null; field: string },
): Promise<void> {
  const personId = act.personId ?? ''
  const used = await sumFileBytes(db, personId, instantAt(act.occasion.today, '00:00'))
  if (used + file.size > dailyUploadBytes) {
    const values = { max: dailyUploadBytes / 1024 / 1024 }
    throw new Invalid({ [field]: { key: 'error.file.quota', values } })
  }
  await insertFile(db, {
    id: file.id,
    name: file.name,
    media_type: file.mediaType,
    size: file.size,
    sha256: file.sha256,
    purpose,
    task_id: taskId,
    created_by: personId,
    created_at: act.occasion.at,
  })
}
