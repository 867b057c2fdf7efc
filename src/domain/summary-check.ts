import { type Database, inTransaction } from '../data/database.ts'
import type { Db } from '../data/schema.ts'
import { listInspectionsToCount, listStoredImages, selectImages } from '../data/status-image.ts'
import { listMarkDays } from '../data/status-mark.ts'
import { countRecommendationsIn, placeKey, type SummaryRow, summaryNumbers } from '../data/status-summary.ts'
import { countImagesOf, listSummaryOf } from '../data/status-summary-rebuild.ts'
import { rebuildInspection, rebuildMarks, rollUp } from './status-summary.ts'
import { sameImage } from './summary-change.ts'

const inspectionsAtOnce = 100

export interface SummaryCheck {
  /** Inspections looked at. */
  checked: number
  /** Those whose figures were wrong and are right now. */
  mended: string[]
}

/**
 * Holds every inspection's figures against its tasks, on the reading connection and one inspection at a time, counts
 * those anew that differ, and sums the levels above from what is then right. An act that is being drawn in just then
 * may make one differ that was not wrong: counting it anew does no harm.
 */
export async function mendSummaries({ reader, writer }: Database): Promise<SummaryCheck> {
  const mended: string[] = []
  let checked = 0
  for (let after = ''; ; ) {
    const ids = await listInspectionsToCount(reader, after, inspectionsAtOnce)
    for (const id of ids) {
      if (await isRight(reader, id)) continue
      await inTransaction(writer, trx => rebuildInspection(trx, id))
      mended.push(id)
    }
    checked += ids.length
    after = ids.at(-1) ?? ''
    if (ids.length < inspectionsAtOnce) break
  }
  await inTransaction(writer, trx => rollUp(trx))
  for (const day of await listMarkDays(reader)) await inTransaction(writer, trx => rebuildMarks(trx, day))
  return { checked, mended }
}

async function isRight(db: Db, inspectionId: string): Promise<boolean> {
  const stored = new Map((await listStoredImages(db, { inspectionId })).map(image => [image.task_id, image]))
  const now = await selectImages(db, { inspectionId }).execute()
  if (stored.size !== now.length || now.some(image => !sameImage(image, stored.get(image.task_id))))
    return false
  const told = await countRecommendationsIn(db, inspectionId)
  const wanted = (await countImagesOf(db, inspectionId)).map(row =>
    row.level === 'inspection' && told
      ? { ...row, recommendations: told.recommendations, implemented: told.implemented }
      : row,
  )
  const kept = new Map((await listSummaryOf(db, inspectionId)).map(row => [placeKey(row), row]))
  const same = wanted.every(row => sameNumbers(row, kept.get(placeKey(row))))
  for (const row of wanted) kept.delete(placeKey(row))
  // What has no task any more may leave a row of zeros; the inspection's own counts its recommendations.
  const extra = [...kept.values()].filter(row => row.level !== 'inspection' || wanted.length > 0)
  return same && extra.every(row => summaryNumbers.every(name => row[name] === 0))
}

function sameNumbers(a: SummaryRow, b: SummaryRow | undefined): boolean {
  return b !== undefined && summaryNumbers.every(name => a[name] === b[name])
}
