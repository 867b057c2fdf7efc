import { randomUUID } from 'node:crypto'
import t from 'tap'
import { acceptInvitation, invitePerson } from '../../../src/domain/one-use-link.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { givePassword, testPassword } from '../../support/password.ts'
import { openBrowser, openTestApp, signInAs, type TestApp } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const next = 'mưa rơi trên mái tôn'

t.beforeEach(async () => {
  await writer.deleteFrom('one_use_link').execute()
  await writer.deleteFrom('message').execute()
  await writer.deleteFrom('attempt').execute()
  await writer.updateTable('person').set({ password_hash: null, disabled_at: null }).execute()
})

const letters = (app: TestApp, mailGoesOut = true) => ({
  compose: app.parts.composeAccess,
  publicUrl: app.parts.config.publicUrl,
  mailGoesOut,
  now: app.clock.now,
})

async function invite(app: TestApp, who: CastKey = 'phuc', by: CastKey = 'quan', mailGoesOut = true) {
  const act = { personId: office.person[by], actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const { link } = await invitePerson(writer, act, office.person[who], letters(app, mailGoesOut))
  return new URL(link as string).pathname
}

await t.test('an invited person sets a password and signs in with it', async t => {
  const app = await openTestApp(t, office)
  const path = await invite(app)
  const browser = openBrowser(app)
  for (let n = 0; n < 5; n++) t.equal((await browser.get(path)).statusCode, 200, 'opening it uses nothing up')
  t.equal((await app.inject({ method: 'HEAD', url: path })).statusCode, 200)
  const page = await browser.get(path)
  t.match(page.body, /Phạm Hoàng Phúc[\s\S]*phuc@sgddt\.example/)
  t.match(page.body, new RegExp(`method="post" action="${path}"`))
  const done = await browser.post(path, { password: next })
  t.equal(done.statusCode, 303)
  t.equal(done.headers.location, '/sign-in')
  t.equal((await browser.post('/sign-in', { email: 'phuc@sgddt.example', password: next })).statusCode, 303)
  const again = await openBrowser(app).post(path, { password: 'một mật khẩu khác hẳn' })
  t.equal(again.statusCode, 409)
  t.match(again.body, /không còn dùng được[\s\S]*href="\/reset"/)
  t.equal((await openBrowser(app).get(path)).statusCode, 410)
  const acts = await reader
    .selectFrom('event')
    .select(['act', 'person_id', 'subject_id'])
    .where('subject_id', '=', office.person.phuc)
    .orderBy('seq')
    .execute()
  t.same(acts, [
    { act: 'invite_person', person_id: office.person.quan, subject_id: office.person.phuc },
    { act: 'accept_invitation', person_id: office.person.phuc, subject_id: office.person.phuc },
  ])
})

await t.test('of twenty who post the link at once one sets the password', async t => {
  const app = await openTestApp(t, office)
  const path = await invite(app)
  const passwords = Array.from({ length: 20 }, (_, n) => `mưa rơi trên mái tôn ${n}`)
  const all = await Promise.all(passwords.map(password => openBrowser(app).post(path, { password })))
  t.equal(all.filter(response => response.statusCode === 303).length, 1)
  t.equal(all.filter(response => response.statusCode === 409).length, 19)
  const winner = passwords[all.findIndex(response => response.statusCode === 303)] as string
  t.equal(
    (await openBrowser(app).post('/sign-in', { email: 'phuc@sgddt.example', password: winner })).statusCode,
    303,
  )
})

await t.test('only its hash is stored; the mail carries it where mail goes out', async t => {
  const app = await openTestApp(t, office)
  const token = (await invite(app)).split('/').at(-1) as string
  t.equal(Buffer.from(token, 'base64url').length, 32)
  const rows = await reader.selectFrom('one_use_link').selectAll().execute()
  t.notOk(JSON.stringify(rows).includes(token))
  const [planned] = await reader.selectFrom('message').selectAll().execute()
  t.match(planned, {
    kind: 'access',
    state: 'planned',
    to_address: 'phuc@sgddt.example',
    for_on: '2018-12-10',
    send_at: app.clock.now.toISOString(),
  })
  t.ok(planned?.text.includes(`http://localhost:3000/invitations/${token}`))
  await writer.deleteFrom('message').execute()
  const kept = (await invite(app, 'hanh', 'quan', false)).split('/').at(-1) as string
  const messages = await reader.selectFrom('message').selectAll().execute()
  t.match(messages, [{ state: 'kept', person_id: office.person.hanh }])
  t.notOk(JSON.stringify(messages).includes(kept), 'a mail that nobody gets holds no key')
  await writer.updateTable('person').set({ email: null }).where('id', '=', office.person.khoi).execute()
  await writer.deleteFrom('message').execute()
  t.match(await invite(app, 'khoi'), /^\/invitations\//, 'without an address there is the link to copy')
  t.equal((await reader.selectFrom('message').selectAll().execute()).length, 0)
  await writer
    .updateTable('person')
    .set({ email: 'khoi@sgddt.example' })
    .where('id', '=', office.person.khoi)
    .execute()
})

await t.test('seven days, and a new one kills the old', async t => {
  const app = await openTestApp(t, office)
  const first = await invite(app)
  const second = await invite(app)
  t.equal((await openBrowser(app).get(first)).statusCode, 410)
  app.clock.now = new Date(app.clock.now.getTime() + 7 * 24 * 3_600_000 - 1_000)
  t.equal((await openBrowser(app).get(second)).statusCode, 200)
  app.clock.now = new Date(app.clock.now.getTime() + 2_000)
  t.equal((await openBrowser(app).get(second)).statusCode, 410)
  t.equal((await openBrowser(app).post(second, { password: next })).statusCode, 409)
})

await t.test('a password that can be guessed is refused and the link stays', async t => {
  const app = await openTestApp(t, office)
  const path = await invite(app)
  for (const password of ['', 'ngắn', 'phamhoangphuc', '12345678']) {
    const response = await openBrowser(app).post(path, { password })
    t.equal(response.statusCode, 422, password)
    t.match(response.body, /id="f-password-error"/)
    if (password) t.notOk(response.body.includes(`value="${password}"`))
  }
  t.equal((await openBrowser(app).post(path, { password: next })).statusCode, 303)
})

await t.test('a person shut after the invitation, or unknown, gets nowhere', async t => {
  const app = await openTestApp(t, office)
  const path = await invite(app)
  await writer
    .updateTable('person')
    .set({ disabled_at: '2018-12-10T00:00:00.000Z' })
    .where('id', '=', office.person.phuc)
    .execute()
  t.equal((await openBrowser(app).get(path)).statusCode, 410)
  t.equal((await openBrowser(app).post(path, { password: next })).statusCode, 409)
  t.equal((await openBrowser(app).get('/invitations/unknown')).statusCode, 410)
  const input = {
    token: 'unknown',
    password: next,
    browserSecret: '',
    address: '',
    occasion: office.occasion('2018-12-10'),
  }
  await t.rejects(acceptInvitation(writer, input, app.clock.now), { name: 'WrongState' })
})

await t.test('who may invite whom', async t => {
  const app = await openTestApp(t, office)
  await t.resolves(invite(app, 'phuc', 'tuyet'), 'a secretary, somebody new')
  await t.rejects(invite(app, 'phuc', 'hanh'), { name: 'NotAllowed' }, 'an officer, nobody')
  await t.rejects(invite(app, 'phuc', 'ngan'), { name: 'NotAllowed' })
  await givePassword(office, 'phuc')
  await t.rejects(
    invite(app, 'phuc', 'tuyet'),
    { name: 'NotAllowed' },
    'a secretary must not take over an account',
  )
  await t.resolves(invite(app, 'phuc', 'quan'), 'an administrator makes a new invitation')
})

await t.test('accepting ends every session of the person and every other link', async t => {
  const app = await openTestApp(t, office)
  await givePassword(office, 'phuc')
  const elsewhere = await signInAs(app, office, 'phuc')
  const path = await invite(app)
  await openBrowser(app).post(path, { password: next })
  t.equal((await elsewhere.get('/profile')).statusCode, 303)
  const refused = await openBrowser(app).post('/sign-in', {
    email: 'phuc@sgddt.example',
    password: testPassword,
  })
  t.equal(refused.statusCode, 422)
})

await t.test('a form sent twice makes one invitation, and the link is given once', async t => {
  const app = await openTestApp(t, office)
  const act = { personId: office.person.quan, actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const first = await invitePerson(writer, act, office.person.phuc, letters(app))
  const second = await invitePerson(writer, act, office.person.phuc, letters(app))
  t.match(first, { repeated: false, link: /^http/ })
  t.match(second, { repeated: true, link: null })
  t.equal((await reader.selectFrom('one_use_link').selectAll().execute()).length, 1)
})
