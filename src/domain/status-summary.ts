import { inTransaction } from '../data/database.ts'
import { growFigureVersion } from '../data/figure-version.ts'
import type { Db } from '../data/schema.ts'
import {
  type ImageFilter,
  listInspectionsToCount,
  listStoredImages,
  rewriteImages,
  selectImages,
  writeImages,
} from '../data/status-image.ts'
import { addToMarks, listMarkDays, rewriteMarks } from '../data/status-mark.ts'
import {
  addToSummary,
  countRecommendationsIn,
  findInspectionRow,
  type SummaryChange,
} from '../data/status-summary.ts'
import {
  countImagesOf,
  deleteLostSummaries,
  rollUpSummary,
  writeSummaryOf,
} from '../data/status-summary-rebuild.ts'
import { rebuildAttention } from './attention.ts'
import { sameImage, sumChanges, sumMarks } from './summary-change.ts'

/**
 * Draws what became of tasks into the figures, within the caller's transaction: each task as it stands now, less as it
 * was counted before. Called twice, or for acts in another order, it comes to the same. The version's row is the lock
 * that keeps a second worker from counting what this one has not written yet.
 */
export async function refreshSummary(db: Db, filter: ImageFilter): Promise<void> {
  await growFigureVersion(db)
  const before = new Map((await listStoredImages(db, filter)).map(image => [image.task_id, image]))
  const after = new Map((await selectImages(db, filter).execute()).map(image => [image.task_id, image]))
  const gone = [...before.values()].filter(image => !sameImage(image, after.get(image.task_id)))
  const come = [...after.values()].filter(image => !sameImage(image, before.get(image.task_id)))
  if (gone.length === 0 && come.length === 0) return
  await writeImages(
    db,
    gone.map(image => image.task_id),
    come,
  )
  const changes = sumChanges(gone, come)
  await addToSummary(db, [...changes, ...(await inspectionsBegun(db, changes))])
  const marked = [...gone, ...come].some(image => image.marked === 1)
  if (marked) await addToMarks(db, sumMarks(gone, come, await listMarkDays(db)))
}

/** Draws the recommendations of an inspection into the figures: how many there are, and how many are implemented. */
export async function refreshRecommendations(db: Db, inspectionId: string): Promise<void> {
  await growFigureVersion(db)
  const now = await countRecommendationsIn(db, inspectionId)
  if (!now) return
  const { organisation_id, committee_id } = now
  const cell = { organisation_id, committee_id, inspection_id: '' }
  const stored = await findInspectionRow(db, cell, inspectionId)
  const change = {
    recommendations: now.recommendations - (stored?.recommendations ?? 0),
    implemented: now.implemented - (stored?.implemented ?? 0),
  }
  await addToSummary(db, [
    { ...cell, level: 'inspection', key: inspectionId, ...change },
    { ...cell, level: 'all', key: '', ...change },
  ])
}

/** An inspection that gets its first task, or loses its last, is one more or less of those with tasks. */
async function inspectionsBegun(db: Db, changes: SummaryChange[]): Promise<SummaryChange[]> {
  const begun: SummaryChange[] = []
  for (const change of changes) {
    if (change.level !== 'inspection' || !change.tasks) continue
    const before = (await findInspectionRow(db, change, change.key))?.tasks ?? 0
    const inspections = Number(before + change.tasks > 0) - Number(before > 0)
    const { organisation_id, committee_id } = change
    if (inspections !== 0)
      begun.push({ organisation_id, committee_id, level: 'all', inspection_id: '', key: '', inspections })
  }
  return begun
}

const inspectionsAtOnce = 200

/**
 * Works every figure out anew from the tasks: inspection by inspection, each in a transaction of its own so that nobody
 * waits long, then the levels above from those, and the committee's list. Acts may go on meanwhile. Returns the number of inspections.
 */
export async function rebuildSummaries(db: Db): Promise<number> {
  let count = 0
  for (let after = ''; ; ) {
    const ids = await listInspectionsToCount(db, after, inspectionsAtOnce)
    for (const id of ids) await inTransaction(db, trx => rebuildInspection(trx, id))
    count += ids.length
    after = ids.at(-1) ?? ''
    if (ids.length < inspectionsAtOnce) break
  }
  await inTransaction(db, trx => rollUp(trx))
  for (const day of await listMarkDays(db)) await inTransaction(db, trx => rebuildMarks(trx, day))
  await rebuildAttention(db)
  return count
}

/** One inspection's figures from its tasks, in the caller's transaction; the levels above are left as they are. */
export async function rebuildInspection(trx: Db, inspectionId: string): Promise<void> {
  await growFigureVersion(trx)
  await rewriteImages(trx, inspectionId)
  const told = await countRecommendationsIn(trx, inspectionId)
  const place = { level: 'inspection', inspection_id: '', key: inspectionId } as const
  const ofRecommendations = told ? [{ ...told, ...place }] : []
  await writeSummaryOf(trx, inspectionId, [...(await countImagesOf(trx, inspectionId)), ...ofRecommendations])
}

/** The levels above all inspections from those within them. */
export async function rollUp(trx: Db): Promise<void> {
  await growFigureVersion(trx)
  await deleteLostSummaries(trx)
  await rollUpSummary(trx)
}

export async function rebuildMarks(trx: Db, day: string): Promise<void> {
  await growFigureVersion(trx)
  await rewriteMarks(trx, day)
}
