import { EventEmitter } from 'node:events'
import type { PGlite } from '@electric-sql/pglite'

/**
 * PGlite in the shape of a pg.Pool, as far as BullMQ's PostgreSQL backend uses one. All clients share PGlite's one
 * session, so that search_path is set once; BullMQ opens transactions only in its migrations.
 */
export function poolOverPglite(db: PGlite) {
  const query = (text: string, params?: readonly unknown[]) => run(db, text, params)
  return Object.assign(new EventEmitter(), {
    query,
    connect: async () => openClient(db, query),
    end: async () => {},
  })
}

function openClient(db: PGlite, query: (text: string, params?: readonly unknown[]) => Promise<unknown>) {
  const client = new EventEmitter()
  const stopListening = db.onNotification((channel, payload) =>
    client.emit('notification', { channel, payload }),
  )
  return Object.assign(client, { query, release: () => stopListening() })
}

async function run(db: PGlite, text: string, params?: readonly unknown[]) {
  if (params) {
    const { rows, affectedRows } = await db.query(text, [...params])
    return { rows, rowCount: affectedRows ?? rows.length }
  }
  // Only the simple protocol takes several statements in one text, as BullMQ's migrations are.
  const last = (await db.exec(text)).at(-1)
  return { rows: last?.rows ?? [], rowCount: last?.affectedRows ?? last?.rows.length ?? 0 }
}
