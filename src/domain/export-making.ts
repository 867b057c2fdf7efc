import { type Actor, findActor } from '../data/actor.ts'
import { inTransaction } from '../data/database.ts'
import {
  countRunningExports,
  countUnseen,
  type ExportRow,
  findExport,
  listExpiredExports,
  listRunningExports,
  moveExport,
} from '../data/export.ts'
import { asReaderOfFigures } from '../data/figures.ts'
import type { Db } from '../data/schema.ts'
import { holdWorkerStatus, listWorkerStatus } from '../data/worker-status.ts'
import { recordEvent } from './event.ts'
import { type ComposeExport, tellExportMade } from './export-notice.ts'
import type { Occasion } from './occasion.ts'
import { workerPrefix } from './worker-beat.ts'

/** Why no file came of an export: the last part of a catalog key. */
export type ExportFailure = 'rights' | 'disk' | 'fault' | 'crashed'

/** A file is kept so long; then the same question is asked anew, and gives the same answer. */
export const exportDays = 7
/** A worker that dies three times over the same export would die a fourth time. */
const mostAttempts = 3
const beatSeconds = 60

export interface Moment {
  occasion: Occasion
  /** The system's clock. */
  now: Date
}

/**
 * Takes one waiting export into this worker's hand; undefined when another worker has it, or has another one of the
 * same person: at most one a person is made at a time.
 */
export async function claimExport(
  db: Db,
  id: string,
  { worker, now }: { worker: string; now: Date },
): Promise<ExportRow | undefined> {
  return inTransaction(db, async trx => {
    await holdWorkerStatus(trx, 'exports')
    const planned = await findExport(trx, id)
    if (planned?.state !== 'planned') return undefined
    if ((await countRunningExports(trx, planned.person_id)) > 0) return undefined
    return moveExport(
      trx,
      id,
      { state: 'planned' },
      {
        state: 'running',
        claimed_by: worker,
        started_at: now.toISOString(),
        attempts: planned.attempts + 1,
        rows_done: 0,
        rows_total: 0,
      },
    )
  })
}

/** The person with the appointments of today, if they still read figures; null when that is over. */
export async function findExportReader(db: Db, row: ExportRow, { today }: Occasion): Promise<Actor | null> {
  const actor = await findActor(db, row.person_id, today)
  return actor && asReaderOfFigures(actor).holdings.length > 0 ? actor : null
}

/** How far the making is; false when the export is no longer in this worker's hand: cancelled, or taken for dead. */
export async function noteExportProgress(
  db: Db,
  row: ExportRow,
  progress: Pick<ExportRow, 'rows_done' | 'rows_total'>,
): Promise<boolean> {
  return (await moveExport(db, row.id, inHand(row), progress)) !== undefined
}

/** Gives the export back as if it had not been begun: the worker stops in order. */
export async function releaseExport(db: Db, row: ExportRow): Promise<void> {
  const change = { state: 'planned' as const, claimed_by: null, rows_done: 0, attempts: row.attempts - 1 }
  await moveExport(db, row.id, inHand(row), change)
}

export interface MadeExport {
  fileId: string
  fileName: string
  size: number
  sha256: string
  rows: number
  /** Ids of the inspections it tells of. */
  covers: string[]
}

/**
 * Lays the file at the person's door, with one event and, where it took its time, a mail. False when it came too late:
 * cancelled meanwhile, or the person's rights are gone; the caller then removes the file.
 */
export async function finishExport(
  db: Db,
  row: ExportRow,
  made: MadeExport,
  { occasion, now, compose }: Moment & { compose: ComposeExport },
): Promise<boolean> {
  return inTransaction(db, async trx => {
    const covers = JSON.stringify(made.covers)
    const reader = await findExportReader(trx, row, occasion)
    if (!reader || (await countUnseen(trx, reader, [{ covers }])) > 0) {
      await moveExport(trx, row.id, inHand(row), failed('rights'))
      return false
    }
    const done = await moveExport(trx, row.id, inHand(row), {
      state: 'done',
      claimed_by: null,
      covers,
      rows_done: made.rows,
      rows_total: made.rows,
      file_id: made.fileId,
      file_name: made.fileName,
      size: made.size,
      sha256: made.sha256,
      made_at: now.toISOString(),
      expires_at: new Date(now.getTime() + exportDays * 86_400_000).toISOString(),
    })
    if (!done) return false
    await tellExportMade(trx, done, reader, { occasion, compose })
    await recordEvent(
      trx,
      { personId: null, actId: null, occasion },
      {
        organisationId: row.organisation_id,
        act: 'export_made',
        subjectType: 'export',
        subjectId: row.id,
        payload: { format: row.format, rows: made.rows, size: made.size, sha256: made.sha256 },
      },
    )
    return true
  })
}

/** Nothing comes of it; the page says why. */
export async function failExport(db: Db, row: ExportRow, reason: ExportFailure): Promise<void> {
  await moveExport(db, row.id, inHand(row), failed(reason))
}

function failed(reason: ExportFailure) {
  return { state: 'failed' as const, claimed_by: null, reason }
}

function inHand(row: ExportRow) {
  return { state: 'running' as const, claimedBy: row.claimed_by }
}

/**
 * Takes back what dead workers were making (a beat that is a minute old or gone), and what this one has let fall without
 * a word: it waits again, and after its third worker it has failed. Returns the ids taken back.
 */
export async function recoverExports(
  db: Db,
  { worker, exporting, now }: { worker: string; exporting: ReadonlySet<string>; now: Date },
): Promise<string[]> {
  const oldest = new Date(now.getTime() - beatSeconds * 1000).toISOString()
  const alive = new Set(
    (await listWorkerStatus(db, workerPrefix)).filter(row => row.beat_at >= oldest).map(row => row.name),
  )
  const taken: string[] = []
  for (const row of await listRunningExports(db)) {
    const isOwn = row.claimed_by === worker
    if (isOwn ? exporting.has(row.id) : alive.has(row.claimed_by ?? '')) continue
    const change =
      row.attempts >= mostAttempts
        ? failed('crashed')
        : { state: 'planned' as const, claimed_by: null, rows_done: 0 }
    if (await moveExport(db, row.id, inHand(row), change)) taken.push(row.id)
  }
  return taken
}

/** Forgets the files that have outlived their time; gives their ids for the caller to remove from the disk. */
export async function expireExports(db: Db, now: Date): Promise<string[]> {
  const expired: string[] = []
  for (;;) {
    const rows = await listExpiredExports(db, now.toISOString(), 100)
    for (const row of rows) {
      await moveExport(db, row.id, { state: 'done' }, { file_id: null })
      if (row.file_id) expired.push(row.file_id)
    }
    if (rows.length < 100) return expired
  }
}
