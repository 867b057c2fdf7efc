/**
 * A conclusion is looked over in a real browser: words are selected, recommendations merged and split, with the mouse and
 * with the keys; what is typed is kept by itself. Screenshots go to test-results/, the page is looked over by axe.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import t from 'tap'
import { readChoices } from '../../src/domain/conclusion-choice.ts'
import { violationsOf, watchPage } from '../support/axe.ts'
import { findChromium, openBrowser } from '../support/chromium.ts'
import { cell } from '../support/database.ts'
import { openTestOffice } from '../support/office.ts'
import { openTestApp, signInAs } from '../support/web.ts'

t.setTimeout(300_000)
const skip =
  findChromium() === null ? 'no chromium here' : cell !== 'sqlite' ? 'the same pages in every cell' : false
const shots = 'test-results'

const conclusion = `KẾT LUẬN KIỂM TRA
Ngày 05/12/2018, Đoàn kiểm tra Sở Nội vụ kiểm tra tại Sở Giáo dục và Đào tạo.
Đoàn ghi nhận kết quả đạt được. Đề nghị Phòng Tổ chức cán bộ ban hành quy trình tiếp công dân trước ngày 30/12/2018; xây dựng kế hoạch kiểm tra nội bộ năm 2019. Yêu cầu Văn phòng Sở phối hợp với Thanh tra Sở rà soát vị trí việc làm. Yêu cầu Ban Giám đốc Sở ban hành Quy chế phối hợp.
`

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  // Cookies for https alone cannot be handed to a browser that comes over http.
  const app = await openTestApp(t, office, { config: { publicUrl: 'http://dondoc.example' } })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  const tuyet = await signInAs(app, office, 'tuyet')
  const pasted = await tuyet.upload('/inspections/new', { act_id: randomUUID(), conclusion })
  const browser = await openBrowser()
  t.teardown(() => browser.close())
  const enter = async (options: BrowserContextOptions) => {
    const context = await browser.newContext(options)
    const cookies = Object.entries(tuyet.cookies).map(([name, value]) => ({ name, value, url }))
    await context.addCookies(cookies)
    const page = await context.newPage()
    page.setDefaultTimeout(30_000)
    return page
  }
  const stored = async () => {
    const row = await office.database.reader
      .selectFrom('conclusion_draft')
      .selectAll()
      .executeTakeFirstOrThrow()
    const list = readChoices(row.choices)
    return { list, quotes: list.map(one => row.conclusion.slice(one.start, one.end)) }
  }
  return { draft: `${url}${pasted.headers.location}`, enter, stored }
}

/** Selects words of the text as a finger would; without a second place only the cursor is set. */
async function select(page: Page, from: string, to?: string): Promise<void> {
  await page.evaluate(
    `{
      const all = document.createTreeWalker(document.querySelector('.split-text .conclusion'), NodeFilter.SHOW_TEXT)
      const nodes = []
      while (all.nextNode()) if (!all.currentNode.parentElement.closest('.span-number')) nodes.push(all.currentNode)
      const place = (words, end) => {
        let at = nodes.map(node => node.data).join('').indexOf(words) + (end ? words.length : 0)
        for (const node of nodes) {
          if (at < node.length || (end && at === node.length)) return [node, at]
          at -= node.length
        }
      }
      const [first, last] = [place(${JSON.stringify(from)}), place(${JSON.stringify(to ?? from)}, ${to !== undefined})]
      getSelection().setBaseAndExtent(...first, ...last)
    }`,
  )
  await page.locator('#pick-bar').waitFor()
}

async function answered(page: Page, work: () => Promise<unknown>): Promise<void> {
  await Promise.all([page.waitForEvent('load'), work()])
}

await t.test('words are selected, merged and split with the mouse', { skip }, async t => {
  const { draft, enter, stored } = await open(t)
  const page = await enter({ viewport: { width: 1280, height: 900 } })
  const faults = watchPage(page)
  await page.goto(draft)
  const before = (await stored()).quotes
  t.equal(before.length, 3)
  t.notOk(await page.locator('#pick-bar').isVisible())

  await select(page, 'ghi nhận kết', 'nhận kết quả')
  await answered(page, () => page.getByRole('button', { name: 'Thêm thành kiến nghị' }).click())
  t.same((await stored()).quotes, ['ghi nhận kết quả', ...before])

  await select(page, 'Đoàn ghi nhận', 'quả đạt được')
  t.notOk(await page.getByRole('button', { name: 'Thêm thành kiến nghị' }).isVisible())
  await answered(page, () => page.getByRole('button', { name: 'Đổi phạm vi kiến nghị' }).click())
  t.same((await stored()).quotes, ['Đoàn ghi nhận kết quả đạt được', ...before])

  await answered(page, () => page.getByRole('button', { name: 'Gộp với kiến nghị 4' }).click())
  t.same((await stored()).quotes.slice(2), [`${before[1]} ${before[2]}`])

  await select(page, 'Yêu cầu Ban Giám đốc')
  await answered(page, () => page.getByRole('button', { name: 'Tách tại đây' }).click())
  t.same((await stored()).quotes.slice(1), before)
  t.same(faults, [])
})

await t.test('and with the keys alone', { skip }, async t => {
  const { draft, enter, stored } = await open(t)
  const page = await enter({ viewport: { width: 1280, height: 900 } })
  await page.goto(draft)
  const before = (await stored()).quotes
  await page.keyboard.press('j')
  t.equal(await page.locator('.span-current').count(), 1, 'the words one is at stand out')
  await page.keyboard.press('j')
  await answered(page, () => page.keyboard.press('m'))
  t.same((await stored()).quotes, [before[0], `${before[1]} ${before[2]}`])
  await page.locator('.choice-card:focus').waitFor()
  await page.keyboard.press('s')
  t.match(await page.evaluate('document.activeElement.textContent'), /Trước “/)
  await answered(page, () => page.keyboard.press('Enter'))
  t.same((await stored()).quotes, before)

  await select(page, 'ban hành quy trình')
  await answered(page, () => page.keyboard.press('s'))
  t.equal((await stored()).quotes[1], before[0]!.slice(before[0]!.indexOf('ban hành')), 'at the cursor')
  await page.keyboard.press('k')
  await answered(page, () => page.keyboard.press('m'))
  await select(page, 'Đoàn ghi nhận', 'Đoàn ghi nhận')
  await answered(page, () => page.keyboard.press('a'))
  t.same((await stored()).quotes, ['Đoàn ghi nhận', ...before])

  await page.keyboard.press('x')
  await page.keyboard.press('e')
  await page.keyboard.type('jxm: ')
  await page.locator('#split-kept', { hasText: 'Đã tự lưu' }).waitFor()
  const { list } = await stored()
  t.same(
    list.map(one => one.ticked),
    [false, true, true, true],
  )
  t.match(list[0]!.summary, /jxm: /, 'letters are letters where one writes')
  await page.keyboard.press('Escape')
  await page.locator('h1').click()
  await page.keyboard.press('?')
  t.ok(await page.getByText('tách tại con trỏ').isVisible())
  await page.goto(draft)
  t.equal(await page.locator('.choice-card [name=tick]:checked').count(), 3, 'a closed tab loses nothing')
})

await t.test('a sentence that was ticked, kept and let go again stays out', { skip }, async t => {
  const { draft, enter, stored } = await open(t)
  const page = await enter({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await page.goto(draft)
  const sentence = page.locator('.pick', { hasText: 'Đoàn ghi nhận' }).locator('input')
  const kept = () => page.waitForResponse(response => response.request().method() === 'POST')
  await Promise.all([kept(), sentence.check()])
  t.equal((await stored()).list.filter(one => one.ticked).length, 4)
  await Promise.all([kept(), sentence.uncheck()])
  t.equal((await stored()).list.filter(one => one.ticked).length, 3)
  await answered(page, () => page.getByRole('button', { name: 'Lưu nháp' }).click())
  t.equal((await stored()).list.filter(one => one.ticked).length, 3, 'the form is not late to itself')
})

await t.test('a refused form keeps itself without taking the focus away', { skip }, async t => {
  const { draft, enter, stored } = await open(t)
  const page = await enter({ viewport: { width: 1280, height: 900 } })
  await page.goto(draft)
  await page.locator('.split-facts > summary').click()
  await page.locator('input[name=title]').fill('')
  await answered(page, () => page.getByRole('button', { name: 'Ghi nhận kiến nghị' }).click())
  await page.locator('#error-summary:focus').waitFor()
  await page.locator('input[name=title]').fill('Kiểm tra ')
  await page.locator('#split-kept', { hasText: 'Đã tự lưu' }).waitFor()
  await page.keyboard.type('tiếp công dân')
  t.equal(await page.locator('input[name=title]').inputValue(), 'Kiểm tra tiếp công dân')
  await answered(page, () => page.getByRole('button', { name: 'Ghi nhận kiến nghị' }).click())
  t.match(page.url(), /\/inspections\/[0-9a-f-]{36}\/assignment$/)
  await t.rejects(stored(), 'the draft is gone')
})

await t.test('both widths, both themes', { skip }, async t => {
  const { draft, enter } = await open(t)
  mkdirSync(shots, { recursive: true })
  for (const width of [390, 768, 1280]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await enter({ viewport: { width, height: 900 }, colorScheme })
      await page.goto(draft)
      const view = `${width}-${colorScheme}`
      t.same(await violationsOf(page), [], `axe at ${view}`)
      await page.locator('.cuts > summary').first().click()
      await page.screenshot({ path: join(shots, `review-${view}.png`), fullPage: true })
      await select(page, 'Đoàn ghi nhận', 'quả đạt được')
      await page.screenshot({ path: join(shots, `review-selected-${view}.png`) })
      t.same(await violationsOf(page), [], `axe with a selection at ${view}`)
      const wide = await page.evaluate<number>(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      )
      t.ok(wide <= 0, `no sideways scroll at ${view}`)
      await page.context().close()
    }
  }
})
