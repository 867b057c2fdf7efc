import { withDeadline } from './deadline.ts'
import { isRefusal, type QueueKind, queueKind } from './engine.ts'
import type { QueueLog } from './queue-log.ts'
import { type Every, ensureSchedules } from './schedule.ts'
import { closeSession, openSession, openWorker, type Session } from './session.ts'
import type { Handler, QueueState, QueueTiming } from './state.ts'
import { startWatchdog } from './watchdog.ts'

export { WorkerLockTaken } from './worker-lock.ts'
export type { Every, Handler, QueueKind, QueueLog }

/** The queue's server cannot be reached just now. What was asked for may be left out: the database knows what is owed. */
export class QueueUnavailable extends Error {
  override name = 'QueueUnavailable'
}

export interface JobCounts {
  waiting: number
  active: number
  delayed: number
  completed: number
  failed: number
}

export interface QueueHealth {
  kind: QueueKind
  up: boolean
  /** How long the answer took; null when there was none. */
  answerMs: number | null
}

export interface JobQueue {
  kind: QueueKind
  /**
   * Adds a job, to be run once somewhere. Ends within 300 ms either way; after a rejection it may still arrive, so a
   * job must be safe to run twice. With `dedupeId` at most one such job waits and one runs: a nudge that comes while
   * one waits is dropped, one that comes while one runs leads to one more run.
   */
  add(job: string, data: object, options?: { delayMs?: number; dedupeId?: string }): Promise<void>
  /**
   * Runs jobs by name from now on. A handler that rejects fails only its own job, which is logged and not retried.
   * Its signal says that the worker is closing: stop at the next safe point.
   */
  work(handlers: Record<string, Handler>, options: { concurrency: number }): void
  /**
   * Runs a job again and again, for every worker together. `pattern` is cron in the time zone `tz`; `everyMs` also
   * runs at once. Kept by the watchdog although the store is wiped or cannot be reached yet. Never rejects for that.
   */
  schedule(job: string, every: Every): Promise<void>
  counts(): Promise<JobCounts>
  /** Never rejects. */
  health(): Promise<QueueHealth>
  /** Throws every job away, running or not, and brings the schedules back. */
  wipe(): Promise<void>
  /** Waits for the handlers that run, then lets go of everything, at the latest after `timeoutMs`. Never rejects. */
  close(options?: { timeoutMs?: number }): Promise<void>
}

export interface OpenQueueOptions {
  /** `embedded`, `redis://…`, `rediss://…` or `postgres://…`. */
  url: string
  /** Where the embedded queue keeps its files; its lock stands beside it. */
  dir: string
  log: QueueLog
  /** Queues of different names do not see each other. */
  name?: string
  timing?: Partial<QueueTiming>
}

const ADD_MS = 300
const ANSWER_MS = 2000
const WIPE_MS = 30_000

/**
 * Opens the queue. A Redis or PostgreSQL that is down does not stop it: `add` rejects, and the queue works from the
 * moment the server does.
 * @throws WorkerLockTaken when another process has the embedded queue open (after 10 s)
 * @throws Error when the server refuses the name, the password or the database
 */
export async function openQueue(options: OpenQueueOptions): Promise<JobQueue> {
  const { url, dir, log, name = 'dondoc' } = options
  const state: QueueState = {
    url,
    dir,
    log,
    name,
    timing: { watchMs: 30_000, lockMs: 20_000, ...options.timing },
    session: null,
    duty: null,
    schedules: new Map(),
    running: new Set(),
    stopping: new AbortController(),
  }
  state.session = await openFirst(state)
  startWatchdog(state)
  return {
    kind: queueKind(url),
    add: (job, data, how) => add(state, job, data, how),
    work: (handlers, { concurrency }) => work(state, handlers, concurrency),
    schedule: (job, every) => schedule(state, job, every),
    counts: () => counts(state),
    health: () => health(state),
    wipe: () => wipe(state),
    close: ({ timeoutMs = 10_000 } = {}) => close(state, timeoutMs),
  }
}

async function openFirst(state: QueueState): Promise<Session | null> {
  try {
    return await openSession(state)
  } catch (error) {
    if (queueKind(state.url) !== 'postgres' || isRefusal(error)) throw error
    state.log.warn({ err: error }, 'queue: it cannot be opened yet')
    return null
  }
}

async function add(
  state: QueueState,
  job: string,
  data: object,
  { delayMs, dedupeId }: { delayMs?: number; dedupeId?: string } = {},
) {
  const { queue } = open(state)
  const deduplication = dedupeId ? { id: dedupeId, keepLastIfActive: true } : undefined
  try {
    await withDeadline(queue.add(job, data, { delay: delayMs, deduplication }), ADD_MS)
  } catch (error) {
    throw new QueueUnavailable(`The job ${job} could not be added`, { cause: error })
  }
}

function work(state: QueueState, handlers: Record<string, Handler>, concurrency: number): void {
  if (state.duty) throw new Error('This queue works already')
  state.duty = { handlers, concurrency }
  if (state.session) state.session.worker = openWorker(state, state.session.engine)
}

async function schedule(state: QueueState, job: string, every: Every): Promise<void> {
  if (!every.everyMs === !every.pattern) throw new TypeError('A schedule needs either everyMs or a pattern')
  state.schedules.set(job, every)
  try {
    await withDeadline(ensureSchedules(open(state).queue, new Map([[job, every]])), ANSWER_MS)
  } catch (error) {
    state.log.warn({ err: error, job }, 'queue: a schedule has to wait until the queue answers')
  }
}

async function counts(state: QueueState): Promise<JobCounts> {
  const read = open(state).queue.getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed')
  return (await withDeadline(read, ANSWER_MS)) as unknown as JobCounts
}

async function health(state: QueueState): Promise<QueueHealth> {
  const startedAt = performance.now()
  const up = (await state.session?.engine.ping()) === 'up'
  return { kind: queueKind(state.url), up, answerMs: up ? Math.round(performance.now() - startedAt) : null }
}

async function wipe(state: QueueState): Promise<void> {
  const { engine, queue } = open(state)
  // BullMQ would wait for a lost server, and then wipe what came in the meantime.
  if ((await engine.ping()) !== 'up') throw new QueueUnavailable('The queue cannot be reached')
  await withDeadline(queue.obliterate({ force: true }), WIPE_MS)
  await ensureSchedules(queue, state.schedules)
}

async function close(state: QueueState, timeoutMs: number): Promise<void> {
  state.stopping.abort()
  const { session } = state
  state.session = null
  if (session) await closeSession(session, state.running, timeoutMs)
}

function open(state: QueueState): Session {
  if (state.session) return state.session
  throw new QueueUnavailable(
    state.stopping.signal.aborted ? 'The queue is closed' : 'The queue cannot be reached',
  )
}
