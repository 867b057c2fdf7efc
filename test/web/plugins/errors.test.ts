import { Writable } from 'node:stream'
import { pino } from 'pino'
import t from 'tap'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../../src/domain/errors.ts'
import { openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const lines: string[] = []
const log = pino(
  { level: 'info' },
  new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  }),
)

const thrown: Record<string, () => unknown> = {
  missing: () => new NotFound(),
  refused: () => new NotAllowed('refusal.page'),
  odd: () => new NotAllowed('refusal.of_an_unknown_kind'),
  moved: () => new WrongState('verified', 'receive'),
  changed: () => new Conflict(),
  wrong: () => new Invalid({ title: 'error.required' }),
  large: () => Object.assign(new Error('large'), { statusCode: 413 }),
  hasty: () => Object.assign(new Error('hasty'), { statusCode: 429 }),
  busy: () => Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
  full: () => Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' }),
  down: () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  crash: () => new TypeError("select * from person where /srv/dondoc failed for 'Phạm Hoàng Phúc'"),
  text: () => 'just a text',
}
const statuses: Record<string, number> = {
  missing: 404,
  refused: 403,
  odd: 403,
  moved: 409,
  changed: 409,
  wrong: 422,
  large: 413,
  hasty: 429,
  busy: 503,
  full: 503,
  down: 503,
  crash: 500,
  text: 500,
}

const app = await openTestApp(t, office, {
  log,
  routes: scope => {
    for (const [name, make] of Object.entries(thrown)) {
      scope.get(`/throws/${name}`, { config: { policy: 'public' } }, async () => {
        throw make()
      })
    }
  },
})

for (const [name, status] of Object.entries(statuses)) {
  await t.test(`${name} is a page of ${status}`, async t => {
    const response = await openBrowser(app).get(`/throws/${name}`)
    t.equal(response.statusCode, status)
    t.match(response.headers['content-type'], /^text\/html; charset=utf-8/)
    t.match(response.body, /<html lang="vi">/)
    t.match(response.body, /<h1/)
    t.notMatch(
      response.body,
      /select \*|\/srv|Phúc|TypeError|at .*\.ts|just a text|SQLITE|fastify/i,
      'nothing leaks',
    )
    const id = String(response.headers['x-request-id'])
    t.equal(response.body.includes(id), status >= 500, 'the request id where there is something to look up')
    if (status === 503) t.ok(response.headers['retry-after'])
  })
  await t.test(`${name} is a message in the flash region for htmx`, async t => {
    const response = await openBrowser(app).get(`/throws/${name}`, {
      'hx-request': 'true',
      'hx-request-type': 'partial',
    })
    t.equal(response.statusCode, status)
    t.match(response.body, /^<hx-partial hx-target="#flash" hx-swap="outerHTML">\s*<div id="flash"/)
    t.match(response.body, /flash-problem/)
    t.notMatch(response.body, /<html|<title|<main/, 'the page and its title stay')
  })
}

await t.test('a page asked for by the back button is whole, though htmx asks', async t => {
  const headers = { 'hx-request': 'true', 'hx-request-type': 'partial', 'hx-history-restore-request': 'true' }
  const response = await openBrowser(app).get('/throws/missing', headers)
  t.match(response.body, /<html/)
  t.match(response.headers.vary, /HX-Request/)
})

await t.test('errors speak the language of the person, Vietnamese to strangers', async t => {
  const stranger = await openBrowser(app).get('/throws/missing', { 'accept-language': 'en-GB,en;q=0.9' })
  t.match(stranger.body, /<html lang="vi">[\s\S]*Không tìm thấy/)
  const { writer } = office.database
  await writer.updateTable('person').set({ locale: 'en' }).where('id', '=', office.person.hanh).execute()
  const hanh = await signInAs(app, office, 'hanh')
  t.match((await hanh.get('/throws/missing')).body, /<html lang="en">[\s\S]*Not found/)
})

await t.test('what was not expected is in the log, with the request id; what was is not', async t => {
  lines.length = 0
  const crash = await openBrowser(app).get('/throws/crash')
  await openBrowser(app).get('/throws/missing')
  const errors = lines.map(line => JSON.parse(line)).filter(line => line.level >= 50)
  t.equal(errors.length, 1)
  t.match(errors[0], { reqId: crash.headers['x-request-id'], err: { type: 'TypeError' } })
})

await t.test('the log names the route, never the path with its token', async t => {
  lines.length = 0
  await openBrowser(app).get('/reset/a-secret-token?q=phuc')
  await openBrowser(app).get('/nowhere/another-secret')
  t.equal(lines.length, 2)
  t.match(lines.join(''), /"route":"\/reset\/:token","status":410/)
  t.notMatch(lines.join(''), /secret|phuc/)
})

await t.test('a database that does not answer still gives a page', async t => {
  const broken = await openTestOffice(t)
  const dark = await openTestApp(t, broken)
  const browser = await signInAs(dark, broken, 'phuc')
  await broken.database.writer.schema.alterTable('office').renameTo('gone').execute()
  const response = await browser.get('/profile')
  t.equal(response.statusCode, 500)
  t.match(response.body, /<h1/)
  t.notMatch(response.body, /no such table|relation/)
})
