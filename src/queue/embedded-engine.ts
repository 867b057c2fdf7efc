import { mkdir, readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { createPostgresBackend } from 'bullmq'
import { settledWithin, withDeadline } from './deadline.ts'
import { hasCluster, makeCluster, setAside } from './embedded-folder.ts'
import { openPglite } from './embedded-pglite.ts'
import { poolOverPglite } from './embedded-pool.ts'
import type { Engine } from './engine.ts'
import type { QueueLog } from './queue-log.ts'
import { acquireWorkerLock, type WorkerLock } from './worker-lock.ts'

const PING_MS = 2000
const OPEN_MS = 30_000
const CLOSE_MS = 1000
const MAINTAIN_MS = 10 * 60_000
const WAL_FILES = 48

/**
 * Opens BullMQ's PostgreSQL backend over PGlite in the folder `dir`; makes it when it is missing. Holds the worker
 * lock beside it until closed. A folder that cannot be opened is set aside: the queue can always be worked out again
 * from the application's database, so it must never keep the worker from starting.
 * @throws WorkerLockTaken when another worker has the folder open
 */
export async function openEmbeddedEngine(dir: string, log: QueueLog): Promise<Engine> {
  await mkdir(dirname(dir), { recursive: true })
  const lock = await acquireWorkerLock(join(dirname(dir), 'worker.lock.sqlite'))
  try {
    const db = await openOrReplace(dir, log)
    return buildEngine(dir, db, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

function buildEngine(dir: string, db: PGlite, lock: WorkerLock): Engine {
  const pool = poolOverPglite(db)
  let maintainedAt = Date.now()
  return {
    kind: 'embedded',
    producer: pool,
    consumer: () => pool,
    backend: createPostgresBackend,
    ping: async () => (hasCluster(dir) && (await answers(db)) ? 'up' : 'broken'),
    maintain: async () => {
      if (Date.now() - maintainedAt < MAINTAIN_MS && (await countWalFiles(dir)) < WAL_FILES) return
      maintainedAt = Date.now()
      await tidy(db)
    },
    close: async () => {
      await settledWithin(db.close(), CLOSE_MS)
      lock.release()
    },
  }
}

async function openOrReplace(dir: string, log: QueueLog): Promise<PGlite> {
  await makeCluster(dir)
  try {
    return await withDeadline(open(dir), OPEN_MS)
  } catch (error) {
    const aside = await setAside(dir)
    log.error({ err: error, aside }, 'queue: the embedded queue could not be opened; a new one is made')
    await makeCluster(dir)
    return open(dir)
  }
}

async function open(dir: string): Promise<PGlite> {
  const db = await openPglite(dir)
  await releaseOrphans(db)
  return db
}

/**
 * We hold the worker lock, so whoever was working on a job is dead: BullMQ need not wait a minute for its lock to
 * run out, and takes such jobs back on the worker's first look.
 */
async function releaseOrphans(db: PGlite): Promise<void> {
  await db.exec(`
    update job set locked_until_ms = 0, stalled_marked = true where state = 'active';
    delete from meta where field = 'stalled-check';`)
}

/** A PostgreSQL server does this in background processes, which PGlite lacks: tables and log would grow for ever. */
async function tidy(db: PGlite): Promise<void> {
  await db.exec('vacuum job, event, meta, scheduler, dedup, dedup_next, job_log, metrics')
  await db.exec('checkpoint')
}

async function countWalFiles(dir: string): Promise<number> {
  return (await readdir(join(dir, 'pg_wal'))).length
}

async function answers(db: PGlite): Promise<boolean> {
  try {
    await withDeadline(db.query('select 1'), PING_MS)
    return true
  } catch {
    return false
  }
}
