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

/** What happened and who was told: the chained events, the outbox, the ledger, the mail. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table chain_head (
      organisation_id TEXT primary key references unit (id), seq integer not null, hash TEXT not null) STRICT;
    create table event (
      id TEXT primary key, organisation_id TEXT not null references unit (id), seq integer not null,
      prev_hash TEXT not null, hash TEXT not null, key_id TEXT not null, occurred_at TEXT not null,
      occurred_on TEXT not null, act TEXT not null, subject_type TEXT not null, subject_id TEXT not null,
      task_id TEXT, person_id TEXT, appointment_id TEXT, on_behalf_of_id TEXT, act_id TEXT, payload TEXT not null,
      unique (organisation_id, seq), unique (person_id, act_id)) STRICT;
    create index event_subject on event (subject_id, seq);
    create index event_task on event (task_id, seq);
    create table event_text (
      event_id TEXT primary key references event (id), task_id TEXT not null references task (id),
      text TEXT not null) STRICT;
    create index event_text_task on event_text (task_id);
    create table event_dispatch (
      event_id TEXT primary key references event (id), dispatched_at TEXT, attempts integer not null,
      next_try_at TEXT not null, last_error TEXT not null) STRICT;
    create index event_dispatch_waiting on event_dispatch (next_try_at) where dispatched_at is null;
    create table access_log (
      id TEXT primary key, organisation_id TEXT, person_id TEXT, kind TEXT not null, detail TEXT not null,
      address TEXT not null, at TEXT not null, event_id TEXT references event (id)) STRICT;
    create index access_log_at on access_log (at);
    create index access_log_unchained on access_log (at) where event_id is null;
    create table message (
      id TEXT primary key, organisation_id TEXT, person_id TEXT not null references person (id), kind TEXT not null,
      dedupe_key TEXT unique, to_address TEXT not null, subject TEXT not null, text TEXT not null, html TEXT not null,
      for_on TEXT not null, send_at TEXT not null, state TEXT not null, attempts integer not null, claimed_at TEXT,
      claimed_by TEXT, sent_at TEXT, last_error TEXT not null, maybe_twice integer not null,
      header_id TEXT not null unique, created_at TEXT not null, version integer not null) STRICT;
    create index message_waiting on message (state, send_at);
    create index message_day on message (organisation_id, for_on, id);
    create index message_state on message (organisation_id, state, for_on, id);
    create index message_person on message (person_id, for_on);
    create table reminder (
      id TEXT primary key, organisation_id TEXT not null references unit (id), subject_type TEXT not null,
      subject_id TEXT not null, task_id TEXT references task (id), rung TEXT not null,
      appointment_id TEXT not null references appointment (id), person_id TEXT not null references person (id),
      deadline_version integer not null, occurrence integer not null, rung_on TEXT not null, for_on TEXT not null,
      state TEXT not null, reason TEXT not null, message_id TEXT references message (id), sent_at TEXT,
      acknowledged_at TEXT, created_at TEXT not null,
      unique (subject_id, rung, appointment_id, deadline_version, occurrence)) STRICT;
    create index reminder_task on reminder (task_id, for_on);
    create index reminder_person on reminder (person_id, for_on, id);
    create index reminder_day on reminder (organisation_id, for_on, id);
    create index reminder_message on reminder (message_id, state);
    create index reminder_planned on reminder (state, for_on);
    create table ladder_rung (
      rung TEXT primary key, anchor TEXT not null, offset_days integer not null, recipients TEXT not null,
      at_once integer not null, enabled integer not null, version integer not null) STRICT;
  `,
  )
  await sealEvents(db)
}

/** DECISIONS 1: an event is never updated or deleted, whatever the program does. */
async function sealEvents(db: Kysely<any>): Promise<void> {
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    await sql`create function refuse_event_change() returns trigger language plpgsql as $$
      begin raise exception 'event is append-only'; end $$`.execute(db)
    await sql`create trigger event_sealed before update or delete on event
      for each row execute function refuse_event_change()`.execute(db)
    await sql`create trigger event_no_truncate before truncate on event
      for each statement execute function refuse_event_change()`.execute(db)
    return
  }
  for (const change of ['update', 'delete']) {
    await sql
      .raw(`create trigger event_no_${change} before ${change} on event
      begin select raise(abort, 'event is append-only'); end`)
      .execute(db)
  }
}
