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

const numbers = [
  'tasks',
  'done_on_time',
  'done_late',
  'done_late_original',
  'reported_in_time',
  'reported_late',
  'reported_late_original',
  'waiting',
  'suspended',
  'not_implemented',
  'withdrawn',
  'received_in_time',
  'received_late',
  'cycles_met',
  'cycles_missed',
  'cycles_running',
  'recommendations',
  'implemented',
  'inspections',
]

/**
 * Figures by level: one row for all that report to the same committee, one a unit, an inspection, a theme, and within
 * an inspection one a unit and a recommendation. What changes with the date alone is counted ahead for the days that
 * matter (`status_mark`). `status_image` holds each task as it was last counted, so that an act costs its difference.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await run(
    db,
    `
    create table figure_version (id TEXT primary key, number integer not null) STRICT;
    insert into figure_version (id, number) values ('figures', 1);
    drop table status_summary;
    create table status_summary (
      organisation_id TEXT not null, committee_id TEXT not null, level TEXT not null, inspection_id TEXT not null,
      key TEXT not null, ${numbers.map(name => `${name} integer not null default 0`).join(', ')},
      primary key (level, inspection_id, key, organisation_id, committee_id)) STRICT;
    create index status_summary_key on status_summary (key, level);
    create table status_image (
      task_id TEXT primary key references task (id), organisation_id TEXT not null, committee_id TEXT not null,
      inspection_id TEXT not null, recommendation_id TEXT not null, theme TEXT not null, unit_id TEXT not null,
      counted TEXT not null, late_original integer not null, receipt TEXT not null, due_on TEXT not null,
      original_due_on TEXT not null, fresh_on TEXT not null, issued_on TEXT not null,
      marked integer not null) STRICT;
    create index status_image_inspection on status_image (inspection_id, marked);
    create index status_image_marked on status_image (organisation_id, committee_id, unit_id, inspection_id, theme,
      due_on, original_due_on, fresh_on, issued_on) where marked = 1;
    create table status_mark (
      organisation_id TEXT not null, committee_id TEXT not null, level TEXT not null, key TEXT not null,
      before_on TEXT not null, due integer not null, original integer not null, fresh integer not null,
      issued integer not null, primary key (level, before_on, key, organisation_id, committee_id)) STRICT;
    create table status_mark_day (before_on TEXT primary key) STRICT;
  `,
  )
  await keepSnapshots(db)
}

/** Days kept before this step stay: they hold the four classes, not yet the rest. */
async function keepSnapshots(db: Kysely<any>): Promise<void> {
  const kept = [
    'done_on_time',
    'done_late',
    'running_in_time',
    'running_late',
    'suspended',
    'not_implemented',
    'withdrawn',
  ]
  const later = [
    'due_soon',
    'done_late_original',
    'running_late_original',
    'receipt_due',
    'received_in_time',
    'under_way',
    'fresh',
    'cycle_met',
    'cycle_missed',
    'cycle_running',
  ]
  const places = [
    { level: 'all', within: "''", key: "''", group: '' },
    { level: 'unit', within: "''", key: 's.unit_id', group: ', s.unit_id' },
    { level: 'inspection', within: "''", key: 's.inspection_id', group: ', s.inspection_id' },
    { level: 'unit', within: 's.inspection_id', key: 's.unit_id', group: ', s.inspection_id, s.unit_id' },
  ]
  await run(
    db,
    `
    alter table snapshot rename to old_snapshot;
    create table snapshot (
      day TEXT not null, organisation_id TEXT not null, committee_id TEXT not null, level TEXT not null,
      inspection_id TEXT not null, key TEXT not null, ${kept.map(name => `${name} integer not null`).join(', ')},
      ${later.map(name => `${name} integer`).join(', ')},
      primary key (level, inspection_id, key, day, organisation_id, committee_id)) STRICT;
    create index snapshot_level_day on snapshot (level, day);
    create table snapshot_day (day TEXT primary key, whole integer not null) STRICT;
    ${places
      .map(
        ({ level, within, key, group }) => `insert into snapshot
            (day, organisation_id, committee_id, level, inspection_id, key, ${kept.join(', ')})
          select s.day, s.organisation_id, coalesce(i.committee_id, ''), '${level}', ${within}, ${key},
            ${kept.map(name => `sum(s.${name})`).join(', ')}
          from old_snapshot s join inspection i on i.id = s.inspection_id
          group by s.day, s.organisation_id, coalesce(i.committee_id, '')${group};`,
      )
      .join('\n')}
    insert into snapshot_day (day, whole) select distinct day, 0 from old_snapshot;
    drop table old_snapshot;
  `,
  )
}
