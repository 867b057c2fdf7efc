import { sql } from 'kysely'
import { isSqlite } from './dialect/kind.ts'
import type { Db } from './schema.ts'

/** What the sample's acts name by code: its inspection, recommendations, tasks and co-units. */
export async function listSampleRows(db: Db) {
  const inspection = await db.selectFrom('inspection').select('id').orderBy('id').executeTakeFirst()
  return {
    inspectionId: inspection?.id ?? '',
    recommendations: await db.selectFrom('recommendation').select(['id', 'ordinal']).execute(),
    tasks: await db.selectFrom('task').select(['id', 'code']).execute(),
    parts: await db
      .selectFrom('co_unit')
      .innerJoin('task', 'task.id', 'co_unit.task_id')
      .select(['co_unit.id', 'co_unit.unit_id', 'task.code'])
      .execute(),
  }
}

/**
 * Empties the database of a sample, the sealed events included: the caller has made sure that it is one. Every table is
 * emptied, whatever there is, so that none can be forgotten. Runs in the caller's transaction; the seal is back in force
 * before it commits.
 */
export async function deleteSampleRows(db: Db): Promise<void> {
  if (!isSqlite(db)) {
    const tables = await sql<{ name: string }>`
      select table_name as name from information_schema.tables
      where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(db)
    const names = tables.rows.filter(isOurs).map(({ name }) => sql.table(name))
    await sql`alter table event disable trigger user`.execute(db)
    await sql`truncate ${sql.join(names)}`.execute(db)
    await sql`alter table event enable trigger user`.execute(db)
    return
  }
  // What points at what is looked at when the transaction commits, when nothing points any more.
  await sql`pragma defer_foreign_keys = on`.execute(db)
  const seal = await breakSeal(db)
  for (const name of await listSqliteTables(db)) await sql`delete from ${sql.table(name)}`.execute(db)
  for (const statement of seal) await sql.raw(statement).execute(db)
}

/** The migrator's own tables stay: the schema is as it was. */
function isOurs({ name }: { name: string }): boolean {
  return !/^(kysely|sqlite)_/.test(name)
}

/** Tables as they may be written to: those in which the search keeps what it needs are its own. */
async function listSqliteTables(db: Db): Promise<string[]> {
  const tables = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'table'`.execute(db)
  const virtual = tables.rows.filter(table => /^create virtual/i.test(table.sql)).map(({ name }) => name)
  const kept = new Set(
    virtual.flatMap(name => ['data', 'idx', 'content', 'docsize', 'config'].map(part => `${name}_${part}`)),
  )
  return tables.rows.filter(table => isOurs(table) && !kept.has(table.name)).map(({ name }) => name)
}

/** Takes the triggers off and gives the statements that put them back. */
async function breakSeal(db: Db): Promise<string[]> {
  const triggers = await sql<{ name: string; sql: string }>`
    select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'event'`.execute(db)
  for (const { name } of triggers.rows) await sql`drop trigger ${sql.ref(name)}`.execute(db)
  return triggers.rows.map(trigger => trigger.sql)
}
