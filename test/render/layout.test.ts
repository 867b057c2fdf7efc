import t from 'tap'
import { createRenderer, type Render } from '../../src/render/renderer.ts'
import type { PageHead, PageShell } from '../../src/render/views.ts'
import { h, nonce, shellWith } from './frame.ts'

const render = createRenderer({ viewsDir: 'views' }) as unknown as (
  name: string,
  data: object,
  frame: Parameters<Render>[2],
) => string

function page(shell: Partial<PageShell> = {}, head: Partial<PageHead> = {}, layout = 'page'): string {
  const frame = { h, shell: shellWith(shell), page: { title: 'Nhiệm vụ <1>', nav: 'ledger', ...head } }
  return render(`layout/${layout}`, { body: '<p>nội dung</p>' }, frame)
}

await t.test('a page has its language, title, skip link, regions and one main', async t => {
  const html = page()
  t.match(html, /^<!doctype html>\n<html lang="vi">/)
  t.match(html, /<title>Nhiệm vụ &lt;1&gt; – Đôn Đốc<\/title>/)
  t.match(html, /<a class="skip" href="#main">/)
  t.equal(html.match(/<main /g)?.length, 1)
  t.match(html, /<div id="live"[^>]*aria-live="polite"/)
  t.match(html, /<div id="flash"/)
  t.match(html, /<p>nội dung<\/p>/)
  t.match(page({}, { failed: true }), /<title>Lỗi: Nhiệm vụ/)
})

await t.test('every script carries the nonce and nothing is inline', async t => {
  const scripts = [...page().matchAll(/<script[^>]*>([^<]*)<\/script>/g)]
  t.equal(scripts.length, 3)
  for (const [tag, text] of scripts) {
    t.match(tag, `nonce="${nonce}"`)
    t.match(tag, /src="\/assets\//)
    t.equal(text, '')
  }
})

await t.test('the rail shows every place; phones five at most, the rest under "Thêm"', async t => {
  const html = page()
  const rail = html.split('<div class="work">')[0]!
  const bottom = html.split('class="bottom-bar"')[1]!
  t.equal(rail.match(/href="\/(my_work|inspections|tasks|committee|ledger|calendar|admin)"/g)?.length, 7)
  t.match(rail, /href="\/ledger" aria-current="page"/)
  const [shown, rest] = bottom.split('<details') as [string, string]
  t.equal(shown.match(/<li>/g)?.length, 5, 'four places and "Thêm"')
  t.equal(rest.match(/href="\//g)?.length, 3)
  t.match(rest, /data-current/, 'the current place is under "Thêm"')
  t.notMatch(page({ nav: shellWith().nav.slice(0, 5) }).split('class="bottom-bar"')[1]!, '<details')
})

await t.test('what is not given is not there', async t => {
  const html = page({ person: null, search: null, nav: [], office: { name: '', helpContact: '' } })
  t.notMatch(html, 'role="search"')
  t.notMatch(html, 'bottom-bar')
  t.notMatch(html, 'class="person"')
  t.notMatch(html, 'class="help"')
  t.notMatch(html, 'class="alarm"')
  t.match(page({ alarm: 'Không có https' }), /class="alarm"[\s\S]*Không có https/)
})

await t.test('the sample banner moves the day by a form, and waits while the day runs', async t => {
  const banner = {
    text: 'Bản mẫu, hôm nay là Thứ Hai, 10/12/2018',
    running: false,
    nextDayAction: '/sample/next-day',
    actId: 'act-9',
    castAction: '/sample/cast',
    cast: [
      { value: '1', label: 'Phúc' },
      { value: '2', label: 'Tuyết' },
    ],
    current: '2',
  }
  for (const layout of ['page', 'plain']) {
    const html = page({ banner }, {}, layout)
    t.match(html, /action="\/sample\/next-day"><input type="hidden" name="act_id" value="act-9">/)
    t.match(html, /<option value="2" selected>Tuyết/)
    const running = page({ banner: { ...banner, running: true } }, {}, layout)
    t.notMatch(running, 'next-day"')
    t.match(running, /role="status">Đang chạy/)
  }
})

await t.test('sign-in and error pages have no rail', async t => {
  const html = page({ person: null, nav: [] }, {}, 'plain')
  t.match(html, /<main id="main" class="plain-card"/)
  t.match(page({}, { wide: true }, 'plain'), /class="plain-wide"/)
  t.notMatch(html, 'class="rail"')
  t.match(html, /Cần giúp: máy lẻ 102/)
})
