import t from 'tap'
import { growFigureVersion } from '../../../src/data/figure-version.ts'
import { rebuildSummaries } from '../../../src/domain/status-summary.ts'
import { newId } from '../../../src/lib/id.ts'
import { addDays } from '../../../src/lib/plain-date.ts'
import { liveTask, type Step } from '../../support/history.ts'
import { type CastKey, openTestOffice, type TestOffice, type UnitKey } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const today = '2018-12-10'

/** A task of the unit whose people do the acts two days apart. */
async function live(
  office: TestOffice,
  unit: UnitKey,
  dueInDays: number,
  acts: Step['what'][],
): Promise<void> {
  await liveTask(
    office,
    unit,
    dueInDays,
    acts.map(what => ({ what, afterDays: 2 })),
  )
}

async function openBoard(
  t: Parameters<typeof openTestOffice>[0],
  prepare: (office: TestOffice) => Promise<void>,
) {
  const office = await openTestOffice(t)
  await prepare(office)
  await rebuildSummaries(office.database.writer)
  const app = await openTestApp(t, office)
  return { office, app, as: (who: CastKey) => signInAs(app, office, who) }
}

async function everyClass(office: TestOffice): Promise<void> {
  await live(office, 'vp', 20, ['receive', 'report', 'verify'])
  await live(office, 'gdth', 3, ['receive', 'report', 'verify'])
  await live(office, 'tccb', 15, ['receive'])
  await live(office, 'tccb', 22, [])
  await live(office, 'tccb', 28, ['receive', 'report'])
  await live(office, 'cd', 30, ['receive', 'suspend'])
  await live(office, 'cd', 30, ['withdraw'])
  await live(office, 'vp', 30, ['give_up'])
  await office.draft('2018-11-20', '2018-12-20')
}

const words = (html: string) =>
  html
    .replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
    .replaceAll(/<\/(p|li|h1|h2|th|td|div|title)>/g, ' ')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')

// One office for all that only reads: making one takes seconds where PGlite plays the server.
const board = await openBoard(t, everyClass)

await t.test('the sentence, the piles and the rates say the figures of today', async t => {
  const { as } = board
  const page = await (await as('bao')).get('/committee')
  t.equal(page.statusCode, 200)
  const text = words(page.body)
  t.match(
    text,
    'Tính đến ngày 10/12/2018: 2 kiến nghị, 5 nhiệm vụ; đã hoàn thành 2 (đúng hạn 1); đang thực hiện trong hạn 2; quá hạn 1.',
  )
  t.match(text, 'Tính riêng: tạm dừng 1, không thực hiện 1, thu hồi 1.')
  t.match(text, 'Hoàn thành 40,0% 2 trên 5 nhiệm vụ đã giao')
  t.match(text, 'Hoàn thành đúng hạn 50,0% 1 trên 2 nhiệm vụ đã hoàn thành')
  t.match(text, 'Quá hạn 33,3% 1 trên 3 nhiệm vụ đã hoàn thành hoặc quá hạn')
  t.match(text, 'sắp đến hạn 1')
  t.match(text, 'chậm nhất 3 ngày làm việc')
  t.match(
    page.body,
    '<title id="bar-1-label">Phòng Tổ chức cán bộ: hoàn thành đúng hạn 0, hoàn thành quá hạn 0, trong hạn 2, quá hạn 1</title>',
  )
})

await t.test('every number opens a list of exactly as many tasks', async t => {
  const { as } = board
  for (const who of ['bao', 'son'] as const) {
    const browser = await as(who)
    const page = await browser.get('/committee')
    // A rate's link opens the tasks above its line, told in words beside it.
    const body = page.body.replaceAll(/<ul class="sheet rates">[\s\S]*?<\/ul>/g, '')
    const links = [...body.matchAll(/<a href="(\/tasks\?[^"]+)"[^>]*>([^<]+)</g)]
      .map(([, href = '', text = '']) => ({
        href: href.replaceAll('&amp;', '&'),
        number: /\d+/.exec(text)?.[0],
      }))
      .filter(link => link.number !== undefined)
    t.ok(links.length > 25, `${links.length} numbers are links`)
    for (const { href, number } of links) {
      const list = await browser.get(href)
      t.equal([...list.body.matchAll(/ id="row-/g)].length, Number(number), `${who} ${href}`)
    }
  }
})

await t.test('what needs attention stands there with where to go', async t => {
  const { as, office } = await openBoard(t, async office => {
    const late = await office.issued('2018-11-14', '2018-11-16', { title: 'Việc quá hạn lâu' })
    await office.act('phuc', '2018-11-15', 'receive', late, { officerId: null })
    const extended = await office.issued('2018-11-20', '2018-11-30', { title: 'Việc đã gia hạn' })
    await office.act('phuc', '2018-11-21', 'receive', extended, { officerId: null })
    for (const [day, until] of [
      ['2018-11-22', '2018-12-14'],
      ['2018-12-06', '2018-12-28'],
    ] as const) {
      await office.act('phuc', day, 'request_extension', extended, {
        reason: 'a',
        doneSoFar: 'b',
        plan: 'c',
        newDueOn: until,
      })
      if (day > '2018-12') continue
      await office.act('ngan', day, 'decide_extension', extended, {
        verdict: 'granted',
        grantedDueOn: until,
        note: '',
      })
    }
    const given = await office.issued('2018-11-20', '2018-12-28', {
      title: 'Việc khó làm',
      leadUnitId: office.unit.ttra,
    })
    await office.act('ngan', '2018-12-05', 'propose_non_implementation', given, {
      explanation: 'Không còn căn cứ',
    })
    const refused = await office.issued('2018-12-05', '2018-12-28', { title: 'Việc chưa rõ' })
    await office.act('phuc', '2018-12-06', 'refuse', refused, { reason: 'x', proposedUnitId: office.unit.vp })
  })
  const text = words((await (await as('tuyet')).get('/committee')).body)
  t.match(
    text,
    /Quá hạn 16 ngày làm việc\s+1\.1 Việc quá hạn lâu\s+Phòng Tổ chức cán bộ · hạn 16\/11\/2018 · quá 15 ngày làm việc, trong danh sách trình Ban Chỉ đạo/,
  )
  t.match(
    text,
    /Chậm so với hạn ban đầu\s+1\.2 Việc đã gia hạn\s+Hạn ban đầu 30\/11\/2018, hạn hiện tại 14\/12\/2018/,
  )
  t.match(text, /Chờ gia hạn lần 2\s+1\.2 Việc đã gia hạn\s+Đề nghị ngày 06\/12, xin đến 28\/12\/2018/)
  t.match(text, /Đề xuất không thực hiện\s+1\.3 Việc khó làm/)
  t.match(
    text,
    /Chưa rõ đơn vị\s+1\.4 Việc chưa rõ\s+Phòng Tổ chức cán bộ trả lại ngày 06\/12, đề xuất Văn phòng Sở/,
  )
  t.match(text, /Chức vụ chưa có người giữ\s+Thủ trưởng Thanh tra Sở/, 'the unit has a verifier but no head')
  t.match(text, 'Cần chú ý 6')
  t.match((await (await as('tuyet')).get('/committee')).body, `/admin/appointments?unit=${office.unit.ttra}`)
  const seen = await (await as('son')).get('/committee')
  t.notMatch(seen.body, 'Việc chưa rõ', 'a committee sees no drafts')
  t.notMatch(seen.body, '/admin/', 'nor a page that is not for it')
  const links = [...seen.body.matchAll(/href="(\/tasks\/[^"]+)"/g)].map(match => match[1] as string)
  for (const href of links) t.equal((await (await as('son')).get(href)).statusCode, 200, href)
})

await t.test('a post is vacant from the day after its last holder', async t => {
  const { as } = await openBoard(t, async office => {
    await office.issued('2018-11-20', '2018-12-20')
    await office.database.writer
      .updateTable('appointment')
      .set({ to_on: '2018-12-04' })
      .where('id', '=', office.appointment.phuc)
      .execute()
  })
  const text = words((await (await as('bao')).get('/committee')).body)
  t.match(
    text,
    /Thủ trưởng Phòng Tổ chức cán bộ\s+Từ ngày 05\/12\/2018 · thư đôn đốc của chức vụ này chưa gửi cho ai/,
  )
})

await t.test('nothing given and nothing late have kind words', async t => {
  const none = await openBoard(t, async () => {})
  const empty = words((await (await none.as('tuyet')).get('/committee')).body)
  t.match(empty, 'Chưa có nhiệm vụ nào được giao.')
  t.match(empty, 'Xem các kiến nghị')
  t.notMatch(words((await (await none.as('son')).get('/committee')).body), 'Xem các kiến nghị')
  const good = await openBoard(t, office => live(office, 'tccb', 40, ['receive']))
  const page = await (await good.as('bao')).get('/committee')
  t.match(words(page.body), 'không có nhiệm vụ quá hạn')
  t.match(words(page.body), 'các đơn vị đang giữ đúng hạn')
  t.match(words(page.body), 'Hoàn thành đúng hạn – 0 trên 0', 'nothing to divide by is not 0 %')
  t.notMatch(page.body, 'pile-late')
  t.match(words(page.body), 'Không có việc nào cần chú ý.')
})

await t.test('one inspection can be looked at alone; one of others is not found', async t => {
  const { as, office } = board
  const browser = await as('bao')
  const one = await browser.get(`/committee?inspection=${office.inspectionId}`)
  t.equal(one.statusCode, 200)
  t.match(one.body, `/tasks?inspection=${office.inspectionId}&amp;class=done"`)
  t.notMatch(one.body, 'id="inspection-table"')
  for (const id of ['none', newId(), "' or 1=1"]) {
    const page = await browser.get(`/committee?inspection=${encodeURIComponent(id)}`)
    t.equal(page.statusCode, 404, id)
  }
  t.equal((await browser.get('/committee?inspection=')).statusCode, 200)
  t.equal(
    (await browser.get('/committee?inspection=a&inspection=b')).statusCode,
    200,
    'sense is made of the senseless',
  )
  const row = await office.database.reader.selectFrom('inspection').selectAll().executeTakeFirstOrThrow()
  const other = newId()
  await office.database.writer
    .insertInto('inspection')
    .values({ ...row, id: other, number: 'KT-2018-02', committee_id: null })
    .execute()
  await growFigureVersion(office.database.writer)
  t.equal((await browser.get(`/committee?inspection=${other}`)).statusCode, 200)
  t.match((await browser.get('/committee')).body, 'KT-2018-02, ngày 13/11/2018')
  const member = await as('son')
  t.equal((await member.get(`/committee?inspection=${other}`)).statusCode, 404)
  t.notMatch((await member.get('/committee')).body, 'KT-2018-02')
})

await t.test('the chart draws the snapshots up to today', async t => {
  const { as, office } = board
  for (let n = 0; n < 3; n++) {
    await office.database.writer
      .insertInto('snapshot')
      .values({
        day: addDays(today, n - 3),
        organisation_id: office.unit.so,
        committee_id: office.committeeId,
        level: 'all',
        inspection_id: '',
        key: '',
        done_on_time: n,
        done_late: 0,
        running_in_time: 3,
        running_late: 0,
        suspended: 0,
        not_implemented: 0,
        withdrawn: 0,
      })
      .execute()
  }
  await growFigureVersion(office.database.writer)
  const page = await (await as('bao')).get('/committee')
  t.match(page.body, 'Từ 07/12 đến 10/12: hoàn thành từ 0 lên 2, quá hạn từ 0 thành 1')
  t.match(page.body, 'class="trend-late"')
})

await t.test('only those whose work it is may look', async t => {
  const { as, app } = board
  for (const who of ['tuyet', 'bao', 'son', 'minh'] as const) {
    t.equal((await (await as(who)).get('/committee')).statusCode, 200, who)
  }
  for (const who of ['phuc', 'hanh', 'khoi', 'hieu', 'quan'] as const) {
    t.equal((await (await as(who)).get('/committee')).statusCode, 403, who)
  }
  t.equal((await openBrowser(app).get('/committee')).statusCode, 303)
  t.equal((await (await as('bao')).post('/committee')).statusCode, 404, 'no such act')
})
