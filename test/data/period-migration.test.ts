import { type Kysely, sql } from 'kysely'
import t from 'tap'
import { up } from '../../migrations/0015_figures_as_of_any_day.ts'
import type { Db } from '../../src/data/schema.ts'
import { livePlan, openWorld, type Plan } from '../support/figure-world.ts'
import { openTestOffice } from '../support/office.ts'

const plan: Plan = {
  duty: 'cd',
  tasks: [
    { day: 0, unit: 'tccb', dueIn: 6, place: 0 },
    { day: 0, unit: 'vp', dueIn: 20, place: 2 },
    { day: 1, unit: 'cd', dueIn: 20, place: 0 },
  ],
  deeds: [
    { day: 1, task: 0, what: 'receive' },
    { day: 3, task: 0, what: 'update' },
    { day: 8, task: 0, what: 'report' },
    { day: 9, task: 0, what: 'return' },
    { day: 12, task: 0, what: 'report' },
    { day: 14, task: 0, what: 'verify' },
    { day: 6, task: 1, what: 'receive' },
    { day: 3, task: 2, what: 'refuse' },
    { day: 6, lead: 'vp', by: 'ngan' },
    { day: 12, lead: 'vp', by: null },
    { day: 8, holiday: 3 },
  ],
}

const columns = ['recommendation_id', 'obligation_id', 'issued_on', 'received_on', 'updated_on']
const more = ['supplement_due_on', 'officer_id', 'percent', 'extension_count', 'receipt', 'cycle']

/** As the tables stood before: fewer columns, and none of what they could not tell. */
async function takeBack(db: Db): Promise<void> {
  for (const index of ['recommendation', 'inspection', 'unit']) {
    await sql.raw(`drop index task_period_${index}`).execute(db)
  }
  for (const column of [...columns, ...more])
    await sql.raw(`alter table task_period drop column ${column}`).execute(db)
  await sql`drop table unit_period`.execute(db)
  await sql`drop table calendar_change`.execute(db)
}

async function periodsOf(db: Db) {
  const tasks = await db.selectFrom('task_period').selectAll().orderBy('task_id').orderBy('from_on').execute()
  const units = await db
    .selectFrom('unit_period')
    .selectAll()
    .where('to_on', 'is', null)
    .orderBy('unit_id')
    .execute()
  const changes = await db
    .selectFrom('calendar_change')
    .select(['day', 'changed_on', 'kind_before'])
    .execute()
  return {
    tasks: tasks.map(({ id: _id, ...facts }) => facts),
    units: units.map(({ unit_id, path }) => ({ unit_id, path })),
    changes,
  }
}

await t.test('an office of before has the periods that its events tell', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  // The duty's first month ends on 19/12 and is missed some days later.
  await livePlan(office, await openWorld(office), plan, 40, async () => undefined)
  const before = await periodsOf(writer)
  t.ok(before.tasks.some(period => period.cycle === 'missed'))
  t.same(new Set(before.tasks.map(period => period.receipt)), new Set([null, 'in_time', 'late']))
  await takeBack(writer)
  await up(writer as unknown as Kysely<unknown>)
  t.same(await periodsOf(writer), before)
  const leaders = await writer
    .selectFrom('unit_period')
    .select(['from_on', 'leader_appointment_id'])
    .where('unit_id', '=', office.unit.vp)
    .orderBy('from_on')
    .execute()
  t.same(leaders, [
    { from_on: '2018-11-14', leader_appointment_id: null },
    { from_on: '2018-11-26', leader_appointment_id: office.appointment.ngan },
    { from_on: '2018-12-02', leader_appointment_id: null },
  ])
})
