/**
 * A part from its naming to its acceptance and another to its waiver, work given on within the unit, a comment that
 * names someone, and a leader's question answered: each step in the seat of who does it, with and without JavaScript.
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

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

const seats: [string, string[]][] = [
  ['Phạm Hoàng Phúc', ['', '/comments', '/subtasks']],
  ['Lê Thị Kim Ngân', ['', '/update-requests']],
  ['Đỗ Thị Mỹ Hạnh', ['']],
]

const longTitle =
  'Rà soát toàn bộ Quy chế phối hợp giữa chính quyền với Công đoàn, Đoàn Thanh niên các đơn vị trực thuộc và lập bảng tổng hợp'

const views = [
  [390, 'light'],
  [1280, 'dark'],
] as const

type Tap = Pick<typeof t, 'ok' | 'equal' | 'match' | 'notMatch' | 'same'>

interface Walk {
  t: Tap
  page: Page
  url: string
  /** The task's address, once there is one. */
  task: string
}

await t.test('parts, work within the unit, questions and comments', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-parts-'))
  mkdirSync(shots, { recursive: true })
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  let task = ''
  await t.test('without JavaScript', async t => {
    task = await walk(t, browser, program, false, async on => {
      const issued = { ...on, task: await issueWithParts(on) }
      for (const step of [planAndUrge, handIn, settle, giveOn, nameSomeone, askAndAnswer]) await step(issued)
      return issued.task
    })
  })
  await t.test('with JavaScript', async t => {
    await walk(t, browser, program, true, async on => {
      for (const step of [giveOn, nameSomeone, leaveOpen]) await step({ ...on, task })
      return task
    })
  })
  await t.test(
    'every page with things left open, on a phone in the light and on a wide screen in the dark',
    t => lookOver(t, browser, program, task),
  )
})

async function walk(
  t: Tap,
  browser: Browser,
  program: Program,
  javaScriptEnabled: boolean,
  steps: (on: Walk) => Promise<string>,
): Promise<string> {
  const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
  const page = await context.newPage()
  const faults = watchPage(page)
  await enter(page, program)
  const task = await steps({ t, page, url: program.url, task: '' })
  t.same(faults, [], 'nothing broke the policy or threw')
  await context.close()
  return task
}

async function sitDown({ page, url }: Walk, name: string): Promise<void> {
  await page.goto(`${url}/`)
  await takeSeat(page, name)
}

async function reads({ t, page }: Walk, words: string | RegExp): Promise<void> {
  t.match(await page.locator('main').textContent(), words)
}

/** A leader names two co-units at drafting, each with its own deliverable and date, and issues. */
async function issueWithParts(walk: Walk): Promise<string> {
  const { page, url } = walk
  await sitDown(walk, 'Huỳnh Quốc Bảo')
  await page.goto(`${url}/tasks`)
  await page.locator('main a[href^="/tasks/0"]').first().click()
  await page.locator('a[href^="/recommendations/"]').first().click()
  await page.waitForURL(/\/recommendations\//)
  await page.goto(`${page.url()}/tasks/new`)
  await page.locator('[name=title]').fill('Ban hành Quy trình phối hợp giải quyết kiến nghị của viên chức')
  await page.locator('[name=criterion]').fill('Quyết định ban hành quy trình, có số và ngày')
  await page.locator('select[name=leadUnitId]').selectOption({ label: 'Phòng Tổ chức cán bộ' })
  await page.locator('input[name=dueOn]').fill('28/12/2018')
  await page.locator('input[name=documentNo]').fill('141/KH-SGDĐT')
  await namePart(page, 0, 'Công đoàn ngành', 'Văn bản góp ý dự thảo', '29/12/2018')
  await namePart(page, 1, 'Văn phòng Sở', 'Danh sách viên chức', '')
  await press(page, 'Lưu và kiểm tra lại')
  await reads(walk, 'Hạn của phần phối hợp không được sau hạn của nhiệm vụ')
  await page.locator('[name="coUnits.0.dueOn"]').fill('20/12/2018')
  await press(page, 'Lưu và kiểm tra lại')
  const id = /tasks\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? ''
  await press(page, 'Giao việc')
  await page.waitForURL(/\/issued/)
  return `${url}/tasks/${id}`
}

async function namePart(page: Page, n: number, unit: string, deliverable: string, due: string) {
  await press(page, 'Thêm đơn vị phối hợp')
  await page.locator(`[name="coUnits.${n}.unitId"]`).selectOption({ label: unit })
  await page.locator(`[name="coUnits.${n}.deliverable"]`).fill(deliverable)
  await page.locator(`[name="coUnits.${n}.dueOn"]`).fill(due)
}

/** The lead head receives, sets the second part, and urges the first. */
async function planAndUrge(walk: Walk): Promise<void> {
  const { page, task } = walk
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await page.goto(task)
  await press(page, /Tiếp nhận/)
  await page.goto(task)
  await reads(walk, 'Văn bản góp ý dự thảo')
  const office = page.locator('.co-unit').filter({ hasText: 'Văn phòng Sở' })
  await office.getByRole('link', { name: 'Sửa nội dung, thời hạn' }).click()
  await page.locator('[name=dueOn]').fill('14/12/2018')
  await press(page, 'Lưu và báo đơn vị phối hợp')
  await page.goto(task)
  await reads(walk, '14/12/2018')
  await press(page, 'Đôn đốc')
  await page.goto(task)
  await reads(walk, /đã đôn đốc 10\/12/)
}

/** The co-unit takes its part and hands it in, from "Việc của tôi". */
async function handIn(walk: Walk): Promise<void> {
  const { page, task, url } = walk
  await sitDown(walk, 'Lâm Thị Bích Thủy')
  await page.goto(task)
  await press(page, 'Nhận phần việc')
  await page.goto(`${url}/`)
  await page.goto(task)
  await page.locator('.co-unit').getByRole('link', { name: 'Nộp phần việc' }).first().click()
  await page.locator('textarea[name=text]').fill('Đã góp ý bằng văn bản số 12/CĐN')
  await press(page, 'Nộp phần phối hợp')
  await page.goto(task)
  walk.t.equal(
    await page.getByText('Việc giao trong đơn vị').count(),
    0,
    'how the lead divides its work is not theirs to see',
  )
}

/** The lead accepts one part and waives the other with a reason. */
async function settle(walk: Walk): Promise<void> {
  const { page, task } = walk
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await page.goto(task)
  await page.locator('.co-unit').getByRole('link', { name: 'Xem và chấp nhận' }).first().click()
  await reads(walk, 'Đã góp ý bằng văn bản số 12/CĐN')
  await press(page, 'Chấp nhận phần phối hợp')
  await page.goto(task)
  const office = page.locator('.co-unit').filter({ hasText: 'Văn phòng Sở' })
  await office.getByRole('link', { name: 'Miễn phần này' }).click()
  await page.locator('textarea[name=reason]').fill('Danh sách đã có trong hồ sơ')
  await press(page, 'Miễn phần phối hợp')
  await page.goto(task)
  await reads(walk, 'Danh sách đã có trong hồ sơ')
}

/** The head gives a piece to the officer, who says it is done without leaving their list. */
async function giveOn(walk: Walk): Promise<void> {
  const { page, url, t } = walk
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await giveTo(walk, 'Đỗ Thị Mỹ Hạnh', 'Tổng hợp ý kiến góp ý của các phòng chuyên môn')
  await sitDown(walk, 'Đỗ Thị Mỹ Hạnh')
  await page.goto(`${url}/`)
  const row = page.locator('li.decision').filter({ hasText: 'Tổng hợp ý kiến góp ý của các phòng' })
  await row.getByRole('button', { name: 'Đã xong' }).click()
  await page.waitForLoadState('networkidle')
  await page.goto(`${url}/`)
  t.equal(await row.count(), 0)
}

async function giveTo(walk: Walk, name: string, title: string): Promise<void> {
  const { page, task } = walk
  await page.goto(task)
  await page.locator('#subtasks').getByRole('link', { name: 'Giao việc trong đơn vị' }).click()
  await press(page, 'Giao việc')
  await reads(walk, 'Chọn người thực hiện')
  await page.locator('[name=title]').fill(title)
  const officer = page.locator('select[name=officerId] option').filter({ hasText: name }).first()
  await page.locator('select[name=officerId]').selectOption(await officer.getAttribute('value'))
  await page.locator('[name=dueOn]').fill('18/12/2018')
  await press(page, 'Giao việc')
  await page.goto(task)
  await reads(walk, title)
}

/** Work, a question and a mention that nobody has answered, for the looks of the lists. */
async function leaveOpen(walk: Walk): Promise<void> {
  const { page, task } = walk
  await sitDown(walk, 'Lê Thị Kim Ngân')
  await page.goto(`${task}/update-requests`)
  await page.locator('textarea[name=question]').fill('Dự thảo đã trình Ban Giám đốc chưa?')
  await press(page, 'Gửi đề nghị')
  await sitDown(walk, 'Nguyễn Thanh Sơn')
  await page.goto(`${task}/comments`)
  await page.locator('textarea[name=text]').fill('Ban Chỉ đạo Tỉnh đề nghị báo cáo kỹ phần phối hợp.')
  await page.getByLabel(/^Phạm Hoàng Phúc/).check()
  await page.getByLabel(/^Lê Thị Kim Ngân/).check()
  await press(page, 'Gửi ý kiến')
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await giveTo(walk, 'Đỗ Thị Mỹ Hạnh', longTitle)
}

/** The head names the co-unit in a comment; it waits in their list until it is seen. */
async function nameSomeone(walk: Walk): Promise<void> {
  const { page, task, url, t } = walk
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await page.goto(`${task}/comments`)
  await page.locator('textarea[name=text]').fill('Đề nghị Công đoàn ngành cho ý kiến về Điều 5')
  await page.getByLabel(/^Lâm Thị Bích Thủy/).check()
  await press(page, 'Gửi ý kiến')
  await sitDown(walk, 'Lâm Thị Bích Thủy')
  await page.goto(`${url}/`)
  const row = page.locator('li.decision').filter({ hasText: 'cho ý kiến về Điều 5' })
  t.equal(await row.count(), 1)
  await row.getByRole('button', { name: 'Xem và trả lời' }).click()
  await page.waitForURL(/\/tasks\//)
  await reads(walk, 'Nhắc đến: Lâm Thị Bích Thủy')
  await page.goto(`${url}/`)
  t.equal(await row.count(), 0)
}

/** A leader asks for a word at once; the head's update answers, and the time it took is there to read. */
async function askAndAnswer(walk: Walk): Promise<void> {
  const { page, task, url } = walk
  await sitDown(walk, 'Lê Thị Kim Ngân')
  await page.goto(`${task}/update-requests`)
  await page.locator('textarea[name=question]').fill('Dự thảo đã trình Ban Giám đốc chưa?')
  await press(page, 'Gửi đề nghị')
  await page.goto(task)
  await reads(walk, 'Chờ đơn vị trả lời')
  await sitDown(walk, 'Phạm Hoàng Phúc')
  await page.goto(`${url}/`)
  const row = page.locator('li.decision').filter({ hasText: 'Dự thảo đã trình Ban Giám đốc chưa?' })
  await row.getByRole('link', { name: 'Cập nhật ngay' }).click()
  await page.locator('textarea[name=text]').fill('Đã trình sáng nay')
  await page.locator('[name=percent]').fill('80')
  await press(page, 'Lưu cập nhật')
  await page.goto(task)
  await reads(walk, /Đã trả lời sau/)
  await reads(walk, /Trả lời đề nghị cập nhật ngày 10\/12\/2018/)
}

async function lookOver(t: Tap, browser: Browser, program: Program, task: string): Promise<void> {
  for (const [width, colorScheme] of views) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    const page = await context.newPage()
    await enter(page, program)
    const walk = { t, page, url: program.url, task }
    for (const [name, paths] of seats) {
      await sitDown(walk, name)
      for (const path of [`${program.url}/`, ...paths.map(one => task + one)]) {
        await lookAt(t, page, path, `${name.split(' ').at(-1)}-${width}-${colorScheme}`)
      }
    }
    await context.close()
  }
}

async function lookAt(t: Tap, page: Page, url: string, view: string): Promise<void> {
  const response = await page.goto(url)
  t.equal(response?.status(), 200, `${url} at ${view}`)
  const name = url.replace(/^https?:\/\/[^/]+/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, 'task')
  const path = join(shots, `parts${name.replace(/[^\w]+/g, '-')}-${view}.png`)
  await page.screenshot({ path, fullPage: true })
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  t.ok(wide <= 0, `${url} at ${view} does not scroll sideways`)
  t.same(await violationsOf(page), [], `axe on ${url} at ${view}`)
}
