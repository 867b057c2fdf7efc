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

/** Precomputed figures, and the search over tasks with and without diacritics. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table status_summary (
      organisation_id TEXT not null, inspection_id TEXT not null, unit_id TEXT not null, state TEXT not null,
      due_on TEXT not null, timing TEXT not null, count integer not null,
      primary key (organisation_id, inspection_id, unit_id, state, due_on, timing)) STRICT;
    create table snapshot (
      day TEXT not null, organisation_id TEXT not null, inspection_id TEXT not null, unit_id TEXT not null,
      done_on_time integer not null, done_late integer not null, running_in_time integer not null,
      running_late integer not null, suspended integer not null, not_implemented integer not null,
      withdrawn integer not null, primary key (organisation_id, day, inspection_id, unit_id)) STRICT;
  `,
  )
  await createSearch(db)
}

/** The application writes folded and lower-cased words, so that both engines match the same prefixes. */
async function createSearch(db: Kysely<any>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await run(
      db,
      `
      create table task_search (
        task_id TEXT primary key references task (id), folded TEXT not null, marked TEXT not null,
        folded_words tsvector generated always as (to_tsvector('simple'::regconfig, folded)) stored,
        marked_words tsvector generated always as (to_tsvector('simple'::regconfig, marked)) stored);
      create index task_search_folded on task_search using gin (folded_words);
      create index task_search_marked on task_search using gin (marked_words);
    `,
    )
    return
  }
  // The engine's own rowids change in a VACUUM, so that the number that joins the two is a column of ours.
  await sql`create table task_search_row (
    number integer primary key, task_id text not null unique references task (id)) strict`.execute(db)
  await sql`create virtual table task_search using fts5 (
    folded, marked, tokenize = "unicode61 remove_diacritics 0")`.execute(db)
}
