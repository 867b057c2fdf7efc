import { type Kysely, SqliteAdapter } from 'kysely'

/** Whether the SQL about to be built is for SQLite; otherwise it is for PostgreSQL. */
export function isSqlite(db: Kysely<any>): boolean {
  return db.getExecutor().adapter instanceof SqliteAdapter
}

/** PostgreSQL's words for "someone else was at the same rows": a duplicate key, a serialization failure, a deadlock. */
const lostRaces = new Set(['23505', '40001', '40P01'])

/**
 * Whether a transaction failed because another one was faster, so that the same work read anew may well succeed. Never
 * so on SQLite, where one transaction writes at a time.
 */
export function hasLostRace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && lostRaces.has(String(error.code))
}
