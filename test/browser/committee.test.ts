/** The committee's pages in a real browser: they follow what others do, and hold still where somebody reads. */
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findFigures } from '../../src/domain/figures.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { fillBoard } from '../support/board.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { dispatchAll } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'
import { openTestApp, signInAs, type TestApp } from '../support/web.ts'

t.setTimeout(170_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const today = '2018-12-10'

await t.test('figures and pictures follow, compare, print and are reached by keys', { skip }, async t => {
  const office = await openTestOffice(t)
  await fillBoard(office)
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const given = { t, office, app, browser }
  await t.test('axe finds nothing, and nothing is wider than the screen', t => looks({ ...given, t }))
  await t.test('a comparison is chosen and told', t => compares({ ...given, t }))
  await t.test('regions that scroll are reached and moved by keys', t => scrolls({ ...given, t }))
  await t.test('paper shows the day and no navigation', t => prints({ ...given, t }))
  await t.test('what another person does is shown by itself', t => follows({ ...given, t }))
})

interface Given {
  t: Test
  office: TestOffice
  app: TestApp
  browser: Browser
}

async function openPage(
  { office, app, browser }: Given,
  look: { width: number; colorScheme?: 'light' | 'dark' },
): Promise<{ page: Page; url: string; faults: string[] }> {
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const { cookies } = await signInAs(app, office, 'bao')
  const { width, colorScheme = 'light' } = look
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  // As set over https, which browsers let this very machine do without.
  const place = { url: url.replace('http:', 'https:'), secure: true, httpOnly: true }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  return { page, url, faults: watchPage(page) }
}

/** The page's own policy allows no waiting for a sentence of script, but asking it is allowed. */
async function until(page: Page, condition: string): Promise<void> {
  for (let n = 0; n < 100 && !(await page.evaluate(condition)); n++) await page.waitForTimeout(100)
}

async function looks(given: Given): Promise<void> {
  const { t } = given
  for (const look of [
    { width: 390, colorScheme: 'dark' },
    { width: 768, colorScheme: 'light' },
    { width: 1280, colorScheme: 'dark' },
  ] as const) {
    const { page, url, faults } = await openPage(given, look)
    for (const path of ['/committee?compare=2018-11-30', '/committee/charts']) {
      const answer = await page.goto(url + path)
      t.ok(((await answer?.body())?.length ?? 0) < 100_000, `${path} is under 100 kB`)
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      t.same(
        [await violationsOf(page), wider > 0],
        [[], false],
        `${path} at ${look.width} ${look.colorScheme}`,
      )
    }
    t.same(faults, [])
    await page.context().close()
  }
}

async function compares(given: Given): Promise<void> {
  const { t, office } = given
  const { page, url } = await openPage(given, { width: 1280 })
  await page.goto(`${url}/committee`)
  await page.locator('input[name=compare]').fill('30/11/2018')
  await page.getByRole('button', { name: 'Xem', exact: true }).click()
  await page.waitForURL(/compare=/)
  const actor = await findActor(office.database.reader, office.person.bao, today)
  if (!actor) throw new Error('nobody')
  const now = (await findFigures(office.database.reader, actor, { today })).total
  const then = (await findFigures(office.database.reader, actor, { today, asOf: '2018-11-30' })).total
  const pile = await page.locator('.pile-late').innerText()
  t.match(pile, new RegExp(`\\b${now.running_late}\\b`))
  t.match(
    pile,
    `+${now.running_late - then.running_late} (tăng ${now.running_late - then.running_late} so với 30/11/2018)`,
  )
  t.match(await page.locator('.sentence-change').innerText(), /^So với ngày 30\/11\/2018: .*quá hạn tăng/)
  await page.getByRole('link', { name: 'Không so sánh' }).click()
  await page.waitForURL(/compare=none/)
  t.equal(await page.locator('.sentence-change').count(), 0)
  await page.context().close()
}

async function scrolls(given: Given): Promise<void> {
  const { t } = given
  const { page, url } = await openPage(given, { width: 390 })
  for (const [path, region] of [
    ['/committee', '#unit-table .scroll'],
    ['/committee/charts', '#charts .scroll:has(.heat)'],
  ] as const) {
    await page.goto(url + path)
    const place = page.locator(region)
    await place.focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    const reached = await page.evaluate(`document.activeElement === document.querySelector('${region}')`)
    t.ok(reached, `${path}: Tab comes to the table`)
    const first = await place.locator('tbody th').first().boundingBox()
    await page.keyboard.press('ArrowRight')
    await until(page, `document.querySelector('${region}').scrollLeft > 0`)
    const after = await place.locator('tbody th').first().boundingBox()
    t.equal(after?.x, first?.x, 'the first column stays')
  }
  await page.context().close()
}

async function prints(given: Given): Promise<void> {
  const { t } = given
  const { page, url } = await openPage(given, { width: 1280 })
  await page.goto(`${url}/committee`)
  await page.emulateMedia({ media: 'print' })
  t.match(await page.locator('.printed').innerText(), 'Tính đến ngày 10/12/2018')
  for (const hidden of ['.rail', '.top-bar', '.tabs', '.days', '.live-note'])
    t.equal(await page.locator(hidden).first().isVisible(), false, hidden)
  await page.context().close()
}

async function follows(given: Given): Promise<void> {
  const { t, office, app } = given
  const { page, url, faults } = await openPage(given, { width: 1280 })
  const changed = async (act: () => Promise<unknown>) => {
    await act()
    await dispatchAll(office, today, '10:00')
  }
  await page.goto(`${url}/committee`)
  await page.locator('#live-note').waitFor({ state: 'visible' })
  const before = await page.locator('.sentence p').first().innerText()
  const link = page.locator('#unit-table tbody th a').first()
  await link.focus()
  await page.evaluate('scrollTo(0, 500)')
  const [href, scroll] = [await link.getAttribute('href'), await page.evaluate<number>('scrollY')]
  await changed(() => office.issued(today, '2018-12-28'))
  t.match(before, '9 nhiệm vụ')
  await page.locator('.sentence', { hasText: '10 nhiệm vụ' }).waitFor()
  t.match(await page.locator('#live').textContent(), 'Số liệu vừa thay đổi.')
  t.equal(await page.evaluate('document.activeElement.getAttribute("href")'), href, 'the focus stays')
  t.equal(await page.evaluate<number>('scrollY'), scroll, 'and so does the place')
  // The connection drops, something changes, and the page catches up by itself.
  app.server.closeAllConnections()
  await changed(() => office.issued(today, '2018-12-27'))
  await page.locator('.sentence', { hasText: '11 nhiệm vụ' }).waitFor()

  await page.goto(`${url}/committee/charts`)
  await page.locator('#live-note').waitFor({ state: 'visible' })
  await page.locator('#area-table-twin summary').click()
  await page.evaluate('document.querySelector("#live").textContent = ""')
  await changed(() => office.issued(today, '2018-12-26'))
  await page.locator('#live', { hasText: 'Số liệu vừa thay đổi.' }).waitFor({ state: 'attached' })
  t.ok(await page.locator('#area-table').isVisible(), 'an open table stays open')
  const last = await page.locator('#area-table tbody tr').first().innerText()
  t.match(last, /10\/12\/2018/)
  // Chromium names each connection that was cut.
  t.same(
    faults.filter(fault => !/ERR_|hx-sse|Failed to fetch|network error/i.test(fault)),
    [],
  )
  await page.context().close()
}
