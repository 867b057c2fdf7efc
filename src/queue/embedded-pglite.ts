import { setFlagsFromString } from 'node:v8'
import type { PGlite, PGliteOptions } from '@electric-sql/pglite'
import { runMigrations } from 'bullmq'
import { poolOverPglite } from './embedded-pool.ts'

const SCHEMA = 'bullmq'
const SHARED_BUFFERS = '2MB'
/** Small segments: the folder stays at a few dozen MB, and there is less to read after a crash. */
const WAL_SEGMENT_MB = '1'

/**
 * Opens the cluster in `dir`, which has to exist, with every commit on disk and in little memory, and brings BullMQ's
 * schema in it up to date.
 */
export async function openPglite(dir: string): Promise<PGlite> {
  const db = await start(dir, {})
  await migrate(db)
  await db.exec(`set search_path to ${SCHEMA}`)
  return db
}

/** Makes a cluster with BullMQ's schema in the new folder `dir`. Needs over 600 MB while it runs. */
export async function initdbPglite(dir: string): Promise<void> {
  const db = await start(dir, { initDbStartParams: [`--wal-segsize=${WAL_SEGMENT_MB}`, '--no-sync'] })
  await migrate(db)
  await db.exec('checkpoint')
  await db.close()
}

async function migrate(db: PGlite): Promise<void> {
  await runMigrations(poolOverPglite(db) as never, SCHEMA)
}

async function start(dir: string, options: PGliteOptions): Promise<PGlite> {
  // Optimising PostgreSQL's 9 MB of WebAssembly takes 740 MB for some seconds and 60 MB for good, for work that is not
  // worth it here. It must be switched off before the module is compiled, hence the late import.
  setFlagsFromString('--no-wasm-tier-up')
  setFlagsFromString('--no-wasm-dynamic-tiering')
  const { PGlite } = await import('@electric-sql/pglite')
  // PGlite's defaults are made for a browser: no fsync, and 128 MB of buffers. wal_level has to stay as it is: with
  // `minimal` a crash takes BullMQ's job numbers back, and jobs with a number used before are dropped.
  const startParams = PGlite.defaultStartParams.filter(param => param !== '-F')
  const settings = [
    `shared_buffers=${SHARED_BUFFERS}`,
    'wal_buffers=1MB',
    'max_connections=5',
    'min_wal_size=8MB',
    'max_wal_size=32MB',
  ]
  return PGlite.create(dir, {
    ...options,
    startParams: [...startParams, ...settings.flatMap(s => ['-c', s])],
  })
}
