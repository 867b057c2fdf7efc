import { createPostgresBackend, runMigrations } from 'bullmq'
import pg from 'pg'
import { settledWithin, withDeadline } from './deadline.ts'
import type { Engine } from './engine.ts'
import { type QueueLog, quietErrors } from './queue-log.ts'

const SCHEMA = 'bullmq'
const PING_MS = 1000
const END_MS = 500

/**
 * Connects to PostgreSQL and brings the schema `bullmq` up to date (BullMQ does not do that by itself).
 * @throws Error when the server cannot be reached or refuses
 */
export async function openPostgresEngine(url: string, log: QueueLog): Promise<Engine> {
  const sockets = new Set<{ destroy(): void }>()
  const pool = new pg.Pool({
    connectionString: url,
    options: `-c search_path=${SCHEMA}`,
    max: 6,
    connectionTimeoutMillis: 3000,
    // A connection whose packets vanish would otherwise hold its query for a quarter of an hour.
    query_timeout: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  })
  pool.on('error', quietErrors(log, 'postgres'))
  pool.on('connect', client => {
    const { stream } = (client as unknown as { connection: { stream: { destroy(): void } } }).connection
    sockets.add(stream)
    client.on('end', () => sockets.delete(stream))
    // While a client is checked out its errors do not reach the pool, and without a listener they end the process.
    client.on('error', quietErrors(log, 'postgres'))
  })
  const close = async () => {
    if (await settledWithin(pool.end(), END_MS)) return
    for (const socket of sockets) socket.destroy()
  }
  try {
    await migrate(pool)
  } catch (error) {
    await close()
    throw error
  }
  return {
    kind: 'postgres',
    producer: pool,
    consumer: () => pool,
    backend: createPostgresBackend,
    ping: async () => ((await answers(pool)) ? 'up' : 'down'),
    maintain: async () => {},
    close,
  }
}

async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    await runMigrations(client as never, SCHEMA)
  } finally {
    client.release()
  }
}

async function answers(pool: pg.Pool): Promise<boolean> {
  try {
    await withDeadline(pool.query('select 1'), PING_MS)
    return true
  } catch {
    return false
  }
}
