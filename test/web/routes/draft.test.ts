import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { TaskState } from '../../../src/data/schema-task.ts'
import { newId } from '../../../src/lib/id.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'
import { makeOfficeDocument } from '../../support/zip.ts'

const docx = makeOfficeDocument('docx')

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  const recommendationId = office.recommendationIds[0] as string
  const create = `/recommendations/${recommendationId}/tasks`
  const { reader } = office.database
  const task = (id: string) =>
    reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const parts = (id: string) =>
    reader.selectFrom('co_unit').selectAll().where('task_id', '=', id).orderBy('id').execute()
  return { office, app, as, create, recommendationId, reader, task, parts }
}

const draftOf = (office: TestOffice, more: Record<string, string> = {}) => ({
  act_id: randomUUID() as string,
  title: 'Ban hành Quy chế phối hợp',
  criterion: 'Quyết định có số, ngày,\r\nchữ ký',
  leadUnitId: office.unit.tccb,
  dueOn: '14/12/2018',
  ...more,
})

/** The draft's id out of the answer that leads to its check page. */
const idIn = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers.location).split('/')[2] as string
const hidden = (body: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''

async function issue(browser: Browser, id: string, more: Record<string, string> = {}) {
  const page = await browser.get(`/tasks/${id}/issue`)
  const fields = { act_id: hidden(page.body, 'act_id'), version: hidden(page.body, 'version') }
  return browser.post(`/tasks/${id}/issue`, { ...fields, ...more })
}

await t.test('the leader drafts, adds co-units, looks it over and issues; the head is told', async t => {
  const { as, office, create, task, parts, app } = await open(t)
  const ngan = await as('ngan')
  const empty = await ngan.get(`${create}/new`)
  t.equal(empty.statusCode, 200)
  t.match(empty.body, /Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp/)
  t.match(empty.body, /\+7 ngày làm việc/)
  t.match(empty.body, /Cuối tháng/)
  t.notMatch(empty.body, /Cuối quý/, 'in December it is the same day')

  const row0 = {
    'coUnits.0.unitId': office.unit.cd,
    'coUnits.0.deliverable': 'Góp ý',
    'coUnits.0.dueOn': '10/12/2018',
  }
  const wider = await ngan.upload(create, draftOf(office, { ...row0, step: 'add_co_unit', title: '' }))
  t.equal(wider.statusCode, 200, 'another row asks for nothing else')
  t.match(wider.body, /name="coUnits\.1\.unitId"/)
  t.notMatch(wider.body, /name="coUnits\.2\.unitId"/)
  t.match(wider.body, /value="10\/12\/2018"/)

  const kept = await ngan.upload(
    create,
    draftOf(office, { ...row0, 'coUnits.2.unitId': office.unit.vp, title: 'Quy chế'.normalize('NFD') }),
  )
  t.equal(kept.statusCode, 303)
  const id = idIn(kept)
  t.equal(kept.headers.location, `/tasks/${id}/issue`)
  t.match(await task(id), {
    state: 'draft',
    title: 'Quy chế',
    criterion: 'Quyết định có số, ngày,\nchữ ký',
    due_on: '2018-12-14',
    code: '1.1',
  })
  t.same(
    (await parts(id)).map(part => [part.unit_id, part.due_on]),
    [
      [office.unit.cd, '2018-12-10'],
      [office.unit.vp, null],
    ],
  )

  const check = await ngan.get(`/tasks/${id}/issue`)
  t.match(check.body, /Kiểm tra lại nhiệm vụ 1\.1/)
  t.match(check.body, /Phạm Hoàng Phúc, Trưởng phòng, Phòng Tổ chức cán bộ \(chủ trì\)/)
  t.match(check.body, /Lâm Thị Bích Thủy.*\(phối hợp\)/)
  t.match(check.body, new RegExp(`/tasks/${id}/preparation#f-dueOn`))
  t.notMatch(check.body, /leaderId/, 'a leader signs for nobody')
  const before = app.nudges()
  const issued = await issue(ngan, id)
  t.equal(issued.statusCode, 303)
  t.equal(issued.headers.location, `/tasks/${id}/issued`)
  t.equal(app.nudges(), before + 1)
  t.match(await task(id), {
    state: 'issued',
    assigner_id: office.appointment.ngan,
    original_due_on: '2018-12-14',
    issued_on: '2018-12-10',
  })
  const next = await ngan.get(`/tasks/${id}/issued`)
  t.match(next.body, /Đã giao nhiệm vụ 1\.1/)
  t.match(next.body, /đến 12\/12\/2018/)
})

await t.test('a second click drafts once and issues once', async t => {
  const { as, office, create, reader } = await open(t)
  const ngan = await as('ngan')
  const draft = draftOf(office)
  const drafted = await Promise.all([1, 2, 3].map(() => ngan.upload(create, draft)))
  const id = idIn(drafted[0]!)
  for (const answer of drafted) t.equal(answer.headers.location, `/tasks/${id}/issue`)
  const page = await ngan.get(`/tasks/${id}/issue`)
  const fields = { act_id: hidden(page.body, 'act_id'), version: hidden(page.body, 'version') }
  const answers = await Promise.all([1, 2].map(() => ngan.post(`/tasks/${id}/issue`, fields)))
  for (const answer of answers) t.equal(answer.headers.location, `/tasks/${id}/issued`)
  const acts = await reader
    .selectFrom('event')
    .select('act')
    .where('task_id', '=', id)
    .orderBy('seq')
    .execute()
  t.same(
    acts.map(event => event.act),
    ['create_task', 'issue'],
  )
})

await t.test('six who draft at the same moment have six tasks, numbered one by one', async t => {
  const { as, office, create, reader } = await open(t)
  const leaders = await Promise.all((['ngan', 'tuyet'] as const).map(as))
  const answers = await Promise.all(
    [0, 1, 2, 3, 4, 5].map(n => leaders[n % 2]!.upload(create, draftOf(office))),
  )
  t.same(new Set(answers.map(answer => answer.statusCode)), new Set([303]))
  const tasks = await reader.selectFrom('task').select('code').orderBy('ordinal').execute()
  t.same(
    tasks.map(task => task.code),
    ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6'],
  )
})

await t.test('a deadline that has passed or falls on a day off is warned of and allowed', async t => {
  const { as, office, create, task } = await open(t)
  const ngan = await as('ngan')
  for (const [dueOn, warning] of [
    ['1/1/19', /01\/01\/2019 là ngày nghỉ \(Tết Dương lịch\)/],
    ['15-12-2018', /15\/12\/2018 là ngày nghỉ/],
    ['7/12/2018', /Hạn 07\/12\/2018 đã qua/],
  ] as const) {
    const id = idIn(await ngan.upload(create, draftOf(office, { dueOn })))
    t.match((await ngan.get(`/tasks/${id}/issue`)).body, warning)
    t.match((await ngan.get(`/tasks/${id}/preparation`)).body, warning)
    t.equal((await issue(ngan, id)).statusCode, 303)
    t.equal((await task(id)).state, 'issued')
  }
})

await t.test('what is wrong is said at its field with everything typed, the file stays', async t => {
  const { as, office, create, reader, task } = await open(t)
  const ngan = await as('ngan')
  const long = 'x'.repeat(301)
  const wrong = await ngan.upload(
    create,
    draftOf(office, {
      title: long,
      criterion: '',
      leadUnitId: newId(),
      dueOn: '31/02/2018',
      verifierId: office.appointment.phuc,
      'coUnits.0.unitId': office.unit.cd,
      'coUnits.1.unitId': office.unit.cd,
      'coUnits.3.deliverable': 'Ai làm?',
    }),
    { documentFile: { name: 'Kế hoạch 118.docx', content: docx } },
  )
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /<title>Lỗi: /)
  for (const said of [
    /Dài 301 ký tự/,
    /Nhập sản phẩm, kết quả phải nộp/,
    /Không có đơn vị này/,
    /Nhập ngày theo dạng/,
    /Người được chọn không có vai trò thẩm định/,
    /Đơn vị phối hợp này đã được chọn/,
    /href="#f-coUnits-1-unitId"/,
    /href="#f-coUnits-2-unitId"/,
    /Chọn đơn vị</,
    /Ai làm\?/,
    /31\/02\/2018/,
    /Kế hoạch 118\.docx/,
  ]) {
    t.match(wrong.body, said)
  }
  t.ok(wrong.body.includes(long))
  const fileId = hidden(wrong.body, 'documentFileId')
  t.equal((await reader.selectFrom('file').select('id').executeTakeFirstOrThrow()).id, fileId)
  const right = draftOf(office, {
    act_id: hidden(wrong.body, 'act_id'),
    documentFileId: fileId,
    verifierId: office.appointment.khoi,
  })
  const id = idIn(await ngan.upload(create, right))
  t.match(await task(id), { document_file_id: fileId, verifier_id: office.appointment.khoi })
  t.match((await ngan.get(`/tasks/${id}/issue`)).body, /Kế hoạch 118\.docx/)

  const bad = await ngan.upload(create, draftOf(office, { title: '' }), {
    documentFile: { name: 'giả.pdf', content: docx },
  })
  t.equal(bad.statusCode, 422)
  t.match(bad.body, /Nội dung tệp không phải là tệp \.pdf/)
  t.match(bad.body, /href="#f-title"/, 'the rest is checked too')
  t.equal((await reader.selectFrom('task').select('id').execute()).length, 1, 'nothing was drafted')
  const stranger = await (await as('tuyet')).upload(create, draftOf(office, { documentFileId: fileId }))
  t.equal(stranger.statusCode, 422, 'a document of their own only, so that naming one opens none')
  const forged = await ngan.upload(create, draftOf(office, { documentFileId: newId() }))
  t.equal(forged.statusCode, 422)
  t.match(forged.body, /Không tìm thấy tệp này/)
})

await t.test('a draft is changed, its document taken off, its co-units replaced', async t => {
  const { as, office, create, task, parts, recommendationId } = await open(t)
  const tuyet = await as('tuyet')
  const first = await tuyet.upload(
    create,
    draftOf(office, { 'coUnits.0.unitId': office.unit.cd, step: 'keep' }),
    {
      documentFile: { name: 'a.docx', content: docx },
    },
  )
  t.equal(first.headers.location, `/recommendations/${recommendationId}`)
  t.match((await tuyet.get(first.headers.location as string)).body, /Đã lưu bản nháp/)
  const { id } = await office.database.reader.selectFrom('task').select('id').executeTakeFirstOrThrow()
  const [before] = await parts(id)
  const page = await tuyet.get(`/tasks/${id}/preparation`)
  t.match(page.body, /a\.docx/)
  const fileId = hidden(page.body, 'documentFileId')
  const changed = await tuyet.upload(`/tasks/${id}/preparation`, {
    ...draftOf(office, { title: 'Tên mới', dueOn: '20/12/2018' }),
    version: hidden(page.body, 'version'),
    documentFileId: fileId,
    documentFile_remove: fileId,
    'coUnits.0.unitId': office.unit.vp,
    'coUnits.1.unitId': office.unit.cd,
    'coUnits.1.deliverable': 'Góp ý',
  })
  t.equal(changed.headers.location, `/tasks/${id}/issue`)
  t.match(await task(id), { title: 'Tên mới', due_on: '2018-12-20', document_file_id: null, version: 2 })
  const after = await parts(id)
  t.same(new Set(after.map(part => part.unit_id)), new Set([office.unit.vp, office.unit.cd]))
  t.match(
    after.find(part => part.unit_id === office.unit.cd),
    { id: before!.id, deliverable: 'Góp ý' },
  )
  const late = await tuyet.upload(`/tasks/${id}/preparation`, {
    ...draftOf(office, { title: 'Tab hai' }),
    version: '1',
  })
  t.equal(late.statusCode, 409)
  t.match(late.body, /Tab hai/)
  t.match(late.body, /Đang lưu/)
  t.match(late.body, /Tên mới/)
  const again = await tuyet.upload(`/tasks/${id}/preparation`, {
    ...draftOf(office, { title: 'Tab hai' }),
    version: hidden(late.body, 'version'),
  })
  t.equal(again.statusCode, 303)
  t.equal((await task(id)).title, 'Tab hai')
})

await t.test('a secretary issues on behalf with the signed document, and not without', async t => {
  const { as, office, create, task, reader } = await open(t)
  const tuyet = await as('tuyet')
  const id = idIn(
    await tuyet.upload(create, draftOf(office, { documentNo: '118/KH', documentOn: '5/12/2018' })),
  )
  const page = await tuyet.get(`/tasks/${id}/issue`)
  t.match(page.body, /Lê Thị Kim Ngân, Phó Giám đốc/)
  t.match(page.body, /value="118\/KH"/)
  const fields = { act_id: hidden(page.body, 'act_id'), version: hidden(page.body, 'version') }
  const bare = await tuyet.upload(
    `/tasks/${id}/issue`,
    { ...fields, behalfDocumentNo: '', behalfDocumentOn: 'hôm qua' },
    {
      behalfFile: { name: 'đã ký.docx', content: docx },
    },
  )
  t.equal(bare.statusCode, 422)
  for (const said of [
    /Chọn lãnh đạo đã ký/,
    /Nhập số văn bản lãnh đạo đã ký/,
    /Nhập ngày theo dạng/,
    /đã ký\.docx/,
  ])
    t.match(bare.body, said)
  t.notMatch(bare.body, /Đính kèm tệp văn bản/, 'the file is stored already')
  t.equal((await task(id)).state, 'draft')
  const signed = {
    ...fields,
    leaderId: office.appointment.ngan,
    behalfDocumentNo: '118/KH',
    behalfDocumentOn: '5/12/2018',
  }
  const missing = await tuyet.upload(`/tasks/${id}/issue`, signed)
  t.match(missing.body, /Đính kèm tệp văn bản lãnh đạo đã ký/)
  const fake = await tuyet.upload(
    `/tasks/${id}/issue`,
    { ...signed, leaderId: office.appointment.phuc },
    { behalfFile: { name: 'x.pdf', content: docx } },
  )
  t.match(fake.body, /Nội dung tệp không phải là tệp \.pdf/)
  t.match(fake.body, /Chọn lãnh đạo đã ký/)
  const behalfFileId = hidden(bare.body, 'behalfFileId')
  const done = await tuyet.upload(`/tasks/${id}/issue`, { ...signed, behalfFileId })
  t.equal(done.headers.location, `/tasks/${id}/issued`)
  t.match(await task(id), { state: 'issued', assigner_id: office.appointment.ngan })
  const event = await reader
    .selectFrom('event')
    .selectAll()
    .where('task_id', '=', id)
    .where('act', '=', 'issue')
    .executeTakeFirstOrThrow()
  t.equal(event.person_id, office.person.tuyet)
  t.equal(event.on_behalf_of_id, office.appointment.ngan)
  t.equal(
    (await (await as('phuc')).get(`/files/${behalfFileId}`)).statusCode,
    200,
    'the unit reads what was signed',
  )
})

await t.test('a draft that came back says why, and follows the proposal with one click', async t => {
  const { as, office, create, task, parts } = await open(t)
  const ngan = await as('ngan')
  const id = idIn(await ngan.upload(create, draftOf(office, { 'coUnits.0.unitId': office.unit.vp })))
  await issue(ngan, id)
  await office.act('phuc', '2018-12-10', 'refuse', id, {
    reason: 'Thuộc Văn phòng Sở',
    proposedUnitId: office.unit.vp,
  })
  const tuyet = await as('tuyet')
  const page = await tuyet.get(`/tasks/${id}/preparation`)
  t.match(page.body, /báo không thuộc đơn vị: “Thuộc Văn phòng Sở” Đề nghị chuyển Văn phòng Sở/)
  const follow = /href="(\/tasks\/[^"]*\?unit=[^"]*)"/.exec(page.body)![1]!
  const filled = await tuyet.get(follow)
  t.match(filled.body, new RegExp(`value="${office.unit.vp}" selected`))
  t.notMatch(filled.body, /name="coUnits\.0\.unitId"/, 'who leads is no co-unit any longer')
  const other = await tuyet.get(`/tasks/${id}/preparation?unit=${office.unit.gdth}`)
  t.match(other.body, new RegExp(`value="${office.unit.tccb}" selected`), 'only what was proposed')
  t.match((await tuyet.get(`/tasks/${id}/issue`)).body, /đã báo nhiệm vụ này không thuộc đơn vị mình/)
  const saved = await tuyet.upload(`/tasks/${id}/preparation`, {
    ...draftOf(office, { leadUnitId: office.unit.vp }),
    version: hidden(filled.body, 'version'),
  })
  t.equal(saved.statusCode, 303)
  t.same(await parts(id), [])
  t.equal((await issue(ngan, id)).statusCode, 303)
  t.match(await task(id), { state: 'issued', lead_unit_id: office.unit.vp })
})

await t.test('a co-unit that has written something cannot be dropped without a trace', async t => {
  const { as, office, create, parts } = await open(t)
  const ngan = await as('ngan')
  const id = idIn(await ngan.upload(create, draftOf(office, { 'coUnits.0.unitId': office.unit.cd })))
  await issue(ngan, id)
  const [part] = await parts(id)
  await office.act('thuy', '2018-12-10', 'update_co_unit', id, {
    coUnitId: part!.id,
    text: 'Đang góp ý',
    percent: 10,
  })
  await office.act('phuc', '2018-12-10', 'refuse', id, {
    reason: 'Không phải',
    proposedUnitId: office.unit.vp,
  })
  const page = await ngan.get(`/tasks/${id}/preparation`)
  const send = (more: Record<string, string>) =>
    ngan.upload(`/tasks/${id}/preparation`, {
      ...draftOf(office, more),
      version: hidden(page.body, 'version'),
    })
  const dropped = await send({})
  t.equal(dropped.statusCode, 422)
  t.match(dropped.body, /Công đoàn ngành đã ghi nội dung phần việc của mình/)
  t.equal((await send({ 'coUnits.0.unitId': office.unit.cd })).statusCode, 303)
})

await t.test('a session that ran out in the middle of the form keeps what was typed', async t => {
  const { as, app, office, create } = await open(t)
  const ngan = await as('ngan')
  app.clock.now = new Date(app.clock.now.getTime() + 31 * 60_000)
  const late = await ngan.upload(
    create,
    draftOf(office, { title: 'Gõ dở', 'coUnits.0.unitId': office.unit.cd }),
  )
  t.equal(late.statusCode, 401)
  const page = await (await as('ngan')).get(`${create}/new?draft=1`)
  t.match(page.body, /Gõ dở/)
  t.match(page.body, new RegExp(`name="coUnits.0.unitId"[\\s\\S]*value="${office.unit.cd}" selected`))
})

await t.test('two leaders at once: one issues, the other is told', async t => {
  const { as, office, create, task } = await open(t)
  const [ngan, bao] = [await as('ngan'), await as('bao')]
  const id = idIn(await ngan.upload(create, draftOf(office)))
  const pages = [await ngan.get(`/tasks/${id}/issue`), await bao.get(`/tasks/${id}/issue`)]
  const fields = pages.map(page => ({
    act_id: hidden(page.body, 'act_id'),
    version: hidden(page.body, 'version'),
  }))
  const answers = await Promise.all([
    ngan.post(`/tasks/${id}/issue`, fields[0]),
    bao.post(`/tasks/${id}/issue`, fields[1]),
  ])
  t.same(
    answers.map(answer => answer.statusCode).toSorted((a, b) => a - b),
    [303, 409],
  )
  t.equal((await task(id)).state, 'issued' satisfies TaskState)
  for (const url of [`/tasks/${id}/issue`, `/tasks/${id}/preparation`]) {
    t.equal((await bao.get(url)).headers.location, `/tasks/${id}`, url)
  }
  const late = await bao.upload(`/tasks/${id}/preparation`, { ...draftOf(office), version: '1' })
  t.equal(late.statusCode, 409)
})

await t.test('only who prepares tasks, and only their own organisation’s', async t => {
  const { as, office, app, create, recommendationId } = await open(t)
  const id = idIn(await (await as('ngan')).upload(create, draftOf(office)))
  const urls = [
    `/recommendations/${recommendationId}/tasks/new`,
    `/tasks/${id}/preparation`,
    `/tasks/${id}/issue`,
    `/tasks/${id}/issued`,
  ]
  for (const who of ['phuc', 'hanh', 'khoi', 'son', 'hieu', 'minh', 'quan', 'hang'] as const) {
    const browser = await as(who)
    for (const url of urls) t.equal((await browser.get(url)).statusCode, 403, `${who} ${url}`)
    t.equal((await browser.upload(create, draftOf(office))).statusCode, 403, who)
    t.equal((await browser.post(`/tasks/${id}/issue`)).statusCode, 403, who)
  }
  const tuyet = await as('tuyet')
  for (const missing of [newId(), 'x']) {
    for (const url of [
      `/recommendations/${missing}/tasks/new`,
      `/tasks/${missing}/preparation`,
      `/tasks/${missing}/issue`,
      `/tasks/${missing}/issued`,
    ]) {
      t.equal((await tuyet.get(url)).statusCode, 404, url)
    }
    t.equal((await tuyet.upload(`/recommendations/${missing}/tasks`, draftOf(office))).statusCode, 404)
    t.equal((await tuyet.upload(`/tasks/${missing}/preparation`, draftOf(office))).statusCode, 404)
    t.equal((await tuyet.post(`/tasks/${missing}/issue`)).statusCode, 404)
  }
  t.equal((await tuyet.get(`/tasks/${id}/issued`)).headers.location, `/tasks/${id}/issue`)
  t.equal((await app.inject({ url: urls[0]! })).statusCode, 303)
  const others = await otherOrganisation(office)
  t.equal((await tuyet.get(`/recommendations/${others}/tasks/new`)).statusCode, 404)
})

/** Another organisation beside ours, with a recommendation of its own. */
async function otherOrganisation(office: TestOffice): Promise<string> {
  const { writer } = office.database
  const [unit, inspection, recommendation] = [newId(), newId(), newId()]
  const so = await writer
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit.so)
    .executeTakeFirstOrThrow()
  await writer
    .insertInto('unit')
    .values({ ...so, id: unit, path: `/${unit}/`, name: 'Sở khác' })
    .execute()
  const ours = await writer
    .selectFrom('inspection')
    .selectAll()
    .where('id', '=', office.inspectionId)
    .executeTakeFirstOrThrow()
  await writer
    .insertInto('inspection')
    .values({ ...ours, id: inspection, organisation_id: unit, committee_id: null })
    .execute()
  const row = await writer
    .selectFrom('recommendation')
    .selectAll()
    .where('id', '=', office.recommendationIds[0]!)
    .executeTakeFirstOrThrow()
  await writer
    .insertInto('recommendation')
    .values({ ...row, id: recommendation, inspection_id: inspection })
    .execute()
  return recommendation
}
