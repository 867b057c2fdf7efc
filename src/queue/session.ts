import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, Queue, Worker } from 'bullmq'
import { settledWithin } from './deadline.ts'
import { type Engine, openEngine } from './engine.ts'
import { quietErrors } from './queue-log.ts'
import type { QueueState } from './state.ts'

/** A queue that is open: the engine, and BullMQ on it. */
export interface Session {
  engine: Engine
  queue: Queue
  worker: Worker | null
}

/** What BullMQ still does once our handlers have ended takes this long, or its server is gone. */
const AFTER_WORK_MS = 1500
const CLOSE_QUEUE_MS = 300

/** @throws when the engine cannot be opened (see openEngine) */
export async function openSession(state: QueueState): Promise<Session> {
  const { url, dir, name, log } = state
  const engine = await openEngine(url, dir, log)
  const queue = new Queue(
    name,
    { connection: engine.producer, streams: { events: { maxLen: 1000 } } },
    engine.backend,
  )
  queue.on('error', quietErrors(log, 'queue'))
  return { engine, queue, worker: state.duty ? openWorker(state, engine) : null }
}

export function openWorker(state: QueueState, engine: Engine): Worker {
  const { name, log, timing } = state
  const worker = new Worker(
    name,
    job => runJob(state, job),
    {
      connection: engine.consumer(),
      concurrency: state.duty?.concurrency ?? 1,
      lockDuration: timing.lockMs,
      stalledInterval: timing.lockMs / 2,
      // A job that takes its process down with it is tried again a few times, not for ever.
      maxStalledCount: 5,
      // How soon a worker looks again after its server was gone.
      runRetryDelay: 2000,
      removeOnComplete: { count: 100 },
      removeOnFail: { count: 500 },
    },
    engine.backend,
  )
  worker.on('error', quietErrors(log, 'worker'))
  worker.on('failed', (job, error) =>
    log.error({ err: error, job: job?.name, id: job?.id }, 'queue: a job failed'),
  )
  return worker
}

/**
 * Lets the jobs in hand end, but not longer than `timeoutMs`, and lets go of everything; after that they may run
 * again. Never rejects, and returns in time although the server is gone: BullMQ's own close() would wait for it.
 */
export async function closeSession(session: Session, running: Iterable<Promise<void>>, timeoutMs: number) {
  const { engine, queue, worker } = session
  if (worker) {
    const patience = Promise.allSettled(running).then(() => sleep(AFTER_WORK_MS, undefined, { ref: false }))
    await settledWithin(Promise.race([worker.close(), patience]), timeoutMs)
    // A worker that could not close goes on renewing the locks of its jobs, and holds the process alive by that.
    await (worker as unknown as { lockManager: { close(): Promise<void> } }).lockManager.close()
  }
  await settledWithin(queue.close(), CLOSE_QUEUE_MS)
  await engine.close()
}

async function runJob(state: QueueState, job: Job): Promise<void> {
  const handlers = state.duty?.handlers ?? {}
  const handle = Object.hasOwn(handlers, job.name) ? handlers[job.name] : undefined
  if (!handle) {
    // An older or newer version left it; its schedule must not fail every minute for ever.
    if (job.repeatJobKey) await state.session?.queue.removeJobScheduler(job.repeatJobKey)
    throw new Error(`No handler for the job ${job.name}`)
  }
  const work = handle(job.data, state.stopping.signal)
  state.running.add(work)
  try {
    await work
  } finally {
    state.running.delete(work)
  }
}
