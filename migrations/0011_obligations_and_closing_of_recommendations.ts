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

/** Duties that come back each cycle, and what the committee decides of recommendations. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table obligation (
      id TEXT primary key, recommendation_id TEXT not null references recommendation (id),
      inspection_id TEXT not null references inspection (id), organisation_id TEXT not null references unit (id),
      title TEXT not null, criterion TEXT not null, lead_unit_id TEXT not null references unit (id),
      cycle TEXT not null, cut_off_day integer not null, send_days integer not null, state TEXT not null,
      assigner_id TEXT references appointment (id), document_no TEXT not null, document_on TEXT,
      document_file_id TEXT references file (id), issued_on TEXT, next_from_on TEXT, closed_on TEXT,
      closed_by TEXT references appointment (id), decision_no TEXT not null, decision_on TEXT,
      decision_reason TEXT not null, created_by TEXT not null references person (id), created_at TEXT not null,
      version integer not null) STRICT;
    create index obligation_recommendation on obligation (recommendation_id);
    create index obligation_inspection on obligation (inspection_id);
    create index obligation_unit on obligation (lead_unit_id);
    create index obligation_next on obligation (state, next_from_on);
    create table obligation_schedule (
      id TEXT primary key, obligation_id TEXT not null references obligation (id), cycle TEXT not null,
      cut_off_day integer not null, send_days integer not null, from_on TEXT not null, reason TEXT not null,
      decided_by TEXT not null references appointment (id), decided_on TEXT not null, created_at TEXT not null) STRICT;
    create index obligation_schedule_obligation on obligation_schedule (obligation_id);
    create table obligation_cycle (
      id TEXT primary key, obligation_id TEXT not null references obligation (id), ordinal integer not null,
      task_id TEXT not null references task (id), inspection_id TEXT not null, organisation_id TEXT not null,
      period_from TEXT not null, period_to TEXT not null, missed_on TEXT, created_at TEXT not null,
      unique (obligation_id, period_from), unique (obligation_id, ordinal), unique (task_id)) STRICT;
    create index obligation_cycle_inspection on obligation_cycle (inspection_id);
    create index obligation_cycle_unmissed on obligation_cycle (period_to) where missed_on is null;
    alter table task add column obligation_id TEXT references obligation (id);
    create index task_obligation on task (obligation_id) where obligation_id is not null;
    create table recommendation_decision (
      id TEXT primary key, recommendation_id TEXT not null references recommendation (id),
      inspection_id TEXT not null references inspection (id), organisation_id TEXT not null references unit (id),
      kind TEXT not null, outcome TEXT, decision_no TEXT not null, decision_on TEXT not null, reason TEXT not null,
      successor_id TEXT references recommendation (id), decided_by TEXT not null references appointment (id),
      decided_on TEXT not null, created_at TEXT not null) STRICT;
    create index recommendation_decision_recommendation on recommendation_decision (recommendation_id);
    alter table recommendation add column response_note TEXT;
    alter table recommendation add column response_on TEXT;
    alter table recommendation add column response_by TEXT references appointment (id);
    alter table recommendation add column closed_on TEXT;
    alter table recommendation add column successor_id TEXT references recommendation (id);
    create index recommendation_successor on recommendation (successor_id) where successor_id is not null;
  `,
  )
}
