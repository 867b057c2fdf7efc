/**
 * A deadline that does not hold, in a real browser: a head asks for a pause and for more time, leaders and the committee
 * decide, a closed task is opened again; with JavaScript and without. Screenshots go to test-results/, every page is
 * looked over by axe.
 */
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { runDuties } from '../../src/domain/duty.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { report } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../support/office.ts'
import { press } from '../support/seat.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(300_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

const title =
  'Ban hành Quy chế phối hợp giữa chính quyền với Công đoàn ngành Giáo dục trong việc thực hiện quy chế dân chủ ở cơ sở, đối thoại định kỳ và giải quyết kiến nghị của viên chức, người lao động'

async function open(t: { teardown(work: () => unknown): void }) {
  mkdirSync(shots, { recursive: true })
  const office = await openTestOffice(t)
  // Cookies for https alone cannot be handed to a browser that comes over http.
  const app = await openTestApp(t, office, { config: { publicUrl: 'http://dondoc.example' } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const seat = async (who: CastKey, options: BrowserContextOptions) => {
    const context = await browser.newContext(options)
    const { cookies } = await signInAs(app, office, who)
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })))
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return page
  }
  const goOn = (day: string) => {
    app.clock.now = new Date(`${day}T02:00:00.000Z`)
  }
  return { office, url, seat, goOn }
}

const looks: [string, BrowserContextOptions][] = [
  ['390-light', { viewport: { width: 390, height: 900 }, colorScheme: 'light' }],
  ['1280-dark', { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }],
]

type Tap = Pick<typeof t, 'ok' | 'equal' | 'match' | 'same'>
type Stage = Awaited<ReturnType<typeof open>>

async function lookAt(t: Tap, { seat, url }: Stage, who: CastKey, paths: Record<string, string>) {
  for (const [view, options] of looks) {
    const page = await seat(who, options)
    const faults = watchPage(page)
    for (const [name, path] of Object.entries(paths)) {
      const response = await page.goto(url + path)
      t.equal(response?.status(), 200, `${name} at ${view}`)
      await lookOver(t, page, `life-${name}-${view}`)
    }
    t.same(faults, [])
    await page.context().close()
  }
}

async function lookOver(t: Tap, page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true })
  const wide = await page.evaluate<number>(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  t.ok(wide <= 0, `${name} does not scroll sideways`)
  t.same(await violationsOf(page), [], `axe on ${name}`)
}

async function textOf(page: Page): Promise<string> {
  return (await page.locator('main').textContent()) ?? ''
}

async function atWork(office: TestOffice, dueOn: string): Promise<string> {
  const id = await office.issued('2018-11-20', dueOn, { title })
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  return id
}

for (const javaScriptEnabled of [true, false]) {
  const name = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'
  await t.test(`a pause is asked for, decided, and ends at its review date, ${name}`, { skip }, async t => {
    const stage = await open(t)
    const { office, url, seat, goOn } = stage
    const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled }
    const id = await atWork(office, '2018-12-14')
    goOn('2018-12-03')
    const head = await seat('phuc', phone)
    await head.goto(`${url}/tasks/${id}`)
    // On phones the acts besides the first one are folded.
    await head.locator('summary').filter({ hasText: 'Việc khác' }).click()
    await head.locator('main').getByRole('link', { name: 'Đề nghị tạm dừng', exact: true }).click()
    await press(head, 'Xem lại trước khi gửi')
    t.match(await textOf(head), 'Chọn căn cứ tạm dừng')
    if (javaScriptEnabled) await lookOver(t, head, 'life-ask-refused')
    await head.getByLabel('Chờ ý kiến cấp trên').check()
    await head.locator('[name=documentNo]').fill('31/TCCB')
    await head.locator('[name=reviewOn]').fill('20/12/2018')
    await press(head, 'Xem lại trước khi gửi')
    t.match(await textOf(head), 'Hạn khi tiếp tục')
    t.match(await textOf(head), 'Thứ Sáu, 04/01/2019', '13 working days on, New Year’s swapped days left out')
    if (javaScriptEnabled) await lookOver(t, head, 'life-ask-check')
    await press(head, 'Gửi đề nghị tạm dừng')
    t.match(await textOf(head), 'Chờ quyết định tạm dừng')

    const leader = await seat('ngan', phone)
    await leader.goto(url)
    t.match(await textOf(leader), 'Quyết định tạm dừng')
    const decision = `/tasks/${id}/suspension-request-decision`
    if (javaScriptEnabled)
      await lookAt(t, stage, 'ngan', { 'my-work': '/', decide: decision, asked: `/tasks/${id}` })
    await leader.locator(`main a[href="${decision}"]`).first().click()
    t.match(await textOf(leader), '31/TCCB')
    await leader.getByLabel('Đồng ý tạm dừng').check()
    await leader.locator('[name=reviewOn]').fill('17/12/2018')
    await press(leader, 'Xem lại trước khi gửi')
    await press(leader, 'Ghi quyết định')
    t.match(await textOf(leader), 'Tự tiếp tục')
    t.match(await textOf(leader), '17/12/2018')
    if (javaScriptEnabled) await lookAt(t, stage, 'phuc', { suspended: `/tasks/${id}` })
    goOn('2018-12-17')
    await runDuties(office.database.writer, testKeys, '2018-12-17')
    // Two weeks later everybody signs in anew.
    const later = await seat('phuc', phone)
    await later.goto(`${url}/tasks/${id}`)
    t.match(await textOf(later), 'Đang thực hiện')
    t.match(await textOf(later), 'Thứ Sáu, 28/12/2018')
  })
}

await t.test('more time is asked for again and again, and each time it is said so', { skip }, async t => {
  const stage = await open(t)
  const { office, url, seat, goOn } = stage
  const id = await atWork(office, '2018-11-30')
  const granted = { verdict: 'granted', grantedDueOn: null, note: '' }
  const ask = {
    reason: 'Đại hội Công đoàn lùi ngày',
    doneSoFar: 'Dự thảo lần 2',
    plan: 'Trình ký trong tuần',
  }
  await office.act('phuc', '2018-11-29', 'request_extension', id, { ...ask, newDueOn: '2018-12-07' })
  await office.act('ngan', '2018-11-29', 'decide_extension', id, granted)
  await office.act('phuc', '2018-12-07', 'request_extension', id, { ...ask, newDueOn: '2018-12-12' })
  await office.act('son', '2018-12-07', 'decide_extension', id, granted)
  goOn('2018-12-14')
  const head = await seat('phuc', { viewport: { width: 390, height: 844 } })
  await head.goto(`${url}/tasks/${id}/extensions`)
  t.match(await textOf(head), 'Hạn ban đầu: 30/11/2018, chậm 10 ngày làm việc')
  await head.locator('[name=newDueOn]').fill('28/12/2018')
  for (const [name, text] of Object.entries(ask)) await head.locator(`[name=${name}]`).fill(text)
  await press(head, 'Xem lại trước khi gửi')
  await press(head, 'Gửi đề nghị gia hạn')
  t.match(await textOf(head), 'Chờ quyết định gia hạn (đề nghị sau hạn)')
  t.match(await textOf(head), 'Gia hạn nhiều lần')
  await lookAt(t, stage, 'son', {
    committee: '/committee',
    extension: `/tasks/${id}/extension-decision`,
    often: `/tasks/${id}`,
    tasks: '/tasks',
  })
  const member = await seat('son', { viewport: { width: 1280, height: 900 } })
  await member.goto(`${url}/tasks/${id}/extension-decision`)
  t.match(await textOf(member), 'Đã gia hạn 2 lần; đây là lần 3')
  await member.getByLabel('Yêu cầu làm lại đề nghị').check()
  await member.locator('[name=note]').fill('Nêu rõ việc còn lại và người làm')
  await press(member, 'Xem lại trước khi gửi')
  await press(member, 'Ghi quyết định')
  t.match(await textOf(member), 'yêu cầu làm lại đề nghị gia hạn')
  t.notMatch(await textOf(member), 'Chờ quyết định gia hạn')
})

await t.test(
  'what was closed is opened again by the committee, and both closures stand there',
  { skip },
  async t => {
    const stage = await open(t)
    const { office, url, seat, goOn } = stage
    const id = await atWork(office, '2018-12-14')
    await report(office, id, '2018-12-03')
    await office.act('khoi', '2018-12-05', 'verify', id, { note: '' })
    goOn('2018-12-10')
    const member = await seat('son', { viewport: { width: 390, height: 844 } })
    await member.goto(`${url}/tasks/${id}`)
    await member.locator('summary').filter({ hasText: 'Việc khác' }).click()
    await member.locator('main').getByRole('link', { name: 'Mở lại nhiệm vụ', exact: true }).click()
    await lookAt(t, stage, 'son', { reopen: `/tasks/${id}/reopening` })
    await member.locator('[name=reason]').fill('Quy chế bị bãi bỏ theo Luật mới')
    await member.locator('[name=newDueOn]').fill('28/12/2018')
    await press(member, 'Xem lại trước khi gửi')
    t.match(await textOf(member), 'Hạn ban đầu (giữ nguyên)')
    await lookOver(t, member, 'life-reopen-check')
    await press(member, 'Mở lại nhiệm vụ')
    t.match(await textOf(member), 'Mở lại ngày 10/12/2018; trước đó hoàn thành ngày 03/12/2018')
    t.match(await textOf(member), 'Quy chế bị bãi bỏ theo Luật mới')
    await lookAt(t, stage, 'phuc', { reopened: `/tasks/${id}` })
  },
)
