import t from 'tap'
import { hashSessionId } from '../../../src/domain/session.ts'
import { openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const minutes = (app: { clock: { now: Date } }, n: number) => {
  app.clock.now = new Date(app.clock.now.getTime() + n * 60_000)
}
const cookie = '__Host-dondoc-session'

await t.test('a session that is idle too long is over, one in use goes on', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  for (let n = 0; n < 5; n++) {
    minutes(app, 29)
    t.equal((await browser.get('/profile')).statusCode, 200, `${n}`)
  }
  minutes(app, 31)
  t.equal((await browser.get('/profile')).statusCode, 303)
  minutes(app, -20)
  t.equal((await browser.get('/profile')).statusCode, 200, 'asking does not end it: the clock decides')
})

await t.test('and none outlives its last hour, however busy', async t => {
  const app = await openTestApp(t, office, { config: { sessionMaxHours: 1 } })
  const browser = await signInAs(app, office, 'phuc')
  minutes(app, 20)
  t.equal((await browser.get('/profile')).statusCode, 200)
  minutes(app, 20)
  t.equal((await browser.get('/profile')).statusCode, 200)
  minutes(app, 20)
  t.equal((await browser.get('/profile')).statusCode, 303)
})

await t.test('use is written down at most once a minute', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  const hash = hashSessionId(browser.cookies[cookie] as string)
  const seen = async () =>
    (
      await reader
        .selectFrom('session')
        .select('last_seen_at')
        .where('id_hash', '=', hash)
        .executeTakeFirstOrThrow()
    ).last_seen_at
  const start = await seen()
  app.clock.now = new Date(app.clock.now.getTime() + 59_000)
  await browser.get('/profile')
  t.equal(await seen(), start)
  app.clock.now = new Date(app.clock.now.getTime() + 1_000)
  await browser.get('/profile')
  t.equal(await seen(), app.clock.now.toISOString())
})

await t.test('the id stands nowhere but in the cookie', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'hanh')
  const id = browser.cookies[cookie] as string
  t.equal(Buffer.from(id, 'base64url').length, 32, '256 bits')
  const rows = await reader.selectFrom('session').selectAll().execute()
  t.notOk(JSON.stringify(rows).includes(id))
  t.ok(rows.some(row => row.id_hash === hashSessionId(id)))
})

await t.test('an unknown, an ended and a stolen hash open nothing', async t => {
  const app = await openTestApp(t, office)
  const browser = await signInAs(app, office, 'phuc')
  const id = browser.cookies[cookie] as string
  for (const value of ['x', '', hashSessionId(id), id.slice(0, -1), `${id}\u0000`]) {
    t.equal((await openBrowser(app, { [cookie]: value }).get('/profile')).statusCode, 303)
  }
  await writer
    .updateTable('session')
    .set({ ended_at: app.clock.now.toISOString() })
    .where('id_hash', '=', hashSessionId(id))
    .execute()
  t.equal((await browser.get('/profile')).statusCode, 303)
})

await t.test(
  'on plain http elsewhere the cookie goes without Secure, and administrators are warned',
  async t => {
    const app = await openTestApp(t, office, { config: { publicUrl: 'http://dondoc.noibo' } })
    const admin = await signInAs(app, office, 'quan')
    t.same(Object.keys(admin.cookies), ['dondoc-session'])
    t.match((await admin.get('/profile')).body, /class="alarm"/)
    t.notMatch((await (await signInAs(app, office, 'phuc')).get('/profile')).body, /class="alarm"/)
    const loopback = await openTestApp(t, office, { config: { publicUrl: 'http://127.0.0.1:3000' } })
    t.notMatch((await (await signInAs(loopback, office, 'quan')).get('/profile')).body, /class="alarm"/)
  },
)
