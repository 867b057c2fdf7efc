import { getNextMillis, type JobSchedulerJson, type Queue } from 'bullmq'

/** Either every so many milliseconds, or by a cron pattern in a time zone. */
export interface Every {
  everyMs?: number
  pattern?: string
  tz?: string
}

const SLACK_MS = 1000

/**
 * Makes every schedule exist, once, however many processes do this at the same moment. One that exists as asked is
 * left alone: BullMQ's upsert throws an overdue run away, and a digest missed during a restart with it. It is
 * written anew when it is missing, was asked differently, has lost its next job, or waits for an hour that a clock
 * set back has made far away. Reads two rows per schedule.
 */
export async function ensureSchedules(queue: Queue, schedules: ReadonlyMap<string, Every>): Promise<void> {
  for (const [job, every] of schedules) {
    const stored = await queue.getJobScheduler(job)
    if (await isWhole(queue, stored, every)) continue
    // BullMQ counts on from the run it has stored, which is what is wrong here.
    if (stored) await queue.removeJobScheduler(job)
    try {
      await queue.upsertJobScheduler(job, toRepeat(every), { name: job, data: {} })
    } catch (error) {
      // Two who write the same schedule at once: the second is refused, and finds the first one's.
      if (!(await isWhole(queue, await queue.getJobScheduler(job), every))) throw error
    }
  }
}

async function isWhole(queue: Queue, stored: JobSchedulerJson | undefined, every: Every): Promise<boolean> {
  return (
    stored !== undefined &&
    isAsAsked(stored, every) &&
    !isTooFar(stored, every) &&
    (await hasNextJob(queue, stored))
  )
}

function toRepeat({ everyMs, pattern, tz }: Every): { every: number } | { pattern: string; tz?: string } {
  if (everyMs) return { every: everyMs }
  if (pattern) return tz ? { pattern, tz } : { pattern }
  throw new TypeError('A schedule needs everyMs or a pattern')
}

function isAsAsked(stored: JobSchedulerJson, { everyMs, pattern, tz }: Every): boolean {
  if (everyMs) return stored.every === everyMs
  return stored.pattern === pattern && (stored.tz ?? undefined) === tz
}

function isTooFar(stored: JobSchedulerJson, every: Every): boolean {
  const now = Date.now()
  const latest = every.everyMs ? now + every.everyMs : getNextMillis(now, toRepeat(every))
  return stored.next !== undefined && latest !== undefined && stored.next > latest + SLACK_MS
}

async function hasNextJob(queue: Queue, { key, next }: JobSchedulerJson): Promise<boolean> {
  if (!next) return false
  const state = await queue.getJobState(`repeat:${key}:${next}`)
  return ['delayed', 'waiting', 'active', 'prioritized'].includes(state)
}
