import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { givePassword, testPassword } from '../../support/password.ts'
import { type Browser, openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const next = 'mưa rơi trên mái tôn'
const email = 'phuc@sgddt.example'
const withMail = { config: { smtpUrl: 'smtp://localhost:25' } }

t.beforeEach(async () => {
  for (const table of ['one_use_link', 'message', 'attempt', 'access_log'] as const)
    await writer.deleteFrom(table).execute()
  await givePassword(office, 'phuc')
})

async function ask(browser: Browser, address = email): Promise<string> {
  await writer.deleteFrom('attempt').execute()
  const response = await browser.post('/reset', { email: address })
  t.equal(response.headers.location, '/reset/sent')
  const [message] = await reader.selectFrom('message').selectAll().orderBy('id', 'desc').execute()
  return message ? new URL(message.text).pathname : ''
}

await t.test('a forgotten password is replaced by the one-use link, in the browser that asked', async t => {
  const app = await openTestApp(t, office, withMail)
  const browser = openBrowser(app)
  t.match((await browser.get('/reset')).body, /name="email"/)
  const path = await ask(browser)
  t.match(browser.cookies['__Host-dondoc-reset'], /^[\w-]{43}$/)
  t.match((await browser.get('/reset/sent')).body, /Nếu địa chỉ vừa nhập có tài khoản/)
  for (let n = 0; n < 5; n++) t.equal((await browser.get(path)).statusCode, 200)
  t.equal((await app.inject({ method: 'HEAD', url: path, cookies: browser.cookies })).statusCode, 200)
  t.equal((await openBrowser(app).get(path)).statusCode, 410, 'another browser')
  t.equal((await openBrowser(app).post(path, { password: next })).statusCode, 409)
  t.equal(
    (await openBrowser(app, { '__Host-dondoc-reset': 'x' }).post(path, { password: next })).statusCode,
    409,
  )
  const done = await browser.post(path, { password: next })
  t.equal(done.statusCode, 303)
  t.equal(done.headers.location, '/sign-in')
  t.equal((await browser.post('/sign-in', { email, password: next })).statusCode, 303)
  t.equal((await openBrowser(app).post('/sign-in', { email, password: testPassword })).statusCode, 422)
  const used = await browser.post(path, { password: 'một mật khẩu khác hẳn' })
  t.equal(used.statusCode, 409)
  t.match(used.body, /href="\/reset"/, 'with a way to a fresh link')
})

await t.test('of twenty posts at once one wins', async t => {
  const app = await openTestApp(t, office, withMail)
  const browser = openBrowser(app)
  const path = await ask(browser)
  const cookies = { ...browser.cookies }
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      openBrowser(app, { ...cookies }).post(path, { password: `${next} ${n}` }),
    ),
  )
  t.equal(all.filter(response => response.statusCode === 303).length, 1)
  t.equal(all.filter(response => response.statusCode === 409).length, 19)
  const log = await reader
    .selectFrom('access_log')
    .select('kind')
    .where('kind', '=', 'password_reset')
    .execute()
  t.equal(log.length, 1)
})

await t.test('ten minutes, and a new link kills the old', async t => {
  const app = await openTestApp(t, office, withMail)
  const browser = openBrowser(app)
  const first = await ask(browser)
  const cookieOfFirst = { ...browser.cookies }
  const second = await ask(browser)
  t.equal((await openBrowser(app, cookieOfFirst).get(first)).statusCode, 410)
  app.clock.now = new Date(app.clock.now.getTime() + 9 * 60_000)
  t.equal((await browser.get(second)).statusCode, 200)
  app.clock.now = new Date(app.clock.now.getTime() + 61_000)
  t.equal((await browser.get(second)).statusCode, 410)
  t.equal((await browser.post(second, { password: next })).statusCode, 409)
})

await t.test('a password changed meanwhile kills the link too', async t => {
  const app = await openTestApp(t, office, withMail)
  const browser = openBrowser(app)
  const path = await ask(browser)
  const owner = await signInAs(app, office, 'phuc')
  const changed = await owner.post('/profile/password', { currentPassword: testPassword, password: next })
  t.equal(changed.statusCode, 303)
  t.equal((await browser.post(path, { password: 'một mật khẩu khác hẳn' })).statusCode, 409)
})

await t.test('known and unknown addresses get the same answer, and only one of them a mail', async t => {
  const app = await openTestApp(t, office, withMail)
  const answers = new Set<string>()
  for (const address of [email, 'nobody@sgddt.example']) {
    const browser = openBrowser(app)
    const response = await browser.post('/reset', { email: address })
    const { statusCode, headers } = response
    answers.add(JSON.stringify([statusCode, headers.location, Object.keys(browser.cookies)]))
  }
  t.equal(answers.size, 1)
  const messages = await reader.selectFrom('message').selectAll().execute()
  t.match(messages, [{ kind: 'access', state: 'planned', to_address: email }])
  t.equal(messages.length, 1)
  const log = await reader.selectFrom('access_log').select(['kind', 'person_id']).orderBy('id').execute()
  t.same(log, [
    { kind: 'reset_requested', person_id: office.person.phuc },
    { kind: 'reset_requested', person_id: null },
  ])
  t.equal(app.nudges(), 2)
})

await t.test('only hashes are stored, of the token and of the browser’s secret', async t => {
  const app = await openTestApp(t, office)
  const browser = openBrowser(app)
  await ask(browser)
  const secret = browser.cookies['__Host-dondoc-reset'] as string
  const rows = JSON.stringify(await reader.selectFrom('one_use_link').selectAll().execute())
  t.notOk(rows.includes(secret))
  const messages = await reader.selectFrom('message').selectAll().execute()
  t.match(
    messages,
    [{ state: 'kept', text: 'http://localhost:3000/reset/…' }],
    'without a mail server no key waits anywhere',
  )
  t.match((await browser.get('/reset')).body, /chưa nối máy chủ gửi thư/)
})

await t.test('a few requests for an account, and the rest are silently dropped', async t => {
  const app = await openTestApp(t, office, withMail)
  const browser = openBrowser(app)
  for (let n = 0; n < 8; n++)
    t.equal((await browser.post('/reset', { email })).headers.location, '/reset/sent')
  t.equal((await reader.selectFrom('message').selectAll().execute()).length, 3)
})

await t.test('what is no address is said at the field', async t => {
  const app = await openTestApp(t, office, withMail)
  for (const wrong of ['', 'phuc', 'a@x.example, b@x.example', 'a@x.example\r\nBcc: b@x.example']) {
    const response = await openBrowser(app).post('/reset', { email: wrong })
    t.equal(response.statusCode, 422, wrong)
    t.match(response.body, /id="f-email-error"/)
  }
  t.equal((await reader.selectFrom('message').selectAll().execute()).length, 0)
})

await t.test('a reset gives the owner back the attempts that strangers used up', async t => {
  const app = await openTestApp(t, office, { config: { smtpUrl: 'smtp://localhost:25', trustProxy: 1 } })
  const browser = openBrowser(app)
  const path = await ask(browser)
  for (let n = 0; n < 20; n++) {
    await openBrowser(app).post(
      '/sign-in',
      { email, password: 'sai rồi nhé bạn' },
      { 'x-forwarded-for': `203.0.113.${n}` },
    )
  }
  t.equal((await browser.post('/sign-in', { email, password: testPassword })).statusCode, 422)
  await browser.post(path, { password: next })
  t.equal((await browser.post('/sign-in', { email, password: next })).statusCode, 303)
})
