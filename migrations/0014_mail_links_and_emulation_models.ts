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

/** Links in mails that do one act as the post they were sent to, and the register of "Dân vận khéo" models. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table mail_act_link (
      id TEXT primary key, token_hash TEXT not null unique, appointment_id TEXT not null references appointment (id),
      person_id TEXT not null references person (id), task_id TEXT not null references task (id),
      co_unit_id TEXT references co_unit (id), act TEXT not null, deadline_version integer not null,
      message_id TEXT not null references message (id), created_at TEXT not null, expires_at TEXT not null,
      used_at TEXT, used_event_id TEXT references event (id), revoked_at TEXT,
      revoked_event_id TEXT references event (id), reason TEXT not null,
      fresh_message_id TEXT references message (id)) STRICT;
    create index mail_act_link_task on mail_act_link (task_id) where used_at is null and revoked_at is null;
    create index mail_act_link_person on mail_act_link (person_id) where used_at is null and revoked_at is null;
    create index mail_act_link_message on mail_act_link (message_id);
    create index mail_act_link_fresh on mail_act_link (fresh_message_id) where fresh_message_id is not null;
    create table emulation_model (
      id TEXT primary key, organisation_id TEXT not null references unit (id),
      unit_id TEXT not null references unit (id), year integer not null, kind TEXT not null, field TEXT not null,
      name TEXT not null, registrant TEXT not null, situation TEXT not null, aim TEXT not null,
      content TEXT not null, beneficiaries TEXT not null, forces TEXT not null, resources TEXT not null,
      from_on TEXT, to_on TEXT, evaluate_on TEXT, output TEXT not null, upkeep TEXT not null,
      state TEXT not null, checked_on TEXT, checked_by TEXT not null, finding TEXT not null,
      decision_no TEXT not null, decided_on TEXT, reason TEXT not null, folded TEXT not null,
      registered_on TEXT not null, registered_by TEXT not null references person (id),
      created_at TEXT not null, version integer not null) STRICT;
    create index emulation_model_year on emulation_model (organisation_id, year, id);
    create index emulation_model_unit on emulation_model (unit_id, year, id);
    create table emulation_model_link (
      id TEXT primary key, emulation_model_id TEXT not null references emulation_model (id),
      recommendation_id TEXT references recommendation (id), task_id TEXT references task (id),
      linked_by TEXT not null references person (id), created_at TEXT not null) STRICT;
    create unique index emulation_model_link_recommendation
      on emulation_model_link (recommendation_id, emulation_model_id) where recommendation_id is not null;
    create unique index emulation_model_link_task
      on emulation_model_link (task_id, emulation_model_id) where task_id is not null;
    create index emulation_model_link_model on emulation_model_link (emulation_model_id);
  `,
  )
}
