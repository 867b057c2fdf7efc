import fc from 'fast-check'
import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const app = await openTestApp(t, office)
const browsers = [
  await signInAs(app, office, 'tuyet'),
  await signInAs(app, office, 'quan'),
  await signInAs(app, office, 'phuc'),
]

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    '%00',
    '%ED%A0%80',
    '%zz',
    '\u0000',
    '1e309',
    '-1',
    '[]',
    '__proto__',
    "' or 1=1 --",
    '%F0%9F%98%80',
    'a'.repeat(3_000),
  ),
)
const key = fc.oneof(
  fc.constantFrom(
    'q',
    'next',
    'draft',
    'page',
    'state',
    'unit',
    'inspection',
    'due',
    'sort',
    'after',
    'before',
    'day',
    '__proto__',
    'constructor',
    'act_id',
    'version',
    'email',
    'password',
    'text',
    'id',
  ),
  fc.string({ maxLength: 8 }),
)
const raw = (text: string) => text.replace(/[^\w%]/gu, char => percent(char))
const pairs = fc
  .array(fc.tuple(key, nasty), { maxLength: 6 })
  .map(list => list.map(([k, v]) => `${raw(k)}=${raw(v)}`).join('&'))

/** As a careless client writes it: also what is no UTF-8. */
function percent(char: string): string {
  return [...Buffer.from(char)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
}

await t.test('no query, path or body makes a page crash', async t => {
  // A stream stays open for as long as its page does: its own test looks at it.
  const gets = app.listedRoutes.filter(route => route.method === 'GET' && route.url !== '/committee/live')
  const posts = app.listedRoutes.filter(route => route.method === 'POST' && route.url !== '/sign-out')
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...browsers),
      fc.constantFrom(...gets, ...posts),
      pairs,
      fc.array(nasty, { minLength: 4, maxLength: 4 }),
      async (browser, { method, url }, query, params) => {
        let at = 0
        const path = url.replace(/:\w+/g, () => raw(params[at++] ?? '') || 'x')
        const headers = {
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
        }
        const cookies = browser.cookies
        const response =
          method === 'GET'
            ? await app.inject({ method, url: `${path}?${query}`, cookies })
            : await app.inject({ method: 'POST', url: path, payload: query, headers, cookies })
        if (response.statusCode >= 500)
          throw new Error(`${method} ${path} ${query} gave ${response.statusCode}`)
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 400) },
  )
  t.pass()
})

await t.test('bodies of other kinds are refused, not parsed', async t => {
  const [browser] = browsers
  for (const type of ['application/json', 'text/plain', 'application/xml', 'image/svg+xml']) {
    const response = await browser!.post('/profile/preferences', { locale: 'vi' }, { 'content-type': type })
    t.equal(response.statusCode, 400, type)
  }
  const broken = await app.inject({
    method: 'POST',
    url: '/profile/preferences',
    payload: 'no boundary at all',
    headers: { 'content-type': 'multipart/form-data; boundary=x', 'sec-fetch-site': 'same-origin' },
    cookies: browser!.cookies,
  })
  t.ok(broken.statusCode >= 400 && broken.statusCode < 500)
})

await t.test('unknown keys of a query are ignored, and a repeated one is no crash', async t => {
  const stranger = await app.inject({ url: '/sign-in?next=/tasks&utm=1&__proto__=x' })
  t.equal(stranger.statusCode, 200)
  t.match(stranger.body, /name="next" value="\/tasks"/)
  t.equal((await app.inject({ url: '/sign-in?next=/a&next=/b' })).statusCode, 400)
})
