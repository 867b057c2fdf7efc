/** Who gets in by a token, for what, how often and how long; and what is said to those who do not. */
import t, { type Test } from 'tap'
import { listBrokenAccess } from '../../../src/domain/access-log.ts'
import { apiScopes } from '../../../src/domain/api-token.ts'
import { setPersonDisabled } from '../../../src/domain/person.ts'
import { callAs, callerOf } from '../../support/api.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs, type TestApp } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const taskId = await office.issued('2018-12-10', '2018-12-28')
await office.act('phuc', '2018-12-10', 'receive', taskId, { officerId: null })

const paths = [
  '/figures',
  '/tasks',
  `/tasks/${taskId}`,
  `/tasks/${taskId}/events`,
  '/inspections',
  `/inspections/${office.inspectionId}`,
  '/recommendations',
  `/recommendations/${office.recommendationIds[0]}`,
  '/units',
  '/obligations',
]

/** Of a task of TCCB, and of its inspection: who of the cast finds them (PRODUCT §1). */
const seesTask: CastKey[] = ['tuyet', 'bao', 'ngan', 'phuc', 'khoi', 'son', 'minh']
const seesInspection: CastKey[] = [...seesTask, 'hieu']

/** What a person's token of one scope is answered on each route. */
async function tryAll(t: Test, app: TestApp, who: CastKey, scope: string): Promise<void> {
  const caller = await callAs(app, office, who, [scope])
  for (const path of paths) {
    const needs = path === '/figures' ? 'figures:read' : 'tasks:read'
    const status = scope !== needs ? 403 : finds(who, path) ? 200 : 404
    t.equal((await caller.get(path)).statusCode, status, `${who} ${scope} ${path}`)
  }
  const update = await caller.post(`/tasks/${taskId}/updates`, { text: 'x', percent: 1, version: 99 })
  const mayUpdate = who === 'phuc' ? 409 : seesTask.includes(who) ? 403 : 404
  t.equal(update.statusCode, scope === 'updates:write' ? mayUpdate : 403, `${who} ${scope} update`)
  const added = await caller.post(`/inspections/${office.inspectionId}/recommendations`, {
    recommendations: [{ quote: 'no such words' }],
  })
  const mayAdd = seesInspection.includes(who) ? 422 : 404
  t.equal(added.statusCode, scope === 'recommendations:write' ? mayAdd : 403, `${who} ${scope} add`)
}

function finds(who: CastKey, path: string): boolean {
  if (path.startsWith('/tasks/')) return seesTask.includes(who)
  return /^\/(inspections|recommendations)\//.test(path) ? seesInspection.includes(who) : true
}

await t.test(
  'roles by routes by scopes: a scope opens its routes alone, and nobody beyond their rights',
  async t => {
    const app = await openTestApp(t, office, { callsPerMinute: 10_000 })
    for (const who of Object.keys(office.person) as CastKey[])
      for (const scope of apiScopes) await tryAll(t, app, who, scope)
    const leader = await callAs(app, office, 'ngan', ['recommendations:write'])
    const refused = await leader.post(`/inspections/${office.inspectionId}/recommendations`, {
      recommendations: [{ quote: 'Đoàn kiểm tra' }],
    })
    t.equal(refused.statusCode, 403, 'only a secretary adds')
    t.same(
      (await (await callAs(app, office, 'hang')).get('/tasks')).json().items,
      [],
      'lists are of one’s own reach',
    )
  },
)

await t.test('no session opens the interface, and no token opens a page', async t => {
  const app = await openTestApp(t, office)
  const { cookies } = await signInAs(app, office, 'tuyet')
  const caller = await callAs(app, office, 'tuyet')
  const byCookie = await app.inject({ url: '/api/v1/tasks', cookies })
  t.equal(byCookie.statusCode, 401)
  t.equal(byCookie.headers['www-authenticate'], 'Bearer realm="dondoc"')
  t.equal(byCookie.headers['content-type'], 'application/problem+json; charset=utf-8')
  const page = await app.inject({ url: '/tasks', headers: { authorization: `Bearer ${caller.token}` } })
  t.equal(page.statusCode, 303)
  const crossSite = await caller.get('/token', { origin: 'https://evil.example' })
  t.equal(crossSite.headers['access-control-allow-origin'], undefined)
})

await t.test('a token ends: by its day, its owner, an administrator, and with its person', async t => {
  const app = await openTestApp(t, office)
  const start = app.clock.now
  const same = new Set<string>()
  const gone = async (caller: { get: (url: string) => Promise<{ statusCode: number; body: string }> }) => {
    const response = await caller.get('/token')
    same.add(response.body.replace(/"request_id":"[^"]*"/, ''))
    return response.statusCode
  }
  const short = await callAs(app, office, 'phuc', apiScopes, 1)
  t.equal((await short.get('/token')).statusCode, 200)
  app.clock.now = new Date(start.getTime() + 86_400_001)
  t.equal(await gone(short), 401, 'run out')
  app.clock.now = start

  const mine = await callAs(app, office, 'phuc')
  const other = await signInAs(app, office, 'hanh')
  t.equal((await other.post(`/profile/tokens/${mine.id}/revocation`)).statusCode, 404)
  t.equal((await other.post(`/admin/tokens/${mine.id}/revocation`)).statusCode, 403)
  const owner = await signInAs(app, office, 'phuc')
  t.equal((await owner.post(`/profile/tokens/${mine.id}/revocation`)).statusCode, 303)
  t.equal(await gone(mine), 401, 'revoked by its owner')
  t.equal((await owner.post(`/profile/tokens/${mine.id}/revocation`)).statusCode, 404, 'once')

  const theirs = await callAs(app, office, 'hanh')
  const admin = await signInAs(app, office, 'quan')
  t.match((await admin.get('/admin/tokens')).body, theirs.id)
  t.equal((await admin.post(`/admin/tokens/${theirs.id}/revocation`)).statusCode, 303)
  t.equal(await gone(theirs), 401, 'revoked by an administrator')

  const shut = await callAs(app, office, 'thuy')
  const act = { personId: office.person.quan, actId: null, occasion: office.occasion('2018-12-10') }
  await setPersonDisabled(writer, act, { id: office.person.thuy, version: 1, disabled: true })
  t.equal(await gone(shut), 401, 'the account is shut')
  await setPersonDisabled(writer, act, { id: office.person.thuy, version: 2, disabled: false })
  t.equal(await gone(shut), 401, 'and opening it again brings no token back')
  t.equal(await gone(callerOf(app, '', 'dd_nothing')), 401)
  t.equal(same.size, 1, 'all of them are told the same')

  const moved = await callAs(app, office, 'ngan')
  t.equal((await moved.get(`/tasks/${taskId}`)).statusCode, 200)
  const ends = (to_on: string | null) =>
    writer.updateTable('appointment').set({ to_on }).where('id', '=', office.appointment.ngan).execute()
  await ends('2018-12-09')
  t.equal(
    (await moved.get(`/tasks/${taskId}`)).statusCode,
    404,
    'the post is given up: from the next call on',
  )
  await ends(null)
})

await t.test('what is stored opens nothing, and every step is on record', async t => {
  const app = await openTestApp(t, office)
  const caller = await callAs(app, office, 'phuc', ['tasks:read'])
  t.match(caller.token, /^dd_[\w-]{43}$/)
  await caller.get('/tasks')
  await caller.get('/figures')
  await caller.get('/figures')
  const rows = await reader.selectFrom('api_token').selectAll().execute()
  const events = await reader.selectFrom('event').selectAll().execute()
  const log = await reader.selectFrom('access_log').selectAll().execute()
  t.notMatch(JSON.stringify([rows, events, log]), caller.token)
  const noted = log.filter(row => row.detail.startsWith(caller.id)).map(row => row.kind)
  t.same(noted, ['api_token_created', 'api_refused'], 'a refusal is noted once a minute')
  t.ok(events.some(event => event.act === 'create_api_token' && event.subject_id === caller.id))
  t.same(await listBrokenAccess(reader), [])
  const [use] = await reader
    .selectFrom('api_token_use')
    .selectAll()
    .where('api_token_id', '=', caller.id)
    .execute()
  t.equal(use?.minute, '2018-12-10T02:00:00.000Z', 'its last use, to the minute')
})

await t.test('calls are limited by the minute, exactly, also between two processes', async t => {
  const apps = [
    await openTestApp(t, office, { callsPerMinute: 10 }),
    await openTestApp(t, office, { callsPerMinute: 10 }),
  ]
  const first = await callAs(apps[0]!, office, 'phuc')
  const callers = apps.map(app => callerOf(app, first.id, first.token))
  const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => callers[n % 2]!.get('/token')))
  t.equal(answers.filter(one => one.statusCode === 200).length, 10)
  const refused = answers.find(one => one.statusCode === 429)
  t.equal(refused?.headers['retry-after'], '60')
  t.equal(refused?.json().code, 'too_many')
  t.same(
    answers
      .map(one => Number(one.headers['ratelimit-remaining']))
      .sort((a, b) => a - b)
      .slice(-10),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  )
  for (const app of apps) app.clock.now = new Date(app.clock.now.getTime() + 60_000)
  t.equal((await callers[0]!.get('/token')).statusCode, 200, 'and begin anew with the next')
})

await t.test(
  'a caller with wrong tokens is slowed down by its address, and those with right ones are not',
  async t => {
    const app = await openTestApp(t, office)
    await writer.deleteFrom('attempt').execute()
    const wrong = callerOf(app, '', `dd_${'x'.repeat(43)}`)
    const statuses: number[] = []
    for (let n = 0; n < 62; n++) statuses.push((await wrong.get('/token')).statusCode)
    t.same(
      statuses.slice(0, 60).every(status => status === 401),
      true,
    )
    t.same(statuses.slice(60), [429, 429])
    t.equal((await (await callAs(app, office, 'phuc')).get('/token')).statusCode, 200)
  },
)

await t.test('other methods, other paths, other languages', async t => {
  const app = await openTestApp(t, office)
  const caller = await callAs(app, office, 'phuc')
  const send = (method: 'DELETE' | 'OPTIONS' | 'PUT', url: string) =>
    app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${caller.token}` } })
  const put = await send('PUT', '/tasks')
  t.same(
    [put.statusCode, put.headers.allow, put.json().code],
    [405, 'GET, HEAD, OPTIONS', 'method_not_allowed'],
  )
  const options = await send('OPTIONS', `/tasks/${taskId}/updates`)
  t.same([options.statusCode, options.headers.allow, options.body], [204, 'POST, OPTIONS', ''])
  t.equal((await send('DELETE', '/nowhere')).json().code, 'not_found')
  const english = await caller.get('/nowhere', { 'accept-language': 'en-GB, vi;q=0.5' })
  t.equal(english.json().title, 'Not found')
  t.equal((await caller.get('/nowhere', { 'accept-language': 'fr' })).json().title, 'Không tìm thấy')
  t.equal(english.json().request_id, english.headers['x-request-id'])
  for (const name of ['content-security-policy', 'x-content-type-options', 'referrer-policy'])
    t.ok(english.headers[name], name)
})
