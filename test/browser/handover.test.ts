/**
 * A post changes hands in a real browser: the secretary ends it and appoints the next holder, who finds the list in
 * their work and confirms it; a unit is renamed and merged. Screenshots go to test-results/, axe looks every page over.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { freePort, startProgram } from '../support/program.ts'
import { enter, press, takeSeat } from '../support/seat.ts'

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'
const secretary = 'Nguyễn Thị Ánh Tuyết'

/** Whose post goes to whom, once on a phone and once on a wide screen. */
const looks = [
  {
    width: 390,
    colorScheme: 'dark',
    from: 'Võ Thị Hồng Nhung',
    to: 'Trần Thị Diễm Hằng',
    unit: 'Văn phòng Sở',
  },
  {
    width: 1280,
    colorScheme: 'light',
    from: 'Phạm Hoàng Phúc',
    to: 'Đỗ Thị Mỹ Hạnh',
    unit: 'Phòng Tổ chức cán bộ',
  },
] as const
type Look = (typeof looks)[number]
type Tap = Pick<typeof t, 'same' | 'match' | 'ok'>

await t.test('a post changes hands', { skip }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-handover-'))
  mkdirSync(shots, { recursive: true })
  const program = await startProgram({ command: 'demo', env: { DATA_DIR: folder }, port: await freePort() })
  const browser = await openBrowser()
  t.teardown(async () => {
    await browser.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  for (const look of looks) await changeHands(t, browser, program.url, look)
})

async function changeHands(t: Tap, browser: Browser, url: string, look: Look): Promise<void> {
  const { width, colorScheme } = look
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
  const page = await context.newPage()
  page.setDefaultTimeout(40_000)
  const faults = watchPage(page)
  const lookAt = async (name: string) => {
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${shots}/handover-${name}-${width}.png`, fullPage: true })
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }
  await enter(page, { url: url })
  const unit = await endPost(page, url, look, lookAt)
  await appointNext(page, url, unit, look, lookAt)
  await takeSeat(page, look.to)
  await page.goto(url)
  await lookAt('work')
  await page.locator('main').getByRole('link', { name: 'Xem danh mục' }).first().click()
  await page.waitForURL(/\/handovers\//)
  await lookAt('list')
  await press(page, 'Xác nhận đã nhận bàn giao')
  t.match(await page.locator('main').textContent(), `${look.to} đã xác nhận nhận bàn giao`)
  await page.goto(url)
  t.ok(!(await page.locator('main').textContent())?.includes('Nhận bàn giao'), 'asked no more')
  // The forms of units are those of every page: once is enough.
  if (width > 600) await changeUnit(t, page, url, unit, lookAt)
  t.same(faults, [], 'nothing broke the policy or threw')
  await context.close()
}

/** The post ended last week, which the secretary records only now. Gives the path of the unit's page. */
async function endPost(
  page: Page,
  url: string,
  { from, unit }: Look,
  lookAt: (name: string) => Promise<void>,
) {
  await takeSeat(page, secretary)
  await page.goto(`${url}/admin/people`)
  await page.locator('main').getByRole('link', { name: from }).first().click()
  await page.locator('main a[href$="/end"]').first().click()
  await page.locator('input[name=toOn]').fill('07/12/2018')
  await press(page, 'Kết thúc chức vụ')
  await page.goto(`${url}/admin/units`)
  await page.locator('main').getByRole('link', { name: unit }).first().click()
  await page.waitForURL(/\/admin\/units\/[0-9a-f-]{36}$/)
  const path = new URL(page.url()).pathname
  await page.goto(url)
  await lookAt('empty-post')
  return path
}

async function appointNext(
  page: Page,
  url: string,
  unit: string,
  { to }: Look,
  lookAt: (name: string) => Promise<void>,
) {
  await page.goto(`${url}/admin/appointments?unit=${unit.split('/').at(-1)}`)
  await lookAt('posts')
  await page.locator('main').getByRole('link', { name: 'Bổ nhiệm' }).first().click()
  await page.locator('select[name=personId]').selectOption({ label: to })
  await page.locator('input[name=role][value=unit_head]').check()
  await press(page, 'Bổ nhiệm')
  await page.waitForSelector('.error-summary')
  await lookAt('appoint')
  await page.locator('input[name=title]').fill('Quyền Trưởng đơn vị')
  await press(page, 'Bổ nhiệm')
  await page.waitForURL(/\/admin\/appointments\?unit=/)
}

/** The unit is renamed and merged; a leader is offered to move what is open. */
async function changeUnit(
  t: Tap,
  page: Page,
  url: string,
  unit: string,
  lookAt: (name: string) => Promise<void>,
) {
  await takeSeat(page, secretary)
  await page.goto(`${url}${unit}/names/new`)
  await page.locator('input[name=name]').fill('Phòng Tổ chức, Hành chính và Quản trị nguồn nhân lực ngành')
  await press(page, 'Đổi tên từ một ngày')
  await page.goto(`${url}${unit}/closing`)
  await page.locator('input[name=closedOn]').fill('31/12/2018')
  await page.locator('select[name=successorId]').selectOption({ index: 2 })
  await lookAt('closing')
  await press(page, 'Sáp nhập hoặc giải thể')
  t.match(await page.locator('main').textContent(), 'thôi hoạt động sau ngày 31/12/2018')
  await lookAt('unit')
  await page.locator('main').getByRole('link', { name: 'Chuyển nhiệm vụ đang mở' }).click()
  await page.waitForURL(/\/transfer$/)
  await lookAt('transfer')
}
