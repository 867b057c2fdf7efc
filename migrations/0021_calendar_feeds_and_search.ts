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

/** One search over everything that is said, the dates of the calendar by index, and addresses of personal feeds. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table search_entry (
      number integer primary key, kind TEXT not null, subject_id TEXT not null, task_id TEXT references task (id),
      inspection_id TEXT references inspection (id), words TEXT not null, unique (kind, subject_id)) STRICT;
    create index search_entry_task on search_entry (task_id, kind) where task_id is not null;
    create index search_entry_inspection on search_entry (inspection_id, kind) where inspection_id is not null;
    create table search_build (kind TEXT primary key, before_id TEXT not null, is_done integer not null) STRICT;
    create index co_unit_due on co_unit (due_on) where due_on is not null;
    create index task_original_due on task (organisation_id, original_due_on, id) where original_due_on <> due_on;
    create index task_supplement on task (organisation_id, supplement_due_on, id) where supplement_due_on is not null;
    create index subtask_due on subtask (due_on) where state = 'open';
    create index update_request_answer on update_request (answer_by) where state = 'open';
    create index obligation_cycle_end on obligation_cycle (organisation_id, period_to);
    create table calendar_feed (
      id TEXT primary key, person_id TEXT not null references person (id), secret_hash TEXT not null unique,
      content TEXT not null, has_alarm integer not null, created_at TEXT not null, revoked_at TEXT,
      last_read_at TEXT, version integer not null) STRICT;
    create unique index calendar_feed_person on calendar_feed (person_id) where revoked_at is null;
  `,
  )
  await createIndex(db)
  await sql`drop table task_search`.execute(db)
  if (!(db.getExecutor().adapter instanceof PostgresAdapter))
    await sql`drop table task_search_row`.execute(db)
  // What an office has already is taken into the index by the worker, newest first; an empty one has nothing to take.
  for (const kind of ['task', 'recommendation', 'inspection', 'update', 'comment', 'evidence']) {
    await sql`insert into search_build (kind, before_id, is_done)
      select ${kind}, 'z', case when exists (select 1 from unit) then 0 else 1 end`.execute(db)
  }
}

/** Words are written ready to be found: no parser and no folding of an engine's own has a say (DOMAIN §11). */
async function createIndex(db: Kysely<any>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await run(
      db,
      `
      alter table search_entry add column vector tsvector generated always as
        (array_to_tsvector(string_to_array(words, ' '))) stored;
      create index search_entry_vector on search_entry using gin (vector);
      create sequence search_entry_up;
      create sequence search_entry_down;
    `,
    )
    return
  }
  await sql`create virtual table search_word using fts5 (
    words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii')`.execute(db)
}
