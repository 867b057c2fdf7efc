import { chainAccessLog } from '../domain/access-log.ts'
import { recoverExports } from '../domain/export-making.ts'
import { recoverMessages } from '../domain/message-outcome.ts'
import { findOccasion } from '../domain/occasion.ts'
import { workOffice } from '../domain/office-day.ts'
import { openMail } from '../domain/outbox.ts'
import { clearExpiredAccess } from '../domain/session.ts'
import { prepareMarks } from '../domain/summary-marks.ts'
import { recoverDeliveries } from '../domain/webhook-upkeep.ts'
import { dispatchEventsJob } from './dispatch-events.ts'
import { findRoute } from './mail-route.ts'
import type { JobParts } from './parts.ts'

/** What the office owes now: the duties of its days, mail of dead workers taken back, accesses sealed, sessions cleared. */
export async function workOfficeJob(parts: JobParts, signal: AbortSignal): Promise<void> {
  const { database, keys, log } = parts
  const now = parts.now()
  const occasion = await findOccasion(database.reader, now, keys)
  if ((await findRoute(parts)) === 'smtp' && (await openMail(database.writer, occasion))) {
    log.info({ from: occasion.today }, 'mail goes out from today on')
  }
  for (const id of await recoverMessages(database.writer, now)) {
    log.warn({ messageId: id }, 'a mail of a dead worker was taken back: it may go twice')
  }
  for (const id of await recoverDeliveries(database.writer, now)) {
    log.warn({ deliveryId: id }, 'a webhook delivery of a dead worker was taken back: it may go twice')
  }
  for (const id of await recoverExports(database.writer, { ...parts, now })) {
    log.warn({ exportId: id }, 'an export of a dead worker was taken back')
  }
  for (const report of await workOffice(database.writer, keys, now)) {
    const { day, resumed, planned, failures } = report
    log.info({ day, resumed, planned }, 'the duties of a day are done')
    for (const { id, error } of failures) log.error({ err: error, id, day }, 'a duty failed')
  }
  const { today } = await findOccasion(database.reader, now, keys)
  await prepareMarks(database.writer, today)
  await chainAccessLog(database.writer, await findOccasion(database.reader, now, keys), now)
  await clearExpiredAccess(database.writer, now)
  // Events are dispatched within a second of their commit; this is for the day on which that way is blocked.
  await dispatchEventsJob(parts, signal)
}
