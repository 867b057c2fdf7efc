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

/** What official documents need besides the office's names, and the forms that offices bring themselves. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table document_setting (
      id TEXT primary key, organisation_id TEXT not null unique references unit (id), sender TEXT not null,
      parent_name TEXT not null, body_name TEXT not null, symbol TEXT not null, drafter_symbol TEXT not null, place TEXT not null,
      party_parent_name TEXT not null, party_name TEXT not null, party_symbol TEXT not null,
      authority TEXT not null, signed_for TEXT not null, signer_title TEXT not null, signer_name TEXT not null,
      addressee TEXT not null, recipients TEXT not null, cut_off_day integer not null,
      created_at TEXT not null, version integer not null) STRICT;
    create table document_template (
      id TEXT primary key, organisation_id TEXT not null references unit (id), kind TEXT not null,
      file_id TEXT references file (id), created_by TEXT not null references person (id),
      created_at TEXT not null) STRICT;
    create index document_template_kind on document_template (organisation_id, kind, id);
  `,
  )
}
