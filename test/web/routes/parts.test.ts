/** The pages of parts, of work given on within a unit, of questions and of comments, as each of the cast gets them. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { dispatchAll } from '../../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs, type TestApp } from '../../support/web.ts'

const today = '2018-12-10'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  app.clock.now = new Date(`${today}T02:00:00.000Z`)
  const taskId = await office.issued('2018-11-20', '2018-12-28', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý dự thảo', dueOn: '2018-12-05' }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: null })
  const part = await office.database.reader
    .selectFrom('co_unit')
    .select('id')
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
  return { office, app, taskId, partId: part.id }
}

async function versionOf(office: TestOffice, taskId: string): Promise<number> {
  const row = await office.database.reader
    .selectFrom('task')
    .select('version')
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow()
  return row.version
}

async function pageOf(app: TestApp, office: TestOffice, who: CastKey, url: string): Promise<string> {
  return (await (await signInAs(app, office, who)).get(url)).body
}

await t.test('who is late is said on the task, in the list, and on the committee’s list', async t => {
  const { office, app, taskId } = await open(t)
  holds(t, await pageOf(app, office, 'phuc', `/tasks/${taskId}`), 'Đơn vị phối hợp chậm')
  holds(t, await pageOf(app, office, 'phuc', '/tasks'), 'đơn vị phối hợp chậm')
  await office.act('phuc', '2018-12-10', 'update', taskId, {
    text: 'Xong phần mình',
    percent: 100,
    blocker: '',
  })
  holds(t, await pageOf(app, office, 'phuc', '/tasks'), 'chờ đơn vị phối hợp')
  await dispatchAll(office, today)
  app.clock.now = new Date('2019-01-03T02:00:00.000Z')
  const board = await pageOf(app, office, 'son', '/committee')
  holds(t, board, 'đơn vị phối hợp chậm')
  holds(t, board, 'chờ đơn vị phối hợp')
  holds(t, await pageOf(app, office, 'phuc', '/'), 'chờ đơn vị phối hợp')
})

await t.test('the lead sets a part and urges its unit; a wrong date is said at its field', async t => {
  const { office, app, taskId, partId } = await open(t)
  const phuc = await signInAs(app, office, 'phuc')
  const url = `/tasks/${taskId}/co-units/${partId}`
  holds(t, (await phuc.get(`${url}/plan`)).body, 'Góp ý dự thảo')
  const wrong = await phuc.post(`${url}/plan`, {
    act_id: randomUUID(),
    version: await versionOf(office, taskId),
    deliverable: 'Văn bản <b>góp ý</b>',
    dueOn: '29/12/2018',
  })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, 'không được sau hạn của nhiệm vụ')
  holds(t, wrong.body, 'Văn bản &lt;b&gt;góp ý')
  const fields = { act_id: randomUUID(), version: await versionOf(office, taskId) }
  const set = await phuc.post(`${url}/plan`, { ...fields, deliverable: 'Văn bản góp ý', dueOn: '14/12/2018' })
  t.match([set.statusCode, set.headers.location], [303, `/tasks/${taskId}`])
  const page = (await phuc.get(`/tasks/${taskId}`)).body
  holds(t, page, /Văn bản góp ý · [^<]*14\/12\/2018/)
  holds(t, page, `action="${url}/nudges"`)
  const nudge = { act_id: randomUUID(), version: await versionOf(office, taskId) }
  t.equal((await phuc.post(`${url}/nudges`, nudge)).statusCode, 303)
  t.equal((await phuc.post(`${url}/nudges`, nudge)).statusCode, 303, 'a second click gets the first answer')
  const after = (await phuc.get(`/tasks/${taskId}`)).body
  holds(t, after, 'đã đôn đốc 10/12')
  lacks(t, after, `action="${url}/nudges"`)
  holds(t, after, 'đôn đốc phần phối hợp của Công đoàn ngành')
  const again = { act_id: randomUUID(), version: await versionOf(office, taskId) }
  const twice = await phuc.post(`${url}/nudges`, again)
  t.equal(twice.statusCode, 422)
  holds(t, twice.body, 'Hôm nay đã đôn đốc Công đoàn ngành')
})

await t.test('the receipt of a part works in place, from the page itself', async t => {
  const { office, app, taskId, partId } = await open(t)
  const thuy = await signInAs(app, office, 'thuy')
  const page = (await thuy.get(`/tasks/${taskId}`)).body
  const form = page.split(`action="/tasks/${taskId}/co-units/${partId}/receipt"`)[1] ?? ''
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1] ?? ''
  const fields = { act_id: value('act_id'), version: value('version') }
  const url = `/tasks/${taskId}/co-units/${partId}/receipt`
  t.equal((await thuy.post(url, fields)).statusCode, 303)
})

await t.test('work within the unit: given, seen by the unit and those above, done in place', async t => {
  const { office, app, taskId } = await open(t)
  const phuc = await signInAs(app, office, 'phuc')
  const empty = (await phuc.get(`/tasks/${taskId}`)).body
  holds(t, empty, 'Chưa giao việc nào.')
  const url = `/tasks/${taskId}/subtasks`
  const wrong = await phuc.post(url, {
    act_id: randomUUID(),
    version: await versionOf(office, taskId),
    title: '',
  })
  t.equal(wrong.statusCode, 422)
  for (const words of ['Nhập tên việc', 'Chọn người thực hiện', 'Nhập hạn hoàn thành'])
    holds(t, wrong.body, words)
  const given = await phuc.post(url, {
    act_id: randomUUID(),
    version: await versionOf(office, taskId),
    title: 'Tổng hợp ý kiến góp ý của các phòng',
    officerId: office.appointment.hanh,
    dueOn: '12/12/2018',
    criterion: '',
  })
  t.equal(given.statusCode, 303)
  for (const who of ['phuc', 'hanh', 'ngan', 'tuyet', 'minh'] as const) {
    holds(t, await pageOf(app, office, who, `/tasks/${taskId}`), 'Tổng hợp ý kiến góp ý', who)
  }
  for (const who of ['thuy', 'khoi', 'son'] as const) {
    const page = await pageOf(app, office, who, `/tasks/${taskId}`)
    lacks(t, page, 'Tổng hợp ý kiến góp ý', who)
    lacks(t, page, 'Việc giao trong đơn vị', who)
  }
  const hanh = await signInAs(app, office, 'hanh')
  const mine = (await hanh.get('/')).body
  holds(t, mine, 'Làm việc được giao')
  const action = new RegExp(`action="(/tasks/${taskId}/subtasks/[^"]+/completion)"`).exec(mine)?.[1] ?? ''
  const fields = { act_id: randomUUID(), version: await versionOf(office, taskId), back: 'my_work' }
  const done = await hanh.post(action, fields)
  t.match([done.statusCode, done.headers.location], [303, '/'])
  lacks(t, (await hanh.get('/')).body, 'Làm việc được giao')
  holds(t, (await phuc.get(`/tasks/${taskId}`)).body, 'Xong 10/12')
})

await t.test('an officer who left is no name any more', async t => {
  const { office, app, taskId } = await open(t)
  const input = { title: 'Soạn', criterion: '', officerId: office.appointment.hanh, dueOn: '2018-12-12' }
  await office.act('phuc', '2018-12-03', 'give_subtask', taskId, input)
  const to_on = '2018-12-05'
  await office.database.writer
    .updateTable('appointment')
    .set({ to_on })
    .where('id', '=', office.appointment.hanh)
    .execute()
  holds(t, await pageOf(app, office, 'phuc', `/tasks/${taskId}`), 'chưa có người giữ vị trí này')
})

await t.test('cập nhật ngay: asked, waiting in My work, answered and timed', async t => {
  const { office, app, taskId } = await open(t)
  const ngan = await signInAs(app, office, 'ngan')
  const asked = await ngan.post(`/tasks/${taskId}/update-requests`, {
    act_id: randomUUID(),
    version: await versionOf(office, taskId),
    question: 'Quy chế đã trình ký chưa?',
    answerBy: '',
  })
  t.equal(asked.statusCode, 303)
  const page = (await ngan.get(`/tasks/${taskId}`)).body
  holds(t, page, 'Chờ đơn vị trả lời')
  lacks(t, page, `href="/tasks/${taskId}/update-requests"`)
  const phuc = await signInAs(app, office, 'phuc')
  holds(t, (await phuc.get('/')).body, 'Trả lời đề nghị cập nhật')
  app.clock.now = new Date('2018-12-12T02:00:00.000Z')
  holds(t, await pageOf(app, office, 'ngan', '/'), 'Chờ đơn vị trả lời')
  holds(t, await pageOf(app, office, 'ngan', `/tasks/${taskId}`), 'Đơn vị chưa trả lời, đã quá hạn')
  const update = {
    act_id: randomUUID(),
    version: await versionOf(office, taskId),
    text: 'Đã trình',
    percent: 80,
  }
  const later = await signInAs(app, office, 'phuc')
  t.equal((await later.post(`/tasks/${taskId}/updates`, update)).statusCode, 303)
  const after = await pageOf(app, office, 'ngan', `/tasks/${taskId}`)
  holds(t, after, 'Đã trả lời sau 2 ngày làm việc')
  holds(t, after, 'Trả lời đề nghị cập nhật ngày 10/12/2018, sau 2 ngày làm việc')
})

await t.test('a comment with a mention: written, told, read', async t => {
  const { office, app, taskId } = await open(t)
  const phuc = await signInAs(app, office, 'phuc')
  const url = `/tasks/${taskId}/comments`
  const form = (await phuc.get(url)).body
  holds(t, form, 'Lâm Thị Bích Thủy')
  lacks(t, form, `value="${office.appointment.phuc}"`, 'not oneself')
  lacks(t, form, `value="${office.appointment.hang}"`, 'nobody who cannot see it')
  const wrong = await phuc.post(url, {
    act_id: randomUUID(),
    text: '',
    'mentions.co_unit': office.appointment.thuy,
  })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, 'Nhập nội dung')
  holds(t, wrong.body, new RegExp(`value="${office.appointment.thuy}"[^>]*checked`), 'what was ticked stays')
  const hidden = await phuc.post(url, {
    act_id: randomUUID(),
    text: 'Mời xem',
    'mentions.lead': office.appointment.hang,
  })
  t.equal(hidden.statusCode, 422)
  holds(t, hidden.body, 'Có người được nhắc đến không xem được nhiệm vụ này')
  const sent = await phuc.post(url, {
    act_id: randomUUID(),
    text: 'Đề nghị <script>alert(1)</script> thống nhất',
    'mentions.co_unit': [office.appointment.thuy],
  })
  t.match([sent.statusCode, sent.headers.location], [303, `/tasks/${taskId}`])
  await dispatchAll(office, today)
  const thuy = await signInAs(app, office, 'thuy')
  const mine = (await thuy.get('/')).body
  holds(t, mine, 'Xem ý kiến nhắc đến')
  lacks(t, mine, '<script>alert')
  const action = /action="(\/mentions\/[^"]+)"/.exec(mine)?.[1] ?? ''
  const seen = await thuy.post(action, { act_id: randomUUID() })
  t.match([seen.statusCode, seen.headers.location], [303, `/tasks/${taskId}#timeline-head`])
  lacks(t, (await thuy.get('/')).body, 'Xem ý kiến nhắc đến')
  const page = (await thuy.get(`/tasks/${taskId}`)).body
  holds(t, page, 'Nhắc đến: Lâm Thị Bích Thủy')
  lacks(t, page, '<script>alert')
})

await t.test('comments: who reads only gets 403, outsiders 404', async t => {
  const { office, app, taskId } = await open(t)
  const url = `/tasks/${taskId}/comments`
  const status = async (who: CastKey, fields: Record<string, string> = {}) => {
    const browser = await signInAs(app, office, who)
    const text = { act_id: randomUUID(), text: 'Ý kiến', ...fields }
    return [(await browser.get(url)).statusCode, (await browser.post(url, text)).statusCode]
  }
  for (const who of ['minh', 'quan', 'hieu'] as const) t.same(await status(who), [403, 403], who)
  for (const who of ['hang', 'nhung'] as const) t.same(await status(who), [404, 404], who)
  for (const who of ['tuyet', 'ngan', 'thuy', 'khoi', 'son'] as const)
    t.same(await status(who), [200, 303], who)
  const rows = await office.database.reader.selectFrom('comment').selectAll().execute()
  t.equal(rows.length, 5)
  const page = await pageOf(app, office, 'minh', `/tasks/${taskId}`)
  lacks(t, page, `href="${url}"`, 'no button for who only reads')
})
