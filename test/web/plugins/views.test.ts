import t from 'tap'
import { ownPath } from '../../../src/web/plugins/own-path.ts'
import { openTestOffice } from '../../support/office.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

await t.test('only a path of our own is gone to', async t => {
  for (const path of ['/', '/tasks?state=late&q=%C4%91', '/tasks/1#f-text', '/a//b'])
    t.equal(ownPath(path), path)
  const foreign = [
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/%5cevil',
    'https://evil.example',
    'javascript:alert(1)',
    '',
    'tasks',
    '/a\r\nset-cookie: x=1',
    '/ x',
    '/\t/evil.example',
  ]
  for (const path of foreign) t.equal(ownPath(path), '/', path)
})

await t.test('each role sees its places and no others', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const placesOf = async (browser: Browser) => {
    const { body } = await browser.get('/profile')
    const rail = body.slice(body.indexOf('<aside class="rail"'), body.indexOf('<div class="rail-foot"'))
    return [...rail.matchAll(/<a href="(\/[a-z]*)"(?! )><svg class="icon"/g)].map(match => match[1]).join(' ')
  }
  const expected = {
    tuyet: '/ /inspections /tasks /committee /ledger /calendar /admin',
    ngan: '/ /inspections /tasks /committee /ledger /calendar',
    phuc: '/ /inspections /tasks /calendar',
    hanh: '/ /inspections /tasks /calendar',
    khoi: '/ /inspections /tasks /calendar',
    son: '/ /inspections /tasks /committee /calendar',
    hieu: '/inspections /calendar',
    minh: '/inspections /tasks /committee /ledger /calendar',
    quan: '/calendar /admin',
  } as const
  for (const [who, places] of Object.entries(expected)) {
    t.equal(await placesOf(await signInAs(app, office, who as keyof typeof expected)), places, who)
  }
})

await t.test('a flash cookie with other keys, or none, says nothing', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const made = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  for (const value of ['x', made(['error.required', {}]), made(['flash.nothing']), made([1]), made(null)]) {
    const browser = await signInAs(app, office, 'phuc')
    browser.cookies['__Host-dondoc-flash'] = value
    const response = await browser.get('/profile')
    t.equal(response.statusCode, 200)
    t.notMatch(response.body, /class="flash /)
    t.notOk('__Host-dondoc-flash' in browser.cookies, 'and is gone')
  }
})
