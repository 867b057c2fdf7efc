import t from 'tap'
import { openTestDatabase } from '../../support/database.ts'
import { openBrowser, openTestApp } from '../../support/web.ts'

const database = await openTestDatabase(t)

await t.test('every asset is served under the hash of its content, for good', async t => {
  const app = await openTestApp(t, { database })
  const browser = openBrowser(app)
  for (const asset of app.parts.assets.list()) {
    const response = await browser.get(asset.url)
    t.equal(response.statusCode, 200, asset.name)
    t.equal(response.headers['content-type'], asset.type)
    t.equal(response.headers['cache-control'], 'public, max-age=31536000, immutable')
    t.ok(response.rawPayload.equals(asset.body))
  }
})

await t.test('another hash, another name and other folders are not found, and are not kept', async t => {
  const app = await openTestApp(t, { database })
  const browser = openBrowser(app)
  const { hash } = app.parts.assets.list()[0]!
  const paths = [
    '/assets/0000/app.css',
    `/assets/${hash}/app.css.map`,
    '/assets/',
    '/assets/x/..%2f..%2fpackage.json',
    '/assets/x/%2e%2e/app.css',
  ]
  for (const path of paths) {
    const response = await browser.get(path)
    t.ok([303, 404].includes(response.statusCode), path)
    t.equal(response.headers['cache-control'], 'no-store')
  }
})
