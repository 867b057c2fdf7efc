/** The stream over real connections: who may listen, what is told, and how it ends. */
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import t, { type Test } from 'tap'
import { findFigureVersion, growFigureVersion } from '../../../src/data/figure-version.ts'
import { streamLimits } from '../../../src/web/figure-streams.ts'
import { cell } from '../../support/database.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const skip = cell !== 'sqlite' && 'the same pages in every cell'

async function serve(t: Test) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office, { streamCheckMs: 200 })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const listen = async (who: CastKey, headers: Record<string, string> = {}, path = '/committee/live') => {
    const { cookies } = await signInAs(app, office, who)
    const cookie = Object.entries(cookies)
      .map(([name, value]) => `${name}=${value}`)
      .join('; ')
    const response = await fetch(url + path, { headers: { accept: 'text/event-stream', cookie, ...headers } })
    return { response, cookie, ...reader(t, response) }
  }
  return { office, app, url, listen }
}

/** Collects what a stream says; `until` waits for it, and `ended` for the end. */
function reader(t: Test, response: Response) {
  let text = ''
  const body = response.body?.getReader()
  const ended = (async () => {
    for (let part = await body?.read(); part && !part.done; part = await body?.read())
      text += new TextDecoder().decode(part.value)
  })().catch(() => {})
  t.teardown(() => body?.cancel().catch(() => {}))
  const until = async (words: RegExp) => {
    for (let n = 0; n < 100 && !words.test(text); n++) await wait(50)
    t.match(text, words)
  }
  return { until, ended, text: () => text, cancel: () => body?.cancel() }
}

await t.test('a change is told within seconds, with its number', { skip }, async t => {
  const { office, listen } = await serve(t)
  const stream = await listen('bao')
  t.equal(stream.response.headers.get('content-type'), 'text/event-stream')
  t.match(stream.response.headers.get('content-security-policy'), /script-src/, 'headers as on every answer')
  await stream.until(/event: ready/)
  const before = Number(/id: (\d+)/.exec(stream.text())?.[1] ?? 0)
  await growFigureVersion(office.database.writer)
  await stream.until(new RegExp(`id: ${before + 1}\nevent: figures`))
})

await t.test('what changed while the connection was down is told at once', { skip }, async t => {
  const { office, listen } = await serve(t)
  await growFigureVersion(office.database.writer)
  await growFigureVersion(office.database.writer)
  const came = await listen('bao', { 'last-event-id': '1' })
  await came.until(/event: figures/)
  const version = await findFigureVersion(office.database.reader)
  const same = await listen('bao', {}, `/committee/live?seen=${version}`)
  await same.until(/event: ready/)
  const old = await listen('bao', {}, `/committee/live?seen=${version - 1}`)
  await old.until(/event: figures/)
})

await t.test('only those whose figures they are may listen, and only so often', { skip }, async t => {
  const { url, listen } = await serve(t)
  t.equal((await listen('phuc')).response.status, 403)
  t.equal((await fetch(`${url}/committee/live`, { redirect: 'manual' })).status, 303)
  const open = []
  for (let n = 0; n < streamLimits.person; n++) open.push(await listen('bao'))
  t.ok(open.every(({ response }) => response.status === 200))
  t.equal((await listen('bao')).response.status, 204, 'one more page is simply a page')
  t.equal((await listen('son')).response.status, 200, 'and takes nothing from others')
  await open[0]?.cancel()
  for (let n = 0, status = 204; n < 40 && status === 204; n++) {
    await wait(50)
    status = (await listen('bao')).response.status
    if (status === 200) return t.pass('a page that was closed makes room')
  }
  t.fail('no room was made')
})

await t.test('a stream is no use of the session', { skip }, async t => {
  const { office, listen, app } = await serve(t)
  const seen = async () =>
    (await office.database.reader.selectFrom('session').select('last_seen_at').executeTakeFirstOrThrow())
      .last_seen_at
  const stream = await listen('bao')
  await stream.until(/event: ready/)
  const before = await seen()
  app.clock.now = new Date(Date.parse(before) + 5 * 60_000)
  const headers = { 'hx-request': 'true', 'hx-request-type': 'partial' }
  await app.inject({ url: '/committee/figures', headers: { ...headers, cookie: stream.cookie } })
  t.equal(await seen(), before, 'nor is what an open page asks for by itself')
  await app.inject({ url: '/committee', headers: { cookie: stream.cookie } })
  t.not(await seen(), before, 'a page that somebody opens is')
})

await t.test('a server that stops ends its streams', { skip }, async t => {
  const { listen, app } = await serve(t)
  const stream = await listen('bao')
  await stream.until(/event: ready/)
  const started = Date.now()
  await app.close()
  t.ok(Date.now() - started < 5_000, `closed in ${Date.now() - started} ms`)
  await stream.ended
})

await t.test('a session that ends takes its stream with it, and says so', { skip }, async t => {
  const { office, listen } = await serve(t)
  const stream = await listen('bao')
  await stream.until(/event: ready/)
  await office.database.writer
    .updateTable('session')
    .set({ ended_at: new Date().toISOString() })
    .where('ended_at', 'is', null)
    .execute()
  await Promise.race([stream.ended, wait(15_000)])
  t.match(stream.text(), /event: gone/)
})
