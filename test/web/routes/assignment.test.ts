import { randomUUID } from 'node:crypto'
import t from 'tap'
import { newId } from '../../../src/lib/id.ts'
import { recordAsks } from '../../support/asks.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'
import { makeOfficeDocument } from '../../support/zip.ts'

t.setTimeout(120_000)

const docx = makeOfficeDocument('docx')

/** What asks, who is meant by it, and by when: one recommendation a line. */
const asks = [
  'Yêu cầu Phòng TCCB ban hành quy trình tiếp công dân trước ngày 14/12/2018.',
  'Đề nghị Văn phòng Sở phối hợp với Công đoàn ngành rà soát quy chế làm việc.',
  'Giao Tổ Pháp chế định kỳ hằng quý báo cáo kết quả thực hiện quy chế dân chủ.',
]

async function open(t: { teardown(work: () => unknown): void }, lines = asks) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  const inspectionId = await recordAsks(office, lines)
  const href = `/inspections/${inspectionId}/assignment`
  const { reader } = office.database
  const tasks = () =>
    reader
      .selectFrom('task')
      .selectAll()
      .where('inspection_id', '=', inspectionId)
      .orderBy('recommendation_id')
      .execute()
  return { office, app, as, inspectionId, href, reader, tasks }
}

const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
/** What the page that asks to confirm sends with its button. */
const confirming = (body: string) => ({
  act_id: hidden(body, 'act_id'),
  version: hidden(body, 'version'),
  ordinals: hidden(body, 'ordinals'),
})

/** The fields of a page's form as a browser would send them. */
function fieldsIn(body: string): Record<string, string | string[]> {
  const form = body.slice(body.indexOf('<form class="assign"'))
  const fields: Record<string, string | string[]> = {}
  const put = (name: string, value: string) => {
    const before = fields[name]
    fields[name] =
      before === undefined || !/^(?:shown|chosen)$/.test(name) ? value : [...[before].flat(), value]
  }
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1]
    if (!name || (tag.includes('checkbox') && !tag.includes(' checked'))) continue
    put(name, /value="([^"]*)"/.exec(tag)?.[1] ?? '')
  }
  for (const [, name, value] of form.matchAll(/<textarea [^>]*name="([^"]*)"[^>]*>\n?([^<]*)</g))
    put(name!, value!)
  for (const [, name, inner] of form.matchAll(/<select [^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g))
    put(name!, /value="([^"]*)" selected/.exec(inner!)?.[1] ?? '')
  return fields
}

async function send(browser: Browser, url: string, more: Record<string, string | string[]> = {}) {
  const page = await browser.get(url)
  return browser.post(url, { ...fieldsIn(page.body), ...more })
}

/** What the text leaves open of the three recommendations. */
const missing = (office: TestOffice) => ({
  'all.criterion': 'Văn bản có số, ngày',
  'all.dueOn': '20/12/2018',
  'rows.3.leadUnitId': office.unit.ttra,
})

async function ready(browser: Browser, href: string, office: TestOffice) {
  const filled = await send(browser, href, { ...missing(office), step: 'fill' })
  t.equal(filled.statusCode, 303)
  return send(browser, href, { step: 'check' })
}

async function issue(browser: Browser, href: string, more: Record<string, string> = {}) {
  const page = await browser.get(`${href}/check`)
  return browser.upload(`${href}/check`, { ...confirming(page.body), ...more })
}

await t.test('the leader finds everything filled in, completes it, looks it over and issues all', async t => {
  const { as, office, href, inspectionId, tasks, app, reader } = await open(t)
  const ngan = await as('ngan')
  const inspection = await ngan.get(`/inspections/${inspectionId}`)
  holds(t, inspection.body, 'Giao nhiệm vụ cho 3 kiến nghị')
  const page = await ngan.get(href)
  t.equal(page.statusCode, 200)
  holds(t, page.body, /aria-current="step">3\. Giao việc/)
  const fields = fieldsIn(page.body)
  t.match(fields, {
    'rows.1.title': 'Việc 1',
    'rows.1.leadUnitId': office.unit.tccb,
    'rows.1.dueOn': '14/12/2018',
    'rows.2.leadUnitId': office.unit.vp,
    'rows.2.coUnits.0.unitId': office.unit.cd,
    'rows.3.leadUnitId': '',
    shown: ['1', '2', '3'],
    chosen: ['1', '2', '3'],
  })
  holds(t, page.body, 'Văn bản ghi “Phòng TCCB”.')
  holds(t, page.body, /Việc thường xuyên, văn bản ghi “[^”]*hằng quý[^”]*”/)
  holds(t, page.body, 'Đỗ Thị Mỹ Hạnh', 'officers of the lead unit')
  lacks(t, page.body, 'name="rows.2.officerId"', 'a unit without officers')

  const early = await send(ngan, href, { step: 'check' })
  t.equal(early.statusCode, 422)
  holds(t, early.body, 'Kiến nghị 3: Chọn đơn vị chủ trì')
  holds(t, early.body, /href="#f-rows-1-criterion"/)
  t.equal((await ngan.get(`${href}/check`)).headers.location, href, 'nothing to look over yet')

  const checked = await ready(ngan, href, office)
  t.equal(checked.headers.location, `${href}/check`)
  const check = await ngan.get(`${href}/check`)
  holds(t, check.body, 'Giao 3 nhiệm vụ')
  holds(t, check.body, 'Phạm Hoàng Phúc, Trưởng phòng, Phòng Tổ chức cán bộ: 1 nhiệm vụ (chủ trì)')
  holds(t, check.body, 'Lâm Thị Bích Thủy, Chủ tịch Công đoàn ngành, Công đoàn ngành: 1 nhiệm vụ (phối hợp)')
  holds(t, check.body, 'Thanh tra Sở chưa có thủ trưởng')
  lacks(t, check.body, 'leaderId', 'a leader signs for nobody')
  const before = app.nudges()
  const issued = await issue(ngan, href, { documentNo: '118/KH', documentOn: '10/12/2018' })
  t.equal(issued.statusCode, 303)
  t.equal(app.nudges(), before + 1)
  const made = await tasks()
  t.same(
    made.map(task => [task.title, task.state, task.lead_unit_id, task.due_on, task.document_no]),
    [
      ['Việc 1', 'issued', office.unit.tccb, '2018-12-14', '118/KH'],
      ['Việc 2', 'issued', office.unit.vp, '2018-12-20', '118/KH'],
      ['Việc 3', 'issued', office.unit.ttra, '2018-12-20', '118/KH'],
    ],
  )
  const next = await ngan.get(String(issued.headers.location))
  holds(t, next.body, 'Đã giao 3 nhiệm vụ')
  holds(t, next.body, 'đến 12/12/2018')
  lacks(t, (await ngan.get(`/inspections/${inspectionId}`)).body, 'Giao nhiệm vụ cho')
  holds(t, (await ngan.get(href)).body, 'Mọi kiến nghị đã có nhiệm vụ')
  t.same(await reader.selectFrom('assignment_draft').selectAll().execute(), [])
})

await t.test(
  'one wrong row: nothing is written, each sentence at its field, everything typed stays',
  async t => {
    const { as, office, href, tasks, reader } = await open(t)
    const ngan = await as('ngan')
    await ready(ngan, href, office)
    const wrong = await send(ngan, href, {
      step: 'check',
      'rows.1.title': 'x'.repeat(301),
      'rows.2.dueOn': '31/02/2018',
      'rows.2.leadUnitId': newId(),
      'rows.3.criterion': '',
      'rows.2.coUnits.0.unitId': office.unit.cd,
      'rows.2.coUnits.1.unitId': office.unit.cd,
      'rows.1.officerId': office.appointment.phuc,
    })
    t.equal(wrong.statusCode, 422)
    for (const said of [
      'Kiến nghị 1: Dài 301 ký tự',
      'Kiến nghị 1: Người được chọn không phải chuyên viên',
      'Kiến nghị 2: Nhập ngày theo dạng',
      'Kiến nghị 2: Không có đơn vị này',
      'Kiến nghị 2: Đơn vị phối hợp này đã được chọn',
      'Kiến nghị 3: Nhập sản phẩm, kết quả phải nộp',
      'value="31/02/2018"',
      'x'.repeat(301),
      'href="#f-rows-2-coUnits-1-unitId"',
      'href="#f-rows-1-title"',
    ])
      holds(t, wrong.body, said)
    const direct = await ngan.upload(`${href}/check`, {
      act_id: randomUUID(),
      version: hidden(wrong.body, 'version'),
      ordinals: '1 2 3',
    })
    t.equal(direct.statusCode, 422, 'nor by going round the check')
    t.same(await tasks(), [])
    const events = await reader.selectFrom('event').select('act').where('act', 'like', '%task%').execute()
    t.same(events, [])
    const none = await send(ngan, href, { step: 'check', chosen: [] })
    t.equal(none.statusCode, 422)
    holds(t, none.body, 'Chọn ít nhất một kiến nghị')
  },
)

await t.test(
  'the same form three times at once issues once; sent again it leads to the same page',
  async t => {
    const { as, office, href, tasks } = await open(t)
    const ngan = await as('ngan')
    await ready(ngan, href, office)
    const page = await ngan.get(`${href}/check`)
    const fields = confirming(page.body)
    const answers = await Promise.all([1, 2, 3].map(() => ngan.upload(`${href}/check`, fields)))
    const late = await ngan.upload(`${href}/check`, fields)
    const places = new Set([...answers, late].map(answer => answer.headers.location))
    t.equal(places.size, 1, [...places].join())
    t.match([...places][0], /\/assignment\/issued\//)
    t.equal((await tasks()).length, 3)
  },
)

await t.test('two at once: one issues, the other is told and nothing is done twice', async t => {
  const { as, office, href, tasks } = await open(t)
  const [ngan, bao] = [await as('ngan'), await as('bao')]
  for (const browser of [ngan, bao]) await ready(browser, href, office)
  const answers = await Promise.all([issue(ngan, href), issue(bao, href)])
  t.same(
    answers.map(answer => answer.statusCode).toSorted((a, b) => a - b),
    [303, 409],
  )
  const told = answers.find(answer => answer.statusCode === 409)!
  holds(t, told.body, 'có kiến nghị vừa được người khác giao')
  holds(t, told.body, 'Không còn kiến nghị nào được chọn')
  t.equal((await tasks()).length, 3)
})

await t.test('who comes second looks at what is left and issues that', async t => {
  const { as, office, href, tasks } = await open(t)
  const [ngan, bao] = [await as('ngan'), await as('bao')]
  for (const browser of [ngan, bao]) await ready(browser, href, office)
  await send(ngan, href, { chosen: ['2'], step: 'save' })
  const before = await bao.get(`${href}/check`)
  t.equal((await issue(ngan, href)).statusCode, 303)
  const told = await bao.upload(`${href}/check`, confirming(before.body))
  t.equal(told.statusCode, 409)
  holds(t, told.body, 'Giao 2 nhiệm vụ')
  t.equal((await tasks()).length, 1, 'nothing that was not shown is done')
  t.equal((await bao.upload(`${href}/check`, confirming(told.body))).statusCode, 303)
  t.same(
    (await tasks()).map(task => task.title),
    ['Việc 1', 'Việc 2', 'Việc 3'],
  )
})

await t.test('a page that was open while another issued is answered with what is left', async t => {
  const { as, office, href, tasks } = await open(t)
  const [ngan, bao] = [await as('ngan'), await as('bao')]
  const old = fieldsIn((await bao.get(href)).body)
  await send(ngan, href, { ...missing(office), step: 'fill', chosen: ['1', '2'] })
  await send(ngan, href, { step: 'check' })
  t.equal((await issue(ngan, href)).statusCode, 303)
  t.equal((await tasks()).length, 2)
  const late = await bao.post(href, { ...old, 'rows.3.title': 'Tên khác', step: 'check' })
  t.equal(late.statusCode, 409)
  holds(t, late.body, 'Tên khác')
  lacks(t, late.body, 'name="rows.1.title"')
  const mine = fieldsIn((await ngan.get(href)).body)
  t.match(mine, {
    shown: '3',
    'rows.3.leadUnitId': office.unit.ttra,
    'rows.3.criterion': '',
  })
})

await t.test('a secretary issues on behalf with the signed document, or keeps drafts without', async t => {
  const { as, office, href, tasks, reader, inspectionId } = await open(t)
  const tuyet = await as('tuyet')
  await ready(tuyet, href, office)
  const bare = await issue(tuyet, href, { behalfDocumentOn: 'hôm qua' })
  t.equal(bare.statusCode, 422)
  for (const said of [
    /Chọn lãnh đạo đã ký/,
    /Nhập số văn bản lãnh đạo đã ký/,
    /Nhập ngày theo dạng/,
    /Đính kèm tệp/,
  ])
    holds(t, bare.body, said)
  const page = await tuyet.get(`${href}/check`)
  const signed = {
    ...confirming(page.body),
    leaderId: office.appointment.ngan,
    behalfDocumentNo: '118/KH',
    behalfDocumentOn: '5/12/2018',
  }
  const file = { behalfFile: { name: 'đã ký.docx', content: docx } }
  const fake = await tuyet.upload(
    `${href}/check`,
    { ...signed, leaderId: '' },
    { behalfFile: { name: 'x.pdf', content: docx } },
  )
  holds(t, fake.body, 'Nội dung tệp không phải là tệp .pdf')
  holds(t, fake.body, 'Chọn lãnh đạo đã ký')
  t.same(await tasks(), [])
  const done = await tuyet.upload(`${href}/check`, signed, file)
  t.equal(done.statusCode, 303, done.body.slice(0, 0))
  for (const task of await tasks())
    t.match(task, { state: 'issued', assigner_id: office.appointment.ngan, document_no: '118/KH' })
  const behalf = await reader
    .selectFrom('event')
    .select(['act', 'on_behalf_of_id', 'person_id'])
    .where('on_behalf_of_id', 'is not', null)
    .execute()
  t.same(behalf.map(event => event.act).toSorted(), ['issue', 'issue', 'issue', 'issue_together'])
  const fileId = (await tasks())[0]!.document_file_id
  t.equal(
    (await (await as('phuc')).get(`/files/${fileId}`)).statusCode,
    200,
    'the unit reads what was signed',
  )

  const second = await open(t)
  const other = await second.as('tuyet')
  await ready(other, second.href, second.office)
  const drafted = await issue(other, second.href, { step: 'draft' })
  t.equal(drafted.headers.location, `/inspections/${second.inspectionId}`)
  t.same(
    (await second.tasks()).map(task => task.state),
    ['draft', 'draft', 'draft'],
  )
  t.ok(inspectionId)
})

await t.test('a unit chosen for an unknown name is remembered, shown and can be forgotten', async t => {
  const { as, office, href, reader } = await open(t)
  const ngan = await as('ngan')
  await ready(ngan, href, office)
  await issue(ngan, href)
  const aliases = await reader.selectFrom('unit_alias').selectAll().execute()
  t.match(aliases, [{ name: 'Tổ Pháp chế', folded: 'to phap che', unit_id: office.unit.ttra }])
  t.equal(aliases.length, 1, 'names that told the unit are not remembered')

  const again = await recordAsks(office, asks)
  const next = fieldsIn((await ngan.get(`/inspections/${again}/assignment`)).body)
  t.equal(next['rows.3.leadUnitId'], office.unit.ttra)

  const tuyet = await as('tuyet')
  const page = await tuyet.get(`/admin/units/${office.unit.ttra}`)
  holds(t, page.body, 'Tổ Pháp chế')
  const removal = /action="(\/admin\/units\/[^"]*\/removal)"/.exec(page.body)![1]!
  t.equal((await (await as('phuc')).post(removal, { act_id: randomUUID() })).statusCode, 403)
  t.equal((await tuyet.post(removal, { act_id: randomUUID() })).statusCode, 303)
  t.equal((await tuyet.post(removal, { act_id: randomUUID() })).statusCode, 404)
  holds(t, (await tuyet.get(`/admin/units/${office.unit.ttra}`)).body, 'Chưa có tên gọi khác')
})

await t.test('sixty in one go, over pages under 100 kB, each page keeping what was typed', async t => {
  const many = Array.from(
    { length: 60 },
    (_, n) =>
      `Yêu cầu ${n % 2 ? 'Văn phòng Sở' : 'Phòng TCCB'} ban hành quy trình thứ ${n + 1} trước ngày 20/12/2018.`,
  )
  const { as, href, tasks, inspectionId } = await open(t, many)
  const ngan = await as('ngan')
  const first = await ngan.get(href)
  t.comment(
    `${[fieldsIn(first.body).shown ?? []].flat().length} rows in ${Buffer.byteLength(first.body)} bytes`,
  )
  t.ok(Buffer.byteLength(first.body) < 100_000, `${Buffer.byteLength(first.body)} bytes`)
  const shown = [fieldsIn(first.body).shown ?? []].flat().length
  const forward = await send(ngan, href, { 'rows.1.title': 'Sửa ở trang một', step: 'page:2' })
  t.equal(forward.headers.location, `${href}?page=2`)
  const second = await ngan.get(`${href}?page=2`)
  t.match(fieldsIn(second.body), { [`rows.${shown + 1}.title`]: `Việc ${shown + 1}` })
  await send(ngan, `${href}?page=2`, { 'all.criterion': 'Báo cáo', step: 'fill' })
  const wrong = await send(ngan, `${href}?page=2`, { [`rows.${shown + 1}.criterion`]: '', step: 'check' })
  t.equal(wrong.statusCode, 422)
  const right = await send(ngan, `${href}?page=2`, {
    [`rows.${shown + 1}.criterion`]: 'Báo cáo',
    step: 'check',
  })
  t.equal(
    right.headers.location,
    `${href}/check`,
    /<div class="error-summary"[\s\S]*?<\/div>/.exec(right.body)?.[0] ?? '',
  )
  const check = await ngan.get(`${href}/check`)
  t.ok(Buffer.byteLength(check.body) < 100_000, `${Buffer.byteLength(check.body)} bytes`)
  holds(t, check.body, 'Giao 60 nhiệm vụ')
  const began = performance.now()
  t.equal((await issue(ngan, href)).statusCode, 303)
  t.comment(`sixty issued in ${Math.round(performance.now() - began)} ms`)
  const made = await tasks()
  t.equal(made.filter(task => task.state === 'issued').length, 60)
  t.ok(made.some(task => task.title === 'Sửa ở trang một'))
  t.equal((await ngan.get(`/inspections/${inspectionId}`)).statusCode, 200)
})

await t.test('with a hundred units a page holds fewer rows, and a page of errors is no larger', async t => {
  const many = Array.from({ length: 30 }, (_, n) => `Yêu cầu Phòng TCCB ban hành quy trình thứ ${n + 1}.`)
  const { as, office, href } = await open(t, many)
  const so = await office.database.reader
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit.so)
    .executeTakeFirstOrThrow()
  const schools = Array.from({ length: 94 }, (_, n) => {
    const [id, name] = [newId(), `Trường Trung học phổ thông chuyên Nguyễn Bỉnh Khiêm ${n + 1}`]
    const place = { parent_id: so.id, path: `${so.path}${id}/`, is_organisation: 0 }
    return { ...so, ...place, id, name, short_name: '', folded: name, sort_key: name }
  })
  await office.database.writer.insertInto('unit').values(schools).execute()
  const ngan = await as('ngan')
  const page = await ngan.get(href)
  const wrong = await send(ngan, href, { step: 'check' })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, /Ở trang khác: kiến nghị [\d, ]*30 còn chỗ cần sửa/)
  for (const { body } of [page, wrong])
    t.ok(Buffer.byteLength(body) < 100_000, `${Buffer.byteLength(body)} bytes`)
})

await t.test('co-units are added, another lead drops the officer, two tabs are told apart', async t => {
  const { as, office, href } = await open(t)
  const ngan = await as('ngan')
  const added = await send(ngan, href, { step: 'add:1', 'rows.1.officerId': office.appointment.hanh })
  t.equal(added.headers.location, `${href}#row-1`)
  const page = await ngan.get(href)
  holds(t, page.body, 'name="rows.1.coUnits.0.unitId"')
  t.equal(fieldsIn(page.body)['rows.1.officerId'], office.appointment.hanh)
  await send(ngan, href, { step: 'save', 'rows.1.leadUnitId': office.unit.gdth })
  const moved = fieldsIn((await ngan.get(href)).body)
  t.notOk(moved['rows.1.officerId'])
  const stale = await ngan.post(href, { ...fieldsIn(page.body), 'rows.1.title': 'Thẻ cũ', step: 'save' })
  t.equal(stale.statusCode, 409)
  holds(t, stale.body, 'Thẻ cũ')
  const twice = fieldsIn((await ngan.get(href)).body)
  for (let n = 0; n < 2; n++)
    t.equal((await ngan.post(href, { ...twice, step: 'save' })).statusCode, 303, 'a second click keeps once')
})

await t.test('an officer named at the issue goes with the unit', async t => {
  const { as, office, href, tasks } = await open(t)
  const ngan = await as('ngan')
  await ready(ngan, href, office)
  await send(ngan, href, { 'rows.1.officerId': office.appointment.hanh, chosen: ['1'], step: 'check' })
  holds(t, (await ngan.get(`${href}/check`)).body, 'Đỗ Thị Mỹ Hạnh')
  await issue(ngan, href)
  const [task] = await tasks()
  t.equal(task!.officer_id, office.appointment.hanh)
  const why = { reason: 'Thuộc Văn phòng Sở', proposedUnitId: office.unit.vp }
  await office.act('phuc', '2018-12-10', 'refuse', task!.id, why)
  const moved = await ngan.upload(`/tasks/${task!.id}/preparation`, {
    act_id: randomUUID(),
    version: (await tasks())[0]!.version,
    title: task!.title,
    criterion: task!.criterion,
    leadUnitId: office.unit.vp,
    dueOn: '20/12/2018',
  })
  t.equal(moved.statusCode, 303)
  t.equal((await tasks())[0]!.officer_id, null)
})

await t.test('a session that ran out keeps what was typed', async t => {
  const { as, app, href } = await open(t)
  const ngan = await as('ngan')
  const fields = fieldsIn((await ngan.get(href)).body)
  app.clock.now = new Date(app.clock.now.getTime() + 31 * 60_000)
  t.equal((await ngan.post(href, { ...fields, 'rows.2.title': 'Gõ dở', step: 'check' })).statusCode, 401)
  holds(t, (await (await as('ngan')).get(`${href}?draft=1`)).body, 'Gõ dở')
})

await t.test('only who prepares tasks; what is not there is not found', async t => {
  const { as, office, href } = await open(t)
  const ngan = await as('ngan')
  await ready(ngan, href, office)
  const issued = String((await issue(ngan, href)).headers.location)
  for (const who of ['phuc', 'hanh', 'khoi', 'son', 'hieu', 'minh', 'quan', 'hang'] as const) {
    const browser = await as(who)
    for (const url of [href, `${href}/check`, issued])
      t.equal((await browser.get(url)).statusCode, 403, `${who} ${url}`)
    t.equal((await browser.post(href, { step: 'save' })).statusCode, 403, who)
    t.equal((await browser.upload(`${href}/check`, {})).statusCode, 403, who)
  }
  for (const gone of [newId(), 'x']) {
    const url = `/inspections/${gone}/assignment`
    for (const one of [url, `${url}/check`, `${url}/issued/${gone}`, `${href}/issued/${gone}`])
      t.equal((await ngan.get(one)).statusCode, 404, one)
    t.equal((await ngan.post(url, { step: 'save' })).statusCode, 404)
    t.equal((await ngan.upload(`${url}/check`, {})).statusCode, 404)
  }
  const other = await recordAsks(office, asks)
  const elsewhere = issued.replace(/inspections\/[^/]*/, `inspections/${other}`)
  t.equal((await ngan.get(elsewhere)).statusCode, 404, 'another inspection’s')
})
