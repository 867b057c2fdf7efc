import { hostname } from 'node:os'
import { join } from 'node:path'
import { chainKeys, databaseLocation } from './commands/office-database.ts'
import type { Config } from './config.ts'
import { type Database, openDatabase } from './data/database.ts'
import { findOldestDispatchAt } from './data/event-dispatch.ts'
import { findOldestDueAt } from './data/message.ts'
import { beatWorker, buryWorkers, endWorker, newWorkerName } from './domain/worker-beat.ts'
import { openFileStore } from './files/file-store.ts'
import { buildSearch } from './jobs/build-search.ts'
import { deliverBy, isLoopbackUrl } from './jobs/deliver.ts'
import type { JobLog, JobParts } from './jobs/parts.ts'
import { tick } from './jobs/tick.ts'
import { startTicker, type Ticker } from './jobs/ticker.ts'
import { startJobs } from './jobs/timetable.ts'
import { deriveKey } from './lib/derive-key.ts'
import { sealKeys, webhookLabel } from './lib/sealed-text.ts'
import { createLetterComposer } from './mail/compose.ts'
import { createExportComposer } from './mail/compose-export.ts'
import { type Mailer, openMailer } from './mail/send.ts'
import { type JobQueue, openQueue } from './queue/queue.ts'
import { createRenderer } from './render/renderer.ts'

export interface RunningWorker {
  /** Something was just committed: look at once. */
  nudge: () => void
  /** Finishes the mail in hand and lets go of everything, within nine seconds also when the queue is gone. */
  stop(): Promise<void>
}

export interface WorkerOptions {
  config: Config
  log: JobLog
  /** Used instead of the one the settings name, and closed with the worker. */
  database?: Database
  /** The system's clock. */
  now?: () => Date
}

const tickMs = 1_000
const beatMs = 10_000
const stopMs = 8_000
/** A webhook that says nothing for so long is given up until its next attempt. */
const webhookMs = 10_000
const viewsDir = join(import.meta.dirname, '../views')

/**
 * Builds the worker from its parts and starts it. The schema must be up to date. What to do is worked out from the
 * database each second; the queue hands it out. Throws when the queue refuses (`WorkerLockTaken`: another worker runs).
 */
export async function startWorker({ config, log, ...given }: WorkerOptions): Promise<RunningWorker> {
  const database = given.database ?? openDatabase(databaseLocation(config))
  const queue = await openQueue({ url: config.queueUrl, dir: join(config.dataDir, 'queue'), log }).catch(
    async (error: unknown) => {
      await closeQuietly(database)
      throw error
    },
  )
  const mailer = config.smtpUrl ? openMailer({ url: config.smtpUrl, from: config.mailFrom }) : null
  const tickers: Ticker[] = []
  const nudge = () => tickers.at(-1)?.nudge()
  const now = given.now ?? (() => new Date())
  const parts = buildParts({ config, log, database, mailer, nudge, now })
  const stop = async () => {
    for (const ticker of tickers) await ticker.stop()
    await queue.close({ timeoutMs: stopMs })
    // What could not be finished stays with a worker that is gone: the next one takes it back at once.
    await endWorker(database.writer, parts.worker).catch(() => {})
    mailer?.close()
    await closeQuietly(database)
  }
  try {
    tickers.push(await startBeats(queue, parts))
    await startJobs(queue, parts)
  } catch (error) {
    await stop()
    throw error
  }
  tickers.push(startTicker(buildSearch(parts), tickMs, log))
  tickers.push(startTicker(ticks(queue, parts), tickMs, log))
  log.info({ worker: parts.worker, queue: queue.kind, mail: mailer ? 'smtp' : 'kept' }, 'the worker runs')
  return { nudge, stop }
}

/** The first look takes up the whole office, since the worker before may have left mail in hand and days undone. */
function ticks(queue: JobQueue, parts: JobParts): () => Promise<void> {
  let begun = false
  return async () => {
    if (!begun) await queue.add('work-office', {}, { dedupeId: 'work-office' })
    begun = true
    await tick(queue, parts)
  }
}

interface Given {
  config: Config
  log: JobLog
  database: Database
  mailer: Mailer | null
  nudge: () => void
  now: () => Date
}

function buildParts({ config, log, database, mailer, nudge, now }: Given): JobParts {
  const render = createRenderer({ viewsDir })
  return {
    database,
    keys: chainKeys(config),
    log,
    now,
    worker: newWorkerName(),
    compose: createLetterComposer(render, config),
    webhook: {
      keys: sealKeys(config.secrets, webhookLabel),
      hosts: config.webhookHosts,
      publicUrl: config.publicUrl,
      timeoutMs: webhookMs,
      inHand: new Set(),
    },
    linkKeys: config.secrets.map(({ secret }) => deriveKey(secret, 'mail-act')),
    deliver: mailer && deliverBy(mailer, config.mailFrom),
    isLoopback: config.smtpUrl !== null && isLoopbackUrl(config.smtpUrl),
    perMinute: config.mailPerMinute,
    files: openFileStore({ dir: config.filesDir, maxBytes: config.maxUploadBytes, log }),
    inHand: new Set(),
    exporting: new Set(),
    composeExport: createExportComposer(render, config),
    publicUrl: config.publicUrl,
    nudge,
  }
}

async function startBeats(queue: JobQueue, parts: JobParts): Promise<Ticker> {
  const { database, worker, log } = parts
  const place = { host: hostname(), pid: process.pid }
  const buried = await buryWorkers(database.writer, place, parts.now(), isAlive)
  if (buried.length > 0) log.info({ workers: buried }, 'workers that ended without a word are forgotten')
  const startedAt = parts.now().toISOString()
  const beat = async () => {
    const now = parts.now()
    await beatWorker(database.writer, worker, now, {
      ...place,
      started_at: startedAt,
      queue: await queue.health(),
      jobs: await queue.counts().catch(() => null),
      mail: parts.deliver ? 'smtp' : 'kept',
      oldest_event_at: await findOldestDispatchAt(database.reader),
      oldest_message_at: await findOldestDueAt(database.reader, now.toISOString()),
    })
  }
  // Before the first claim, so that no other worker takes this one for dead.
  await beat()
  return startTicker(beat, beatMs, log)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function closeQuietly(database: Database): Promise<void> {
  await database.close().catch(() => {})
}
