import { mkdirSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { type Dialect, Kysely, sql } from 'kysely'
import { type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import type { DatabaseLocation } from './database.ts'
import { postgresDialect } from './dialect/postgres.ts'
import { ImmediateSqliteDialect, openSqlite } from './dialect/sqlite.ts'

const migrationFolder = join(import.meta.dirname, '../../migrations')

/**
 * Brings the schema up to date, all or nothing, on a connection of its own (DECISIONS 9); several processes may call it
 * at once. Returns the names of the migrations it ran. Throws what the failing migration threw.
 */
export async function migrate(location: DatabaseLocation, folder = migrationFolder): Promise<string[]> {
  const isFile = 'file' in location
  const db = new Kysely<unknown>({ dialect: dialectOf(location) })
  try {
    const migrator = new Migrator({ db, provider: fileProvider(folder) })
    const { results = [], error } = await patiently(() => migrator.migrateToLatest())
    if (error) throw error
    if (isFile) await checkForeignKeys(db)
    return results.map(result => result.migrationName)
  } finally {
    if (!('dialect' in location)) await db.destroy()
  }
}

/** Foreign keys are off before the transaction: a table is rebuilt by dropping it, which would empty its children. */
function dialectOf(location: DatabaseLocation): Dialect {
  if ('dialect' in location) return location.dialect
  if ('url' in location) return postgresDialect(location.url, { max: 2 })
  mkdirSync(dirname(location.file), { recursive: true })
  return new ImmediateSqliteDialect(openSqlite(location.file, { foreignKeys: false }), {
    transactionalDdl: true,
  })
}

/** Our own reader of the folder: Kysely's joins paths in a way that Windows' drive letters break. */
function fileProvider(folder: string): MigrationProvider {
  return {
    async getMigrations() {
      const names = (await readdir(folder)).filter(name => name.endsWith('.ts')).sort()
      const entries = names.map(async name => {
        const migration = (await import(pathToFileURL(join(folder, name)).href)) as Migration
        return [name.slice(0, -'.ts'.length), migration] as const
      })
      return Object.fromEntries(await Promise.all(entries))
    },
  }
}

type Outcome = Awaited<ReturnType<Migrator['migrateToLatest']>>

/** Two starters: the second one waits for the first one's transaction instead of failing. */
async function patiently(attempt: () => Promise<Outcome>): Promise<Outcome> {
  const giveUpAt = Date.now() + 60_000
  for (;;) {
    const outcome = await attempt()
    const code = (outcome.error as { code?: string } | undefined)?.code ?? ''
    if (!outcome.error || !code.startsWith('SQLITE_BUSY') || Date.now() > giveUpAt) return outcome
    await sleep(100)
  }
}

async function checkForeignKeys(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql`pragma foreign_key_check`.execute(db)
  if (rows.length > 0) throw new Error(`migration left ${rows.length} rows without their parent`)
}
