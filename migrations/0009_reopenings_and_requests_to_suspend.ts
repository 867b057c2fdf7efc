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

/**
 * Closed tasks that were opened again, with the closure they had, and what heads ask of leaders: to suspend. Requests
 * that were left pending on tasks on which nobody could decide them any more are closed.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table reopening (
      id TEXT primary key, task_id TEXT not null references task (id), from_state TEXT not null, reported_on TEXT,
      completed_on TEXT, closed_on TEXT, verdict_id TEXT references verdict (id),
      non_implementation_id TEXT references non_implementation (id), decision_no TEXT not null, reason TEXT not null,
      old_due_on TEXT, new_due_on TEXT not null, decided_by TEXT not null references appointment (id),
      decided_on TEXT not null, created_at TEXT not null) STRICT;
    create index reopening_task on reopening (task_id);
    create table suspension_request (
      id TEXT primary key, task_id TEXT not null references task (id), state TEXT not null, ground TEXT not null,
      note TEXT not null, document_no TEXT not null, review_on TEXT not null,
      asked_by TEXT not null references appointment (id), asked_on TEXT not null,
      suspension_id TEXT references suspension (id), decided_by TEXT references appointment (id), decided_on TEXT,
      decision_note TEXT not null, created_at TEXT not null, version integer not null) STRICT;
    create index suspension_request_task on suspension_request (task_id, state);
    create index suspension_request_state on suspension_request (state);
    create index extension_task_state on extension (task_id, state);
    update extension set state = 'withdrawn', version = version + 1, decided_on = coalesce(
        (select coalesce(task.closed_on, task.reported_on) from task where task.id = extension.task_id), asked_on)
      where state = 'pending' and task_id not in (select id from task where state in ('in_progress', 'returned'));
    update non_implementation set state = 'withdrawn', version = version + 1, decided_on = coalesce(
        (select coalesce(task.closed_on, task.reported_on) from task where task.id = non_implementation.task_id),
        proposed_on)
      where state = 'pending'
        and task_id not in (select id from task where state in ('issued', 'in_progress', 'returned'));
    update suspension set version = version + 1, to_on = coalesce(
        (select task.closed_on from task where task.id = suspension.task_id), review_on)
      where to_on is null and task_id not in (select id from task where state = 'suspended');
  `,
  )
}
