import type { QueueLog } from './queue-log.ts'
import type { Every } from './schedule.ts'
import type { Session } from './session.ts'

export type Handler = (data: unknown, signal: AbortSignal) => Promise<void>

/** Milliseconds; tests shorten them. */
export interface QueueTiming {
  /** Between two looks of the watchdog at a healthy queue. */
  watchMs: number
  /** How long a job belongs to a worker that no longer answers. Others take it over within about twice as long. */
  lockMs: number
}

/** All that a JobQueue knows. */
export interface QueueState {
  url: string
  dir: string
  name: string
  log: QueueLog
  timing: QueueTiming
  /** Null while the engine cannot be reached, and after close. */
  session: Session | null
  duty: { handlers: Record<string, Handler>; concurrency: number } | null
  schedules: Map<string, Every>
  running: Set<Promise<void>>
  stopping: AbortController
}
