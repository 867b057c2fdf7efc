import t from 'tap'
import type { NewRow } from '../../../src/data/schema.ts'
import { newId } from '../../../src/lib/id.ts'
import { addDays } from '../../../src/lib/plain-date.ts'
import { dispatchAll, workDays } from '../../support/mailroom.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

/** 10/12/2018: one task three working days late, one whose head has no address. */
const office = await openTestOffice(t)
await office.database.writer
  .updateTable('person')
  .set({ email: null })
  .where('id', '=', office.person.hang)
  .execute()
const late = await office.issued('2018-11-20', '2018-12-05', { title: 'Quy chế làm việc' })
await office.issued('2018-12-06', '2018-12-28', {
  title: 'Báo cáo tuyên truyền',
  leadUnitId: office.unit.gdth,
})
await dispatchAll(office, '2018-11-20')
await workDays(office, '2018-12-05', '2018-12-10')
const app = await openTestApp(t, office)
const as = (who: CastKey) => signInAs(app, office, who)

function row(more: Partial<NewRow<'reminder'>>): NewRow<'reminder'> {
  const id = newId()
  return {
    id,
    organisation_id: office.unit.so,
    subject_type: 'task',
    subject_id: id,
    task_id: null,
    rung: 'weekly',
    appointment_id: office.appointment.bao,
    person_id: office.person.bao,
    deadline_version: 1,
    occurrence: 0,
    rung_on: '2018-12-10',
    for_on: '2018-12-10',
    state: 'kept',
    reason: '',
    message_id: null,
    sent_at: null,
    acknowledged_at: null,
    created_at: '2018-12-10T00:30:00.000Z',
    ...more,
  }
}

const words = (html: string) =>
  html
    .slice(html.indexOf('<main'))
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<\/(p|li|h1|h2|th|td|div|span|a)>/g, ' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')

const rowIds = (html: string) => [...html.matchAll(/ id="row-([\w-]{36})"/g)].map(match => match[1] as string)

await t.test('the ledger tells by day who was told what, and what will be told', async t => {
  const page = await (await as('tuyet')).get('/ledger')
  t.equal(page.statusCode, 200)
  const text = words(page.body)
  t.match(
    text,
    /Ngày mai, thứ Ba 11\/12\/2018 .*không có lời nhắc nào dự kiến|Ngày mai, thứ Ba 11\/12\/2018 dự kiến/,
  )
  t.match(text, /Hôm nay, thứ Hai 10\/12\/2018 \d+ giữ trong hộp thư đi, 1 không có email/)
  t.match(
    text,
    /07:30 Phạm Hoàng Phúc Trưởng phòng, Phòng Tổ chức cán bộ Quá hạn 3 ngày Thủ trưởng đơn vị 1\.1 Quy chế làm việc hạn 05\/12\/2018 Giữ trong hộp thư đi/,
  )
  t.match(
    text,
    /Lê Thị Kim Ngân Phó Giám đốc, Sở Giáo dục và Đào tạo Vĩnh Long Quá hạn 3 ngày/,
    'and the leader in charge',
  )
  t.match(text, 'Thứ Bảy 08/12 và Chủ nhật 09/12 ngày nghỉ, không gửi')
  t.match(text, /Không có email In phiếu/)
  t.match(page.body, `href="/tasks/${late}"`)
  t.ok(text.indexOf('10/12/2018') < text.indexOf('Thứ Năm 06/12/2018'), 'later days first')
  t.match(text, /Thứ Ba 20\/11\/2018 .*Giao nhiệm vụ/)
})

await t.test('every filter narrows the rows, stays in the form and says so when nothing fits', async t => {
  const browser = await as('bao')
  const counted = async (query: string) => rowIds((await browser.get(`/ledger?${query}`)).body).length
  const all = await office.database.reader.selectFrom('reminder').selectAll().execute()
  const of = (test: (one: (typeof all)[number]) => boolean) => all.filter(test).length
  t.equal(
    await counted(`person=${office.person.phuc}`),
    of(one => one.person_id === office.person.phuc),
  )
  t.equal(
    await counted(`unit=${office.unit.gdth}`),
    of(one => one.person_id === office.person.hang),
  )
  t.equal(await counted('rung=late_3'), 2)
  t.equal(
    await counted('result=no_address'),
    of(one => one.state === 'no_address'),
  )
  t.equal(await counted('result=acknowledged'), 0)
  t.equal(
    await counted('until=20/11/2018'),
    of(one => one.for_on <= '2018-11-20'),
  )
  t.equal(
    await counted(`task=${late}`),
    of(one => one.task_id === late),
  )
  t.equal(await counted(`person=${office.person.phuc}&rung=late_1&result=kept`), 1)
  const none = await browser.get('/ledger?result=bounced')
  t.match(words(none.body), 'Không có dòng nào khớp với bộ lọc.')
  t.match(none.body, '<option value="bounced" selected>')
  t.notMatch(words(none.body), 'ngày nghỉ', 'a narrowed ledger says nothing of quiet days')
  t.notMatch(words(none.body), 'dự kiến', 'nor of tomorrow')
})

await t.test(
  'a date that is none stays as typed, with a sentence; senseless filters are as if not said',
  async t => {
    const browser = await as('minh')
    const wrong = await browser.get('/ledger?until=31/02/2018')
    t.equal(wrong.statusCode, 200)
    t.match(wrong.body, 'value="31/02/2018"')
    t.match(wrong.body, 'Nhập ngày theo dạng ngày/tháng/năm')
    const whole = rowIds((await browser.get('/ledger')).body).length
    for (const query of [
      'unit=x',
      'person=%27',
      'rung=a%20b',
      'result=lost',
      'after=2018-12-10~x',
      'before=x',
      'state=1',
    ]) {
      t.equal(rowIds((await browser.get(`/ledger?${query}`)).body).length, whole, query)
    }
    t.equal((await browser.get(`/ledger?rung=${'x'.repeat(200)}`)).statusCode, 400)
  },
)

await t.test('what became of a reminder is said in words, with why', async t => {
  await office.database.writer
    .insertInto('reminder')
    .values([
      row({ state: 'sent', sent_at: '2018-12-10T00:31:00.000Z' }),
      row({
        state: 'sent',
        sent_at: '2018-12-10T00:32:00.000Z',
        acknowledged_at: '2018-12-10T01:12:00.000Z',
      }),
      row({ state: 'bounced', reason: 'bad_address' }),
      row({ state: 'failed', reason: 'refused_by_server' }),
      row({ state: 'cancelled', reason: 'reported' }),
      row({ state: 'unsure' }),
      row({ state: 'planned' }),
      row({ state: 'planned', for_on: '2018-12-12' }),
      row({ state: 'cancelled', reason: 'a_reason_of_tomorrow', rung: 'a_rung_of_tomorrow' }),
    ])
    .execute()
  const page = await (await as('tuyet')).get('/ledger')
  const text = words(page.body)
  for (const said of [
    /07:31 Huỳnh Quốc Bảo .*?Đã gửi/,
    'Đã nhận lúc 08:12',
    'Bị trả lại địa chỉ không nhận thư',
    'Không gửi được máy chủ thư từ chối',
    'Không gửi đã báo cáo hoàn thành',
    'Chưa rõ đã gửi',
    'Đang chờ gửi',
    /Thứ Tư 12\/12\/2018 1 sẽ gửi/,
    'a_rung_of_tomorrow',
  ]) {
    t.match(text, said)
  }
  t.match(page.body, /class="table-wrap future" id="ledger-2018-12-12"/, 'what is to come is dashed')
})

await t.test('who has no address gets a slip of paper', async t => {
  const browser = await as('tuyet')
  const href = /href="(\/ledger\/slips\/[^"]+)"/.exec((await browser.get('/ledger')).body)?.[1] ?? ''
  const slip = await browser.get(href)
  t.equal(slip.statusCode, 200)
  const text = words(slip.body)
  t.match(text, 'Kính gửi: Đồng chí Trần Thị Diễm Hằng, Trưởng phòng, Phòng Giáo dục Trung học')
  t.match(text, /1\.2 Báo cáo tuyên truyền/)
  t.match(text, 'Hạn hoàn thành: Thứ Sáu, 28/12/2018')
  t.match(text, '“Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.”')
  await office.database.writer.updateTable('office').set({ salutation: 'ong_ba' }).execute()
  t.match(words((await browser.get(href)).body), 'Kính gửi: Ông/Bà Trần Thị Diễm Hằng')
  for (const url of [
    `/ledger/slips/${office.person.hang}?day=2018-01-01`,
    `/ledger/slips/${office.person.hang}?day=x`,
    `/ledger/slips/${office.person.hang}`,
    `/ledger/slips/${newId()}?day=2018-12-10`,
    '/ledger/slips/x?day=2018-12-10',
  ]) {
    t.equal((await browser.get(url)).statusCode, 404, url)
  }
  t.equal((await (await as('hang')).get(href)).statusCode, 403)
})

await t.test('an empty ledger says what will stand in it', async t => {
  const other = await openTestOffice(t)
  const otherApp = await openTestApp(t, other)
  const text = words((await (await signInAs(otherApp, other, 'tuyet')).get('/ledger')).body)
  t.match(text, 'Sổ chưa có dòng nào.')
  t.match(text, 'Hôm nay, thứ Hai 10/12/2018')
})

await t.test('only those who oversee the office read its ledger, and only its own', async t => {
  for (const who of ['tuyet', 'bao', 'ngan', 'minh'] as const) {
    t.equal((await (await as(who)).get('/ledger')).statusCode, 200, who)
  }
  for (const who of ['phuc', 'hanh', 'khoi', 'son', 'hieu', 'quan'] as const) {
    t.equal((await (await as(who)).get('/ledger')).statusCode, 403, who)
  }
  t.equal((await openBrowser(app).get('/ledger')).statusCode, 303)
  t.equal((await (await as('bao')).post('/ledger')).statusCode, 404)
  const other = await office.database.reader
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit.so)
    .executeTakeFirstOrThrow()
  const province = newId()
  await office.database.writer
    .insertInto('unit')
    .values({ ...other, id: province, path: `/${province}/`, name: 'Sở khác' })
    .execute()
  const foreign = row({ organisation_id: province })
  await office.database.writer.insertInto('reminder').values(foreign).execute()
  const page = await (await as('minh')).get('/ledger?rung=weekly&until=10/12/2018')
  t.notOk(rowIds(page.body).includes(foreign.id as string))
})

await t.test('a long ledger is paged by day and row, forth and back, each row once', async t => {
  const many = Array.from({ length: 130 }, (_, n) =>
    row({ for_on: addDays('2018-10-01', Math.floor(n / 50)), rung_on: '2018-10-01' }),
  )
  for (let at = 0; at < many.length; at += 50) {
    await office.database.writer
      .insertInto('reminder')
      .values(many.slice(at, at + 50))
      .execute()
  }
  const all = await office.database.reader
    .selectFrom('reminder')
    .select('id')
    .where('organisation_id', '=', office.unit.so)
    .execute()
  const browser = await as('tuyet')
  const seen: string[] = []
  const pages: string[] = []
  const link = (html: string, rel: 'next' | 'prev') =>
    new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
  for (let href: string | undefined = '/ledger'; href; ) {
    pages.push(href)
    const page = await browser.get(href)
    const ids = rowIds(page.body)
    t.ok(ids.length <= 40 && page.body.length < 100_000, `${ids.length} rows, ${page.body.length} bytes`)
    seen.push(...ids)
    href = link(page.body, 'next')
  }
  t.equal(seen.length, all.length)
  t.equal(new Set(seen).size, all.length)
  const last = await browser.get(pages.at(-1) as string)
  const back = await browser.get(link(last.body, 'prev') as string)
  const before = await browser.get(pages.at(-2) as string)
  t.same(rowIds(back.body).sort(), rowIds(before.body).sort())
  t.match(words(before.body), '50 giữ trong hộp thư đi', 'a day that is cut says how many it holds in all')
})
