/** A DOCX and a PDF go from the secretary's folder to a recorded inspection: chosen, dropped, and without JavaScript. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { readDocument } from '../../src/intake/read-document.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { makeDocx } from '../support/docx.ts'
import { linesFrom, makePdf } from '../support/pdf.ts'
import { freePort, type Program, startProgram } from '../support/program.ts'
import { press } from '../support/seat.ts'

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

const lines = [
  'MẬT',
  'KẾT LUẬN THANH TRA',
  'Ngày 05/12/2018, Đoàn thanh tra Sở Nội vụ làm việc tại Sở Giáo dục và Đào tạo.',
  'III. KIẾN NGHỊ',
  '1. Đề nghị Phòng Tổ chức cán bộ ban hành quy trình tiếp công dân trước ngày 30/12/2018.',
  '2. Yêu cầu Văn phòng Sở rà soát vị trí việc làm.',
]
const docx = { name: 'Kết luận thanh tra.docx', mimeType: '', buffer: makeDocx(lines) }
const pdf = makePdf([linesFrom(780, [...lines, '3. Đề nghị công khai tài chính.'])])

await t.test('upload', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-upload-'))
  mkdirSync(shots, { recursive: true })
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  await t.test('a DOCX is chosen, without JavaScript', t => choose(t, browser, program))
  await t.test('a PDF is dropped on the form', t => drop(t, browser, program))
  await t.test('what a browser prints is read line by line as it was', t => print(t, browser))
  await t.test('the pages in both widths and both themes', t => lookOver(t, browser, program))
})

type Tap = Pick<typeof t, 'ok' | 'equal' | 'match' | 'same' | 'teardown'>

async function choose(t: Tap, browser: Browser, program: Program): Promise<void> {
  const page = await secretary(t, browser, program, { javaScriptEnabled: false })
  await page.goto(`${program.url}/inspections/new`)
  await page.locator('input[name=conclusionFile]').setInputFiles(docx)
  await press(page, 'Tách kiến nghị')
  t.equal(await page.locator('input[name=tick]:checked').count(), 2)
  await record(page)
  t.ok(await page.getByRole('link', { name: docx.name }).isVisible())
}

async function drop(t: Tap, browser: Browser, program: Program): Promise<void> {
  const page = await secretary(t, browser, program, {})
  const faults = watchPage(page)
  await page.goto(`${program.url}/inspections/new`)
  t.ok(await page.locator('[data-drop]').isVisible(), 'it says that a file can be dropped')
  const transfer = await page.evaluateHandle(
    `(() => { const all = new DataTransfer(); const bytes = Uint8Array.from(atob('${pdf.toString('base64')}'), c => c.charCodeAt(0)); all.items.add(new File([bytes], 'thả.pdf', { type: 'application/pdf' })); return all })()`,
  )
  await page.dispatchEvent('textarea[name=conclusion]', 'dragover', { dataTransfer: transfer })
  t.equal(await page.locator('.drop-over').count(), 1)
  await page.dispatchEvent('textarea[name=conclusion]', 'drop', { dataTransfer: transfer })
  t.equal(await page.locator('.drop-over').count(), 0)
  await press(page, 'Tách kiến nghị')
  t.equal(await page.locator('input[name=tick]:checked').count(), 3)
  await record(page)
  t.ok(await page.getByRole('link', { name: 'thả.pdf' }).isVisible())
  t.same(faults, [])
}

async function print(t: Tap, browser: Browser): Promise<void> {
  const seed = readFileSync(join(import.meta.dirname, '../../src/sample/inspection-2018.txt'), 'utf8')
  const page = await browser.newPage()
  const rows = [1, 2, 3].map(
    n =>
      `<tr><td>${n}<td>${'Rà soát, bổ sung quy chế thực hiện dân chủ. '.repeat(3)}<td>Phòng Tổ chức cán bộ, Văn phòng Sở<td>30/12/2018</tr>`,
  )
  await page.setContent(
    `<style>body { font: 14pt/1.5 serif; text-align: justify } p { text-indent: 1cm; margin: 0 0 6pt } td { border: 1px solid; padding: 4px; vertical-align: top }</style>
    ${seed
      .split('\n')
      .filter(Boolean)
      .map(line => `<p>${line}</p>`)
      .join('')}<table>${rows.join('')}</table>`,
  )
  const band = (words: string) =>
    `<div style="font-size: 9pt; width: 100%; text-align: center">${words}</div>`
  const bytes = await page.pdf({
    format: 'A4',
    margin: { top: '2cm', bottom: '2cm', left: '3cm', right: '2cm' },
    displayHeaderFooter: true,
    headerTemplate: band('KẾT LUẬN THANH TRA'),
    footerTemplate: band('<span class="pageNumber"></span>'),
  })
  await page.close()
  const read = cleanText(await readDocument(bytes, 'pdf'))
    .split('\n')
    .filter(Boolean)
  const expected = cleanText(seed).split('\n').filter(Boolean)
  t.same(read.slice(0, expected.length), expected)
  const cells = (n: number) =>
    `${n} | ${'Rà soát, bổ sung quy chế thực hiện dân chủ. '.repeat(3).trim()} | Phòng Tổ chức cán bộ, Văn phòng Sở | 30/12/2018`
  t.same(read.slice(expected.length), [1, 2, 3].map(cells))
}

async function lookOver(t: Tap, browser: Browser, program: Program): Promise<void> {
  for (const width of [390, 1280])
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await secretary(t, browser, program, { viewport: { width, height: 900 }, colorScheme })
      const view = `${width}-${colorScheme}`
      await page.goto(`${program.url}/inspections/new`)
      await page.locator('input[name=conclusionFile]').setInputFiles({ ...docx, name: 'a.exe' })
      await press(page, 'Tách kiến nghị')
      await lookAt(t, page, `upload-refused-${view}`)
      await page.locator('input[name=conclusionFile]').setInputFiles(docx)
      await press(page, 'Tách kiến nghị')
      t.ok(await page.getByText('đã được nhập').isVisible())
      await lookAt(t, page, `upload-split-${view}`)
      await page.locator('.split-notices a').click()
      await page.waitForLoadState()
      await lookAt(t, page, `upload-inspection-${view}`)
    }
}

async function lookAt(t: Tap, page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  t.ok(wide <= 0, `${name} does not scroll sideways`)
  t.same(await violationsOf(page), [], `axe on ${name}`)
}

async function secretary(
  t: Tap,
  browser: Browser,
  { url }: Program,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  t.teardown(() => context.close())
  const page = await context.newPage()
  // A busy machine sheds requests; a person would press again.
  page.setDefaultTimeout(90_000)
  for (let tries = 0; tries < 5 && page.url() !== `${url}/`; tries++) {
    await page.goto(`${url}/sign-in`)
    if (page.url() === `${url}/`) break
    await page.locator('form[action="/sample/enter"] button').click()
    await page.waitForURL(`${url}/`, { timeout: 20_000 }).catch(() => {})
  }
  const seat = page.locator('select[name=person] option').filter({ hasText: 'Nguyễn Thị Ánh Tuyết' }).first()
  await page.locator('select[name=person]').selectOption(await seat.getAttribute('value'))
  await page.getByRole('button', { name: 'Đổi vai' }).click()
  await page.waitForLoadState()
  return page
}

/** Fills in what the text does not say of itself, and records the inspection. */
async function record(page: Page): Promise<void> {
  const facts = page.locator('details:not([open]):has(input[name=title]) > summary')
  if (await facts.isVisible()) await facts.click()
  await page.locator('input[name=title]').fill('Thanh tra công tác tiếp công dân')
  await page.locator('input[name=body]').fill('Đoàn thanh tra Sở Nội vụ')
  await page.locator('input[name=heldOn]').fill('5/12/2018')
  await press(page, 'Ghi nhận kiến nghị')
  await page.waitForURL(/\/inspections\/[0-9a-f-]{36}\/assignment$/)
  await page.goto(page.url().replace(/\/assignment$/, ''))
}
