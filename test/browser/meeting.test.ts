/** The committee's meeting in a real browser: the secretary at the machine, the chair with one button, a leader who reads. */
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { secondExtension } from '../support/meeting.ts'
import { type CastKey, openTestOffice } from '../support/office.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(300_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const
/** Where a person wants to look at the pages, each is kept as a picture. */
const pictures = process.env.PICTURES

await t.test('a meeting is planned, held and closed', { skip }, async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  for (const look of looks) await holdMeeting(t, browser, look)
})

async function holdMeeting(t: Test, browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { width, colorScheme } = look
  const office = await openTestOffice(t)
  const taskId = await secondExtension(office)
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const faults: string[][] = []
  const contexts: { close(): Promise<void> }[] = []
  const seat = async (who: CastKey): Promise<Page> => {
    const { cookies } = await signInAs(app, office, who)
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme })
    contexts.push(context)
    const place = { url: url.replace('http:', 'https:'), secure: true, httpOnly: true }
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, ...place })))
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    // Whoever finds nothing is answered 404, which the console calls an error.
    if (who !== 'phuc') faults.push(watchPage(page))
    return page
  }
  const check = async (page: Page, name: string) => {
    await page.waitForLoadState('networkidle')
    if (pictures)
      await page.screenshot({ path: join(pictures, `${name}-${width}-${colorScheme}.png`), fullPage: true })
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }

  const secretary = await seat('tuyet')
  await secretary.goto(`${url}/committee/attention`)
  await check(secretary, 'attention')
  await secretary.goto(`${url}/meetings/new`)
  await secretary.locator('input[name=title]').fill('Phiên họp tháng 12/2018 của Ban Chỉ đạo')
  await secretary.locator('input[name=onDay]').fill('10/12/2018')
  await secretary.locator('input[name=place]').fill('Phòng họp số 2')
  await secretary.locator('select[name=chairId]').selectOption(office.appointment.son)
  await check(secretary, 'new')
  await secretary.locator('#meeting-form .button-solid').click()
  await secretary.waitForURL(/meetings\/[0-9a-f-]{36}$/)
  const home = secretary.url()
  await secretary.goto(`${home}/agenda`)
  await secretary.locator('input[name=picks]').first().check()
  await check(secretary, 'agenda')
  await secretary.locator('#agenda-form .button-solid').click()
  await secretary.waitForURL(home)
  await secretary.goto(`${home}/items?q=nang+cao`)
  await check(secretary, 'items')
  await secretary.locator('.found-items button').first().click()
  await secretary.waitForURL(home)
  await check(secretary, 'planned')
  await secretary.locator('form[action$="/opening"] button').click()
  await secretary.waitForURL(/room/)
  await secretary.locator('input[name=verdict][value=granted]').check()
  await secretary.locator('textarea[name=concluded]').fill('Đồng ý lần cuối')
  await check(secretary, 'room-secretary')
  await secretary.locator('#decision-form .button-solid').click()
  await secretary.waitForURL(/room\?item/)
  await secretary.waitForSelector('form[action$="/prepared-removal"]')
  await check(secretary, 'room-prepared')

  const chair = await seat('son')
  await chair.goto(secretary.url())
  await check(chair, 'room-chair')
  await chair.locator('form[action$="/confirmation"] button').click()
  await chair.waitForSelector('text=Đồng ý gia hạn')
  await check(chair, 'room-decided')
  const task = await office.database.writer
    .selectFrom('task')
    .select('extension_count')
    .where('id', '=', taskId)
    .executeTakeFirst()
  t.equal(task?.extension_count, 2, 'the act is done')

  await secretary.goto(`${home}/room`)
  await secretary.locator('textarea[name=concluded]').fill('Tiếp tục theo dõi trong quý I năm 2019')
  await secretary.locator('textarea[name=followUp]').fill('Báo cáo việc nêu gương của người đứng đầu')
  await secretary.locator('input[name=followUpBy]').fill('Phòng Tổ chức cán bộ')
  await secretary.locator('input[name=followUpDueOn]').fill('20/12/2018')
  await secretary.locator('#conclusion-form button[type=submit]').last().click()
  await secretary.waitForURL(/room\?item/)
  await secretary.goto(home)
  await secretary.locator('input[name=present]').first().check()
  await secretary.locator('#attendance .form-acts button').click()
  await secretary.waitForLoadState('networkidle')
  await secretary.goto(home)
  await secretary.locator('form[action$="/closing"] button').click()
  await secretary.waitForURL(home)
  await check(secretary, 'closed')
  const leader = await seat('ngan')
  await leader.goto(`${url}/meetings`)
  await check(leader, 'index')
  await leader.goto(`${home}/minutes`)
  await check(leader, 'minutes')
  if (pictures)
    await leader.pdf({ path: join(pictures, `minutes-${width}.pdf`), format: 'A4', preferCSSPageSize: true })
  const text = await leader.locator('article').innerText()
  t.match(text, /BIÊN BẢN[\s\S]*Đồng ý gia hạn[\s\S]*Giao việc: Báo cáo việc nêu gương/)
  const head = await seat('phuc')
  for (const path of ['/meetings', new URL(home).pathname, `${new URL(home).pathname}/minutes`])
    t.equal((await head.goto(`${url}${path}`))?.status(), 404, `a unit sees nothing at ${path}`)
  t.same(faults.flat(), [], 'nothing in the console')
  // Else the app would wait for the connections that the browser keeps.
  for (const context of contexts) await context.close()
}
