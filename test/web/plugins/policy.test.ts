import type { FastifyInstance } from 'fastify'
import t from 'tap'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)

await t.test('a route that does not say who may call it stops the start', async t => {
  const without = (config: object) =>
    openTestApp(t, office, { routes: scope => void scope.get('/open', { config }, async () => 'open') })
  await t.rejects(without({}), /GET \/open does not declare its policy/)
  await t.rejects(without({ policy: [] }), /does not declare its policy/)
  await t.rejects(without({ policy: 'anyone' }), /does not declare its policy/)
  await t.resolves(without({ policy: 'public' }))
})

/** The pages that may be called without a session: every other one must ask for it. */
const open = [
  'GET /api/docs',
  'GET /api/openapi.json',
  'GET /assets/:hash/:name',
  'GET /feeds/:file',
  'GET /healthz',
  'GET /invitations/:token',
  'GET /m/:token',
  'GET /m/:token/done',
  'GET /m/sent',
  'GET /reset',
  'GET /reset/:token',
  'GET /reset/sent',
  'GET /setup',
  'GET /setup/office',
  'GET /sign-in',
  'POST /invitations/:token',
  'POST /m/:token',
  'POST /m/:token/fresh',
  'POST /reset',
  'POST /reset/:token',
  'POST /sample/enter',
  'POST /setup/office',
  'POST /setup/sample',
  'POST /sign-in',
  'POST /sign-out',
]

await t.test('every route outside the list asks for a session', async t => {
  const app = await openTestApp(t, office)
  const stranger = openBrowser(app)
  const signedIn = await signInAs(app, office, 'tuyet')
  const listed = app.listedRoutes.filter(route => route.method !== 'HEAD')
  const free = listed.filter(route => route.policy === 'public').map(route => `${route.method} ${route.url}`)
  t.same(
    free.filter(route => !open.includes(route)),
    [],
    'nothing else is public',
  )
  for (const { method, url, policy } of listed) {
    if (policy === 'public') continue
    const path = url.replace(/:\w+/g, 'x')
    if (policy === 'token') {
      const answer = await app.inject({ method: method as 'GET', url: path, cookies: signedIn.cookies })
      t.equal(answer.statusCode, 401, `${method} ${url}: a session opens nothing where a token is asked for`)
      continue
    }
    const response = method === 'GET' ? await stranger.get(path) : await stranger.post(path)
    t.equal(response.statusCode, method === 'GET' ? 303 : 401, `${method} ${url}`)
    if (method === 'GET') t.equal(response.headers.location, `/sign-in?next=${encodeURIComponent(path)}`)
  }
})

const roleRoutes = (scope: FastifyInstance) => {
  scope.get('/for-leaders', { config: { policy: ['leader', 'secretary'] } }, async () => 'in')
  scope.get('/for-all', { config: { policy: 'signed_in' } }, async () => 'in')
}

await t.test('roles are those of the appointments valid today', async t => {
  const app = await openTestApp(t, office, { routes: roleRoutes })
  const who: [CastKey, number][] = [
    ['ngan', 200],
    ['tuyet', 200],
    ['phuc', 403],
    ['quan', 403],
    ['minh', 403],
  ]
  for (const [one, status] of who) {
    const browser = await signInAs(app, office, one)
    t.equal((await browser.get('/for-leaders')).statusCode, status, one)
    t.equal((await browser.get('/for-all')).statusCode, 200, one)
  }
})

await t.test('a change of role, or a shut account, holds from the next request on', async t => {
  const app = await openTestApp(t, office, { routes: roleRoutes })
  const { writer } = office.database
  const browser = await signInAs(app, office, 'bao')
  t.equal((await browser.get('/for-leaders')).statusCode, 200)
  await writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-09' })
    .where('id', '=', office.appointment.bao)
    .execute()
  t.equal((await browser.get('/for-leaders')).statusCode, 403)
  const shut = { disabled_at: '2018-12-10T01:00:00.000Z' }
  await writer.updateTable('person').set(shut).where('id', '=', office.person.bao).execute()
  t.equal((await browser.get('/for-all')).statusCode, 303)
  await writer
    .updateTable('appointment')
    .set({ to_on: null })
    .where('id', '=', office.appointment.bao)
    .execute()
  await writer.updateTable('person').set({ disabled_at: null }).where('id', '=', office.person.bao).execute()
  t.equal((await browser.get('/for-leaders')).statusCode, 200)
})
