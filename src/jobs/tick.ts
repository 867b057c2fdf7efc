import { listWaitingEvents } from '../data/event-dispatch.ts'
import { findNextExport } from '../data/export.ts'
import { findOfficeClock } from '../data/office.ts'
import { listOwedWebhooks } from '../data/webhook-delivery.ts'
import { listOwedMessages } from '../domain/message.ts'
import { findOccasion } from '../domain/occasion.ts'
import { isWorkOwed } from '../domain/office-day.ts'
import { findDutyTime } from '../domain/policy-effect.ts'
import { localDate } from '../lib/plain-date.ts'
import type { JobQueue } from '../queue/queue.ts'
import type { JobParts } from './parts.ts'
import { mailsAtOnce, webhooksAtOnce } from './timetable.ts'

/**
 * Asks the database what is owed now and queues a job for each piece: a few index reads a second while there is
 * nothing. Rejects when the queue is away; then nothing is lost, since the next tick asks again.
 */
export async function tick(queue: JobQueue, parts: JobParts): Promise<void> {
  const { reader } = parts.database
  const now = parts.now()
  const [event] = await listWaitingEvents(reader, now.toISOString(), 1)
  if (event) await queue.add('dispatch-events', {}, { dedupeId: 'dispatch-events' })
  const dutyTime = await findDutyTime(reader, localDate(now.toISOString()))
  if (isWorkOwed(await findOfficeClock(reader), now, dutyTime)) {
    await queue.add('work-office', {}, { dedupeId: 'work-office' })
  }
  const spare = webhooksAtOnce - parts.webhook.inHand.size
  // Without a host that may be told nothing is sent, and what waits goes once there is one.
  if (spare > 0 && parts.webhook.hosts.length > 0) {
    for (const id of await listOwedWebhooks(reader, now.toISOString(), spare))
      await queue.add('send-webhook', { id }, { dedupeId: `webhook-${id}` })
  }
  const exportId = parts.exporting.size === 0 ? await findNextExport(reader) : null
  if (exportId) await queue.add('make-export', { id: exportId }, { dedupeId: `export-${exportId}` })
  const free = mailsAtOnce - parts.inHand.size
  if (free <= 0) return
  const occasion = await findOccasion(reader, now, parts.keys)
  for (const id of await listOwedMessages(reader, { occasion, now }, free)) {
    await queue.add('send-mail', { id }, { dedupeId: `mail-${id}` })
  }
}
