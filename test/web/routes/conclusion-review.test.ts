import { randomUUID } from 'node:crypto'
import t from 'tap'
import { readChoices } from '../../../src/domain/conclusion-choice.ts'
import { newId } from '../../../src/lib/id.ts'
import { buttonsOf, fieldsOf } from '../../support/form.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

const conclusion = `KẾT LUẬN KIỂM TRA
Ngày 05/12/2018, Đoàn kiểm tra Sở Nội vụ kiểm tra tại Sở Giáo dục và Đào tạo.
Đoàn ghi nhận kết quả đạt được. Đề nghị Phòng Tổ chức cán bộ ban hành quy trình tiếp công dân trước ngày 30/12/2018; xây dựng kế hoạch kiểm tra nội bộ năm 2019. Yêu cầu Văn phòng Sở phối hợp với Thanh tra Sở rà soát vị trí việc làm. Yêu cầu Ban Giám đốc Sở ban hành Quy chế phối hợp.
`

async function review(t: { teardown(work: () => unknown): void }, text = conclusion) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const tuyet = await signInAs(app, office, 'tuyet')
  const pasted = await tuyet.upload('/inspections/new', { act_id: randomUUID(), conclusion: text })
  const url = pasted.headers.location as string
  const page = async (at = url) => (await tuyet.get(at)).body
  const stored = async () => {
    const row = await office.database.reader
      .selectFrom('conclusion_draft')
      .selectAll()
      .executeTakeFirstOrThrow()
    const quotes = readChoices(row.choices).map(one => row.conclusion.slice(one.start, one.end))
    return { ...row, quotes, list: readChoices(row.choices) }
  }
  return { office, app, tuyet, url, page, stored }
}

/** Presses the button of the page as it stands. */
async function press(
  browser: Browser,
  url: string,
  step: string,
  more: Record<string, string | string[]> = {},
) {
  const { body } = await browser.get(url)
  return browser.post(url, { ...fieldsOf(body, 'split-form'), ...more, step })
}

const stepOf = (body: string, words: RegExp) =>
  Object.entries(buttonsOf(body)).find(([label]) => words.test(label))?.[1] ?? `no ${words}`

await t.test('a card says why, how strongly, whom, with whom and by when', async t => {
  const { page } = await review(t)
  const body = await page()
  holds(t, body, /Vì: có từ đề nghị, yêu cầu hoặc giao việc\./)
  holds(t, body, /Đề nghị · Nơi nhận: Phòng Tổ chức cán bộ/)
  holds(t, body, /Yêu cầu · Nơi nhận: Văn phòng Sở · Phối hợp: Thanh tra Sở/)
  holds(t, body, /30\/12\/2018/)
  holds(t, body, /Có thể tách thành 2 việc\./)
})

await t.test('without JavaScript: merged with the next, and split again where a sentence begins', async t => {
  const { tuyet, url, page, stored } = await review(t)
  const before = (await stored()).quotes
  t.equal(before.length, 3)
  const merged = await press(tuyet, url, stepOf(await page(), /^Gộp với kiến nghị 3$/))
  t.equal(merged.statusCode, 303)
  t.match(merged.headers.location, /#choice-\d+$/)
  t.same((await stored()).quotes, [before[0], `${before[1]} ${before[2]}`])
  holds(t, await page(), /do người dùng gộp/)
  await press(tuyet, url, stepOf(await page(), /^Trước “Yêu cầu Ban Giám đốc/))
  t.same((await stored()).quotes, before)
  await press(tuyet, url, stepOf(await page(), /^Tách thành 2$/))
  t.equal((await stored()).quotes.length, 4)
  t.ok((await stored()).quotes.every(quote => conclusion.includes(quote)))
})

await t.test('a step keeps what was typed, dropped and taken back besides', async t => {
  const { tuyet, url, page, stored } = await review(t)
  const form = fieldsOf(await page(), 'split-form')
  const step = stepOf(await page(), /^Gộp với kiến nghị 2$/)
  await press(tuyet, url, step, {
    summary: ['Của tôi', 'Hai', 'Ba'],
    tick: form.item!.slice(0, 2),
    title: 'Tên mới',
  })
  const { list, fields } = await stored()
  t.same(
    list.map(one => [one.summary, one.ticked]),
    [
      ['Của tôi', true],
      ['Ba', false],
    ],
  )
  t.match(fields, /Tên mới/)
  holds(t, await page(), /Không phải kiến nghị/)
  lacks(t, await page(), /data-merge/)
  await press(tuyet, url, 'refresh', { tick: fieldsOf(await page(), 'split-form').item! })
  t.ok((await stored()).list.every(one => one.ticked))
})

await t.test(
  'words are added and extents changed; what cannot be is said with all that was typed',
  async t => {
    const { tuyet, url, page, stored } = await review(t)
    const { conclusion: text, list } = await stored()
    const praise = 'Đoàn ghi nhận kết quả đạt được.'
    const start = text.indexOf(praise)
    await press(tuyet, url, `add:${start}-${start + praise.length}`)
    t.equal((await stored()).quotes[0], praise)
    await press(tuyet, url, `extent:${start}:${start}-${start + 13}`)
    t.equal((await stored()).quotes[0], 'Đoàn ghi nhận')
    const first = list[0]!
    const taken = `add:${first.start + 3}-${first.end}`
    const forged = [
      'add:0-999999',
      'add:x',
      'merge:',
      'merge:99999999',
      'split:1:',
      `split:${first.start}:${'9,'.repeat(99)}`,
      'extent:1',
      `extent:${start}:${start}-${first.end}`,
    ]
    for (const step of [taken, ...forged]) {
      const refused = await press(tuyet, url, step, { title: 'Đang gõ dở' })
      t.equal(refused.statusCode, 422, step.slice(0, 40))
      holds(t, refused.body, 'Đang gõ dở')
      holds(t, refused.body, 'id="error-summary"')
    }
    t.equal((await stored()).list.length, list.length + 1)
    holds(t, await page(), /do người dùng chọn|người dùng đã đổi phạm vi/)
  },
)

await t.test('the open form keeps itself and is no second tab to itself', async t => {
  const { tuyet, url, page, stored } = await review(t)
  const form = fieldsOf(await page(), 'split-form')
  const other = fieldsOf(await page(), 'split-form')
  const keep = (fields: typeof form, more: object = {}) =>
    tuyet.post(
      url,
      { ...fields, ...more, step: 'keep' },
      { 'hx-request': 'true', 'hx-request-type': 'partial' },
    )
  const sentence = /name="tick" value="(\d+-\d+)">Đoàn ghi nhận/.exec(await page())![1]!
  const kept = await keep(form, { summary: ['Một', 'Hai', 'Ba'], tick: [...form.tick!, sentence] })
  t.equal(kept.statusCode, 200)
  holds(t, kept.body, /^Đã tự lưu lúc \d\d:\d\d /)
  t.same(
    (await stored()).list.map(one => one.summary),
    ['Đoàn ghi nhận kết quả đạt được.', 'Một', 'Hai', 'Ba'],
  )
  await keep(form, { summary: ['Một', 'Hai', 'Bốn'], seen: sentence })
  t.same((await stored()).list.map(one => [one.summary, one.ticked])[0], [
    'Đoàn ghi nhận kết quả đạt được.',
    false,
  ])
  t.equal((await keep(other)).statusCode, 409, 'a second tab is told')
  const sent = await tuyet.post(url, { ...form, step: 'save' })
  t.equal(sent.statusCode, 303, 'the form itself is not late')
  const { version } = await stored()
  t.equal((await tuyet.post(url, { ...form, step: 'save' })).statusCode, 303, 'a second click')
  t.equal(
    (await keep(form)).statusCode,
    200,
    'what was under way when the button was pressed changes nothing',
  )
  t.equal((await stored()).version, version)
  t.equal((await tuyet.post(url, { ...other, step: 'save', summary: ['Tab', 'hai', 'nhé'] })).statusCode, 409)
})

await t.test('a list that moved on in another tab keeps what still fits of this one', async t => {
  const { tuyet, url, page } = await review(t)
  const late = fieldsOf(await page(), 'split-form')
  await press(tuyet, url, stepOf(await page(), /^Gộp với kiến nghị 3$/))
  const answer = await tuyet.post(url, { ...late, summary: ['Của tab hai', 'B', 'C'], step: 'save' })
  t.equal(answer.statusCode, 409)
  const shown = fieldsOf(answer.body, 'split-form')
  t.equal(shown.item!.length, 2)
  t.equal(shown.summary![0], 'Của tab hai')
})

await t.test('a recommendation made before is shown beside, and linked when confirmed', async t => {
  const { office, app, tuyet, url, page } = await review(t)
  const [earlier] = office.recommendationIds
  const body = await page()
  holds(t, body, /Kiến nghị lặp lại từ 2018: /)
  holds(t, body, `href="/recommendations/${earlier}"`)
  const value = new RegExp(`name="repeat" value="(\\d+-\\d+:${earlier})"`).exec(body)![1]!
  const form = fieldsOf(body, 'split-form')
  t.same(form.repeat, undefined, 'nothing is linked by itself')
  const forged = await press(tuyet, url, 'finish', { repeat: `${form.item![0]}:${newId()}` })
  t.equal(forged.statusCode, 422)
  await press(tuyet, url, 'save', { repeat: value })
  t.same(fieldsOf(await page(), 'split-form').repeat, [value])
  await press(tuyet, url, 'save', { repeat: [] })
  t.same(fieldsOf(await page(), 'split-form').repeat, undefined, 'and can be let go again')
  const done = await press(tuyet, url, 'finish', { repeat: value })
  t.equal(done.statusCode, 303)
  const inspection = await page(String(done.headers.location).replace(/\/assignment$/, ''))
  holds(t, inspection, /Lặp lại kiến nghị năm 2018: /)
  const row = await office.database.reader
    .selectFrom('recommendation')
    .select('id')
    .where('repeats_id', '=', earlier!)
    .executeTakeFirstOrThrow()
  holds(t, await page(`/recommendations/${row.id}`), `href="/recommendations/${earlier}"`)
  const hang = await signInAs(app, office, 'hang')
  t.equal((await hang.get(`/recommendations/${row.id}`)).statusCode, 404)
})

await t.test('a page full of long recommendations stays light', async t => {
  const item = (n: number) =>
    `${n}. Yêu cầu Phòng Tổ chức cán bộ ban hành quy trình số ${n}; xây dựng kế hoạch kiểm tra nội bộ; tổ chức tập huấn cho viên chức; báo cáo kết quả về Sở trước ngày 30/12/2018; rà soát vị trí việc làm của từng phòng; công khai kết quả trên trang thông tin.`
  const text = `KẾT LUẬN\nĐoàn kiểm tra yêu cầu:\n${Array.from({ length: 60 }, (_, n) => item(n + 1)).join('\n')}\n`
  const { page, url } = await review(t, text)
  for (const at of [url, `${url}?page=2`, `${url}?part=2`]) {
    const body = await page(at)
    t.ok(Buffer.byteLength(body) < 100 * 1024, `${at}: ${Buffer.byteLength(body)}`)
  }
})
