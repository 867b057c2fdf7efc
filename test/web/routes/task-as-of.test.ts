import t from 'tap'
import { findActor } from '../../../src/data/actor.ts'
import { type FigureClass, figureMeasures } from '../../../src/data/figure-condition.ts'
import { listFigureCounts } from '../../../src/data/figures.ts'
import { findFigureDay } from '../../../src/domain/figure-day.ts'
import {
  type FigureDimension,
  type Figures,
  findFigures,
  findFiguresBy,
} from '../../../src/domain/figures.ts'
import { type TaskLink, taskListHref } from '../../../src/web/pages/task-link.ts'
import { openWorld } from '../../support/figure-world.ts'
import { insertManyTasks } from '../../support/many-tasks.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const today = '2018-12-10'
const rowsOf = (body: string) => [...body.matchAll(/id="row-([0-9a-f-]{36})"/g)].map(([, id]) => id as string)
const linkOf = (body: string, rel: 'next' | 'prev') =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(body)?.[1]?.replaceAll('&amp;', '&')

await t.test('every figure opens a list of as many tasks', async t => {
  const office = await openTestOffice(t)
  await openWorld(office)
  await insertManyTasks(office, 300)
  const app = await openTestApp(t, office)
  const bao = await signInAs(app, office, 'bao')
  const { reader } = office.database
  const actor = (await findActor(reader, office.person.bao, today))!
  const asOf = '2018-12-05'
  const count = async (link: TaskLink) => {
    const page = await bao.get(taskListHref({ asOf, ...link }))
    t.equal(page.statusCode, 200)
    holds(t, page.body, 'Số liệu tính đến hết ngày 05/12/2018.')
    return Number(/>([\d.]+) nhiệm vụ</.exec(page.body)?.[1])
  }
  const [row] = await listFigureCounts(
    reader,
    { actor },
    { day: await findFigureDay(reader, asOf), scope: {}, by: [] },
  )
  for (const measure of figureMeasures) t.equal(await count({ class: measure }), row?.[measure], measure)
  const { total } = await findFigures(reader, actor, { today, asOf })
  t.ok(total.running_late > 0 && total.rates.receipt.denominator > 0 && total.running_late_original > 0)
  t.equal(
    await count({ class: 'late_original' }),
    total.running_late_original,
    'by the name of the list of today',
  )
  t.equal(await count({ cycle: 'all' }), 0)
  t.equal(await count({ state: 'suspended' }), total.suspended)
  const of: Record<FigureDimension, (key: string) => TaskLink> = {
    unit: unit => ({ unit, own: '1' }),
    inspection: inspection => ({ inspection }),
    recommendation: recommendation => ({ recommendation }),
    theme: theme => ({ theme }),
    leader: leader => ({ leader }),
  }
  for (const dimension of Object.keys(of) as FigureDimension[]) {
    for (const { key, label, figures } of await findFiguresBy(reader, actor, { today, asOf }, dimension)) {
      for (const [name, number] of numbersOf(figures)) {
        t.equal(await count({ ...of[dimension](key), class: name }), number, `${dimension} ${label}: ${name}`)
      }
    }
  }
  const under = await findFigures(reader, actor, { today, asOf, unitId: office.unit.tccb })
  t.equal(
    await count({ unit: office.unit.tccb, class: 'counted' }),
    under.total.total,
    'with the units below it that day',
  )
})

function numbersOf(figures: Figures): [FigureClass, number][] {
  return [
    ['counted', figures.total],
    ['running_late', figures.running_late],
    ['received_in_time', figures.rates.receipt.numerator],
  ]
}

await t.test(
  'the list goes on by pages, keeps what was asked, and refuses a day without figures',
  async t => {
    const office = await openTestOffice(t)
    await insertManyTasks(office, 200)
    const app = await openTestApp(t, office)
    const tuyet = await signInAs(app, office, 'tuyet')
    holds(t, (await tuyet.get('/tasks')).body, `href="/tasks?as_of=${today}"`)
    const address = `/tasks?as_of=2018-12-01&class=counted&theme=&leader=head`
    const first = await tuyet.get(address)
    t.equal(rowsOf(first.body).length, 50)
    for (const part of [
      'value="01/12/2018"',
      'value="counted" selected',
      'Chủ đề: chưa xếp chủ đề',
      'Thủ trưởng cơ quan',
    ])
      holds(t, first.body, part)
    const second = await tuyet.get(linkOf(first.body, 'next') as string)
    holds(t, second.body, 'Nhiệm vụ 51–')
    t.same(
      rowsOf(first.body).filter(id => rowsOf(second.body).includes(id)),
      [],
    )
    t.same(rowsOf((await tuyet.get(linkOf(second.body, 'prev') as string)).body), rowsOf(first.body))
    t.equal(linkOf(first.body, 'prev'), undefined)
    for (const [day, sentence] of [
      ['2018-12-11', 'Chưa đến ngày này'],
      ['2017-01-01', 'Trước ngày này hệ thống chưa ghi nhận gì'],
      ['mai', 'value="mai"'],
    ] as const) {
      const page = await tuyet.get(`/tasks?as_of=${day}`)
      t.equal(page.statusCode, 422, day)
      holds(t, page.body, sentence)
      t.same(rowsOf(page.body), [])
    }
    const stranger = await signInAs(app, office, 'hang')
    const theirs = await stranger.get('/tasks?as_of=2018-12-01')
    t.equal(theirs.statusCode, 200)
    lacks(t, theirs.body, 'Phòng Tổ chức cán bộ</td>')
    const unknown = await tuyet.get(`/tasks?as_of=2018-12-01&unit=${office.person.bao}`)
    holds(t, unknown.body, 'Không có nhiệm vụ nào khớp vào ngày này.')
  },
)
