import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Dialect, Kysely } from 'kysely'
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
 * SQLite begins immediate: what the transaction read is still true when it writes. `work` awaits queries only.
 */
export async function inTransaction<T>(db: Db, work: (trx: Db) => Promise<T>): Promise<T> {
  if (db.isTransaction) return work(db)
  return db.transaction().execute(work)
}

/** A count or sum as a number: PostgreSQL sends bigint as text. */
export function toNumber(value: number | string | bigint | null | undefined): number {
  return Number(value ?? 0)
}
