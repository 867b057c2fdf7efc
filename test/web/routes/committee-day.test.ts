/** The committee's pages as of other days, in narrower scopes, and asked for what cannot be answered. */
import t from 'tap'
import { findActor } from '../../../src/data/actor.ts'
import { findFigures, findFiguresBy } from '../../../src/domain/figures.ts'
import { newId } from '../../../src/lib/id.ts'
import { fillBoard } from '../../support/board.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const today = '2018-12-10'
const office = await openTestOffice(t)
await fillBoard(office)
const app = await openTestApp(t, office)
const bao = await signInAs(app, office, 'bao')
const actor = await findActor(office.database.reader, office.person.bao, today)
if (!actor) throw new Error('nobody')

await t.test('a day gone by says its own figures, every number with its list as of that day', async t => {
  const asOf = '2018-11-30'
  const { total } = await findFigures(office.database.reader, actor, { today, asOf })
  const page = await bao.get(`/committee?as_of=${asOf}`)
  t.equal(page.statusCode, 200)
  holds(t, page.body, 'Tính đến ngày 30/11/2018: ')
  holds(t, page.body, `class=running_late&amp;as_of=${asOf}" class="late">quá hạn ${total.running_late}<`)
  lacks(t, page.body, 'id="attention"', 'what needs attention is of today')
  lacks(t, page.body, 'sse:connect', 'a day gone by does not change')
  holds(t, (await bao.get('/committee')).body, 'hx-sse:connect="/committee/live?seen=')
  const typed = await bao.get('/committee?as_of=30%2F11%2F2018')
  holds(t, typed.body, 'Tính đến ngày 30/11/2018: ', 'as people type it')
  for (const [href] of [...page.body.matchAll(/\/tasks\?[^"]+/g)].slice(0, 12)) {
    const list = await bao.get(href.replaceAll('&amp;', '&'))
    t.equal(list.statusCode, 200, href)
  }
})

await t.test('days that cannot be answered for: 422, told at the field, typed values kept', async t => {
  for (const [path, words] of [
    ['/committee?as_of=2018-12-11', 'Chưa đến ngày này'],
    ['/committee?as_of=2018-01-01', 'chưa ghi nhận gì'],
    ['/committee?as_of=31%2F02%2F2018', 'Nhập ngày theo dạng'],
    ['/committee?compare=2018-12-10', 'Ngày so sánh phải trước ngày tính đến'],
    ['/committee?compare=mai', 'Nhập ngày theo dạng'],
    ['/committee/charts?as_of=2019-01-01', 'Chưa đến ngày này'],
  ] as const) {
    const page = await bao.get(path)
    t.equal(page.statusCode, 422, path)
    holds(t, page.body, words)
    holds(t, page.body, '<title>Lỗi: ')
    lacks(t, page.body, 'id="figures"', 'no figures of another day instead')
  }
  holds(t, (await bao.get('/committee?as_of=31%2F02%2F2018')).body, 'value="31/02/2018"')
})

await t.test('scopes narrow every figure; what is not theirs is not found', async t => {
  const { unit } = office
  const found = await findFigures(office.database.reader, actor, { today, unitId: unit.tccb })
  const page = await bao.get(`/committee?unit=${unit.tccb}`)
  holds(
    t,
    page.body,
    `<a href="/tasks?unit=${unit.tccb}&amp;class=counted">${found.total.total} nhiệm vụ</a>`,
  )
  holds(t, page.body, 'Phạm vi: Phòng Tổ chức cán bộ')
  const leader = await bao.get('/committee?leader=head')
  t.equal(leader.statusCode, 200)
  const wrong = ['unit', 'inspection', 'leader'].flatMap(name =>
    [newId(), "' or 1=1"].map(id => `${name}=${encodeURIComponent(id)}`),
  )
  for (const query of wrong) {
    t.equal((await bao.get(`/committee?${query}`)).statusCode, 404, query)
    t.equal((await bao.get(`/committee/charts?${query}`)).statusCode, 404, query)
  }
})

await t.test('the table tells apart by each dimension, and adds up', async t => {
  for (const by of ['unit', 'inspection', 'recommendation', 'theme', 'leader'] as const) {
    const rows = await findFiguresBy(office.database.reader, actor, { today }, by)
    const page = await bao.get(`/committee?by=${by}`)
    t.equal(page.statusCode, 200, by)
    const table = page.body.slice(page.body.indexOf(`id="${by}-table"`))
    const body = /<tbody>([\s\S]*?)<\/tbody>/.exec(table)?.[1] ?? ''
    t.equal([...body.matchAll(/<tr>/g)].length, rows.length, by)
  }
})

await t.test('an open page is told only of what it does not show yet', async t => {
  const page = await bao.get('/committee')
  const region = /hx-get="([^"]+)"/.exec(page.body)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }
  t.equal((await bao.get(region, htmx)).statusCode, 204, 'nothing changed: nothing is said')
  const changed = await bao.get(region.replace(/shown=\w+/, 'shown=0'), htmx)
  t.equal(changed.statusCode, 200)
  holds(t, changed.body, '<div id="figures"')
  holds(t, changed.body, '<hx-partial hx-target="#live"')
  t.equal((await bao.get(region)).statusCode, 303, 'as a page of its own it leads to the page')
})

await t.test('the pictures draw what their tables say', async t => {
  const page = await bao.get('/committee/charts')
  t.equal(page.statusCode, 200)
  const { total } = await findFigures(office.database.reader, actor, { today })
  holds(t, page.body, '<title id="area-name">Bốn nhóm nhiệm vụ qua thời gian</title>')
  holds(
    t,
    page.body,
    `Đến 10/12/2018: hoàn thành đúng hạn ${total.done_on_time}, hoàn thành quá hạn ${total.done_late}, trong hạn ${total.running_in_time}, quá hạn ${total.running_late}.`,
  )
  const open = total.running_in_time + total.running_late
  holds(t, page.body, `Ngày 10/12/2018 còn ${open} nhiệm vụ đang thực hiện`)
  holds(t, page.body, 'href="/committee?as_of=2018-12-02"', 'a press on a day opens its figures')
  holds(t, page.body, 'id="heat-table"')
  const unit = await bao.get(`/committee/charts?unit=${office.unit.tccb}&as_of=2018-12-03`)
  t.equal(unit.statusCode, 200, 'scopes that snapshots cannot tell apart are asked for day by day')
  lacks(t, unit.body, 'Văn phòng Sở</th>')
  for (const who of ['phuc', 'hanh', 'khoi', 'hieu', 'quan'] as const)
    t.equal((await (await signInAs(app, office, who)).get('/committee/charts')).statusCode, 403, who)
})
