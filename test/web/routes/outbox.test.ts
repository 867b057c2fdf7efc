import t from 'tap'
import type { NewRow } from '../../../src/data/schema.ts'
import { newId } from '../../../src/lib/id.ts'
import { dispatchAll, workDays } from '../../support/mailroom.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

/** 10/12/2018: the mail of the issue and those of the ladder, all kept. */
const office = await openTestOffice(t)
await office.issued('2018-11-20', '2018-12-05', { title: 'Quy chế làm việc' })
await dispatchAll(office, '2018-11-20')
await workDays(office, '2018-12-05', '2018-12-10')
const app = await openTestApp(t, office)
const as = (who: CastKey) => signInAs(app, office, who)
const { writer, reader } = office.database

function message(more: Partial<NewRow<'message'>>): NewRow<'message'> {
  const id = newId()
  return {
    id,
    organisation_id: office.unit.so,
    person_id: office.person.phuc,
    kind: 'bundle',
    dedupe_key: null,
    to_address: 'phuc@sgddt.example',
    subject: 'Đôn đốc nhiệm vụ',
    text: 'Kính gửi đồng chí',
    html: '<p>Kính gửi đồng chí</p>',
    for_on: '2018-12-10',
    send_at: '2018-12-10T00:30:00.000Z',
    state: 'failed',
    attempts: 6,
    claimed_at: null,
    claimed_by: null,
    sent_at: null,
    last_error: '451 4.7.1 try again later',
    maybe_twice: 0,
    header_id: id,
    created_at: '2018-12-10T00:30:00.000Z',
    version: 1,
    ...more,
  }
}

async function lay(more: Partial<NewRow<'message'>>): Promise<string> {
  const row = message(more)
  await writer.insertInto('message').values(row).execute()
  return row.id as string
}

async function stateOf(id: string) {
  return reader
    .selectFrom('message')
    .select(['state', 'attempts'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

const words = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<\/(p|li|h1|h2|th|td|div|span|a|dt|dd)>/g, ' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')

await t.test('the outbox lists every mail by state, each with its words', async t => {
  const browser = await as('tuyet')
  const page = await browser.get('/outbox')
  t.equal(page.statusCode, 200)
  const total = (await reader.selectFrom('message').selectAll().execute()).length
  t.match(words(page.body), `Tất cả ${total}`)
  t.match(words(page.body), `Giữ lại ${total}`)
  t.match(words(page.body), 'Bộ phận gửi thư chưa chạy lần nào')
  t.equal((await browser.get('/outbox?state=sent')).statusCode, 200)
  t.match(words((await browser.get('/outbox?state=sent')).body), 'Không có thư nào ở tình trạng này.')
  const href = /href="(\/outbox\/[\w-]{36})"/.exec(page.body)?.[1] ?? ''
  const one = await browser.get(href)
  t.match(words(one.body), 'Lời nhắc trong thư')
  t.match(words(one.body), 'Trân trọng.')
  t.match(one.body, `href="${href}/html"`)
})

await t.test('the mail as it was laid out can do nothing but look so', async t => {
  const id = await lay({
    html: '<style>p{color:red}</style><p>Kính gửi</p><script>alert(1)</script>',
    state: 'sent',
  })
  const shown = await (await as('minh')).get(`/outbox/${id}/html`)
  t.equal(shown.statusCode, 200)
  t.match(shown.headers['content-security-policy'], /^sandbox; default-src 'none'; style-src 'unsafe-inline'/)
  t.notMatch(shown.headers['content-security-policy'], /script-src|allow-/)
  t.match(shown.body, '<p>Kính gửi</p>')
  const page = await (await as('minh')).get(`/outbox/${id}`)
  t.notMatch(page.body, '<script>alert', 'the page itself shows the text alone')
  const planned = await lay({ state: 'planned', subject: '', text: '', html: '' })
  const unworded = await (await as('bao')).get(`/outbox/${planned}`)
  t.match(words(unworded.body), 'Thư chưa được soạn.')
  t.equal((await (await as('bao')).get(`/outbox/${planned}/html`)).statusCode, 404)
})

await t.test('dead letters stand on top with their cause and are sent again once', async t => {
  const id = await lay({ state: 'bounced', last_error: '550 5.1.1 User unknown', attempts: 1 })
  const browser = await as('tuyet')
  const page = await browser.get('/outbox')
  const text = words(page.body)
  t.match(text, /Cần xử lý 1 .*550 5\.1\.1 User unknown.*Gửi lại.*Các thư/)
  const actId =
    /action="\/outbox\/[\w-]+\/resend"[\s\S]*?name="act_id" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const nudges = app.nudges()
  for (const time of ['first', 'second']) {
    const answer = await browser.post(`/outbox/${id}/resend`, { act_id: actId, from: 'office' })
    t.match(answer, { statusCode: 303, headers: { location: '/outbox' } }, `${time} click`)
  }
  t.ok(app.nudges() > nudges, 'the worker is told')
  t.match(await stateOf(id), { state: 'planned', attempts: 0 })
  const events = await reader.selectFrom('event').select('act').where('subject_id', '=', id).execute()
  t.same(events, [{ act: 'resend_message' }])
  t.match(words((await browser.get('/outbox')).body), 'Đã xếp thư vào hàng gửi lại.')
  const again = await browser.post(`/outbox/${id}/resend`, { act_id: newId(), from: 'office' })
  t.equal(again.statusCode, 409, 'it is not dead any more')
  t.match(words(again.body), 'Việc này không còn làm được')
})

await t.test('who may send again: secretaries, and administrators what opens accounts too', async t => {
  const business = await lay({})
  const access = await lay({
    organisation_id: null,
    kind: 'access',
    subject: 'Thư mời',
    text: 'http://x/invitations/TOKEN',
    html: 'TOKEN',
  })
  const post = async (who: CastKey, id: string) =>
    (await (await as(who)).post(`/outbox/${id}/resend`, { act_id: newId(), from: 'office' })).statusCode
  for (const who of ['bao', 'minh', 'phuc', 'son', 'hanh', 'khoi', 'hieu'] as const) {
    t.equal(await post(who, business), 403, who)
  }
  t.equal(await post('tuyet', access), 404, 'an invitation is not the office’s mail')
  t.equal(await post('tuyet', newId()), 404)
  t.equal(await post('tuyet', 'x'), 404)
  t.equal(await post('quan', access), 303)
  t.equal(await post('tuyet', business), 303)
  const stranger = openBrowser(app)
  t.equal((await stranger.post(`/outbox/${business}/resend`, { act_id: newId() })).statusCode, 401)
  const long = await (await as('tuyet')).post(`/outbox/${business}/resend`, {
    act_id: 'x'.repeat(99),
    from: 'office',
  })
  t.equal(long.statusCode, 400)
})

await t.test('what opens an account is read by nobody', async t => {
  const token = 'SECRET-TOKEN'
  for (const organisation_id of [null, office.unit.so]) {
    const id = await lay({
      organisation_id,
      kind: 'access',
      subject: `Thư mời ${token}`,
      text: token,
      html: token,
      state: 'planned',
    })
    for (const who of ['tuyet', 'bao', 'minh', 'quan'] as const) {
      const browser = await as(who)
      for (const url of [`/outbox/${id}`, `/outbox/${id}/html`]) {
        const answer = await browser.get(url)
        t.ok(answer.statusCode === 404 || answer.statusCode === 403, `${who} ${url}`)
        t.notMatch(answer.body, token)
      }
      for (const url of ['/outbox', '/admin/mail', '/outbox?state=waiting', '/admin/mail?state=waiting']) {
        t.notMatch((await browser.get(url)).body, token, `${who} ${url}`)
      }
    }
  }
})

await t.test('administrators see that every mail goes out, but no words', async t => {
  await lay({ organisation_id: null, kind: 'access', last_error: 'ECONNREFUSED' })
  const page = await (await as('quan')).get('/admin/mail')
  t.equal(page.statusCode, 200)
  t.match(words(page.body), 'Thư mời hoặc đăng nhập')
  t.match(words(page.body), 'ECONNREFUSED')
  t.notMatch(page.body, 'Đôn đốc nhiệm vụ', 'no subjects')
  t.notMatch(page.body, /href="\/outbox\//, 'no way to the words')
  t.match(page.body, /action="\/outbox\/[\w-]+\/resend"/)
  for (const who of ['tuyet', 'bao', 'minh', 'phuc'] as const) {
    t.equal((await (await as(who)).get('/admin/mail')).statusCode, 403, who)
  }
})

await t.test('the worker’s pulse is told with its age, and its silence in red', async t => {
  const browser = await as('tuyet')
  const health = async (beat_at: string, detail: unknown) => {
    await writer.deleteFrom('worker_status').execute()
    await writer
      .insertInto('worker_status')
      .values({
        name: 'worker-1',
        beat_at,
        detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
      })
      .execute()
    return (await browser.get('/outbox')).body
  }
  app.clock.now = new Date('2018-12-10T02:00:00.000Z')
  const beat = {
    queue: { kind: 'embedded', up: true, answerMs: 1 },
    jobs: { waiting: 3, active: 0 },
    mail: 'kept',
    oldest_message_at: '2018-12-10T01:50:00.000Z',
  }
  const runs = await health('2018-12-10T01:59:56.000Z', beat)
  t.match(
    words(runs),
    'Bộ phận gửi thư đang chạy, nhịp gần nhất 4 giây trước Hàng đợi (embedded) đang trả lời, 3 việc chờ Chưa đặt máy chủ thư: thư được giữ trong hộp thư đi. Thư chờ lâu nhất đã đợi 10 phút.',
  )
  t.match(words(await health('2018-12-10T01:55:00.000Z', beat)), 'đang chạy, nhịp gần nhất 5 phút trước')
  const silent = await health('2018-12-10T01:54:59.000Z', { queue: { kind: 'redis', up: false } })
  t.match(
    words(silent),
    'Bộ phận gửi thư im lặng 5 phút, nhịp gần nhất lúc 08:54 10/12/2018 Hàng đợi (redis) không trả lời',
  )
  t.match(silent, 'status status-late')
  t.match(words(await health('2018-12-10T01:59:56.000Z', 'not json')), 'đang chạy')
  await writer.deleteFrom('worker_status').execute()
  t.match(words((await browser.get('/outbox')).body), 'Bộ phận gửi thư chưa chạy lần nào')
})

await t.test('only those who oversee the office read its mail, and only its own', async t => {
  const other = await reader
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit.so)
    .executeTakeFirstOrThrow()
  const province = newId()
  await writer
    .insertInto('unit')
    .values({ ...other, id: province, path: `/${province}/`, name: 'Sở khác' })
    .execute()
  const foreign = await lay({ organisation_id: province, subject: 'Thư của Sở khác' })
  const browser = await as('tuyet')
  t.equal((await browser.get(`/outbox/${foreign}`)).statusCode, 404)
  t.equal((await browser.get(`/outbox/${foreign}/html`)).statusCode, 404)
  t.equal((await browser.post(`/outbox/${foreign}/resend`, { act_id: newId() })).statusCode, 404)
  t.notMatch((await browser.get('/outbox')).body, 'Thư của Sở khác')
  t.notMatch((await (await as('quan')).get('/admin/mail')).body, foreign)
  for (const url of ['/outbox/x', `/outbox/${newId()}`, `/outbox/${newId()}/html`]) {
    t.equal((await browser.get(url)).statusCode, 404, url)
  }
  for (const who of ['phuc', 'hanh', 'khoi', 'son', 'hieu', 'quan'] as const) {
    t.equal((await (await as(who)).get('/outbox')).statusCode, 403, who)
  }
  t.equal((await openBrowser(app).get('/outbox')).statusCode, 303)
})

await t.test('many mails are paged forth and back, each once', async t => {
  const rows = Array.from({ length: 90 }, (_, n) =>
    message({ state: 'sent', for_on: `2018-10-${10 + Math.floor(n / 30)}` }),
  )
  for (let at = 0; at < rows.length; at += 30)
    await writer
      .insertInto('message')
      .values(rows.slice(at, at + 30))
      .execute()
  const browser = await as('tuyet')
  const ids = (html: string) =>
    [...html.slice(html.indexOf('id="all-messages"')).matchAll(/ id="row-([\w-]{36})"/g)].map(
      match => match[1],
    )
  const link = (html: string, rel: string) =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
  const first = await browser.get('/outbox?state=sent')
  const seen = [...ids(first.body)]
  let page = first
  for (let next = link(page.body, 'next'); next; next = link(page.body, 'next')) {
    page = await browser.get(next)
    seen.push(...ids(page.body))
  }
  const sent = await reader.selectFrom('message').select('id').where('state', '=', 'sent').execute()
  t.equal(seen.length, sent.length)
  t.equal(new Set(seen).size, sent.length)
  let back = page
  for (let prev = link(back.body, 'prev'); prev; prev = link(back.body, 'prev'))
    back = await browser.get(prev)
  t.same(ids(back.body), ids(first.body))
  t.ok(first.body.length < 100_000)
})
