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

/** Sheets made out for units that do not sign in, and what came back of them. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table unit_sheet (
      id TEXT primary key, organisation_id TEXT not null references unit (id),
      unit_id TEXT not null references unit (id), person_id TEXT not null references person (id),
      rows TEXT not null, made_on TEXT not null, created_at TEXT not null) STRICT;
    create index unit_sheet_made on unit_sheet (organisation_id, id);
    create table unit_sheet_return (
      id TEXT primary key, unit_sheet_id TEXT not null references unit_sheet (id),
      organisation_id TEXT not null references unit (id), person_id TEXT not null references person (id),
      act_id TEXT, name TEXT not null, sha256 TEXT not null, rows TEXT not null, applied_on TEXT,
      applied_count integer not null, created_at TEXT not null, version integer not null,
      unique (unit_sheet_id, sha256)) STRICT;
  `,
  )
}
