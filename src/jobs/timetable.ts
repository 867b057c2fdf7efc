import type { JobQueue } from '../queue/queue.ts'
import { dispatchEventsJob } from './dispatch-events.ts'
import { makeExportJob } from './make-export.ts'
import { checkSummariesJob, nightlyJob } from './nightly.ts'
import type { JobParts } from './parts.ts'
import { sendMailJob } from './send-mail.ts'
import { sendWebhookJob } from './send-webhook.ts'
import { workOfficeJob } from './work-office.ts'

const zone = 'Asia/Ho_Chi_Minh'
/** Six mails at once, so that one that dawdles holds up no other; the rest of the hands stay free for the other jobs. */
export const mailsAtOnce = 6
/** Two webhooks, so that one that hangs keeps neither mail nor the other waiting. */
export const webhooksAtOnce = 2
const concurrency = mailsAtOnce + webhooksAtOnce + 4

/**
 * Registers every job with its handler and the alarm clocks of those that come back by themselves. The queue only says
 * when and where; what is owed is worked out from the database each time.
 */
export async function startJobs(queue: JobQueue, parts: JobParts): Promise<void> {
  queue.work(
    {
      'dispatch-events': (_data, signal) => dispatchEventsJob(parts, signal),
      'work-office': (_data, signal) => workOfficeJob(parts, signal),
      'send-mail': (data, signal) => sendMailJob(parts, data, signal),
      'send-webhook': (data, signal) => sendWebhookJob(parts, data, signal),
      'make-export': (data, signal) => makeExportJob(parts, data, signal),
      'check-summaries': () => checkSummariesJob(parts),
      nightly: () => nightlyJob(parts),
    },
    { concurrency },
  )
  await queue.schedule('work-office', { everyMs: 60_000 })
  await queue.schedule('nightly', { pattern: '5 0 * * *', tz: zone })
  await queue.schedule('check-summaries', { pattern: '35 0 * * *', tz: zone })
}
