/** The secretary changes the reminder policy in a real browser, at both widths and in both themes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import t from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { freePort, type Program, startProgram } from '../support/program.ts'
import { enter, takeSeat } from '../support/seat.ts'

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const

await t.test('a rung is moved: tried out, saved, and seen in the forecast', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-policy-'))
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const [index, look] of looks.entries())
    await changePolicy(t, browser, program, { ...look, days: 2 + index })
})

async function changePolicy(
  t: { same(a: unknown, b: unknown, message: string): void },
  browser: Browser,
  { url }: Program,
  { width, colorScheme, days }: (typeof looks)[number] & { days: number },
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(90_000)
  const faults = watchPage(page)
  await enter(page, { url: url })
  await takeSeat(page, 'Nguyễn Thị Ánh Tuyết')
  const look = async (name: string) => {
    await page.waitForLoadState('networkidle')
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }
  await page.goto(`${url}/admin/policy`)
  await look('policy')
  await page.getByRole('link', { name: 'Sửa nhắc theo thời hạn' }).click()
  await page.waitForURL(/deadline$/)
  await look('form')
  await page.locator('input[name=days_due_minus_1]').fill('30')
  await page.getByRole('button', { name: 'Xem trước tác động' }).click()
  await page.waitForSelector('.error-summary')
  await look('refused')
  await page.locator('input[name=days_due_minus_1]').fill('1')
  await page.locator('input[name=days_due_minus_3]').fill(String(days + 2))
  await page.locator('input[name=note]').fill('Nhắc sớm hơn để đơn vị kịp trình ký')
  await page.getByRole('button', { name: 'Xem trước tác động' }).click()
  await page.waitForSelector('#policy-confirm')
  await look('answers')
  await page.getByRole('button', { name: 'Lưu phiên bản mới' }).click()
  await page.waitForURL(/admin\/policy\?/)
  await look('saved')
  await page.goto(`${url}/ledger/forecast`)
  await look('forecast')
  t.same(faults, [], 'nothing broke the policy or threw')
  await context.close()
}
