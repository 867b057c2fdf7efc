/** A spreadsheet becomes recommendations and drafts in a real browser, at both widths and in both themes. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import t from 'tap'
import type { SheetData } from 'write-excel-file/node'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { freePort, type Program, startProgram } from '../support/program.ts'
import { enter, takeSeat } from '../support/seat.ts'
import { dateCell, headings, makeWorkbook } from '../support/workbook.ts'

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const

await t.test('a table is uploaded, looked over and recorded', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-table-'))
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const look of looks) await importTable(t, browser, program, look)
})

async function importTable(
  t: { same(a: unknown, b: unknown, message: string): void },
  browser: Browser,
  { url }: Program,
  { width, colorScheme }: (typeof looks)[number],
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
  await page.goto(`${url}/inspections/import`)
  await look('upload')
  const buffer = await makeWorkbook([
    headings,
    [
      1,
      `Kiến nghị của bảng ${width}.`,
      null,
      'Phòng Pháp chế',
      null,
      dateCell('2018-12-28'),
      null,
      'Báo cáo',
    ],
  ] as SheetData)
  await page
    .locator('input[name=workbook]')
    .setInputFiles({ name: `bảng-${width}.xlsx`, mimeType: 'application/octet-stream', buffer })
  await page.getByRole('button', { name: 'Đọc bảng' }).click()
  await page.waitForURL(/import\/[0-9a-f-]{36}/)
  await page.getByRole('button', { name: 'Ghi nhận kiến nghị' }).click()
  await page.waitForSelector('.error-summary')
  await look('refused')
  await page.locator('input[name=body]').fill('Đoàn kiểm tra của Tỉnh')
  await page.locator('input[name=heldOn]').fill('13/11/2018')
  await page.locator('select[name="unit.0"]').selectOption({ label: 'Phòng Tổ chức cán bộ' })
  await page.getByRole('button', { name: 'Cập nhật bản xem trước' }).last().click()
  await page.waitForURL(/import\/[0-9a-f-]{36}/)
  await page.waitForLoadState('networkidle')
  await look('preview')
  await page.getByRole('button', { name: 'Ghi nhận kiến nghị' }).click()
  await page.waitForURL(/inspections\/[0-9a-f-]{36}$/)
  await look('inspection')
  t.same(faults, [], 'nothing broke the policy or threw')
  await context.close()
}
