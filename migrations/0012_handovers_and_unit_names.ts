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

/** What units were called and will be called, which one follows a closed one, and posts that changed hands. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table unit_name (
      id TEXT primary key, unit_id TEXT not null references unit (id), name TEXT not null, short_name TEXT not null,
      folded TEXT not null, document_no TEXT not null, from_on TEXT, to_on TEXT, created_at TEXT not null) STRICT;
    create index unit_name_unit on unit_name (unit_id, to_on);
    alter table unit add column successor_id TEXT references unit (id);
    create table handover (
      id TEXT primary key, organisation_id TEXT not null references unit (id),
      from_appointment_id TEXT not null unique references appointment (id),
      to_appointment_id TEXT references appointment (id), on_day TEXT not null, confirmed_at TEXT,
      created_at TEXT not null, version integer not null) STRICT;
    create index handover_open on handover (organisation_id, on_day) where confirmed_at is null;
    create table handover_item (
      handover_id TEXT not null references handover (id), kind TEXT not null, subject_id TEXT not null,
      task_id TEXT references task (id), state TEXT not null, due_on TEXT, pending TEXT not null,
      evidence integer not null, primary key (handover_id, kind, subject_id)) STRICT;
    create index appointment_end on appointment (to_on);
  `,
  )
}
