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

/** Work given on within a unit, questions that ask for a word at once, mentions, and when a part was last urged. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    alter table co_unit add column nudged_on TEXT;
    create table subtask (
      id TEXT primary key, task_id TEXT not null references task (id), title TEXT not null, criterion TEXT not null,
      officer_id TEXT not null references appointment (id), due_on TEXT not null, state TEXT not null,
      percent integer not null, done_on TEXT, ended_with_task integer not null,
      created_by TEXT not null references appointment (id), created_at TEXT not null, version integer not null) STRICT;
    create index subtask_task on subtask (task_id);
    create index subtask_officer on subtask (officer_id, state);
    create table update_request (
      id TEXT primary key, task_id TEXT not null references task (id), question TEXT not null, answer_by TEXT,
      state TEXT not null, asked_by TEXT not null references appointment (id), asked_on TEXT not null,
      asked_at TEXT not null, answered_by TEXT references appointment (id), answered_on TEXT, answered_at TEXT,
      answer_id TEXT, version integer not null) STRICT;
    create unique index update_request_open on update_request (task_id) where state = 'open';
    create index update_request_task on update_request (task_id, id);
    create index update_request_asker on update_request (asked_by, state);
    create table mention (
      id TEXT primary key, comment_id TEXT not null references comment (id), task_id TEXT not null references task (id),
      appointment_id TEXT not null references appointment (id), person_id TEXT not null references person (id),
      state TEXT not null, settled_at TEXT, created_at TEXT not null, version integer not null,
      unique (comment_id, appointment_id)) STRICT;
    create index mention_person on mention (person_id, state);
    create index mention_task on mention (task_id, state);
  `,
  )
}
