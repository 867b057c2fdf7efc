import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findForecast } from '../../src/domain/ledger-forecast.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { dispatchAll, workDay } from '../support/mailroom.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

async function forecastFor(office: TestOffice, who: CastKey, today: string) {
  const actor = await findActor(office.database.reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is not there`)
  return findForecast(office.database.reader, actor, today)
}

await t.test('what is forecast is what the next day’s duties write, day after day', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14', { verifierId: office.appointment.khoi })
  const second = await office.issued('2018-11-20', '2018-12-03', { leadUnitId: office.unit.gdth })
  await office.issued('2018-11-21', '2018-12-21', { leadUnitId: office.unit.cd })
  await dispatchAll(office, '2018-11-21')
  await workDay(office, '2018-11-21')
  let days = 0
  let rows = 0
  for (let day = '2018-11-22'; day < '2018-12-29'; day = addDays(day, 1)) {
    const before = addDays(day, -1)
    const forecast = await forecastFor(office, 'tuyet', before)
    if (day === '2018-11-26') {
      await office.act('hang', day, 'receive', second, { officerId: null })
      await dispatchAll(office, day)
      await workDay(office, day)
      continue
    }
    await workDay(office, day)
    const written = await office.database.reader
      .selectFrom('reminder')
      .select(['person_id', 'rung', 'task_id'])
      .where('rung_on', '=', day)
      .where('rung', '<>', 'no_holder')
      .execute()
    if (forecast.day !== day) {
      t.same(written, [], `${day} is a day off`)
      continue
    }
    const told = forecast.mails.flatMap(mail =>
      mail.items.map(item => ({
        person_id: mail.holding.person_id,
        rung: item.rung,
        task_id: item.task?.id ?? null,
      })),
    )
    const sorted = (list: object[]) => list.map(one => JSON.stringify(one)).sort()
    t.same(sorted(told), sorted(written), day)
    if (told.length > 0) days++
    rows += told.length
  }
  t.ok(days > 10, `${days} days with mail`)
  t.ok(rows > 25, `${rows} reminders`)
})

await t.test('people without an address are named; those who oversee nothing are told nothing', async t => {
  const office = await openTestOffice(t)
  await office.database.writer
    .updateTable('person')
    .set({ email: null })
    .where('id', '=', office.person.phuc)
    .execute()
  await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20')
  await workDay(office, '2018-11-21')
  const forecast = await forecastFor(office, 'minh', '2018-11-21')
  t.match(forecast, { day: '2018-11-22', leftOut: 0 })
  t.match(
    forecast.mails.map(mail => [mail.person_name, mail.reachable]),
    [
      ['Phạm Hoàng Phúc', false],
      ['Nguyễn Thị Ánh Tuyết', true],
    ],
  )
  for (const who of ['son', 'phuc', 'quan'] as const) {
    t.same((await forecastFor(office, who, '2018-11-21')).mails, [], who)
  }
})

await t.test(
  'until the day’s duties are done the forecast is of that day; over a weekend, of Monday',
  async t => {
    const office = await openTestOffice(t)
    t.equal((await forecastFor(office, 'tuyet', '2018-12-07')).day, '2018-12-07')
    await workDay(office, '2018-12-07')
    t.equal((await forecastFor(office, 'tuyet', '2018-12-07')).day, '2018-12-10')
    t.equal((await forecastFor(office, 'tuyet', '2018-12-08')).day, '2018-12-10')
  },
)
