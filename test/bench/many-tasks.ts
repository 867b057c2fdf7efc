import { sql } from 'kysely'
import type { Db } from '../../src/data/schema.ts'
import { newId } from '../../src/lib/id.ts'
import type { TestOffice } from '../support/office.ts'

export const benchToday = '2018-12-10'
const units = 60
const recommendations = 10

/**
 * Tasks of three years, one in ten open, over 60 units and as many inspections as told: written by SQLite itself, with
 * the indexes made afterwards, so that a million take a minute. Their periods stand beside them; events and search do not.
 */
export async function seedManyTasks(office: TestOffice, tasks: number, inspections: number): Promise<void> {
  const db = office.database.writer
  await sql`pragma synchronous = off`.execute(db)
  const indexes = await dropIndexes(db)
  await db.transaction().execute(async trx => {
    await seedUnits(trx, office)
    await seedInspections(trx, office, inspections)
    await seedTasks(trx, office, tasks, inspections)
    await seedPeriods(trx)
  })
  for (const index of indexes) await sql.raw(index).execute(db)
  await sql`analyze`.execute(db)
  await db.updateTable('office').set({ kind: 'sample' }).execute()
  const clock = { kind: 'sample', today: benchToday, worked_on: benchToday } as const
  await db.updateTable('office_clock').set(clock).execute()
}

async function dropIndexes(db: Db): Promise<string[]> {
  const found = await sql<{ name: string; sql: string }>`select name, sql from sqlite_master
    where type = 'index' and tbl_name in ('task', 'task_period') and sql is not null`.execute(db)
  for (const { name } of found.rows) await sql`drop index ${sql.ref(name)}`.execute(db)
  return found.rows.map(row => row.sql)
}

async function seedUnits(db: Db, { unit }: TestOffice): Promise<void> {
  const model = await db.selectFrom('unit').selectAll().where('id', '=', unit.vp).executeTakeFirstOrThrow()
  const period = await db
    .selectFrom('unit_period')
    .selectAll()
    .where('unit_id', '=', unit.vp)
    .executeTakeFirstOrThrow()
  for (let n = 0; n < units; n++) {
    const id = unitId(n)
    const path = `/${unit.so}/${id}/`
    const name = `Trường Trung học phổ thông số ${n + 1}`
    await db
      .insertInto('unit')
      .values({ ...model, id, path, name, short_name: name })
      .execute()
    await db
      .insertInto('unit_period')
      .values({ ...period, id: newId(), unit_id: id, path })
      .execute()
  }
}

function unitId(n: number): string {
  return `bench-unit-${String(n).padStart(2, '0')}`
}

async function seedInspections(db: Db, office: TestOffice, count: number): Promise<void> {
  const of = sql.lit(office.inspectionId)
  await sql`create temp table n_inspection as with recursive c(n) as (select 0 union all select n + 1 from c
    where n + 1 < ${sql.lit(count)}) select n from c`.execute(db)
  await sql`insert into inspection (id, organisation_id, committee_id, inspected_unit_id, number, title, body, team_lead,
      held_on, document_no, document_on, conclusion, conclusion_sha256, folded, created_by, created_at, version)
    select 'bench-inspection-' || n, organisation_id, committee_id, inspected_unit_id,
    'KT-' || n, 'Cuộc kiểm tra số ' || n, body, team_lead, date('2016-01-01', '+' || (n * 1000 / ${sql.lit(count)}) || ' days'),
    document_no, document_on, 'x', conclusion_sha256, folded, created_by, created_at, version
    from inspection, n_inspection where id = ${of}`.execute(db)
  await sql`create temp table n_recommendation as with recursive c(n) as (select 0 union all select n + 1 from c
    where n + 1 < ${sql.lit(recommendations)}) select n from c`.execute(db)
  await sql`insert into recommendation
      (id, inspection_id, ordinal, quote, start_at, end_at, summary, theme, kind, folded, created_at, version)
    select 'bench-recommendation-' || i.n || '-' || r.n, 'bench-inspection-' || i.n, r.n + 1, 'Đề nghị', 0, 7, 'Đề nghị',
      'Chủ đề ' || r.n, 'once', 'de nghi', '2016-01-01T00:00:00.000Z', 1
    from n_inspection i, n_recommendation r`.execute(db)
}

async function seedTasks(db: Db, office: TestOffice, tasks: number, inspections: number): Promise<void> {
  const { unit, person, appointment } = office
  const lit = (value: string | number) => sql.lit(value)
  await sql`insert into task
      (id, recommendation_id, inspection_id, organisation_id, ordinal, code, title, criterion, lead_unit_id,
       assigner_id, document_no, issued_on, received_on, original_due_on, due_on, state, percent, blocker, updated_on,
       reported_on, reported_by, completed_on, closed_on, round, refused_count, extension_count, deadline_version,
       folded, sort_key, created_by, created_at, version)
    with recursive c(n) as (select 0 union all select n + 1 from c where n + 1 < ${lit(tasks)}),
    f as (select n, n % ${lit(inspections)} as i, n / ${lit(inspections)} as k,
      (n * 7919 + n / 977) % ${lit(units)} as u, n % 10 = 3 as is_open, n / 10 as m,
      case when n % 10 = 3 then date(${lit(benchToday)}, ((n / 10 * 37) % 180 - 40) || ' days')
        else date('2016-02-01', (n * 31 % 980) || ' days') end as due from c),
    s as (select *, case when is_open then case m % 10 when 0 then 'issued' when 1 then 'reported' when 2 then 'returned'
        when 3 then 'suspended' else 'in_progress' end
      else case n % 50 when 7 then 'withdrawn' when 8 then 'not_implemented' else 'verified' end end as state from f)
    select printf('00000000-0000-7000-8000-%012x', n), 'bench-recommendation-' || i || '-' || (k % ${lit(recommendations)}),
      'bench-inspection-' || i, ${lit(unit.so)}, n, '1.' || n, 'Nhiệm vụ số ' || n, 'Có văn bản',
      printf('bench-unit-%02d', u), ${lit(appointment.ngan)}, '', date(due, '-60 days'),
      case when state <> 'issued' then date(due, '-58 days') end,
      case when n % 7 = 0 then date(due, '-14 days') else due end, due, state, 0, '',
      case when n % 4 = 0 then date(due, '-12 days') end,
      case when state in ('reported', 'verified') then date(due, (n % 9 - 6) || ' days') end,
      case when state in ('reported', 'verified') then ${lit(person.phuc)} end,
      case when state = 'verified' then date(due, (n % 9 - 6) || ' days') end,
      case when is_open then null else date(due, '+5 days') end,
      0, 0, 0, 1, '', '', ${lit(person.tuyet)}, '2016-01-01T00:00:00.000Z', 1 from s`.execute(db)
}

/** Each task is under way from its issue on, and from the day on which it was closed what it is now. */
async function seedPeriods(db: Db): Promise<void> {
  const receipt = sql`case when received_on is null then null when ordinal % 11 = 0 then 'late' else 'in_time' end`
  const facts = (
    state: ReturnType<typeof sql>,
    from: ReturnType<typeof sql>,
    to: ReturnType<typeof sql>,
  ) => sql`
    insert into task_period (id, task_id, organisation_id, inspection_id, recommendation_id, from_on, to_on, state,
      lead_unit_id, due_on, original_due_on, issued_on, received_on, updated_on, reported_on, completed_on, percent,
      extension_count, receipt)
    select 'p' || ${from} || id, id, organisation_id, inspection_id, recommendation_id, ${from}, ${to}, ${state},
      lead_unit_id, due_on, original_due_on, issued_on, received_on, updated_on,
      case when ${to} is null then reported_on end, case when ${to} is null then completed_on end, 0, 0, ${receipt}
    from task where inspection_id like 'bench-%'`
  await sql`${facts(sql`'in_progress'`, sql`issued_on`, sql`closed_on`)} and closed_on is not null`.execute(
    db,
  )
  await sql`${facts(sql`state`, sql`coalesce(closed_on, issued_on)`, sql`null`)}`.execute(db)
}
