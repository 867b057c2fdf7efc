import { connect } from 'node:net'
import type { LightMyRequestResponse } from 'fastify'
import t, { type Test } from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const

const office = await openTestOffice(t)

await t.test('every route answers with the headers, signed in or not, and no nonce comes twice', async t => {
  const app = await openTestApp(t, office)
  const asset = app.parts.assets.url('app.css')
  const urls = new Set(
    app.listedRoutes.filter(route => route.method !== 'HEAD').map(route => route.url.replace(/:\w+/g, 'x')),
  )
  const others = ['/nowhere', '/%zz', '/%00', `/x/${'y'.repeat(600)}`, asset, '/assets/0/app.css', '/healthz']
  const nonces: string[] = []
  for (const browser of [openBrowser(app), await signInAs(app, office, 'tuyet')]) {
    for (const url of urls.union(new Set(others))) {
      const got = await browser.get(url)
      nonces.push(checkHeaders(t, url, got, url === asset))
      nonces.push(checkHeaders(t, url, await browser.post(url, { x: '1' }), false))
    }
  }
  t.equal(new Set(nonces).size, nonces.length)
})

/** Gives the nonce. */
function checkHeaders(
  t: Test,
  url: string,
  { headers, statusCode }: LightMyRequestResponse,
  kept: boolean,
): string {
  const policy = String(headers['content-security-policy'])
  const missing = Object.entries(always).filter(([name, value]) => headers[name] !== value)
  t.same(missing, [], `${url} ${statusCode}`)
  t.match(policy, /^default-src 'none'; script-src 'self' 'nonce-[\w-]{24}'; style-src 'self';/, url)
  for (const part of ["form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'", "object-src 'none'"])
    t.ok(policy.includes(part), `${url} ${part}`)
  t.notMatch(policy, /unsafe|\*/, url)
  t.equal(headers['cache-control'], kept ? 'public, max-age=31536000, immutable' : 'no-store', url)
  t.ok(statusCode < 500, `${url} ${statusCode}`)
  t.notOk(headers['strict-transport-security'], 'plain http promises no https')
  return /'nonce-([\w-]+)'/.exec(policy)?.[1] ?? ''
}

await t.test('a body that is too large, and pages of a broken app, have them too', async t => {
  const app = await openTestApp(t, office, {
    routes: scope => {
      scope.get('/broken', { config: { policy: 'public' } }, () => {
        throw new Error('secret detail')
      })
    },
  })
  const browser = openBrowser(app)
  for (const response of [
    await browser.get('/broken'),
    await browser.post('/sign-in', { email: 'x'.repeat(1_100_000) }),
  ]) {
    t.match(response.statusCode, /^(500|413)$/)
    t.equal(response.headers['x-content-type-options'], 'nosniff')
    t.match(response.headers['content-security-policy'], /'nonce-/)
  }
})

await t.test('https promises itself for a year and upgrades what is left', async t => {
  const app = await openTestApp(t, office, { config: { publicUrl: 'https://dondoc.example' } })
  const { headers } = await openBrowser(app).get('/sign-in')
  t.match(headers['strict-transport-security'], /^max-age=31536000/)
  t.match(headers['content-security-policy'], /upgrade-insecure-requests/)
})

await t.test('the scripts of a page carry the nonce of its policy', async t => {
  const app = await openTestApp(t, office)
  const { headers, body } = await openBrowser(app).get('/sign-in')
  const nonce = /'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))?.[1]
  const scripts = body.match(/<script[^>]*>/g) ?? []
  t.equal(scripts.length, 3)
  for (const script of scripts) t.ok(script.includes(`nonce="${nonce}"`))
  t.notMatch(body, /\sstyle=|\son\w+=/)
})

await t.test('what is no HTTP is answered on the socket with the same headers', async t => {
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address() as { port: number }
  const answer = await new Promise<string>(resolve => {
    const socket = connect(address.port, '127.0.0.1', () => socket.end('NONSENSE\r\n\r\n'))
    let text = ''
    socket.on('data', chunk => {
      text += String(chunk)
    })
    socket.on('close', () => resolve(text))
  })
  t.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/)
  t.match(answer, /content-security-policy: default-src 'none'/)
  t.match(answer, /x-content-type-options: nosniff/)
})
