import { type Kysely, SqliteAdapter } from 'kysely'

/** Whether the SQL about to be built is for SQLite; otherwise it is for PostgreSQL. */
export function isSqlite(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}
