/** The register of models in a real browser: several registered at once, looked for, and linked as evidence. */
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import t, { type Test } from 'tap'
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

await t.test('models are pasted, registered, found and linked', { skip }, async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  for (const look of looks) await keepRegister(t, browser, look)
})

async function keepRegister(t: Test, browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { width, colorScheme } = look
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const { cookies } = await signInAs(app, office, 'tuyet')
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
  })
  // As set over https, which browsers let this very machine do without.
  const place = { url: url.replace('http:', 'https:'), secure: true, httpOnly: true }
  await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, ...place })))
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  page.setDefaultNavigationTimeout(90_000)
  const faults = watchPage(page)
  const check = async (name: string) => {
    await page.waitForLoadState('networkidle')
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }

  await page.goto(`${url}/emulation-models/several`)
  await page.getByLabel('Cá nhân').check()
  await page.locator('select[name=modelField]').selectOption('society')
  await page.locator('select[name=unitId]').selectOption(office.unit.tccb)
  await page.locator('textarea[name=lines]').fill('Kèm học sinh yếu; Nguyễn Văn An\nChỉ có tên')
  await page.locator('#models-form .button-solid').click()
  await page.waitForSelector('.error-summary')
  await check('a line is wrong')
  await page
    .locator('textarea[name=lines]')
    .fill(
      'Kèm học sinh yếu sau giờ học cho đến khi các em theo kịp chương trình; Nguyễn Văn An\nTrả lời phụ huynh; Lê Thị Lan',
    )
  await page.locator('#models-form .button-solid').click()
  await page.getByRole('button', { name: 'Đăng ký 2 mô hình' }).waitFor()
  await check('looked over')
  await page.getByRole('button', { name: 'Đăng ký 2 mô hình' }).click()
  await page.waitForURL(/emulation-models\?year=/)
  await page.locator('#model-filter input[name=q]').fill('kem hoc sinh')
  await page.locator('#model-filter button').click()
  await page.waitForURL(/q=kem/)
  await page.locator('#models a').first().click()
  await page.locator('h1', { hasText: 'Kèm học sinh yếu' }).waitFor()
  await check('one model')

  await page.goto(`${url}/recommendations/${office.recommendationIds[0]}/models`)
  await page.locator('input[name=models]').first().check()
  await page.locator('input[name=models]').nth(1).check()
  await check('linking')
  await page.locator('#model-link-form .button-solid').click()
  await page.waitForURL(/recommendations\/[0-9a-f-]{36}$/)
  await page.getByText('2 mô hình: 0 tập thể, 2 cá nhân, 0 chính quyền').waitFor()
  t.same(faults, [])
  await context.close()
}
