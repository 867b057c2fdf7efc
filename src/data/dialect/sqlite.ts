import { setTimeout as sleep } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { CompiledQuery, type DatabaseConnection, SqliteAdapter, SqliteDialect, SqliteDriver } from 'kysely'

const busyPatienceMs = 5_000
const cachedStatements = 500

/**
 * Opens one SQLite connection as RELIABILITY §1.1-2 and DECISIONS 9 demand: WAL with synchronous FULL (better-sqlite3's
 * own default is NORMAL, which loses acknowledged commits at a power cut), foreign keys on, and no waiting inside the
 * engine: a synchronous wait would stop every page.
 */
export function openSqlite(
  path: string,
  options: { readonly?: boolean; foreignKeys?: boolean } = {},
): Sqlite.Database {
  const connection = new Sqlite(path, { readonly: options.readonly ?? false, timeout: 0 })
  if (!options.readonly) setJournalMode(connection)
  connection.pragma('synchronous = FULL')
  connection.pragma(`foreign_keys = ${(options.foreignKeys ?? true) ? 'ON' : 'OFF'}`)
  connection.pragma('busy_timeout = 0')
  connection.pragma('cache_size = -8000')
  connection.pragma('temp_store = MEMORY')
  return connection
}

/** Only the switch to WAL itself may wait: it needs the file alone, once in its life. */
function setJournalMode(connection: Sqlite.Database): void {
  connection.pragma('busy_timeout = 5000')
  connection.pragma('journal_mode = WAL')
}

/** Kysely over one SQLite connection; transactions begin immediate and wait for the other process without blocking. */
export class ImmediateSqliteDialect extends SqliteDialect {
  readonly #connection: Sqlite.Database
  readonly #transactionalDdl: boolean

  constructor(connection: Sqlite.Database, options: { transactionalDdl?: boolean } = {}) {
    super({ database: withStatementCache(connection) })
    this.#connection = connection
    this.#transactionalDdl = options.transactionalDdl ?? false
  }

  override createDriver(): SqliteDriver {
    return new ImmediateSqliteDriver({ database: withStatementCache(this.#connection) })
  }

  override createAdapter(): SqliteAdapter {
    return this.#transactionalDdl ? new TransactionalDdlAdapter() : new SqliteAdapter()
  }
}

/** SQLite's schema changes are transactional; Kysely's own adapter says otherwise and leaves half-made migrations. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await retryWhileBusy(() => connection.executeQuery(CompiledQuery.raw('begin immediate')))
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return withBusyRetry(await super.acquireConnection())
  }
}

const wrapped = new WeakMap<DatabaseConnection, DatabaseConnection>()

/** Single statements outside a transaction meet the other process's lock too. */
function withBusyRetry(inner: DatabaseConnection): DatabaseConnection {
  const known = wrapped.get(inner)
  if (known) return known
  const outer: DatabaseConnection = {
    executeQuery: query => retryWhileBusy(() => inner.executeQuery(query)),
    streamQuery: (query, size) => inner.streamQuery(query, size),
  }
  wrapped.set(inner, outer)
  return outer
}

async function retryWhileBusy<T>(attempt: () => Promise<T>): Promise<T> {
  const giveUpAt = Date.now() + busyPatienceMs
  for (let wait = 1; ; wait = Math.min(wait * 2, 20)) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error
      await sleep(wait * (0.5 + Math.random()))
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code
  return code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_RECOVERY'
}

/** Preparing costs more than running: the driver prepares anew for each query unless the database remembers. */
function withStatementCache(connection: Sqlite.Database) {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    close: () => connection.close(),
    prepare(sql: string): Sqlite.Statement<any[], any> {
      const known = statements.get(sql)
      if (known) return known
      const statement = connection.prepare(sql)
      if (statements.size >= cachedStatements) statements.delete(statements.keys().next().value as string)
      statements.set(sql, statement)
      return statement
    },
  }
}
