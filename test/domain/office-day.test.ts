import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findOfficeClock } from '../../src/data/office.ts'
import { findOccasion } from '../../src/domain/occasion.ts'
import { advanceSampleDay, isWorkOwed, workOffice } from '../../src/domain/office-day.ts'
import { ledgerOf, told } from '../support/ledger.ts'
import { openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

/** A system instant by the clocks of Viet Nam. */
const at = (day: string, time: string) => new Date(`${day}T${time}:00+07:00`)

async function worked(office: TestOffice, day: string | null) {
  await office.database.writer.updateTable('office_clock').set({ worked_on: day }).execute()
}

async function climbed(office: TestOffice) {
  return (await ledgerOf(office, { state: 'planned' })).filter(line => line.rung !== 'weekly')
}

await t.test('a real office owes a day from 07:30 on', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  await worked(office, '2018-12-10')
  t.notOk(isWorkOwed(await findOfficeClock(db), at('2018-12-11', '07:29')))
  t.same(await workOffice(db, testKeys, at('2018-12-11', '07:29')), [])
  t.ok(isWorkOwed(await findOfficeClock(db), at('2018-12-11', '07:30')))
  t.match(await workOffice(db, testKeys, at('2018-12-11', '07:30')), [{ day: '2018-12-11' }])
  t.same(await workOffice(db, testKeys, at('2018-12-11', '23:59')), [], 'done for the day')
  t.match(await findOfficeClock(db), { worked_on: '2018-12-11' })
})

await t.test('an office that never worked begins with today', async t => {
  const office = await openTestOffice(t)
  const reports = await workOffice(office.database.writer, testKeys, at('2018-12-11', '10:00'))
  t.match(reports, [{ day: '2018-12-11' }])
  t.equal(reports.length, 1)
})

await t.test(
  'three days down: every day is worked, one mail a person with the latest of each task',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-14')
    await office.issued('2018-11-20', '2018-12-12')
    await worked(office, '2018-12-10')
    const reports = await workOffice(office.database.writer, testKeys, at('2018-12-14', '08:15'))
    t.same(
      reports.map(one => one.day),
      ['2018-12-11', '2018-12-12', '2018-12-13', '2018-12-14'],
    )
    t.same(told(await climbed(office)), ['2018-12-13 late_1 phuc', '2018-12-14 due_today phuc'])
    const mails = await office.database.reader
      .selectFrom('message')
      .select(['for_on', 'send_at'])
      .where('state', '=', 'planned')
      .where('person_id', '=', office.person.phuc)
      .execute()
    t.same(mails, [{ for_on: '2018-12-14', send_at: '2018-12-14T00:30:00.000Z' }], 'due at once')
  },
)

await t.test('what day the catch-up goes', async t => {
  const cases = [
    ['2018-12-11', '2018-12-12', '16:59', '2018-12-12', 'the same day until 17:00'],
    ['2018-12-11', '2018-12-12', '17:00', '2018-12-13', 'else the next working morning'],
    ['2018-12-11', '2018-12-12', '03:00', '2018-12-12', 'at night: that morning'],
    ['2018-12-13', '2018-12-15', '10:00', '2018-12-17', 'on a Saturday: on Monday'],
  ] as const
  for (const [workedOn, day, time, forOn, why] of cases) {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', workedOn === '2018-12-13' ? '2018-12-14' : '2018-12-13')
    await worked(office, workedOn === '2018-12-13' ? workedOn : '2018-12-09')
    await workOffice(office.database.writer, testKeys, at(day, time))
    const lines = await climbed(office)
    t.ok(lines.length > 0, why)
    t.ok(
      lines.every(line => line.forOn === forOn),
      `${why}: ${lines.map(line => line.forOn).join()}`,
    )
  }
})

await t.test('a suspension that ran out while nobody worked ends today, not in the past', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  const why = { ground: 'law', note: '', documentNo: '1', reviewOn: '2018-12-05' }
  await office.act('ngan', '2018-12-03', 'suspend', id, why)
  await worked(office, '2018-12-04')
  await workOffice(office.database.writer, testKeys, at('2018-12-10', '09:00'))
  const event = await office.database.reader
    .selectFrom('event')
    .select(['occurred_on', 'person_id'])
    .where('act', '=', 'resume')
    .execute()
  t.same(event, [{ occurred_on: '2018-12-10', person_id: null }], 'no earlier figure changes')
})

await t.test('two workers at once do a day once', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  await worked(office, '2018-12-10')
  const now = at('2018-12-11', '07:30')
  await Promise.all([1, 2].map(() => workOffice(office.database.writer, testKeys, now)))
  t.same(told(await climbed(office)), ['2018-12-11 due_minus_3 phuc'])
  t.match(await findOfficeClock(office.database.writer), { worked_on: '2018-12-11' })
})

await t.test('a day on which something fails is tried thrice before the office goes on', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const bad = await office.issued('2018-11-20', '2018-12-14')
  await db.updateTable('task').set({ due_on: 'no date' }).where('id', '=', bad).execute()
  await worked(office, '2018-12-10')
  for (const [minute, expected] of [
    ['07:30', '2018-12-10'],
    ['07:31', '2018-12-10'],
    ['07:32', '2018-12-11'],
  ] as const) {
    await workOffice(db, testKeys, at('2018-12-11', minute))
    t.equal((await findOfficeClock(db))?.worked_on, expected, minute)
  }
  await db.updateTable('task').set({ due_on: '2018-12-14' }).where('id', '=', bad).execute()
  await workOffice(db, testKeys, at('2018-12-12', '07:30'))
  t.equal((await findOfficeClock(db))?.worked_on, '2018-12-12')
})

await t.test('the sample’s day moves on by working days, once the last one is worked', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const set = { kind: 'sample' as const, today: '2018-12-28', worked_on: '2018-12-28' }
  await db.updateTable('office_clock').set(set).execute()
  await office.issued('2018-12-03', '2019-01-03')
  const act = async () => ({
    personId: office.person.tuyet,
    actId: randomUUID(),
    occasion: await findOccasion(db, new Date(), testKeys),
  })
  await advanceSampleDay(db, await act())
  t.match(await findOfficeClock(db), { today: '2019-01-02', worked_on: '2018-12-28' })
  await t.rejects(advanceSampleDay(db, await act()), { name: 'WrongState' }, 'the worker is still at it')
  const reports = await workOffice(db, testKeys, new Date())
  t.same(
    reports.map(one => one.day),
    ['2018-12-29', '2018-12-30', '2018-12-31', '2019-01-01', '2019-01-02'],
  )
  t.match(await climbed(office), [{ rung: 'due_minus_1', rungOn: '2019-01-02', forOn: '2019-01-02' }])
  const twice = await act()
  await advanceSampleDay(db, twice)
  t.match(await advanceSampleDay(db, twice), { repeated: true }, 'a double click moves one day')
  t.match(await findOfficeClock(db), { today: '2019-01-03' })
})

await t.test('days of a sample that its worker missed are caught up in one mail of its today', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  await office.issued('2018-11-20', '2018-12-12')
  const set = { kind: 'sample' as const, today: '2018-12-14', worked_on: '2018-12-10' }
  await db.updateTable('office_clock').set(set).execute()
  await workOffice(db, testKeys, new Date())
  t.match(await climbed(office), [{ rung: 'late_1', rungOn: '2018-12-13', forOn: '2018-12-14' }])
})

await t.test('a real office’s day is nobody’s to move', async t => {
  const office = await openTestOffice(t)
  const act = { personId: office.person.quan, actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  await t.rejects(advanceSampleDay(office.database.writer, act), { name: 'NotAllowed' })
})
