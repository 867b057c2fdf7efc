import t from 'tap'
import { newId } from '../../../src/lib/id.ts'
import { insertManyTasks } from '../../support/many-tasks.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { layStatement, sceneFor } from '../../support/task-scene.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  return { office, app, as: (who: CastKey) => signInAs(app, office, who) }
}

const rowsOf = (body: string) => [...body.matchAll(/id="row-([0-9a-f-]{36})"/g)].map(([, id]) => id as string)
const linkOf = (body: string, rel: 'next' | 'prev') =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(body)?.[1]?.replaceAll('&amp;', '&')

await t.test('the list shows what is open, sorts, pages and keeps all of it in the address', async t => {
  const { office, as } = await open(t)
  await insertManyTasks(office, 200)
  const tuyet = await as('tuyet')
  const first = await tuyet.get('/tasks')
  t.equal(first.statusCode, 200)
  holds(t, first.body, '91 nhiệm vụ')
  holds(t, first.body, 'Nhiệm vụ 1–50 trên 91')
  t.equal(rowsOf(first.body).length, 50)
  t.ok(first.body.length < 100_000, 'under 100 kB')
  const second = await tuyet.get(linkOf(first.body, 'next') as string)
  holds(t, second.body, 'Nhiệm vụ 51–91 trên 91')
  t.equal(linkOf(second.body, 'next'), undefined)
  t.same(rowsOf((await tuyet.get(linkOf(second.body, 'prev') as string)).body), rowsOf(first.body))
  const seen = new Set([...rowsOf(first.body), ...rowsOf(second.body)])
  t.equal(seen.size, 91)
  const address = '/tasks?q=quy+che&class=running&sort=title&order=desc&from=1%2F1%2F2018'
  const filtered = await tuyet.get(address)
  for (const part of ['value="quy che"', 'value="running" selected', 'value="1/1/2018"'])
    holds(t, filtered.body, part)
  holds(t, filtered.body, '<input type="hidden" name="sort" value="title">')
  holds(t, filtered.body, 'aria-sort="descending"')
})

await t.test('what makes no sense in an address is as if it were not said', async t => {
  const { office, as } = await open(t)
  await insertManyTasks(office, 30)
  const tuyet = await as('tuyet')
  const plain = rowsOf((await tuyet.get('/tasks')).body)
  for (const query of [
    'state=late',
    'class=x',
    'sort=1;drop',
    `after=${newId()}`,
    'page=-3',
    'after=x',
    'unknown=1',
  ]) {
    const page = await tuyet.get(`/tasks?${query}`)
    t.equal(page.statusCode, 200, query)
    t.same(rowsOf(page.body), plain, query)
  }
  const wrongDate = await tuyet.get('/tasks?from=hom+qua')
  holds(t, wrongDate.body, 'Nhập ngày theo dạng')
  t.same(rowsOf(wrongDate.body), plain)
  const empty = await tuyet.get('/tasks?q=khongcogi')
  holds(t, empty.body, 'Không có nhiệm vụ nào khớp.')
  holds(t, (await tuyet.get('/tasks?class=running_late&q=khongcogi')).body, 'Không có nhiệm vụ quá hạn.')
})

await t.test(
  'each sees their own list: a head the unit’s, an officer what is given, a reader all',
  async t => {
    const { office, app, as } = await open(t)
    await insertManyTasks(office, 60)
    const tasks = await office.database.reader.selectFrom('task').selectAll().execute()
    const shown = async (who: CastKey, query = 'state=all') =>
      rowsOf((await (await as(who)).get(`/tasks?${query}`)).body).sort()
    const ids = (keep: (task: (typeof tasks)[number]) => boolean) =>
      tasks
        .filter(keep)
        .map(task => task.id)
        .sort()
    t.same(
      await shown('phuc'),
      ids(task => task.lead_unit_id === office.unit.tccb && task.issued_on !== null),
    )
    t.same(
      await shown('hanh'),
      ids(task => task.officer_id === office.appointment.hanh && task.issued_on !== null),
    )
    t.same(
      await shown('minh', 'state=draft'),
      ids(task => task.state === 'draft'),
    )
    t.same(await shown('phuc', `state=all&unit=${office.unit.vp}`), [])
    t.same(
      await shown('tuyet', `state=all&unit=${office.unit.vp}`),
      ids(task => task.lead_unit_id === office.unit.vp),
    )
    t.same(await shown('tuyet', `state=all&unit=${office.unit.so}&own=1`), [])
    for (const who of ['hieu', 'quan'] as const)
      t.equal((await (await as(who)).get('/tasks')).statusCode, 403, who)
    const nobody = await app.inject({ method: 'GET', url: '/tasks' })
    t.match([nobody.statusCode, nobody.headers.location], [303, '/sign-in?next=%2Ftasks'])
  },
)

await t.test('an empty office says what to do next', async t => {
  const { as } = await open(t)
  holds(t, (await (await as('tuyet')).get('/tasks')).body, 'Mở một kiến nghị để soạn nhiệm vụ')
  holds(t, (await (await as('phuc')).get('/tasks')).body, 'Khi lãnh đạo giao việc')
})

await t.test(
  'the page of a task tells everything that happened, with its words and its evidence',
  async t => {
    const { office, as } = await open(t)
    const { taskId, partId } = await sceneFor(office, 'update_co_unit')
    const act: typeof office.act = (...given) => office.act(...given)
    await act('thuy', '2018-11-27', 'submit_co_unit', taskId, {
      coUnitId: partId,
      text: 'Góp ý <i>ba</i> điểm',
    })
    await act('phuc', '2018-11-28', 'return_co_unit', taskId, { coUnitId: partId, reason: 'Thiếu Điều 7' })
    await act('thuy', '2018-11-29', 'submit_co_unit', taskId, { coUnitId: partId, text: 'Đã bổ sung' })
    await act('phuc', '2018-11-29', 'accept_co_unit', taskId, { coUnitId: partId })
    await act('hanh', '2018-11-29', 'update', taskId, { text: 'Dự thảo 3', percent: 70, blocker: 'Chờ ký' })
    await act('tuyet', '2018-11-29', 'correct', taskId, {
      title: 'Tên đã sửa',
      criterion: 'Sản phẩm mới',
      reason: 'Nhầm tên',
    })
    const ask = { reason: 'Đại hội', doneSoFar: 'Dự thảo', plan: 'Trình ký', newDueOn: '2018-12-21' }
    await act('phuc', '2018-11-30', 'request_extension', taskId, ask)
    await act('ngan', '2018-11-30', 'decide_extension', taskId, {
      verdict: 'granted',
      grantedDueOn: null,
      note: 'Lần cuối',
    })
    await layStatement(office, taskId, 'phuc')
    await act('phuc', '2018-12-03', 'report', taskId, { text: 'Đã ban hành', claimedOn: '2018-12-03' })
    await act('phuc', '2018-12-04', 'take_back', taskId, { reason: 'Sai số văn bản' })
    const page = (await (await as('phuc')).get(`/tasks/${taskId}`)).body
    for (const words of [
      '“Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.”',
      'Kiến nghị 1 trong 2',
      '<h1 id="page-title">Tên đã sửa</h1>',
      'Tên trước đây: Ban hành Quy chế phối hợp',
      'Nhầm tên',
      'Góp ý &lt;i&gt;ba&lt;/i&gt; điểm',
      'Thiếu Điều 7',
      'Dự thảo 3',
      'Vướng mắc: Chờ ký',
      'Lý do: Đại hội',
      'đồng ý gia hạn, từ 14/12/2018 đến 21/12/2018',
      'Lần cuối',
      'Đã ban hành và niêm yết',
      'rút báo cáo hoàn thành',
      'Sai số văn bản',
      'Hạn ban đầu: thứ Sáu, 14/12/2018',
      'Thứ Sáu, 21/12/2018',
      'Còn 9 ngày làm việc',
      'Lê Thị Kim Ngân</b> (Phó Giám đốc) giao việc',
      '/tasks/',
    ]) {
      holds(t, page, words)
    }
    t.ok(page.indexOf('rút báo cáo') < page.indexOf('giao việc, hạn'), 'the latest first')
    holds(t, page, 'http://localhost:3000/tasks/', 'the text for Zalo has the link')
  },
)

await t.test('the acts on the page are those of the role; what is not possible yet says why', async t => {
  const { office, as } = await open(t)
  const { taskId } = await sceneFor(office, 'update')
  const page = async (who: CastKey) => (await (await as(who)).get(`/tasks/${taskId}`)).body
  const phuc = await page('phuc')
  for (const path of ['updates', 'report', 'extensions', 'officer'])
    holds(t, phuc, `/tasks/${taskId}/${path}"`)
  holds(t, phuc, 'cần chấp nhận phần phối hợp của Công đoàn ngành')
  for (const path of ['suspension', 'withdrawal', 'verdict']) lacks(t, phuc, `/tasks/${taskId}/${path}"`)
  const ngan = await page('ngan')
  for (const path of ['suspension', 'withdrawal', 'assignment', 'correction'])
    holds(t, ngan, `/tasks/${taskId}/${path}"`)
  lacks(t, ngan, `/tasks/${taskId}/updates"`)
  lacks(t, await page('minh'), 'class="acts"')
  holds(t, await page('thuy'), /co-units\/[0-9a-f-]+\/receipt/)
})

await t.test('a task of another unit, an unknown one and a wrong id look the same', async t => {
  const { office, as } = await open(t)
  const { taskId } = await sceneFor(office, 'update')
  const hang = await as('hang')
  const plain = (body: string) => body.replaceAll(/nonce="[^"]*"/g, '').replaceAll(/[0-9a-f-]{36}/g, '')
  const pages = await Promise.all(
    [`/tasks/${taskId}`, `/tasks/${newId()}`, '/tasks/khong-co'].map(url => hang.get(url)),
  )
  t.same(
    pages.map(page => page.statusCode),
    [404, 404, 404],
  )
  t.equal(new Set(pages.map(page => plain(page.body))).size, 1)
  lacks(t, (await hang.get('/tasks?state=all&q=Quy+che')).body, taskId)
  lacks(t, (await hang.get('/search?q=Quy+che')).body, taskId)
})
