/**
 * A standing recommendation is assigned by cycle, its cycles are missed, the committee sees it, closes it and then the
 * recommendation, in a real browser at both widths and in both themes; axe looks over every page.
 */
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import t from 'tap'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { liveThrough } from '../support/ledger.ts'
import { makeStanding } from '../support/obligation.ts'
import { type CastKey, openTestOffice } from '../support/office.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(600_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

const looks = [
  { width: 1280, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const

const title =
  'Tổ chức đối thoại định kỳ giữa người đứng đầu với cán bộ, công chức, viên chức, người lao động và công khai kết quả giải quyết các kiến nghị sau đối thoại trên trang thông tin của Sở'

async function open(t: { teardown(work: () => unknown): void }, browser: Browser) {
  const office = await openTestOffice(t)
  const recommendationId = await makeStanding(office)
  // Cookies for https alone cannot be handed to a browser that comes over http.
  const app = await openTestApp(t, office, { config: { publicUrl: 'http://dondoc.example' } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const enter = async (who: CastKey) => {
    const context = await browser.newContext()
    const { cookies } = await signInAs(app, office, who)
    await context.addCookies(Object.entries(cookies).map(([name, value]) => ({ name, value, url })))
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    return page
  }
  return { office, app, url, enter, recommendation: `${url}/recommendations/${recommendationId}` }
}

await t.test('a duty is assigned by cycle, missed, closed', { skip }, async t => {
  mkdirSync(shots, { recursive: true })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const { office, app, url, enter, recommendation } = await open(t, browser)
  const seen = async (page: Page, name: string) => {
    // The committee's page keeps a stream open, so that its network is never idle.
    await page.waitForLoadState('load')
    for (const { width, colorScheme } of looks) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.screenshot({ path: join(shots, `obligation-${name}-${width}.png`), fullPage: true })
      const wider = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      t.same([await violationsOf(page), wider > 0], [[], false], `${name} at ${width} px`)
    }
  }
  const leader = await enter('ngan')
  const faults = watchPage(leader)
  await leader.goto(recommendation)
  await seen(leader, 'recommendation')
  await leader.getByRole('link', { name: 'Giao theo chu kỳ' }).click()
  await leader.waitForURL(/obligations$/)
  await leader.locator('[name=criterion]').fill('')
  await leader.getByRole('button', { name: 'Lưu và kiểm tra' }).click()
  await leader.waitForSelector('.error-summary')
  await seen(leader, 'refused')
  await leader.locator('[name=title]').fill(title)
  await leader.locator('[name=criterion]').fill('Báo cáo kết quả đối thoại của kỳ, có biên bản kèm theo')
  await leader.locator('select[name=leadUnitId]').selectOption({ label: 'Phòng Tổ chức cán bộ' })
  await leader.locator('select[name=cycle]').selectOption({ label: 'Hằng tháng' })
  await leader.getByRole('button', { name: 'Lưu và kiểm tra' }).click()
  await leader.waitForURL(/issue$/)
  await seen(leader, 'check')
  await leader.getByRole('button', { name: 'Giao nghĩa vụ' }).click()
  await leader.waitForURL(/obligations\/[0-9a-f-]{36}$/)
  await seen(leader, 'issued')
  const duty = leader.url()

  await liveThrough(office, '2018-12-11', '2019-02-25')
  app.clock.now = new Date('2019-02-25T02:00:00.000Z')
  // Their session ran out meanwhile.
  const later = await enter('ngan')
  await later.goto(duty)
  t.match(await later.locator('main').innerText(), /Không báo cáo/)
  await seen(later, 'missed')
  const member = await enter('son')
  await member.goto(`${url}/committee`)
  await seen(member, 'committee')
  await member.getByRole('link', { name: /Xem nghĩa vụ/ }).click()
  await member.waitForURL(duty)
  await member.getByRole('link', { name: 'Đóng nghĩa vụ' }).click()
  await decide(member, 'Đã thành nền nếp, không cần báo cáo theo kỳ')
  await seen(member, 'closing')
  await member.getByRole('button', { name: 'Đóng nghĩa vụ' }).click()
  await member.waitForURL(duty)
  await seen(member, 'closed')
  await member.goto(`${recommendation}/closing`)
  await member.getByLabel('Đã thực hiện xong').check()
  await decide(member, '')
  await seen(member, 'close-recommendation')
  await member.getByRole('button', { name: 'Đóng kiến nghị' }).click()
  await member.waitForURL(recommendation)
  await seen(member, 'closed-recommendation')
  t.same(faults, [], 'nothing broke the policy or threw')
})

async function decide(page: Page, reason: string): Promise<void> {
  await page.locator('[name=reason]').fill(reason)
  await page.locator('[name=decisionNo]').fill('12-QĐ/BCĐ')
  await page.locator('[name=decisionOn]').fill('22/02/2019')
  await page.getByRole('button', { name: 'Xem lại trước khi gửi' }).click()
  await page.waitForSelector('#answers-head')
  await page.waitForLoadState('networkidle')
}
