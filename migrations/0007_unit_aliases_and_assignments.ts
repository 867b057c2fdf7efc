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

/** What conclusions call the units, and assignments of many recommendations that are begun and not issued. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table unit_alias (
      id TEXT primary key, organisation_id TEXT not null references unit (id), name TEXT not null, folded TEXT not null,
      unit_id TEXT not null references unit (id), created_by TEXT not null references person (id),
      created_at TEXT not null, unique (organisation_id, folded)) STRICT;
    create index unit_alias_unit on unit_alias (unit_id);
    create table assignment_draft (
      id TEXT primary key, inspection_id TEXT not null references inspection (id),
      person_id TEXT not null references person (id), act_id TEXT, rows TEXT not null, created_at TEXT not null,
      version integer not null, unique (inspection_id, person_id)) STRICT;
    create index assignment_draft_age on assignment_draft (created_at);
  `,
  )
}
