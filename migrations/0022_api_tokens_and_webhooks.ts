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

/** Personal tokens of the programming interface, and addresses to which other systems are told of events. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table api_token (
      id TEXT primary key, person_id TEXT not null references person (id), name TEXT not null,
      scopes TEXT not null, token_hash TEXT not null unique, hint TEXT not null, created_at TEXT not null,
      expires_at TEXT not null, revoked_at TEXT, revoked_by TEXT references person (id),
      refused_at TEXT) STRICT;
    create index api_token_person on api_token (person_id, id);
    create table api_token_use (
      api_token_id TEXT primary key references api_token (id), minute TEXT not null, count integer not null) STRICT;
    create table webhook (
      id TEXT primary key, organisation_id TEXT not null references unit (id), url TEXT not null,
      events TEXT not null, secret TEXT not null, state TEXT not null, failing_since TEXT,
      created_by TEXT not null references person (id), created_at TEXT not null, version integer not null) STRICT;
    create index webhook_organisation on webhook (organisation_id, id);
    create table webhook_delivery (
      id TEXT primary key, webhook_id TEXT not null references webhook (id), event_id TEXT references event (id),
      event_name TEXT not null, seq integer not null, body TEXT not null, state TEXT not null,
      attempts integer not null, next_try_at TEXT not null, claimed_by TEXT, claimed_at TEXT,
      created_at TEXT not null, settled_at TEXT) STRICT;
    create unique index webhook_delivery_event on webhook_delivery (webhook_id, event_id) where event_id is not null;
    create index webhook_delivery_due on webhook_delivery (webhook_id, next_try_at) where state = 'planned';
    create index webhook_delivery_sending on webhook_delivery (claimed_at) where state = 'sending';
    create index webhook_delivery_latest on webhook_delivery (webhook_id, id);
    create table webhook_attempt (
      id TEXT primary key, webhook_delivery_id TEXT not null references webhook_delivery (id), at TEXT not null,
      status integer, ms integer not null, error TEXT not null) STRICT;
    create index webhook_attempt_delivery on webhook_attempt (webhook_delivery_id, id);
    create index webhook_attempt_at on webhook_attempt (at);
  `,
  )
}
