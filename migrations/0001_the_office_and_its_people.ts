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

/** The office: units, people, the posts they hold, the calendar, and how they sign in. */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table office (
      id TEXT primary key, kind TEXT not null check (kind in ('real', 'sample')), name TEXT not null,
      parent_name TEXT not null, short_name TEXT not null, place TEXT not null, help_contact TEXT not null,
      subject_term TEXT not null, salutation TEXT not null, mail_from_on TEXT,
      created_at TEXT not null, version integer not null) STRICT;
    create table office_clock (
      id TEXT primary key, kind TEXT not null, today TEXT, worked_on TEXT, version integer not null) STRICT;
    create table unit (
      id TEXT primary key, parent_id TEXT references unit (id), path TEXT not null unique, name TEXT not null,
      short_name TEXT not null, folded TEXT not null, sort_key TEXT not null, is_organisation integer not null,
      leader_appointment_id TEXT, valid_from TEXT, valid_to TEXT, created_at TEXT not null, version integer not null) STRICT;
    create index unit_parent on unit (parent_id, sort_key);
    create table person (
      id TEXT primary key, name TEXT not null, folded TEXT not null, sort_key TEXT not null, email TEXT unique,
      phone TEXT not null, locale TEXT not null, keys_on integer not null, password_hash TEXT,
      password_changed_at TEXT, disabled_at TEXT, created_at TEXT not null, version integer not null) STRICT;
    create index person_sort on person (sort_key, id);
    create table committee (
      id TEXT primary key, organisation_id TEXT not null references unit (id), name TEXT not null, level TEXT not null,
      parent_id TEXT references committee (id), created_at TEXT not null, version integer not null) STRICT;
    create index committee_organisation on committee (organisation_id);
    create table appointment (
      id TEXT primary key, person_id TEXT not null references person (id), unit_id TEXT not null references unit (id),
      role TEXT not null, title TEXT not null, from_on TEXT not null, to_on TEXT,
      acting_for_id TEXT references appointment (id), committee_id TEXT references committee (id), inspection_id TEXT,
      is_head integer not null, created_at TEXT not null, version integer not null) STRICT;
    create index appointment_person on appointment (person_id, from_on);
    create index appointment_unit on appointment (unit_id, role, from_on);
    create index appointment_committee on appointment (committee_id);
    create index appointment_acting on appointment (acting_for_id);
    create table calendar_day (
      day TEXT primary key, kind TEXT not null, name_vi TEXT not null, status TEXT not null,
      frozen integer not null, version integer not null) STRICT;
    create table session (
      id_hash TEXT primary key, person_id TEXT not null references person (id), as_person_id TEXT references person (id),
      created_at TEXT not null, last_seen_at TEXT not null, expires_at TEXT not null, ended_at TEXT,
      address TEXT not null, agent TEXT not null) STRICT;
    create index session_person on session (person_id, ended_at);
    create index session_expiry on session (expires_at);
    create table form_draft (
      id TEXT primary key, person_id TEXT not null references person (id), path TEXT not null, fields TEXT not null,
      created_at TEXT not null, unique (person_id, path)) STRICT;
    create index form_draft_age on form_draft (created_at);
    create table one_use_link (
      id TEXT primary key, kind TEXT not null, person_id TEXT not null references person (id), token_hash TEXT not null unique,
      browser_hash TEXT, created_by TEXT references person (id), created_at TEXT not null, expires_at TEXT not null,
      used_at TEXT, revoked_at TEXT) STRICT;
    create index one_use_link_person on one_use_link (person_id, kind);
    create table attempt (
      id TEXT primary key, kind TEXT not null, account_key TEXT not null, address TEXT not null, at TEXT not null) STRICT;
    create index attempt_account on attempt (kind, account_key, at);
    create index attempt_address on attempt (kind, address, at);
    create index attempt_age on attempt (at);
    create table worker_status (
      name TEXT primary key, beat_at TEXT not null, detail TEXT not null) STRICT;
  `,
  )
}
