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

/** Inspections, their recommendations, and the tasks made of them. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table inspection (
      id TEXT primary key, organisation_id TEXT not null references unit (id), committee_id TEXT references committee (id),
      inspected_unit_id TEXT references unit (id), number TEXT not null, title TEXT not null, body TEXT not null,
      team_lead TEXT not null, held_on TEXT not null, document_no TEXT not null, document_on TEXT,
      conclusion TEXT not null, conclusion_sha256 TEXT not null, folded TEXT not null,
      created_by TEXT not null references person (id), created_at TEXT not null, version integer not null) STRICT;
    create index inspection_organisation on inspection (organisation_id, held_on, id);
    create index inspection_committee on inspection (committee_id);
    create table recommendation (
      id TEXT primary key, inspection_id TEXT not null references inspection (id), ordinal integer not null,
      quote TEXT not null, start_at integer not null, end_at integer not null, summary TEXT not null, theme TEXT not null,
      kind TEXT not null, response TEXT, outcome TEXT, folded TEXT not null, created_at TEXT not null,
      version integer not null, unique (inspection_id, ordinal)) STRICT;
    create table file (
      id TEXT primary key, name TEXT not null, media_type TEXT not null, size integer not null, sha256 TEXT not null,
      purpose TEXT not null, task_id TEXT, created_by TEXT not null references person (id),
      created_at TEXT not null) STRICT;
    create index file_person on file (created_by, created_at);
    create table conclusion_draft (
      id TEXT primary key, person_id TEXT not null references person (id),
      organisation_id TEXT not null references unit (id), act_id TEXT, fields TEXT not null, conclusion TEXT not null,
      choices TEXT not null, created_at TEXT not null, version integer not null,
      unique (person_id, act_id)) STRICT;
    create index conclusion_draft_age on conclusion_draft (created_at);
    create table task (
      id TEXT primary key, recommendation_id TEXT not null references recommendation (id),
      inspection_id TEXT not null references inspection (id), organisation_id TEXT not null references unit (id),
      ordinal integer not null, code TEXT not null, title TEXT not null, criterion TEXT not null,
      lead_unit_id TEXT not null references unit (id), officer_id TEXT references appointment (id),
      assigner_id TEXT references appointment (id), verifier_id TEXT references appointment (id),
      document_no TEXT not null, document_on TEXT, document_file_id TEXT references file (id),
      issued_on TEXT, received_on TEXT, original_due_on TEXT, due_on TEXT, supplement_due_on TEXT,
      state TEXT not null, percent integer not null, blocker TEXT not null, updated_on TEXT, reported_on TEXT,
      reported_by TEXT references person (id), completed_on TEXT, closed_on TEXT, round integer not null,
      refused_count integer not null, extension_count integer not null, successor_id TEXT references task (id),
      frozen_days integer, deadline_version integer not null, next_look_on TEXT, folded TEXT not null,
      sort_key TEXT not null, created_by TEXT not null references person (id), created_at TEXT not null,
      version integer not null, unique (recommendation_id, ordinal)) STRICT;
    create index task_due on task (organisation_id, coalesce(due_on, '9999-12-31'), id);
    create index task_unclosed on task (organisation_id, coalesce(due_on, '9999-12-31'), id) where closed_on is null;
    create index task_code on task (organisation_id, recommendation_id, ordinal);
    create index task_title on task (organisation_id, sort_key, id);
    create index task_fresh on task (organisation_id, coalesce(updated_on, received_on, issued_on, ''), id);
    create index task_state on task (organisation_id, state, due_on, id);
    create index task_lead_unit on task (lead_unit_id, due_on, id);
    create index task_inspection on task (inspection_id, lead_unit_id);
    create index task_officer on task (officer_id);
    create index task_unit_unclosed on task (lead_unit_id, coalesce(due_on, '9999-12-31'), id) where closed_on is null;
    create index task_officer_unclosed on task (officer_id) where closed_on is null;
    create index task_document on task (document_file_id) where document_file_id is not null;
    create index task_look on task (next_look_on);
    create table task_text (
      id TEXT primary key, task_id TEXT not null references task (id), title TEXT not null, criterion TEXT not null,
      reason TEXT not null, corrected_by TEXT not null references person (id), corrected_at TEXT not null) STRICT;
    create index task_text_task on task_text (task_id);
    create table task_period (
      id TEXT primary key, task_id TEXT not null references task (id), organisation_id TEXT not null,
      inspection_id TEXT not null, from_on TEXT not null, to_on TEXT, state TEXT not null, lead_unit_id TEXT not null,
      due_on TEXT, original_due_on TEXT, reported_on TEXT, completed_on TEXT, unique (task_id, from_on)) STRICT;
    create index task_period_day on task_period (organisation_id, from_on);
    create table co_unit (
      id TEXT primary key, task_id TEXT not null references task (id), unit_id TEXT not null references unit (id),
      deliverable TEXT not null, due_on TEXT, state TEXT not null, percent integer not null, note TEXT not null,
      submitted_on TEXT, decided_on TEXT, updated_on TEXT, created_at TEXT not null, version integer not null,
      unique (task_id, unit_id)) STRICT;
    create index co_unit_unit on co_unit (unit_id, state);
    create table task_update (
      id TEXT primary key, task_id TEXT not null references task (id), co_unit_id TEXT references co_unit (id),
      kind TEXT not null, round integer not null, text TEXT not null, percent integer, blocker TEXT not null,
      claimed_on TEXT, person_id TEXT not null references person (id),
      appointment_id TEXT not null references appointment (id), on_day TEXT not null, created_at TEXT not null,
      version integer not null) STRICT;
    create index task_update_task on task_update (task_id, kind, id);
    create table evidence (
      id TEXT primary key, task_id TEXT not null references task (id), task_update_id TEXT references task_update (id),
      kind TEXT not null, state TEXT not null, file_id TEXT references file (id), document_no TEXT not null,
      document_on TEXT, statement TEXT not null, person_id TEXT not null references person (id),
      created_at TEXT not null) STRICT;
    create index evidence_task on evidence (task_id, state);
    create index evidence_update on evidence (task_update_id);
    create index evidence_file on evidence (file_id);
    create table extension (
      id TEXT primary key, task_id TEXT not null references task (id), ordinal integer not null, state TEXT not null,
      reason TEXT not null, done_so_far TEXT not null, plan TEXT not null, old_due_on TEXT not null,
      asked_due_on TEXT not null, granted_due_on TEXT, asked_by TEXT not null references appointment (id),
      asked_on TEXT not null, asked_late integer not null, decided_by TEXT references appointment (id), decided_on TEXT,
      decision_note TEXT not null, created_at TEXT not null, version integer not null, unique (task_id, ordinal)) STRICT;
    create index extension_state on extension (state, asked_on);
    create table suspension (
      id TEXT primary key, task_id TEXT not null references task (id), ground TEXT not null, note TEXT not null,
      document_no TEXT not null, review_on TEXT not null, from_on TEXT not null, to_on TEXT,
      working_days_left integer not null, decided_by TEXT not null references appointment (id),
      created_at TEXT not null, version integer not null) STRICT;
    create index suspension_task on suspension (task_id);
    create index suspension_review on suspension (to_on, review_on);
    create table verdict (
      id TEXT primary key, task_id TEXT not null references task (id), round integer not null, verdict TEXT not null,
      note TEXT not null, missing TEXT not null, supplement_due_on TEXT,
      decided_by TEXT not null references appointment (id), decided_on TEXT not null, created_at TEXT not null) STRICT;
    create index verdict_task on verdict (task_id);
    create table refusal (
      id TEXT primary key, task_id TEXT not null references task (id), unit_id TEXT not null references unit (id),
      reason TEXT not null, proposed_unit_id TEXT not null references unit (id), state TEXT not null,
      refused_by TEXT not null references appointment (id), refused_on TEXT not null, created_at TEXT not null,
      version integer not null) STRICT;
    create index refusal_task on refusal (task_id, state);
    create index refusal_state on refusal (state);
    create table non_implementation (
      id TEXT primary key, task_id TEXT not null references task (id), explanation TEXT not null, state TEXT not null,
      proposed_by TEXT not null references appointment (id), proposed_on TEXT not null, decision_no TEXT not null,
      decision_note TEXT not null, decided_by TEXT references appointment (id), decided_on TEXT,
      created_at TEXT not null, version integer not null) STRICT;
    create index non_implementation_task on non_implementation (task_id, state);
    create index non_implementation_state on non_implementation (state);
    create table comment (
      id TEXT primary key, task_id TEXT references task (id), recommendation_id TEXT references recommendation (id),
      person_id TEXT not null references person (id), appointment_id TEXT not null references appointment (id),
      text TEXT not null, on_day TEXT not null, created_at TEXT not null) STRICT;
    create index comment_task on comment (task_id);
    create index comment_recommendation on comment (recommendation_id);
  `,
  )
}
