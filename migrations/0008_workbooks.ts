import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Runs the statements; TEXT compares by bytes on both databases, so that one ORDER BY serves both. */
async function run(db: Kysely<any>, ddl: string): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter
  const text = ddl
    .replaceAll(/\bTEXT\b/g, postgres ? 'text collate "C"' : 'text')
    .replaceAll(/\bSTRICT\b/g, postgres ? '' : 'strict')
  for (const statement of text.split(/;\s*\n/).filter(part => part.trim() !== '')) {
    await sql.raw(statement).execute(db)
  }
}

/** Follow-up spreadsheets: what was read of each until it is imported, and which ones were. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table workbook (
      id TEXT primary key, person_id TEXT not null references person (id),
      organisation_id TEXT not null references unit (id), act_id TEXT, name TEXT not null, sha256 TEXT not null,
      sheets TEXT not null, fields TEXT not null, plan TEXT not null,
      inspection_id TEXT references inspection (id), created_at TEXT not null, version integer not null,
      unique (person_id, act_id)) STRICT;
    create index workbook_age on workbook (created_at);
    create index workbook_sha256 on workbook (organisation_id, sha256);
  `,
  )
}
