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

/** What needs the committee's attention, kept as a list, and the committee's meetings. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table attention (
      kind TEXT not null, subject_id TEXT not null, organisation_id TEXT not null references unit (id),
      inspection_id TEXT not null references inspection (id), unit_id TEXT references unit (id),
      task_id TEXT references task (id), from_on TEXT not null, until_on TEXT, sort_key TEXT not null,
      primary key (kind, subject_id)) STRICT;
    create index attention_order on attention (kind, organisation_id, sort_key, subject_id);
    create index attention_inspection on attention (kind, inspection_id, sort_key, subject_id);
    create index attention_task on attention (task_id) where task_id is not null;
    create table meeting (
      id TEXT primary key, organisation_id TEXT not null references unit (id),
      committee_id TEXT not null references committee (id), title TEXT not null, on_day TEXT not null,
      starts_at TEXT not null, place TEXT not null, chair_id TEXT not null references appointment (id),
      secretary_id TEXT not null references appointment (id), guests TEXT not null, state TEXT not null,
      plan_version integer not null, invited_on TEXT, opened_at TEXT, closed_at TEXT, closed_on TEXT,
      reason TEXT not null, created_at TEXT not null, version integer not null) STRICT;
    create index meeting_day on meeting (committee_id, on_day, id);
    create index meeting_planned on meeting (on_day) where state = 'planned';
    create table meeting_item (
      id TEXT primary key, meeting_id TEXT not null references meeting (id), ordinal integer not null,
      kind TEXT not null, title TEXT not null, task_id TEXT references task (id),
      recommendation_id TEXT references recommendation (id), obligation_id TEXT references obligation (id),
      state TEXT not null, prepared TEXT not null, facts TEXT not null, conclusion TEXT not null,
      follow_up TEXT not null, follow_up_by TEXT not null, follow_up_due_on TEXT, follow_up_done_on TEXT,
      event_id TEXT references event (id), decided_by TEXT references appointment (id),
      created_at TEXT not null, version integer not null) STRICT;
    create index meeting_item_meeting on meeting_item (meeting_id, ordinal);
    create table meeting_attendance (
      meeting_id TEXT not null references meeting (id), appointment_id TEXT not null references appointment (id),
      present integer not null, primary key (meeting_id, appointment_id)) STRICT;
    create table meeting_note (
      id TEXT primary key, meeting_id TEXT not null references meeting (id), text TEXT not null,
      appointment_id TEXT not null references appointment (id), on_day TEXT not null, created_at TEXT not null) STRICT;
    create index meeting_note_meeting on meeting_note (meeting_id, id);
  `,
  )
}
