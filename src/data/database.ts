import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Dialect, Kysely } from 'kysely'
import { hasLostRace } from './dialect/kind.ts'
import { postgresDialect } from './dialect/postgres.ts'
import { ImmediateSqliteDialect, openSqlite } from './dialect/sqlite.ts'
import type { Db, Schema } from './schema.ts'

export interface Database {
  kind: 'sqlite' | 'postgres'
  /** For verbs: the one write connection of this process (PostgreSQL: the pool). */
  writer: Db
  /** For pages: a read-only connection that never waits for the writer (PostgreSQL: the pool). */
  reader: Db
  close(): Promise<void>
}

/** Enough for a dozen people who number the same list at the same moment. */
const mostAttempts = 8

/** Where the data lives: a SQLite file's path, a `postgres://` address, or a dialect made by the caller (tests). */
export type DatabaseLocation = { file: string } | { url: string } | { dialect: Dialect }

/** Opens the database; the schema must be there (see migrate.ts). SQLite: one write and one read-only connection. */
export function openDatabase(location: DatabaseLocation): Database {
  if ('file' in location) return openSqliteDatabase(location.file)
  const dialect = 'url' in location ? postgresDialect(location.url) : location.dialect
  const db: Db = new Kysely<Schema>({ dialect })
  return { kind: 'postgres', writer: db, reader: db, close: () => db.destroy() }
}

function openSqliteDatabase(file: string): Database {
  mkdirSync(dirname(file), { recursive: true })
  const writer: Db = new Kysely<Schema>({ dialect: new ImmediateSqliteDialect(openSqlite(file)) })
  const reader: Db = new Kysely<Schema>({
    dialect: new ImmediateSqliteDialect(openSqlite(file, { readonly: true })),
  })
  const close = async () => {
    await reader.destroy()
    await writer.destroy()
  }
  return { kind: 'sqlite', writer, reader, close }
}

/**
 * Runs `work` in a transaction, joining the caller's if there is one (Kysely hangs when the outer `db` is used inside).
 * SQLite begins immediate: what the transaction read is still true when it writes. On PostgreSQL two that write at once
 * may both have read the same number to count on from: the one that loses is run again on what it then reads. So `work`
 * awaits queries only and changes nothing outside the database.
 */
export async function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === mostAttempts || !hasLostRace(error)) throw error
      // Unequal pauses, or the same ones would meet again.
      await sleep(Math.random() * attempt * 20)
    }
  }
}

/** A count or sum as a number: PostgreSQL sends bigint as text. */
export function toNumber(value: number | string | bigint | null | undefined): number {
  return Number(value ?? 0)
}
