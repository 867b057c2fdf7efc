import { findKnownFiles } from '../data/file.ts'
import { findOfficeClock } from '../data/office.ts'
import { expireExports } from '../domain/export-making.ts'
import { findOccasion } from '../domain/occasion.ts'
import { takeSnapshot } from '../domain/snapshot.ts'
import { rebuildSummaries } from '../domain/status-summary.ts'
import { forgetDeliveries } from '../domain/webhook-upkeep.ts'
import { addDays } from '../lib/plain-date.ts'
import type { JobParts } from './parts.ts'

const orphanHours = 24

/** After midnight: the figures of the day that is over are kept; files that expired or that no row names are removed. */
export async function nightlyJob(parts: JobParts): Promise<void> {
  const { database, keys } = parts
  const now = parts.now()
  if (await findOfficeClock(database.reader)) {
    const { today } = await findOccasion(database.reader, now, keys)
    await takeSnapshot(database.writer, addDays(today, -1))
  }
  await forgetDeliveries(database.writer, now)
  for (const id of await expireExports(database.writer, now)) await parts.files.remove(id)
  const before = new Date(now.getTime() - orphanHours * 3_600_000)
  await parts.files.removeOrphans(before, ids => findKnownFiles(database.reader, ids))
}

/** Counts the figures anew from the tasks: they are right already, unless someone changed rows by hand. */
export async function refreshSummaryJob(parts: JobParts): Promise<void> {
  await rebuildSummaries(parts.database.writer)
}
