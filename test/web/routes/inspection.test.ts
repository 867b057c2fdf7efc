import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { createInspection } from '../../../src/domain/inspection.ts'
import { newId } from '../../../src/lib/id.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

const seed = readFileSync(join(import.meta.dirname, '../../../src/sample/inspection-2018.txt'), 'utf8')
const kilobyte = 1024

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  return { office, app, as, reader: office.database.reader }
}

const attribute = (html: string, pattern: RegExp) =>
  (pattern.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** What a browser would send of the page of sentences, as it stands. */
function sentBy(html: string) {
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(match => match[1] as string)
  const value = (name: string) => attribute(html, new RegExp(`id="f-${name}"[^>]*value="([^"]*)"`))
  const chosen = (name: string) =>
    attribute(html, new RegExp(`id="f-${name}"(?:(?!</select>)[\\s\\S])*?value="([^"]*)" selected`))
  const item = all(/name="item" value="([^"]+)"/g)
  return {
    act_id: attribute(html, /name="act_id" value="([^"]+)"/),
    version: attribute(html, /name="version" value="([^"]+)"/),
    item,
    kind: all(
      /name="kind">\s*<option value="once"(?: selected)?>[^<]*<\/option>\s*<option value="standing"( selected)?/g,
    ).map(sel => (sel ? 'standing' : 'once')),
    summary: all(/name="summary"[^>]*>\s*([^<]*)<\/textarea>/g),
    tick: all(/name="tick" value="([^"]+)" checked/g),
    title: value('title'),
    body: value('body'),
    heldOn: value('heldOn'),
    number: value('number'),
    documentNo: value('documentNo'),
    documentOn: value('documentOn'),
    teamLead: value('teamLead'),
    inspectedUnitId: chosen('inspectedUnitId'),
    committeeId: chosen('committeeId'),
  }
}

async function paste(browser: Browser, conclusion: string, actId = randomUUID() as string) {
  return browser.upload('/inspections/new', { act_id: actId, conclusion })
}

await t.test('the whole way: pasted, cut, looked over, recorded', async t => {
  const { as, office, reader } = await open(t)
  const tuyet = await as('tuyet')
  t.match((await tuyet.get('/inspections/new')).body, /Không nhập tài liệu có độ mật/)
  const pasted = await paste(tuyet, seed.normalize('NFD').replaceAll('\n', '\r\n'))
  t.equal(pasted.statusCode, 303)
  const step2 = pasted.headers.location as string
  t.match(step2, /^\/inspections\/drafts\//)

  const page = await tuyet.get(step2)
  t.equal(page.statusCode, 200)
  t.ok(Buffer.byteLength(page.body) < 100 * kilobyte)
  const form = sentBy(page.body)
  t.equal(form.item.length, 7, 'the seven of the real document')
  t.same(form.tick, form.item)
  t.equal(form.heldOn, '13/11/2018')
  t.match(form.body, /^Đoàn kiểm tra của Ban chỉ đạo/)
  t.equal(form.inspectedUnitId, office.unit.so)
  t.equal(form.committeeId, office.committeeId)
  t.match(page.body, /đoạn không có kiến nghị/)

  const added = /name="tick" value="(\d+-\d+)">Đoàn kiểm tra đánh giá cao/.exec(page.body)![1]!
  const more = { ...form, tick: [...form.tick.slice(1), added], step: 'refresh' }
  t.equal((await tuyet.post(step2, more)).headers.location, step2)
  const refreshed = sentBy((await tuyet.get(step2)).body)
  t.equal(refreshed.item.length, 8, 'what was ticked in the text is in the list now')
  t.equal(refreshed.tick.length, 7)

  const kinds = refreshed.item.map((_, index) => (index % 2 === 0 ? 'once' : 'standing'))
  const summaries = refreshed.item.map((_, index) => `Tóm tắt ${index}`)
  const finish = { ...refreshed, kind: kinds, summary: summaries, step: 'finish' }
  const done = await tuyet.post(step2, finish)
  t.equal(done.statusCode, 303)
  const again = await tuyet.post(step2, finish)
  t.equal(again.headers.location, done.headers.location, 'a second click gets the first answer')

  const assignment = done.headers.location as string
  const id = assignment.split('/').at(-2)!
  const stored = await reader
    .selectFrom('inspection')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(stored.conclusion, stored.conclusion.normalize('NFC'))
  t.notMatch(stored.conclusion, /\r/)
  const rows = await reader
    .selectFrom('recommendation')
    .selectAll()
    .where('inspection_id', '=', id)
    .orderBy('ordinal')
    .execute()
  t.equal(rows.length, 7)
  for (const row of rows) t.equal(row.quote, stored.conclusion.slice(row.start_at, row.end_at))
  t.ok(rows[0]!.quote.startsWith('Đoàn kiểm tra đánh giá cao'))
  t.same(
    rows.slice(1).map(row => [row.kind, row.summary]),
    finish.item.slice(2).map((_, i) => [kinds[i + 2], summaries[i + 2]]),
  )
  const next = await tuyet.get(assignment)
  t.match(next.body, /Đã ghi nhận cuộc kiểm tra/)
  t.match(next.body, /Giao nhiệm vụ/)
  const shown = await tuyet.get(`/inspections/${id}`)
  t.match(shown.body, /id="kn-7"/)
  t.match(shown.body, /id="span-7"/)
  t.equal((await tuyet.get(step2)).statusCode, 404, 'the draft is gone')
})

await t.test(
  'an empty or too long text is refused with what was typed; twice the same form is one draft',
  async t => {
    const { as, reader } = await open(t)
    const tuyet = await as('tuyet')
    const empty = await paste(tuyet, ' \n ')
    t.equal(empty.statusCode, 422)
    t.match(empty.body, /<title>Lỗi: /)
    t.match(empty.body, /Chọn tệp hoặc dán nội dung kết luận/)
    const long = await paste(tuyet, 'a'.repeat(5_000_001))
    t.equal(long.statusCode, 422)
    t.match(long.body, /5\.000\.001|5000001/)
    t.ok(long.body.includes('a'.repeat(5_000_001)))
    const actId = randomUUID()
    const [one, two] = await Promise.all([
      paste(tuyet, 'Đề nghị Sở họp.', actId),
      paste(tuyet, 'Đề nghị Sở họp.', actId),
    ])
    t.equal(one.headers.location, two.headers.location)
    t.equal((await reader.selectFrom('conclusion_draft').select('id').execute()).length, 1)
    const list = await tuyet.get('/inspections/new')
    t.match(list.body, new RegExp(one.headers.location as string))
    t.equal((await tuyet.post(`${one.headers.location}/removal`)).headers.location, '/inspections/new')
    t.equal((await reader.selectFrom('conclusion_draft').select('id').execute()).length, 0)
  },
)

await t.test('a paste of 5 MB is read off the thread, and every page of it stays light', async t => {
  const { as, app } = await open(t)
  const tuyet = await as('tuyet')
  const big =
    `${seed}\n\n${'Một đoạn nhận xét chung về tình hình của đơn vị, không yêu cầu việc gì. '.repeat(40)}\n`
      .repeat(900)
      .slice(0, 5_000_000)
  const pasting = paste(tuyet, big)
  const began = performance.now()
  const health = await app.inject({ url: '/healthz' })
  t.ok(health.statusCode < 600 && performance.now() - began < 5_000)
  const pasted = await pasting
  t.equal(pasted.statusCode, 303)
  const step2 = pasted.headers.location as string
  for (const url of [
    step2,
    `${step2}?part=2`,
    `${step2}?part=400`,
    `${step2}?part=999999`,
    `${step2}?page=99`,
  ]) {
    const page = await tuyet.get(url)
    t.equal(page.statusCode, 200, url)
    t.ok(Buffer.byteLength(page.body) < 100 * kilobyte, `${url}: ${Buffer.byteLength(page.body)}`)
  }
  const part = await tuyet.get(`${step2}?part=2`)
  const form = sentBy(part.body)
  const ticked = /name="tick" value="(\d+-\d+)">/.exec(part.body)![1]!
  const kept = await tuyet.post(`${step2}?part=2`, { ...form, tick: [...form.tick, ticked], step: 'part:3' })
  t.equal(kept.headers.location, `${step2}?part=3`)
  t.ok(sentBy((await tuyet.get(`${step2}?part=2`)).body).tick.includes(ticked))
  const done = await tuyet.post(step2, { ...sentBy((await tuyet.get(step2)).body), step: 'finish' })
  t.equal(done.statusCode, 303, done.body.slice(0, 200))
  const assignment = done.headers.location as string
  const inspection = assignment.replace(/\/assignment$/, '')
  for (const url of [
    assignment,
    inspection,
    `${inspection}/conclusion?part=77`,
    `${inspection}/recommendations/new?part=5`,
  ]) {
    const page = await tuyet.get(url)
    t.equal(page.statusCode, 200, url)
    t.ok(Buffer.byteLength(page.body) < 100 * kilobyte, `${url}: ${Buffer.byteLength(page.body)}`)
  }
})

await t.test('what is wrong is said at its field, with everything else as typed', async t => {
  const { as } = await open(t)
  const tuyet = await as('tuyet')
  const step2 = (await paste(tuyet, seed)).headers.location as string
  const form = sentBy((await tuyet.get(step2)).body)
  const wrong = await tuyet.post(step2, {
    ...form,
    title: '',
    heldOn: '31/02/2018',
    inspectedUnitId: newId(),
    summary: form.summary.map((_, index) => (index === 2 ? 'x'.repeat(301) : `Của tôi ${index}`)),
    tick: form.tick.slice(0, 6),
    step: 'finish',
  })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /Dài 301 ký tự/)
  t.match(wrong.body, /href="#f-summary-\d+"/)
  for (const said of [/Nhập ngày theo dạng/, /Không có đơn vị này/, /value="31\/02\/2018"/, /Của tôi 3/])
    t.match(wrong.body, said)
  t.equal(sentBy(wrong.body).tick.length, 6)
  const forged = await tuyet.post(step2, { ...form, tick: ['9999990-9999999'], step: 'save' })
  t.equal(forged.statusCode, 422)
  const future = await tuyet.post(step2, {
    ...form,
    heldOn: '11/12/2018',
    step: 'finish',
    act_id: randomUUID(),
  })
  t.match(future.body, /Ngày này ở sau hôm nay/)
})

await t.test('two tabs on one draft: the second one is told and loses nothing', async t => {
  const { as } = await open(t)
  const tuyet = await as('tuyet')
  const step2 = (await paste(tuyet, seed)).headers.location as string
  const form = sentBy((await tuyet.get(step2)).body)
  t.equal((await tuyet.post(step2, { ...form, step: 'save', act_id: randomUUID() })).statusCode, 303)
  const summary = form.summary.map((_, index) => `Tab hai ${index}`)
  const late = await tuyet.post(step2, { ...form, summary, step: 'finish', act_id: randomUUID() })
  t.equal(late.statusCode, 409)
  t.same(sentBy(late.body).summary, summary)
  const now = await tuyet.post(step2, { ...sentBy(late.body), step: 'finish' })
  t.equal(now.statusCode, 303)
})

await t.test('a session that ran out while one read keeps the text and the ticks', async t => {
  const { as, app } = await open(t)
  const tuyet = await as('tuyet')
  const step2 = (await paste(tuyet, seed)).headers.location as string
  const form = sentBy((await tuyet.get(step2)).body)
  app.clock.now = new Date(app.clock.now.getTime() + 31 * 60_000)
  t.equal((await paste(tuyet, 'Đề nghị Sở họp. Văn bản dở.')).statusCode, 401)
  const back = await as('tuyet')
  t.match((await back.get('/inspections/new?draft=1')).body, /Văn bản dở\./)
  // The form that came last is the one that is shown again.
  app.clock.now = new Date(app.clock.now.getTime() + 1_000)
  t.equal(
    (await tuyet.post(step2, { ...form, summary: form.summary.map(() => 'Gõ dở'), tick: form.tick.slice(1) }))
      .statusCode,
    401,
  )
  const shown = sentBy((await back.get(`${step2}?draft=1`)).body)
  t.same(
    shown.summary,
    form.summary.map(() => 'Gõ dở'),
  )
  t.same(shown.tick, form.tick.slice(1))
})

await t.test('only the secretary enters, and only their own drafts', async t => {
  const { as, app } = await open(t)
  const step2 = (await paste(await as('tuyet'), seed)).headers.location as string
  for (const who of ['bao', 'phuc', 'khoi', 'son', 'hieu', 'minh', 'quan'] as const) {
    const browser = await as(who)
    t.equal((await browser.get('/inspections/new')).statusCode, 403, who)
    t.equal((await paste(browser, seed)).statusCode, 403, who)
    t.equal((await browser.get(step2)).statusCode, 403, who)
  }
  const tuyet = await as('tuyet')
  for (const url of [`/inspections/drafts/${newId()}`, '/inspections/drafts/x']) {
    t.equal((await tuyet.get(url)).statusCode, 404, url)
    t.equal((await tuyet.post(url, { step: 'save' })).statusCode, 404, url)
  }
  t.equal((await app.inject({ url: step2 })).statusCode, 303)
})

async function withTasks(t: { teardown(work: () => unknown): void }) {
  const opened = await open(t)
  const { office } = opened
  const issued = await office.issued('2018-11-20', '2018-12-05')
  await office.act('phuc', '2018-11-21', 'receive', issued, { officerId: office.appointment.hanh })
  const draft = await office.draft('2018-12-01', '2018-12-28', {
    title: 'Nháp chưa giao',
    leadUnitId: office.unit.gdth,
  })
  return { ...opened, issued, draft }
}

await t.test('the list and the page show each what they may see', async t => {
  const { as, office, issued, draft } = await withTasks(t)
  const url = `/inspections/${office.inspectionId}`
  const page = async (who: CastKey) => (await as(who)).get(url)
  for (const who of ['tuyet', 'ngan'] as const) {
    const { body } = await page(who)
    t.match(body, new RegExp(`/tasks/${issued}`), who)
    t.match(body, new RegExp(`/tasks/${draft}`), who)
    t.match(body, /Giao việc/, who)
    t.match(body, /Quá hạn 3 ngày làm việc/, who)
  }
  t.match((await page('tuyet')).body, /Thêm kiến nghị/)
  t.notMatch((await page('ngan')).body, /Thêm kiến nghị/)
  for (const who of ['phuc', 'hanh', 'khoi', 'son'] as const) {
    const { body, statusCode } = await page(who)
    t.equal(statusCode, 200, who)
    t.match(body, new RegExp(`/tasks/${issued}`), who)
    t.notMatch(body, /Nháp chưa giao/, who)
    t.notMatch(body, />Giao việc</, who)
  }
  const inspector = await page('hieu')
  t.equal(inspector.statusCode, 200)
  t.notMatch(inspector.body, new RegExp(`/tasks/${issued}`), 'an inspector reads recommendations, not tasks')
  for (const outsider of ['hang', 'thuy', 'nhung'] as const) {
    t.equal((await page(outsider)).statusCode, 404, outsider)
    t.notMatch((await (await as(outsider)).get('/inspections')).body, /KT-2018-01/, outsider)
    t.equal((await (await as(outsider)).get(`${url}/conclusion`)).statusCode, 404, outsider)
  }
  t.equal((await page('quan')).statusCode, 403)
  t.equal((await (await as('tuyet')).get(`/inspections/${newId()}`)).statusCode, 404)
  const list = await (await as('tuyet')).get('/inspections')
  t.match(list.body, /KT-2018-01/)
  t.match(list.body, new RegExp(`/tasks\\?inspection=${office.inspectionId}&amp;class=running_late`))
})

await t.test('a recommendation has a page of its own', async t => {
  const { as, office, issued, draft } = await withTasks(t)
  const url = `/recommendations/${office.recommendationIds[0]}`
  const secretary = await (await as('tuyet')).get(url)
  t.match(secretary.body, /Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp\./)
  t.match(secretary.body, new RegExp(`/tasks/${issued}`))
  t.match(secretary.body, new RegExp(`/tasks/${draft}`))
  t.match(secretary.body, /0 trên 1 nhiệm vụ đã xác nhận/)
  t.match(secretary.body, new RegExp(`${url}/tasks/new`))
  const head = await (await as('phuc')).get(url)
  t.equal(head.statusCode, 200)
  t.notMatch(head.body, /tasks\/new/)
  t.equal((await (await as('hieu')).get(url)).statusCode, 200)
  t.equal((await (await as('hang')).get(url)).statusCode, 404)
  t.equal((await (await as('quan')).get(url)).statusCode, 403)
  for (const missing of [newId(), 'x'])
    t.equal((await (await as('tuyet')).get(`/recommendations/${missing}`)).statusCode, 404)
})

await t.test('recommendations are added from the text later, ticked over several looks', async t => {
  const { as, office, reader } = await withTasks(t)
  const url = `/inspections/${office.inspectionId}/recommendations`
  const tuyet = await as('tuyet')
  const page = await tuyet.get(`${url}/new`)
  t.equal(page.statusCode, 200)
  const span = /name="tick" value="(\d+-\d+)">Đoàn kiểm tra đánh giá cao/.exec(page.body)![1]!
  const none = await tuyet.post(`${url}?part=1`, { act_id: randomUUID(), step: 'finish' })
  t.equal(none.statusCode, 422)
  t.match(none.body, /Chọn ít nhất một câu/)
  const looked = await tuyet.post(`${url}?part=1`, { act_id: randomUUID(), tick: span, step: 'refresh' })
  t.equal(looked.statusCode, 200)
  t.equal(
    (await reader.selectFrom('recommendation').select('id').execute()).length,
    2,
    'looking stores nothing',
  )
  const form = sentBy(looked.body)
  t.same(form.item, [span])
  const overlap = await tuyet.post(url, { act_id: randomUUID(), tick: '47-60', step: 'finish' })
  t.equal(overlap.statusCode, 422)
  const send = () =>
    tuyet.post(url, {
      act_id: form.act_id,
      item: span,
      tick: span,
      kind: 'standing',
      summary: 'Đánh giá',
      step: 'finish',
    })
  const answers = [await send(), await send()]
  for (const answer of answers) t.equal(answer.statusCode, 303)
  const rows = await reader.selectFrom('recommendation').selectAll().orderBy('ordinal').execute()
  t.same(
    rows.map(row => row.ordinal),
    [1, 2, 3],
  )
  t.match(rows[2], {
    kind: 'standing',
    summary: 'Đánh giá',
    quote: 'Đoàn kiểm tra đánh giá cao công tác lãnh đạo.',
  })
  t.equal((await (await as('ngan')).get(`${url}/new`)).statusCode, 403)
  t.equal((await tuyet.get(`/inspections/${newId()}/recommendations/new`)).statusCode, 404)
  t.equal((await tuyet.post(`/inspections/${newId()}/recommendations`, { step: 'finish' })).statusCode, 404)
})

await t.test('many inspections are paged by their day', async t => {
  const { as, office } = await open(t)
  for (let n = 0; n < 30; n += 1) await another(office, n)
  const tuyet = await as('tuyet')
  const seen: string[] = []
  let url: string | undefined = '/inspections'
  const pages: string[] = []
  while (url && pages.length < 5) {
    const { body } = await tuyet.get(url)
    pages.push(url)
    seen.push(...[...body.matchAll(/href="\/inspections\/([0-9a-f-]{36})"/g)].map(match => match[1]!))
    url = /rel="next" href="([^"]+)"/.exec(body)?.[1]
  }
  t.equal(pages.length, 2)
  t.equal(new Set(seen).size, 31)
  t.equal(seen.length, 31)
  const back = /rel="prev" href="([^"]+)"/.exec((await tuyet.get(pages[1]!)).body)![1]!
  const { body } = await tuyet.get(back)
  t.equal([...body.matchAll(/href="\/inspections\/[0-9a-f-]{36}"/g)].length, 25)
  t.notMatch(body, /rel="prev"/)
})

async function another(office: TestOffice, n: number): Promise<void> {
  const act = { personId: office.person.tuyet, actId: randomUUID(), occasion: office.occasion('2018-12-01') }
  await createInspection(office.database.writer, act, {
    organisationId: office.unit.so,
    committeeId: null,
    inspectedUnitId: null,
    number: `KT-${n}`,
    title: `Kiểm tra ${n}`,
    body: 'Đoàn',
    teamLead: '',
    heldOn: `2018-11-${String((n % 9) + 1).padStart(2, '0')}`,
    documentNo: '',
    documentOn: null,
    conclusion: 'Đề nghị họp.',
    recommendations: [],
  })
}
