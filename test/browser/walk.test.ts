/**
 * The walk of a recommendation in a real browser, with JavaScript and without: from the pasted conclusion to the verified
 * task, each step in the seat of who does it. Screenshots go to test-results/, every page is looked over by axe.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { freePort, type Program, startProgram } from '../support/program.ts'
import { enter, press, takeSeat } from '../support/seat.ts'

t.setTimeout(900_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

/** Whose pages are looked over; TASK is the first of their list. */
const seats: [string, string[]][] = [
  [
    'Nguyễn Thị Ánh Tuyết',
    [
      '/',
      '/inspections',
      '/inspections/new',
      '/inspections/import',
      '/tasks',
      '/committee',
      '/emulation-models',
      '/emulation-models/new',
      '/ledger',
      '/ledger/forecast',
      '/outbox',
      '/calendar',
      '/calendar?month=2019-02&view=month',
      '/calendar/days',
      '/admin',
      '/admin/units',
      '/admin/people',
      '/admin/policy',
      '/admin/appointments/new',
      '/profile',
      '/search?q=quy+che',
    ],
  ],
  [
    'Phạm Hoàng Phúc',
    ['/', '/tasks', '/tasks/TASK', '/tasks/TASK/updates', '/tasks/TASK/report', '/tasks/TASK/extensions'],
  ],
  ['Nguyễn Thanh Sơn', ['/', '/committee']],
]

const conclusion = `KẾT LUẬN KIỂM TRA
Ngày 05/12/2018, Đoàn kiểm tra Sở Nội vụ kiểm tra tại Sở Giáo dục và Đào tạo.
Đoàn ghi nhận kết quả đạt được. Đề nghị Phòng Tổ chức cán bộ ban hành quy trình tiếp công dân. Yêu cầu Văn phòng Sở rà soát vị trí việc làm.
`

await t.test('the walk', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-walk-'))
  mkdirSync(shots, { recursive: true })
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const javaScriptEnabled of [true, false]) {
    await t.test(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', t =>
      walk(t, browser, program, javaScriptEnabled),
    )
  }
  await t.test('the day moves on and the worker does its work', t => nextDay(t, browser, program))
  await t.test('every page, in both widths and both themes', t => lookOver(t, browser, program))
})

type Tap = Pick<typeof t, 'ok' | 'equal' | 'match' | 'same' | 'teardown'>

async function walk(t: Tap, browser: Browser, program: Program, javaScriptEnabled: boolean): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
  t.teardown(() => context.close())
  const page = await context.newPage()
  const faults = watchPage(page)
  const title = `Ban hành quy trình tiếp công dân ${javaScriptEnabled ? 'A' : 'B'}`
  await enter(page, program)
  const inspection = await recordInspection(page, program, title)
  const task = await issueTask(page, inspection, title)
  await issueRest(t, page, inspection, javaScriptEnabled)
  await workOnIt(t, page, program, task, title)
  await verifyIt(t, page, program, task, title)
  t.same(faults, [], 'nothing broke the policy or threw')
}

/** The secretary pastes the conclusion, a new one each walk; what asks for something is ticked already. */
async function recordInspection(page: Page, { url }: Program, title: string): Promise<string> {
  await takeSeat(page, 'Nguyễn Thị Ánh Tuyết')
  await page.goto(`${url}/inspections/new`)
  await page
    .locator('textarea[name=conclusion]')
    .fill(conclusion.replace('KIỂM TRA\n', `KIỂM TRA ${title.at(-1)}\n`))
  await press(page, 'Tách kiến nghị')
  // What was read from the text stands folded, to be looked over.
  const facts = page.locator('details:not([open]):has(input[name=title]) > summary')
  if (await facts.isVisible()) await facts.click()
  await page.locator('input[name=title]').fill('Kiểm tra công tác tiếp công dân')
  await page.locator('input[name=body]').fill('Đoàn kiểm tra Sở Nội vụ')
  await page.locator('input[name=heldOn]').fill('5/12/2018')
  await press(page, 'Ghi nhận kiến nghị')
  await page.waitForURL(/\/inspections\/[0-9a-f-]{36}\/assignment$/)
  return page.url().replace(/\/assignment$/, '')
}

/** A leader makes a task of it, checks the answers, and issues. */
async function issueTask(page: Page, inspection: string, title: string): Promise<string> {
  await takeSeat(page, 'Huỳnh Quốc Bảo')
  await page.goto(inspection)
  await page.locator('main').getByRole('link', { name: 'Giao việc' }).first().click()
  await page.locator('[name=title]').fill(title)
  await press(page, 'Lưu và kiểm tra lại')
  await page.getByText('Nhập hạn hoàn thành').first().waitFor()
  await page.locator('[name=criterion]').fill('Quyết định ban hành quy trình, có số và ngày')
  await page.locator('select[name=leadUnitId]').selectOption({ label: 'Phòng Tổ chức cán bộ' })
  await page.locator('input[name=dueOn]').fill('28/12/2018')
  await page.locator('input[name=documentNo]').fill('140/KH-SGDĐT')
  await press(page, 'Lưu và kiểm tra lại')
  const id = /tasks\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await press(page, 'Giao việc')
  await page.waitForURL(/\/issued/)
  return id
}

/** What is left of the conclusion is filled in from its words and issued in one go. */
async function issueRest(t: Tap, page: Page, inspection: string, javaScriptEnabled: boolean): Promise<void> {
  const lookOver = async (what: string) => {
    if (javaScriptEnabled) t.same(await violationsOf(page), [], `axe on ${what}`)
  }
  await page.goto(inspection)
  await page.getByRole('link', { name: 'Giao nhiệm vụ cho 1 kiến nghị' }).click()
  await page.locator('select[name$=leadUnitId]').first().waitFor()
  const lead = page.locator('select[name$=leadUnitId] option:checked')
  t.match(await lead.textContent(), 'Văn phòng Sở', 'the unit that the text names')
  await press(page, /Kiểm tra lại/)
  await page.getByText('Kiến nghị 2: Nhập hạn hoàn thành').waitFor()
  await page.locator('[name$=criterion]').last().fill('Báo cáo rà soát, có số và ngày')
  await page.locator('input[name$=dueOn]').last().fill('28/12/2018')
  await lookOver('the assignment')
  await press(page, /Kiểm tra lại/)
  await lookOver('the check')
  await press(page, 'Giao 1 nhiệm vụ')
  await page.waitForURL(/\/issued\//)
  t.match(await page.locator('main').textContent(), 'Đã giao 1 nhiệm vụ')
}

/** The head receives it, updates it with a file, and reports completion. */
async function workOnIt(t: Tap, page: Page, { url }: Program, id: string, title: string): Promise<void> {
  await takeSeat(page, 'Phạm Hoàng Phúc')
  await page.goto(url)
  t.ok(await page.locator('main').getByText(title).first().isVisible(), 'it waits in “Việc của tôi”')
  await page.goto(`${url}/tasks/${id}/receipt`)
  await press(page, /Tiếp nhận/)
  await page.goto(`${url}/tasks/${id}/updates`)
  await page.locator('textarea[name=text]').fill('Đã có dự thảo quy trình')
  await page.locator('[name=percent]').fill('60')
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({
      name: 'Dự thảo.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('Dự thảo quy trình tiếp công dân'),
    })
  await press(page, 'Lưu cập nhật')
  await page.goto(`${url}/tasks/${id}`)
  t.match(await page.locator('main').textContent(), 'Đã có dự thảo quy trình')
  t.match(await page.locator('main').textContent(), 'Dự thảo.txt')
  await page.goto(`${url}/tasks/${id}/report`)
  await page.locator('textarea[name=text]').fill('Đã ban hành Quyết định số 95/QĐ-SGDĐT')
  await page.locator('input[name=claimedOn]').fill('10/12/2018')
  await press(page, 'Xem lại trước khi gửi')
  await press(page, 'Gửi báo cáo')
  await page.goto(`${url}/tasks/${id}`)
  t.match(await page.locator('main').textContent(), /[Cc]hờ thẩm định/)
}

/** A second person verifies; the committee's figures and the ledger tell of it. */
async function verifyIt(t: Tap, page: Page, { url }: Program, id: string, title: string): Promise<void> {
  await takeSeat(page, 'Trương Quốc Đạt')
  await page.goto(url)
  t.ok(await page.locator('main').getByText(title).first().isVisible(), 'it waits for a verdict')
  await page.goto(`${url}/tasks/${id}/verdict`)
  await page.locator('input[type=radio]').first().check()
  await press(page, 'Xem lại trước khi gửi')
  await press(page, 'Ghi kết luận thẩm định')
  await page.goto(`${url}/tasks/${id}`)
  t.match(await page.locator('main').textContent(), 'Hoàn thành')
  await takeSeat(page, 'Huỳnh Quốc Bảo')
  await page.goto(`${url}/ledger`)
  t.match(await page.locator('main').textContent(), 'Phạm Hoàng Phúc')
}

async function nextDay(t: Tap, browser: Browser, program: Program): Promise<void> {
  const page = await (await browser.newContext()).newPage()
  await enter(page, program)
  await page.getByRole('button', { name: 'Sang ngày làm việc tiếp theo' }).click()
  for (const until = Date.now() + 60_000; Date.now() < until; await page.waitForTimeout(500)) {
    await page.goto(program.url)
    if (await page.getByRole('button', { name: 'Sang ngày làm việc tiếp theo' }).isVisible()) break
  }
  t.match(await page.locator('body').textContent(), '11/12/2018')
  await page.goto(`${program.url}/ledger`)
  t.match(await page.locator('main').textContent(), '11/12')
  await page.context().close()
}

async function lookOver(t: Tap, browser: Browser, program: Program): Promise<void> {
  for (const width of [390, 768, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
      const page = await context.newPage()
      const faults = watchPage(page)
      await enter(page, program)
      for (const [name, paths] of seats) {
        await page.goto(program.url)
        await takeSeat(page, name)
        await page.goto(`${program.url}/tasks`)
        const first = await page
          .locator('main a[href^="/tasks/0"]')
          .first()
          .getAttribute('href')
          .catch(() => null)
        for (const path of paths)
          await lookAt(
            t,
            page,
            program,
            path.replace('/tasks/TASK', first ?? '/tasks'),
            `${width}-${colorScheme}`,
          )
      }
      t.same(faults, [])
      await context.close()
    }
  }
}

async function lookAt(t: Tap, page: Page, { url }: Program, path: string, view: string): Promise<void> {
  const response = await page.goto(url + path)
  t.equal(response?.status(), 200, `${path} at ${view}`)
  const name = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'task').replace(/[^\w]+/g, '-')
  await page.screenshot({ path: join(shots, `${name}-${view}.png`), fullPage: true })
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  t.ok(wide <= 0, `${path} at ${view} does not scroll sideways`)
  t.same(await violationsOf(page), [], `axe on ${path} at ${view}`)
}
