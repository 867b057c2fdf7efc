import { randomUUID } from 'node:crypto'
import t from 'tap'
import { dispatchAll, workDay } from '../../support/mailroom.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { rungWith, savePolicy } from '../../support/policy.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

/** 10/12/2018; a task due on 17/12, whose D−3 is 12/12. */
async function scene(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-17')
  await dispatchAll(office, '2018-11-20')
  await workDay(office, '2018-12-10')
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  return { office, app, as, path: (part: string) => `/admin/policy/${office.unit.so}/${part}` }
}

/** What a browser sends of the part on the deadline, as the defaults have it. */
function deadline(more: Record<string, string | string[]> = {}) {
  const rungs: Record<string, [string, string[]]> = {
    due_minus_10: ['10', ['officer', 'head']],
    due_minus_3: ['3', ['officer', 'head']],
    due_minus_1: ['1', ['officer', 'head']],
    late_1: ['1', ['head']],
    late_3: ['3', ['head', 'leader']],
    late_7: ['7', ['head', 'leader', 'director', 'secretary']],
    late_15: ['15', []],
  }
  const fields: Record<string, string | string[]> = { on_due_today: '1', to_due_today: ['officer', 'head'] }
  for (const [rung, [days, to]] of Object.entries(rungs)) {
    Object.assign(fields, { [`on_${rung}`]: '1', [`days_${rung}`]: days })
    if (to.length > 0) fields[`to_${rung}`] = to
  }
  const about = { fromOn: '11/12/2018', note: 'Theo chỉ đạo', act_id: randomUUID(), version: '0' }
  const all = { ...fields, ...about, ...more }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''))
}

/** The hidden fields of the page of answers. */
function hiddenOf(html: string): Record<string, string> {
  const form = html.slice(html.indexOf('id="policy-confirm"'))
  const pairs = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value.replaceAll('&#39;', "'")]))
}

async function stored(office: TestOffice) {
  return office.database.reader.selectFrom('policy').selectAll().orderBy('number').execute()
}

await t.test('who reads the policy, and who finds the forms', async t => {
  const { as, path } = await scene(t)
  for (const who of ['tuyet', 'quan', 'bao', 'minh'] as const) {
    const page = await (await as(who)).get('/admin/policy')
    t.equal(page.statusCode, 200, who)
    t.match(page.body, 'Trước hạn 10 ngày làm việc')
    t.match(page.body, 'Mặc định: 10')
    t.equal(page.body.includes('Sửa nhắc theo thời hạn'), who === 'tuyet', who)
    t.equal(page.body.includes('Sửa giờ gửi thư'), who === 'tuyet' || who === 'quan', who)
  }
  for (const who of ['phuc', 'hanh', 'khoi', 'son', 'hieu'] as const) {
    t.equal((await (await as(who)).get('/admin/policy')).statusCode, 403, who)
    t.equal((await (await as(who)).get(path('hours'))).statusCode, 403, who)
    t.equal((await (await as(who)).post(path('hours'), {})).statusCode, 403, who)
  }
  t.equal((await (await as('bao')).get(path('deadline'))).statusCode, 403)
  t.equal((await (await as('quan')).get(path('deadline'))).statusCode, 403)
  t.equal((await (await as('quan')).post(path('deadline'), deadline())).statusCode, 403)
  t.equal((await (await as('quan')).get(path('hours'))).statusCode, 200)
  const secretary = await as('tuyet')
  t.equal((await secretary.get(`/admin/policy/${randomUUID()}/hours`)).statusCode, 404)
  t.equal((await secretary.get(path('nothing'))).statusCode, 404)
  t.equal((await secretary.get(`/admin/policy?organisation=${randomUUID()}`)).statusCode, 404)
  t.equal((await secretary.get('/admin/policy?version=1')).statusCode, 404)
  for (const part of ['deadline', 'waiting', 'notices', 'graces', 'hours']) {
    t.equal((await secretary.get(path(part))).statusCode, 200, part)
  }
})

await t.test('a change is tried out, shown and only then saved; a second click saves once', async t => {
  const { office, as, path } = await scene(t)
  const browser = await as('tuyet')
  const asked = await browser.post(path('deadline'), deadline({ on_due_minus_3: '', days_due_minus_1: '2' }))
  t.equal(asked.statusCode, 200)
  t.match(asked.body, 'không gửi nữa 2 lời nhắc')
  t.match(asked.body, 'gửi thêm 1 lời nhắc')
  t.match(asked.body, 'Phạm Hoàng Phúc')
  t.match(asked.body, 'Đã tắt')
  t.same(await stored(office), [], 'nothing is saved yet')
  const answers = hiddenOf(asked.body)
  const saved = await browser.post(path('deadline'), answers)
  t.equal(saved.statusCode, 303)
  t.equal((await browser.post(path('deadline'), answers)).statusCode, 303, 'the second click')
  const rows = await stored(office)
  t.match(rows, [{ number: 1, from_on: '2018-12-11', note: 'Theo chỉ đạo' }])
  const { rungs } = JSON.parse(rows[0]?.content ?? '{}')
  t.match(rungs, {
    due_minus_3: { enabled: false },
    due_minus_1: { offset_days: -2, recipients: ['officer', 'head'] },
    late_7: { offset_days: 7, recipients: ['head', 'leader', 'director', 'secretary'] },
    weekly: { enabled: true },
  })
  const page = await browser.get(String(saved.headers.location))
  t.match(page.body, 'Phiên bản 1')
  t.match(page.body, 'có hiệu lực từ 11/12/2018')
  t.match(
    (await browser.get(`/admin/policy?organisation=${office.unit.so}&version=1`)).body,
    'Trước hạn 2 ngày làm việc',
  )
})

await t.test('what is wrong is said at its field, and what was typed stays', async t => {
  const { office, as, path } = await scene(t)
  const browser = await as('tuyet')
  const wrong = { days_late_3: '1', to_late_1: '', fromOn: '10/12/2018', note: 'Chỉ đạo số 5' }
  const answer = await browser.post(path('deadline'), deadline(wrong))
  t.equal(answer.statusCode, 422)
  t.match(answer.body, 'Phải nhiều hơn bậc trước nó (1 ngày)')
  t.match(answer.body, 'Chọn ít nhất một người nhận')
  t.match(answer.body, 'Chính sách chỉ có hiệu lực từ ngày mai trở đi')
  t.match(answer.body, 'value="Chỉ đạo số 5"')
  const hours = {
    term_bundle_at: '7h30',
    term_mail_from: '6:00',
    term_mail_until: '25:00',
    term_digest_weekday: '1',
    term_digest_tasks: '8',
  }
  const late = await browser.post(path('hours'), {
    ...hours,
    fromOn: '11/12/2018',
    note: 'x',
    act_id: randomUUID(),
    version: '0',
  })
  t.equal(late.statusCode, 422)
  t.match(late.body, 'Nhập giờ như 07:30')
  const same = await browser.post(path('deadline'), deadline())
  t.equal(same.statusCode, 422)
  t.match(same.body, 'Chưa có gì thay đổi')
  t.same(await stored(office), [])
})

await t.test('back from the page of answers everything is as it was ticked', async t => {
  const { as, path } = await scene(t)
  const browser = await as('tuyet')
  const sent = deadline({ to_late_1: ['head', 'secretary'], on_late_15: '' })
  const asked = await browser.post(path('deadline'), sent)
  const back = await browser.post(path('deadline'), { ...hiddenOf(asked.body), step: 'edit' })
  t.equal(back.statusCode, 200)
  const ticked = [...back.body.matchAll(/name="to_late_1" value="(\w+)" checked/g)].map(one => String(one[1]))
  t.same(ticked.sort(), ['head', 'secretary'])
  t.notMatch(back.body, /name="on_late_15" value="1" checked/)
  t.match(back.body, /name="on_late_1" value="1" checked/)
})

await t.test(
  'someone saved first: 409, the form again with what was typed, and then it can be saved',
  async t => {
    const { office, as, path } = await scene(t)
    const browser = await as('tuyet')
    const asked = await browser.post(path('deadline'), deadline({ on_due_minus_3: '' }))
    await savePolicy(office, '2018-12-10', '2018-12-11', { rungs: rungWith('stale_10', { enabled: false }) })
    const lost = await browser.post(path('deadline'), hiddenOf(asked.body))
    t.equal(lost.statusCode, 409)
    t.match(lost.body, 'Phiên bản 1 vừa được lưu')
    t.match(lost.body, 'value="Theo chỉ đạo"')
    t.notMatch(lost.body, /name="on_due_minus_3" value="1" checked/)
    t.match(lost.body, /name="version" value="1"/)
    const again = await browser.post(
      path('deadline'),
      deadline({ on_due_minus_3: '', version: '1', confirmed: '1' }),
    )
    t.equal(again.statusCode, 303)
    const rungs = JSON.parse((await stored(office))[1]?.content ?? '{}').rungs
    t.match(rungs, { stale_10: { enabled: false }, due_minus_3: { enabled: false } })
  },
)

await t.test('the administrator moves the hours', async t => {
  const { office, as, path } = await scene(t)
  const browser = await as('quan')
  const sent = {
    term_bundle_at: '8:00',
    term_mail_from: '07:00',
    term_mail_until: '18:00',
    term_digest_weekday: '5',
    term_digest_tasks: '10',
    fromOn: '17/12/2018',
    note: 'Giờ mùa đông',
    act_id: randomUUID(),
    version: '0',
    confirmed: '1',
  }
  t.equal((await browser.post(path('hours'), sent)).statusCode, 303)
  t.match(JSON.parse((await stored(office))[0]?.content ?? '{}').terms, {
    bundle_at: '08:00',
    digest_weekday: 5,
  })
})

await t.test('the forecast of a day: to whom, why, and what is not sent', async t => {
  const { office, as } = await scene(t)
  await savePolicy(office, '2018-12-10', '2018-12-13', { rungs: rungWith('due_minus_1', { enabled: false }) })
  const browser = await as('minh')
  const wednesday = await browser.get('/ledger/forecast?day=12%2F12%2F2018')
  t.equal(wednesday.statusCode, 200)
  t.match(wednesday.body, 'Phạm Hoàng Phúc')
  t.match(wednesday.body, 'tính theo hạn 17/12/2018')
  const friday = await browser.get('/ledger/forecast?day=14/12/2018')
  t.match(friday.body, 'Bậc này đã tắt')
  t.match((await browser.get('/ledger/forecast?day=15/12/2018')).body, 'Ngày nghỉ')
  const wrong = await browser.get('/ledger/forecast?day=hôm+nào')
  t.match(wrong.body, 'Nhập một ngày từ ngày gửi tới')
  t.match((await browser.get('/ledger/forecast?day=01/01/2030')).body, 'Nhập một ngày từ ngày gửi tới')
  t.equal((await browser.get('/ledger/forecast')).statusCode, 200)
  for (const who of ['phuc', 'khoi', 'son', 'quan'] as const) {
    t.equal((await (await as(who)).get('/ledger/forecast')).statusCode, 403, who)
  }
})
