import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { PGliteDialect } from 'kysely'
import pg from 'pg'
import { type Database, openDatabase } from '../../src/data/database.ts'
import { migrate } from '../../src/data/migrate.ts'

/** The cell the suite runs in (DECISIONS 27): `sqlite`, `postgres` (TEST_POSTGRES_URL names the server) or `pglite`. */
export const cell = process.env.TEST_CELL ?? 'sqlite'

interface Teardown {
  teardown(work: () => unknown): void
}

/** An empty, migrated database of the cell's kind, gone when the test ends. `place` is what another process may open. */
export async function openTestDatabase(
  t: Teardown,
): Promise<Database & { place: { file: string } | { url: string } }> {
  if (cell === 'sqlite') return openSqliteFile(t)
  if (cell === 'pglite') return openPglite(t)
  return openPostgres(t)
}

async function openSqliteFile(t: Teardown) {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-test-'))
  const place = { file: join(folder, 'dondoc.sqlite') }
  await migrate(place)
  const database = openDatabase(place)
  t.teardown(async () => {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return { ...database, place }
}

async function openPglite(t: Teardown) {
  const pglite = await PGlite.create()
  const dialect = new PGliteDialect({ pglite })
  await migrate({ dialect })
  const database = openDatabase({ dialect })
  t.teardown(() => database.close())
  return { ...database, place: { url: '' } }
}

const template = 'dondoc_template'

async function openPostgres(t: Teardown) {
  const server = process.env.TEST_POSTGRES_URL
  if (!server) throw new Error('TEST_CELL=postgres needs TEST_POSTGRES_URL')
  const name = `dondoc_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  await onServer(server, [`create database ${name} template ${await migratedTemplate(server)}`])
  const place = { url: at(server, name) }
  const database = openDatabase(place)
  t.teardown(async () => {
    await database.close()
    await onServer(server, [`drop database ${name} with (force)`])
  })
  return { ...database, place }
}

/** The template is migrated once a server; test files that start together wait for the first one's lock. */
async function migratedTemplate(server: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock(4815)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [template])
    if (!rowCount) {
      await client.query(`create database ${template}_new`)
      await migrate({ url: at(server, `${template}_new`) })
      await client.query(`alter database ${template}_new rename to ${template}`)
    }
    return template
  } finally {
    await client.end()
  }
}

async function onServer(server: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    // One at a time: `create database` refuses a template that another session is copying or using.
    await client.query('select pg_advisory_lock(4815)')
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

function at(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}
