import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/**
 * Kysely over a pool of PostgreSQL connections. Counts arrive as text from PostgreSQL (bigint): `toNumber` reads them.
 * synchronous_commit stays as the server has it; sessions speak UTC, since every date of ours is text.
 */
export function postgresDialect(url: string, options: { max?: number } = {}): Dialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    options: '-c timezone=UTC',
  })
  // An idle client that loses its server must not end the process: the next query opens another.
  pool.on('error', () => {})
  return new PostgresDialect({ pool })
}
