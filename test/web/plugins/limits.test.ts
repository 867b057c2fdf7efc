import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)

await t.test('a person, or an address without a session, has so many requests a minute', async t => {
  const app = await openTestApp(t, office, { requestsPerMinute: 5 })
  const browser = await signInAs(app, office, 'phuc')
  for (let n = 0; n < 5; n++) t.equal((await browser.get('/profile')).statusCode, 200)
  const refused = await browser.get('/profile')
  t.equal(refused.statusCode, 429)
  t.match(refused.body, /Quá nhiều yêu cầu/)
  t.ok(refused.headers['retry-after'])
  const other = await signInAs(app, office, 'hanh')
  t.equal((await other.get('/profile')).statusCode, 200, 'a colleague behind the same address goes on')
  const stranger = openBrowser(app)
  for (let n = 0; n < 5; n++) t.equal((await stranger.get('/sign-in')).statusCode, 200)
  t.equal((await stranger.get('/sign-in')).statusCode, 429)
  t.equal((await stranger.get('/nowhere')).statusCode, 429, 'pages that do not exist count as well')
  for (let n = 0; n < 20; n++) t.equal((await stranger.get('/healthz')).statusCode, 200)
})

await t.test('X-Forwarded-For counts as far as proxies are trusted', async t => {
  const forged = async (app: Awaited<ReturnType<typeof openTestApp>>, n: number) =>
    (await openBrowser(app).get('/sign-in', { 'x-forwarded-for': `203.0.113.${n}, 198.51.100.1` })).statusCode
  const direct = await openTestApp(t, office, { requestsPerMinute: 3 })
  t.same(
    [await forged(direct, 1), await forged(direct, 2), await forged(direct, 3), await forged(direct, 4)],
    [200, 200, 200, 429],
  )
  const oneHop = await openTestApp(t, office, { requestsPerMinute: 3, config: { trustProxy: 1 } })
  t.same(
    [await forged(oneHop, 1), await forged(oneHop, 2), await forged(oneHop, 3), await forged(oneHop, 4)],
    [200, 200, 200, 429],
  )
  const twoHops = await openTestApp(t, office, { requestsPerMinute: 3, config: { trustProxy: 2 } })
  t.same(
    [await forged(twoHops, 1), await forged(twoHops, 2), await forged(twoHops, 3), await forged(twoHops, 4)],
    [200, 200, 200, 200],
  )
})

await t.test('pages are shed while the loop is held up, and the health page is not', async t => {
  const app = await openTestApp(t, office, { mostDelayMs: 40 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const status = async (path: string) =>
    (await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' })).status
  const held = async () => {
    const until = Date.now() + 250
    while (Date.now() < until);
    await pause(5)
    return fetch(`http://127.0.0.1:${port}/sign-in`)
  }
  for (let n = 0; n < 5; n++) t.equal((await held()).status, 200, 'what the start costs is no load')
  let answer = await held()
  for (let n = 0; n < 40 && answer.status === 200; n++) answer = await held()
  t.equal(answer.status, 503)
  t.equal(answer.headers.get('retry-after'), '10')
  t.match(await answer.text(), /<title>[^<]*Đôn Đốc/, 'a page like the others')
  t.equal(await status('/healthz'), 200)
})

await t.test('pages are compressed for those who take it', async t => {
  const app = await openTestApp(t, office)
  const response = await openBrowser(app).get('/sign-in', { 'accept-encoding': 'gzip' })
  t.equal(response.headers['content-encoding'], 'gzip')
  t.match(gunzipSync(response.rawPayload).toString(), /<html/)
  t.match(response.headers.vary, /accept-encoding/i)
  const brotli = await openBrowser(app).get(app.parts.assets.url('app.css'), { 'accept-encoding': 'br' })
  t.equal(brotli.headers['content-encoding'], 'br')
})

await t.test('a client that dawdles over its headers is cut off', async t => {
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as { port: number }
  const start = performance.now()
  const answer = await new Promise<string>(resolve => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () =>
      socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n'),
    )
    const drip = setInterval(() => socket.writable && socket.write('x-slow: 1\r\n'), 1_000)
    socket.on('data', chunk => {
      text += String(chunk)
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(drip)
      resolve(text)
    })
  })
  const seconds = (performance.now() - start) / 1_000
  t.match(answer, /^HTTP\/1\.1 408 /)
  t.ok(seconds >= 7 && seconds < 15, `${seconds} s`)
  t.equal(app.server.requestTimeout, 30_000, 'and so is a body, later')
})
