import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const app = await openTestApp(t, office, {
  routes: scope => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      scope.route({ method, url: '/change', config: { policy: 'signed_in' }, handler: async () => 'changed' })
    }
  },
})
const browser = await signInAs(app, office, 'phuc')

const cases: [string, Record<string, string>, number][] = [
  ['our own page says so', { 'sec-fetch-site': 'same-origin' }, 200],
  ['our own page says so, whatever the Origin', { 'sec-fetch-site': 'same-origin', origin: 'null' }, 200],
  ['another site', { 'sec-fetch-site': 'cross-site' }, 403],
  [
    'another site that claims our Origin',
    { 'sec-fetch-site': 'cross-site', origin: 'http://localhost:3000' },
    403,
  ],
  ['a neighbour under the same domain', { 'sec-fetch-site': 'same-site' }, 403],
  ['typed into the address bar', { 'sec-fetch-site': 'none' }, 403],
  ['an old browser on our page', { origin: 'http://localhost:3000' }, 200],
  [
    'an old browser on the address it was opened by',
    { origin: 'http://10.0.0.7:3000', host: '10.0.0.7:3000' },
    200,
  ],
  ['an old browser elsewhere', { origin: 'https://evil.example' }, 403],
  ['an old browser whose Origin begins as ours', { origin: 'http://localhost:3000.evil.example' }, 403],
  ['an Origin that hides', { origin: 'null' }, 403],
  ['neither header', {}, 403],
]

for (const [name, headers, status] of cases) {
  await t.test(`${name}: ${status}`, async t => {
    for (const method of ['POST', 'PUT', 'DELETE'] as const) {
      const response = await app.inject({ method, url: '/change', headers, cookies: browser.cookies })
      t.equal(response.statusCode, status, method)
    }
  })
}

await t.test('reading asks for nothing', async t => {
  const response = await app.inject({
    url: '/profile',
    headers: { 'sec-fetch-site': 'cross-site' },
    cookies: browser.cookies,
  })
  t.equal(response.statusCode, 200)
})
