/** Tokens, webhooks and the API's reference in a real browser, by an administrator. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import t, { type Test } from 'tap'
import { parseWebhookHosts } from '../../src/lib/webhook-host.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { openTestOffice } from '../support/office.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(160_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const

await t.test('a token is made, a webhook is set, and the reference is read', { skip }, async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  for (const look of looks) await lookThrough(t, browser, look)
})

async function lookThrough(t: Test, browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { width, colorScheme } = look
  const office = await openTestOffice(t)
  const hosts = parseWebhookHosts('hooks.truc-lien-thong.vinhlong.gov.vn, *.vinhlong.gov.vn') ?? []
  const app = await openTestApp(t, office, { config: { webhookHosts: hosts } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const { cookies } = await signInAs(app, office, 'quan')
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  // As set over https, which browsers let this very machine do without.
  const place = { url: url.replace('http:', 'https:'), secure: true, httpOnly: true }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const faults = watchPage(page)
  const check = async (name: string, judged = true) => {
    await page.waitForLoadState('networkidle')
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    const found = judged ? await violationsOf(page) : []
    t.same([found, wider > 0], [[], false], `${name} at ${width} px`)
    const { PICTURES: folder } = process.env
    if (folder)
      await page.screenshot({
        path: join(folder, `${name.replaceAll(' ', '-')}-${width}.png`),
        fullPage: true,
      })
  }

  await page.goto(`${url}/profile/tokens`)
  await check('no token')
  await page.locator('#token-form .button-solid').click()
  await page.waitForSelector('.error-summary')
  await check('nothing chosen')
  await page
    .locator('input[name=tokenName]')
    .fill('Trục liên thông văn bản quốc gia, đồng bộ tiến độ hằng đêm về Văn phòng UBND tỉnh')
  await page.locator('input[name=scopes]').first().check()
  await page.locator('input[name=scopes]').nth(1).check()
  await page.locator('#token-form .button-solid').click()
  const shown = page.locator('#token-value')
  await shown.waitFor()
  t.match(await shown.inputValue(), /^dd_[\w-]{43}$/)
  await check('token made')
  await page.goto(`${url}/profile/tokens`)
  t.equal(await page.locator('#token-value').count(), 0, 'shown once')
  await page.goto(`${url}/admin/tokens`)
  await check('all tokens')

  await page.goto(`${url}/admin/webhooks`)
  await check('no webhook')
  await page.locator('input[name=url]').fill('https://hooks.truc-lien-thong.vinhlong.gov.vn/dondoc/su-kien')
  await page.locator('input[name=events]').first().check()
  await page.locator('input[name=events]').nth(3).check()
  await page.locator('#webhook-form .button-solid').click()
  await page.locator('#secret-value').waitFor()
  await check('webhook made')
  await page.getByRole('button', { name: 'Gửi thử' }).click()
  await page.locator('#flash').getByText('Đã xếp một lần gửi thử').waitFor()
  await check('trial queued')
  await page.goto(`${url}/admin/webhooks`)
  await check('webhooks')
  t.same(faults, [])

  await page.goto(`${url}/api/docs`)
  await page.locator('#operations-tasks-listTasks').waitFor()
  // What Swagger UI draws is its own: that it draws under our policy is ours.
  await check('reference', false)
  t.same(faults, [])
  await context.close()
}
