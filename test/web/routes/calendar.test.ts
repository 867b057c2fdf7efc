import t from 'tap'
import { findActor } from '../../../src/data/actor.ts'
import { countDates, listDates } from '../../../src/data/calendar-date.ts'
import { addDays } from '../../../src/lib/plain-date.ts'
import { insertManyTasks } from '../../support/many-tasks.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const app = await openTestApp(t, office)
const { reader, writer } = office.database
const get = async (who: CastKey, url: string) => (await signInAs(app, office, who)).get(url)
const body = async (who: CastKey, url: string) => (await get(who, url)).body

const many: string[] = []
const taskId = await office.issued('2018-11-20', '2018-12-14', {
  coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý bằng văn bản', dueOn: '2018-12-05' }],
})
await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })

await t.test('a month shows what falls due to whom it concerns, and what is late in words', async t => {
  const month = await body('phuc', '/calendar?month=2018-12')
  holds(t, month, '<h1 id="page-title">Tháng 12/2018</h1>')
  holds(t, month, `/tasks/${taskId}"`)
  holds(t, month, 'aria-current="date"', 'today is marked')
  holds(t, month, 'Phần phối hợp · Công đoàn ngành')
  holds(t, month, 'Quá hạn 3 ngày làm việc', 'the part, on 10/12')
  holds(t, await body('thuy', '/calendar?month=2018-12'), `/tasks/${taskId}"`, 'the co-unit too')
  for (const who of ['hang', 'hieu', 'quan'] satisfies CastKey[])
    lacks(t, await body(who, '/calendar?month=2018-12'), taskId, who)
})

await t.test('the month, the day and what is shown live in the address', async t => {
  const march = await body('phuc', '/calendar?month=2019-03&view=agenda')
  holds(t, march, 'Không có hạn nào trong tháng này.')
  holds(t, march, '/calendar?month=2019-02&amp;view=agenda')
  holds(t, march, '/calendar?month=2019-04&amp;view=agenda')
  holds(t, march, '/calendar?month=2018-12&amp;view=agenda', 'today')
  holds(t, await body('phuc', '/calendar?month=2019-02&view=month'), 'Tết Nguyên đán', 'days off are named')
  for (const wrong of ['2018-13', 'x', '9999-99', '1'])
    holds(t, await body('phuc', `/calendar?month=${wrong}`), 'Tháng 12/2018', wrong)
  holds(t, await body('phuc', '/calendar?day=2018-12-14'), 'Thứ Sáu, 14/12/2018')
  holds(t, await body('phuc', '/calendar?day=2018-02-30'), 'Tháng 12/2018', 'no such day')
  t.equal((await get('phuc', '/calendar?year=2018')).headers.location, '/calendar/days?year=2018')
  t.equal((await app.inject({ method: 'GET', url: '/calendar' })).statusCode, 303)
})

await t.test('an extension leaves the first date in sight; a suspension its review', async t => {
  await writer.updateTable('task').set({ due_on: '2018-12-28' }).where('id', '=', taskId).execute()
  const month = await body('phuc', '/calendar?month=2018-12&view=agenda')
  holds(t, month, 'Hạn ban đầu')
  holds(t, month, 'hạn hiện nay 28/12/2018')
  holds(t, month, 'hạn ban đầu 14/12/2018')
  await writer.updateTable('task').set({ due_on: '2018-12-14' }).where('id', '=', taskId).execute()
  const other = await office.issued('2018-11-20', '2018-12-20')
  await office.act('phuc', '2018-11-21', 'receive', other, { officerId: null })
  await office.act('ngan', '2018-12-03', 'suspend', other, {
    ground: 'law',
    note: 'Chờ văn bản mới',
    documentNo: '12/TB',
    reviewOn: '2018-12-27',
  })
  holds(t, await body('phuc', '/calendar?day=2018-12-27'), 'Xem lại tạm dừng')
  t.same((await listDates(reader, await actorOf('hang'), december('all'), 99)).length, 0)
})

await t.test('what a day counts is what its pages list, for everybody and every reach', async t => {
  many.push(...(await insertManyTasks(office, 300)))
  for (const who of ['bao', 'phuc', 'hanh', 'thuy', 'khoi', 'son', 'quan'] satisfies CastKey[]) {
    const actor = await actorOf(who)
    for (const reach of ['mine', 'unit', 'all'] as const) {
      const query = { from: '2017-01-01', to: '2020-12-31', reach }
      const counts = await countDates(reader, actor, query)
      const rows = await listDates(reader, actor, query, 1_000)
      const listed = Map.groupBy(rows, row => row.day)
      t.same(
        counts.map(({ day, count, late }) => [day, count, late]),
        [...listed].map(([day, all]) => [day, all.length, all.filter(row => row.late === 1).length]),
        `${who} ${reach}`,
      )
    }
  }
  const bao = await actorOf('bao')
  const all = await countDates(reader, bao, { from: '2017-01-01', to: '2020-12-31', reach: 'all' })
  t.ok(all.reduce((sum, one) => sum + one.count, 0) > 100, 'there is something to count')
})

await t.test('a day of many shows how many, and its own pages list them all', async t => {
  const ids = many.slice(0, 120)
  await writer
    .updateTable('task')
    .set({ due_on: '2018-12-19', original_due_on: '2018-12-19' })
    .where('id', 'in', ids)
    .execute()
  const [{ count } = { count: 0 }] = await countDates(reader, await actorOf('bao'), {
    from: '2018-12-19',
    to: '2018-12-19',
    reach: 'all',
  })
  t.ok(count > 50)
  holds(t, await body('bao', '/calendar?month=2018-12&view=month'), `${count} hạn`)
  const agenda = await body('bao', '/calendar?month=2018-12&view=agenda')
  holds(t, agenda, `Xem cả ${count} hạn của ngày`)
  t.ok(agenda.length < 100_000, `${agenda.length} bytes`)
  const seen = new Set<string>()
  for (let page = 1; page <= Math.ceil(count / 50); page++) {
    const html = await body('bao', `/calendar?day=2018-12-19&page=${page}`)
    for (const [, id] of html.matchAll(/id="date-([\w-]+)"/g)) seen.add(id as string)
  }
  t.equal(seen.size, count)
})

async function actorOf(who: CastKey) {
  const actor = await findActor(reader, office.person[who], '2018-12-10')
  if (!actor) throw new Error(who)
  return actor
}

function december(reach: 'mine' | 'unit' | 'all') {
  return { from: '2018-12-01', to: addDays('2018-12-01', 30), reach }
}
