import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { givePassword, testPassword } from '../../support/password.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const next = 'mưa rơi trên mái tôn'
const agent = 'Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/130.0'

t.beforeEach(async () => {
  for (const table of ['session', 'attempt', 'access_log'] as const) await writer.deleteFrom(table).execute()
  await givePassword(office, 'phuc', 'hanh')
})
const versionOf = async () =>
  (
    await reader
      .selectFrom('person')
      .select('version')
      .where('id', '=', office.person.phuc)
      .executeTakeFirstOrThrow()
  ).version

await t.test('one’s own page: name, posts, language, keys, password, sessions', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  const page = await browser.get('/profile')
  t.equal(page.statusCode, 200)
  t.match(page.body, /Phạm Hoàng Phúc, phuc@sgddt\.example/)
  t.match(page.body, /Trưởng phòng[\s\S]*Phòng Tổ chức cán bộ/)
  t.match(page.body, /name="locale" value="vi" checked/)
  t.match(page.body, /name="keysOn"[^>]*checked/)
  t.match(page.body, /name="currentPassword" type="password"/)
  t.match(page.body, /Phiên đang dùng/)
  t.equal((await openBrowser(app).get('/profile')).statusCode, 303)
  const without = await signInAs(app, office, 'khoi')
  t.notMatch(
    (await without.get('/profile')).body,
    /currentPassword/,
    'who has no password has none to change',
  )
})

await t.test('language and keys are kept with the person', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  const version = await versionOf()
  const saved = await browser.post('/profile/preferences', { locale: 'en', version })
  t.equal(saved.statusCode, 303)
  const page = await browser.get('/profile')
  t.match(page.body, /<html lang="en">[\s\S]*Saved\.[\s\S]*My profile/)
  t.notMatch(page.body, /name="keysOn"[^>]*checked/)
  t.match(page.body, /<body data-keys="off">/, 'and the script is told')
  const late = await browser.post('/profile/preferences', { locale: 'vi', keysOn: '1', version })
  t.equal(late.statusCode, 409, 'made from an older version')
  t.match(late.body, /Someone changed this/)
  t.match(late.body, /name="locale" value="vi" checked/, 'what was chosen is kept')
  for (const locale of ['fr', '', '<b>']) {
    const wrong = await browser.post('/profile/preferences', { locale, version: version + 1 })
    t.equal(wrong.statusCode, 422, locale)
    t.match(wrong.body, /id="f-locale-error"|f-locale-field[\s\S]*class="error"/)
  }
  t.equal(
    (await browser.post('/profile/preferences', { locale: 'vi', keysOn: '1', version: version + 1 }))
      .statusCode,
    303,
  )
  t.match((await browser.get('/profile')).body, /<html lang="vi">/)
})

await t.test('a new password ends the other sessions and keeps this one', async t => {
  const app = await openTestApp(t, office)
  const [here, there] = [await signInAs(app, office, 'phuc'), await signInAs(app, office, 'phuc')]
  const colleague = await signInAs(app, office, 'hanh')
  const done = await here.post('/profile/password', { currentPassword: testPassword, password: next })
  t.equal(done.statusCode, 303)
  t.match((await here.get('/profile')).body, /Đã đổi mật khẩu/)
  t.equal((await there.get('/profile')).statusCode, 303)
  t.equal((await colleague.get('/profile')).statusCode, 200)
  t.equal(
    (await openBrowser(app).post('/sign-in', { email: 'phuc@sgddt.example', password: next })).statusCode,
    303,
  )
  const log = await reader
    .selectFrom('access_log')
    .select('kind')
    .where('kind', '=', 'password_changed')
    .execute()
  t.equal(log.length, 1)
})

await t.test('the wrong current password, or a weak new one, changes nothing', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  const wrong = await browser.post('/profile/password', { currentPassword: 'không phải', password: next })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /id="f-currentPassword-error"/)
  const weak = await browser.post('/profile/password', {
    currentPassword: testPassword,
    password: 'phamhoangphuc1',
  })
  t.equal(weak.statusCode, 422)
  t.match(weak.body, /id="f-password-error"/)
  t.notMatch(weak.body, /phamhoangphuc1|gặm cỏ/)
  for (let n = 0; n < 5; n++)
    await browser.post('/profile/password', { currentPassword: `${n}`, password: next })
  const limited = await browser.post('/profile/password', { currentPassword: testPassword, password: next })
  t.match(limited.body, /quá nhiều lần/)
  t.equal(
    (await openBrowser(app).post('/sign-in', { email: 'phuc@sgddt.example', password: testPassword }))
      .statusCode,
    303,
  )
})

await t.test('one sees and ends one’s own sessions, and nobody else’s', async t => {
  const app = await openTestApp(t, office)
  const here = await signInAs(app, office, 'phuc')
  const there = openBrowser(app)
  await there.post(
    '/sign-in',
    { email: 'phuc@sgddt.example', password: testPassword },
    { 'user-agent': agent },
  )
  const colleague = await signInAs(app, office, 'hanh')
  const page = (await here.get('/profile')).body
  t.match(page, /Firefox, Windows/)
  const ends = [...page.matchAll(/action="(\/profile\/sessions\/[0-9a-f]{64}\/end)"/g)].map(
    match => match[1] as string,
  )
  t.equal(ends.length, 1, 'the present one is ended by signing out')
  t.equal((await colleague.post(ends[0] as string)).statusCode, 404)
  t.equal((await there.get('/profile')).statusCode, 200)
  t.equal((await here.post(ends[0] as string)).statusCode, 303)
  t.equal((await there.get('/profile')).statusCode, 303)
  t.equal((await here.post(ends[0] as string)).statusCode, 404, 'ended already')
  t.equal((await here.get('/profile')).statusCode, 200)
  app.clock.now = new Date(app.clock.now.getTime() + 10 * 60_000)
  await here.get('/profile')
  app.clock.now = new Date(app.clock.now.getTime() + 25 * 60_000)
  const mine = (await here.get('/profile')).body.match(/id="sessions-[0-9a-f]/g) ?? []
  t.ok(mine.length <= 1, 'sessions that ran out are not listed')
})
