import t from 'tap'
import { Type } from 'typebox'
import { clearExpiredAccess } from '../../../src/domain/session.ts'
import { draftFor } from '../../../src/web/plugins/draft.ts'
import { openTestOffice } from '../../support/office.ts'
import { type Browser, openBrowser, openTestApp, signInAs, type TestApp } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
let handled = 0

async function open(t: { teardown(work: () => unknown): void }) {
  await writer.deleteFrom('form_draft').execute()
  handled = 0
  return openTestApp(t, office, {
    routes: scope => {
      const config = { policy: 'signed_in' } as const
      const body = Type.Object(
        { text: Type.Optional(Type.String({ maxLength: 50 })) },
        { additionalProperties: false },
      )
      scope.get('/note', { config }, async request => draftFor(request) ?? 'none')
      scope.post('/note', { config, schema: { body } }, async (request, reply) => {
        handled++
        await request.dropDraft()
        return reply.seeOther('/note')
      })
      scope.get('/paper', { config }, async request => draftFor(request, '/paper/comment') ?? 'none')
      scope.post('/paper/comment', { config }, async () => handled++)
    },
  })
}

async function expire(app: TestApp, browser: Browser) {
  app.clock.now = new Date(app.clock.now.getTime() + 45 * 60_000)
  if ((await browser.get('/profile')).statusCode !== 303) throw new Error('the session did not expire')
}

async function signBackIn(app: TestApp, who: 'phuc' | 'hanh' = 'phuc') {
  return signInAs(app, office, who)
}

const count = async () => (await reader.selectFrom('form_draft').selectAll().execute()).length

await t.test(
  'a form that meets an expired session is kept, shown after sign-in, and never sent by itself',
  async t => {
    const app = await open(t)
    const browser = await signInAs(app, office, 'phuc')
    await expire(app, browser)
    const fields = {
      text: 'Đã họp ngày 07/12\r\nvới Công đoàn',
      act_id: 'a-1',
      version: 3,
      currentPassword: 'bí mật',
    }
    const refused = await browser.post('/note', fields)
    t.equal(refused.statusCode, 401)
    t.match(refused.body, /action="\/sign-in"/, 'the sign-in page itself')
    t.match(refused.body, /name="next" value="\/note\?draft=1"/)
    t.equal(handled, 0)
    const again = await signBackIn(app)
    t.equal((await again.get('/note')).body, 'none', 'only where it was asked for')
    const shown = await again.get('/note?draft=1')
    t.same(
      shown.json(),
      { text: 'Đã họp ngày 07/12\r\nvới Công đoàn', act_id: 'a-1', version: '3' },
      'all but the password',
    )
    t.equal(handled, 0, 'showing is not sending')
    t.equal((await again.get('/note?draft=1')).statusCode, 200, 'and reading uses nothing up')
    t.equal((await again.post('/note', fields)).statusCode, 303)
    t.equal(handled, 1)
    t.equal(await count(), 0, 'sent, so forgotten')
  },
)

await t.test('a draft is its person’s and its path’s own, for an hour', async t => {
  const app = await open(t)
  const browser = await signInAs(app, office, 'phuc')
  await expire(app, browser)
  await browser.post('/note', { text: 'của Phúc' })
  t.equal((await (await signBackIn(app, 'hanh')).get('/note?draft=1')).body, 'none')
  const mine = await signBackIn(app)
  t.equal((await mine.get('/paper?draft=1')).body, 'none')
  t.same((await mine.get('/note?draft=1')).json(), { text: 'của Phúc' })
  app.clock.now = new Date(app.clock.now.getTime() + 61 * 60_000)
  t.equal((await (await signBackIn(app)).get('/note?draft=1')).body, 'none')
  await clearExpiredAccess(writer, app.clock.now)
  t.equal(await count(), 0)
})

await t.test('the last of two forms for one path is the one that is kept', async t => {
  const app = await open(t)
  const browser = await signInAs(app, office, 'phuc')
  await expire(app, browser)
  await browser.post('/note', { text: 'một' })
  await browser.post('/note', { text: 'hai' })
  t.equal(await count(), 1)
  t.same((await (await signBackIn(app)).get('/note?draft=1')).json(), { text: 'hai' })
})

await t.test('a form on another page leads back to that page', async t => {
  const app = await open(t)
  const browser = await signInAs(app, office, 'phuc')
  await expire(app, browser)
  const from = { referer: 'http://localhost:3000/paper?tab=2' }
  const refused = await browser.post('/paper/comment', { text: 'ý kiến' }, from)
  t.match(refused.body, /name="next" value="\/paper\?tab=2&amp;draft=1"/)
  t.same((await (await signBackIn(app)).get('/paper?draft=1')).json(), { text: 'ý kiến' })
  const foreign = await browser.post(
    '/paper/comment',
    { text: 'x' },
    { referer: 'https://evil.example/paper' },
  )
  t.match(foreign.body, /name="next" value="\/"/)
})

await t.test('a form with files keeps its fields and none of the files', async t => {
  const app = await open(t)
  const browser = await signInAs(app, office, 'phuc')
  await expire(app, browser)
  const file = { name: 'báo cáo.txt', content: 'x'.repeat(300_000) }
  const refused = await browser.upload('/note', { text: 'có tệp', unit: ['a', 'b'] }, { proof: file })
  t.equal(refused.statusCode, 401)
  t.same((await (await signBackIn(app)).get('/note?draft=1')).json(), { text: 'có tệp', unit: ['a', 'b'] })
})

await t.test('without the cookie of an expired session nothing is stored', async t => {
  const app = await open(t)
  const stranger = openBrowser(app, { '__Host-dondoc-session': 'made-up' })
  t.equal((await stranger.post('/note', { text: 'x' })).statusCode, 401)
  t.equal((await openBrowser(app).post('/note', { text: 'x' })).statusCode, 401)
  const browser = await signInAs(app, office, 'phuc')
  await browser.post('/sign-out')
  t.equal((await browser.post('/note', { text: 'x' })).statusCode, 401, 'signed out, not expired')
  const old = await signInAs(app, office, 'phuc')
  app.clock.now = new Date(app.clock.now.getTime() + 26 * 60 * 60_000)
  t.equal((await old.post('/note', { text: 'x' })).statusCode, 401, 'over for more than a day')
  t.equal(await count(), 0)
})

await t.test('htmx is sent to the sign-in page by a header, with no body, and the form is kept', async t => {
  const app = await open(t)
  const browser = await signInAs(app, office, 'phuc')
  await expire(app, browser)
  const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }
  const refused = await browser.post('/note', { text: 'htmx' }, htmx)
  t.equal(refused.statusCode, 401)
  t.equal(refused.body, '')
  t.equal(refused.headers['hx-redirect'], '/sign-in?next=%2Fnote%3Fdraft%3D1')
  t.same((await (await signBackIn(app)).get('/note?draft=1')).json(), { text: 'htmx' })
  const part = await openBrowser(app).get('/note', htmx)
  t.equal(part.statusCode, 401)
  t.equal(part.headers['hx-redirect'], '/sign-in?next=%2Fnote')
  const whole = { 'hx-request': 'true', 'hx-current-url': 'http://localhost:3000/paper?tab=2' }
  const page = await openBrowser(app).get('/note', whole)
  t.equal(
    page.headers['hx-redirect'],
    '/sign-in?next=%2Fpaper%3Ftab%3D2',
    'back to the page it was asked from',
  )
  const foreign = await openBrowser(app).get('/note', {
    ...whole,
    'hx-current-url': 'https://evil.example/x',
  })
  t.equal(foreign.headers['hx-redirect'], '/sign-in?next=%2Fnote')
})
