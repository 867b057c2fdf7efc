import { findKnownFiles } from '../data/file.ts'
import { findOfficeClock } from '../data/office.ts'
import { expireExports } from '../domain/export-making.ts'
import { findOccasion } from '../domain/occasion.ts'
import { makeUpSnapshots } from '../domain/snapshot.ts'
import { mendSummaries } from '../domain/summary-check.ts'
import { prepareMarks } from '../domain/summary-marks.ts'
import { forgetDeliveries } from '../domain/webhook-upkeep.ts'
import { addDays } from '../lib/plain-date.ts'
import type { JobParts } from './parts.ts'

const orphanHours = 24

/** After midnight: the figures of the day that is over are kept; files that expired or that no row names are removed. */
export async function nightlyJob(parts: JobParts): Promise<void> {
  const { database, keys, log } = parts
  const now = parts.now()
  if (await findOfficeClock(database.reader)) {
    const { today } = await findOccasion(database.reader, now, keys)
    await prepareMarks(database.writer, today)
    const kept = await makeUpSnapshots(database.writer, addDays(today, -1))
    log.info({ days: kept }, 'the figures of days that are over are kept')
  }
  await forgetDeliveries(database.writer, now)
  for (const id of await expireExports(database.writer, now)) await parts.files.remove(id)
  const before = new Date(now.getTime() - orphanHours * 3_600_000)
  await parts.files.removeOrphans(before, ids => findKnownFiles(database.reader, ids))
}

/** Holds the figures against the tasks: they are right already, unless someone changed rows by hand. */
export async function checkSummariesJob(parts: JobParts): Promise<void> {
  const { checked, mended } = await mendSummaries(parts.database)
  for (const inspectionId of mended) parts.log.warn({ inspectionId }, 'figures that were wrong are mended')
  parts.log.info({ checked, mended: mended.length }, 'the figures are checked')
}
