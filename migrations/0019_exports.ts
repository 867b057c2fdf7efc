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

/** Reports and tables that people ask for and the worker makes. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table export (
      id TEXT primary key, organisation_id TEXT not null references unit (id),
      person_id TEXT not null references person (id), kind TEXT not null, format TEXT not null,
      asked_on TEXT not null, query TEXT not null, covers TEXT not null, state TEXT not null,
      rows_done integer not null, rows_total integer not null, attempts integer not null,
      claimed_by TEXT, started_at TEXT, file_id TEXT, file_name TEXT not null, size integer not null,
      sha256 TEXT not null, made_at TEXT, expires_at TEXT, reason TEXT not null,
      created_at TEXT not null, version integer not null) STRICT;
    create index export_person on export (person_id, id);
    create index export_open on export (state, created_at) where state in ('planned', 'running');
    create unique index export_running on export (person_id) where state = 'running';
    create index export_file on export (file_id) where file_id is not null;
    create index export_expiry on export (expires_at) where file_id is not null;
  `,
  )
}
