/** A head acts from the mail in a real browser that is signed in nowhere, at both widths and in both themes. */
import type { AddressInfo } from 'node:net'
import type { Browser } from 'playwright-core'
import t, { type Test } from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { linksOf, openMailRoute, sendMails } from '../support/mail-link.ts'
import { openTestOffice } from '../support/office.ts'
import { openTestApp } from '../support/web.ts'

t.setTimeout(160_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false

const day = '2018-12-10'
const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const

await t.test('a task is refused wrongly, received, and told of from its mails', { skip }, async t => {
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  for (const look of looks) await actByMail(t, browser, look)
})

async function actByMail(t: Test, browser: Browser, look: (typeof looks)[number]): Promise<void> {
  const { width, colorScheme } = look
  const office = await openTestOffice(t)
  await openMailRoute(office)
  const app = await openTestApp(t, office)
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const taskId = await office.issued(day, '2018-12-28')
  const [mail] = await sendMails(office, day, { now: app.clock.now })
  const links = linksOf(mail)
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
  })
  const page = await context.newPage()
  const faults = watchPage(page)
  const referers: string[] = []
  page.on('request', request => void referers.push(request.headers().referer ?? ''))
  const check = async (name: string) => {
    await page.waitForLoadState('networkidle')
    const wider = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
  }

  await page.goto(`${url}${links['Không thuộc đơn vị tôi']}`)
  await page.locator('textarea[name=reason]').fill('Thuộc chức năng Văn phòng')
  await page.locator('#mail-act-form button[type=submit]').click()
  await page.waitForSelector('.error-summary')
  t.equal(await page.locator('textarea[name=reason]').inputValue(), 'Thuộc chức năng Văn phòng')
  await check('refused')

  await page.goto(`${url}${links.Xem}`)
  t.equal(await page.locator('form').count(), 0)

  await page.goto(`${url}${links['Đã nhận']}`)
  await check('receive')
  await page.getByRole('button', { name: 'Đã nhận nhiệm vụ' }).click()
  await page.waitForURL(/\/done$/)
  t.equal(await page.locator('h1').textContent(), 'Đã ghi nhận')
  await check('done')

  await page.goto(`${url}${links['Không thuộc đơn vị tôi']}`)
  await check('overtaken')
  await page.getByRole('button', { name: 'Gửi liên kết mới' }).click()
  await page.waitForURL(/\/m\/sent$/)
  const [fresh] = await sendMails(office, day, { now: app.clock.now, time: '09:05' })
  await page.goto(`${url}${linksOf(fresh)['Cập nhật']}`)
  await check('update')
  await page.locator('textarea[name=text]').fill('Đã có dự thảo lần 1')
  await page.locator('input[name=percent]').fill('35')
  await page.locator('#mail-act-form button[type=submit]').click()
  await page.waitForURL(/\/done$/)
  const task = await office.database.reader
    .selectFrom('task')
    .selectAll()
    .where('id', '=', taskId)
    .executeTakeFirst()
  t.same([task?.state, task?.percent], ['in_progress', 35])
  t.same(await context.cookies(), [], 'no session was made')
  t.notOk(
    referers.some(referer => /\/m\/[\w-]{43}/.test(referer)),
    'no request tells the token',
  )
  // A link that is of no use any more answers 410, which the console calls an error.
  t.same(
    faults.filter(fault => !/status of 410/.test(fault)),
    [],
  )
  await context.close()
}
