import { dispatchEvents } from '../domain/dispatch.ts'
import { findOccasion } from '../domain/occasion.ts'
import type { JobParts } from './parts.ts'

const atOnce = 100

/** Draws the consequences of all events that wait, then lets their mail go. */
export async function dispatchEventsJob(parts: JobParts, signal: AbortSignal): Promise<void> {
  const { database, keys, log } = parts
  while (!signal.aborted) {
    const now = parts.now()
    const occasion = await findOccasion(database.reader, now, keys)
    const report = await dispatchEvents(database.writer, occasion, { limit: atOnce, now })
    for (const { eventId, error } of report.failures) {
      log.error({ err: error, eventId }, 'an event could not be dispatched and was put back')
    }
    if (report.dispatched + report.failures.length < atOnce) break
  }
  parts.nudge()
}
