import { randomUUID } from 'node:crypto'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { SheetData } from 'write-excel-file/node'
import { verifyChains } from '../../../src/domain/chain.ts'
import { findContradictions } from '../../../src/domain/replay.ts'
import { newId } from '../../../src/lib/id.ts'
import { readWorkbook } from '../../../src/spreadsheet/read-workbook.ts'
import { type CastKey, openTestOffice, testKeys } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'
import {
  dateCell,
  headings,
  makeRawWorkbook,
  makeWorkbook,
  sheetXml,
  textRow,
} from '../../support/workbook.ts'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  return { office, app, as, reader: office.database.reader, tuyet: await as('tuyet') }
}

const quotes = [
  'Đề nghị Sở ban hành Quy chế phối hợp.',
  'Rà soát vị trí việc làm tại các phòng.',
  'Duy trì tiếp dân.',
]

/** Three recommendations, the first over two tasks in a merged cell, the last a standing one. */
const good: SheetData = [
  [{ value: 'BẢNG THEO DÕI KẾT QUẢ THỰC HIỆN KIẾN NGHỊ NĂM 2018', type: String }],
  headings,
  [
    1,
    { value: quotes[0], rowSpan: 2 },
    'Dự thảo Quy chế',
    'Phòng TCCB',
    'Văn phòng Sở',
    dateCell('2018-12-07'),
    'Đã họp',
    'Dự thảo',
    'Đang làm',
    null,
  ],
  [2, null, 'Trình ban hành', 'TCCB', null, '31/12/2018', null, 'Quyết định', null, null],
  [3, quotes[1], null, 'Văn phòng Sở', 'TCCB, CD', '15/1/19', null, null, null, null],
  [4, quotes[2], null, null, null, 'Thường xuyên', null, null, null, null],
] as SheetData

async function upload(browser: Browser, content: Buffer, name = 'Bảng theo dõi 2018.xlsx') {
  return browser.upload('/inspections/import', { act_id: randomUUID() }, { workbook: { name, content } })
}

const attribute = (html: string, pattern: RegExp) =>
  (pattern.exec(html)?.[1] ?? '').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

/** What a browser would send of the page of step 2, as it stands. */
function sentBy(html: string): Record<string, string | string[]> {
  const selects = [...html.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([\s\S]*?)<\/select>/g)].map(
    ([, name = '', inner = '']) => [name, /value="([^"]*)" selected/.exec(inner)?.[1] ?? ''] as const,
  )
  const inputs = ['title', 'body', 'heldOn', 'number', 'documentNo', 'documentOn', 'teamLead'].map(
    name => [name, attribute(html, new RegExp(`id="f-${name}"[^>]*value="([^"]*)"`))] as const,
  )
  return {
    ...Object.fromEntries([...selects.filter(([name]) => name !== 'person'), ...inputs]),
    act_id: attribute(html, /name="act_id" value="([^"]+)"/),
    version: attribute(html, /name="version" value="([^"]+)"/),
    unitName: [...html.matchAll(/name="unitName" value="([^"]*)"/g)].map(match => match[1] as string),
  }
}

const facts = { title: 'Kiểm tra năm 2018', body: 'Đoàn kiểm tra của Tỉnh', heldOn: '13/11/2018' }

async function counts(reader: Awaited<ReturnType<typeof open>>['reader']) {
  const count = async (table: 'inspection' | 'recommendation' | 'task') =>
    (await reader.selectFrom(table).select('id').execute()).length
  return [await count('inspection'), await count('recommendation'), await count('task')]
}

await t.test('the whole way: uploaded, looked over, recorded, and the events tell the same', async t => {
  const { tuyet, reader, app, office } = await open(t)
  holds(t, (await tuyet.get('/inspections')).body, 'href="/inspections/import"')
  holds(t, (await tuyet.get('/inspections/import')).body, 'Không nhập tài liệu có độ mật')
  const uploaded = await upload(tuyet, await makeWorkbook(good))
  t.equal(uploaded.statusCode, 303, uploaded.body.slice(0, 300))
  const step2 = uploaded.headers.location as string
  t.same(
    readdirSync(app.parts.files ? app.parts.config.filesDir : '', { recursive: true }).filter(name =>
      /[0-9a-f]{8}-/.test(String(name)),
    ),
    [],
    'the file itself is not kept',
  )
  const page = await tuyet.get(step2)
  for (const words of [
    'đọc được 3 kiến nghị và 3 nháp nhiệm vụ',
    'BẢNG THEO DÕI KẾT QUẢ THỰC HIỆN',
    'Phối hợp: Phòng Tổ chức cán bộ, Công đoàn ngành',
    'Không nhập các cột: Kết quả thực hiện, Tình trạng, Ghi chú',
    'hàng 6.',
    '1 hàng có thời hạn đã qua (hàng 3)',
    '07/12/2018',
  ])
    holds(t, page.body, words)
  lacks(t, page.body, 'Phải sửa trong bảng')

  const missing = await tuyet.post(step2, { ...sentBy(page.body), step: 'finish' })
  t.equal(missing.statusCode, 422)
  holds(t, missing.body, 'Nhập tên đoàn hoặc cơ quan kiểm tra')
  const form = { ...sentBy(missing.body), ...facts, step: 'finish' }
  const done = await tuyet.post(step2, form)
  t.equal(done.statusCode, 303, done.body.slice(0, 300))
  const inspection = done.headers.location as string
  holds(t, (await tuyet.get(inspection)).body, 'Đã nhập bảng')
  t.equal((await tuyet.post(step2, form)).headers.location, inspection, 'a second click')
  t.equal((await tuyet.get(step2)).headers.location, inspection, 'the draft leads to what it became')
  const id = inspection.split('/').at(-1) as string
  const { conclusion } = await reader
    .selectFrom('inspection')
    .select('conclusion')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  t.equal(conclusion, quotes.join('\n\n'))
  const rows = await reader
    .selectFrom('recommendation')
    .selectAll()
    .where('inspection_id', '=', id)
    .orderBy('ordinal')
    .execute()
  t.same(
    rows.map(row => [conclusion.slice(row.start_at, row.end_at), row.quote, row.kind]),
    quotes.map((quote, index) => [quote, quote, index === 2 ? 'standing' : 'once']),
  )
  const tasks = await reader
    .selectFrom('task')
    .select(['code', 'title', 'criterion', 'lead_unit_id', 'due_on', 'state'])
    .where('inspection_id', '=', id)
    .orderBy('code')
    .execute()
  const { tccb, vp } = office.unit
  t.same(
    tasks.map(task => Object.values(task)),
    [
      ['1.1', 'Dự thảo Quy chế', 'Dự thảo', tccb, '2018-12-07', 'draft'],
      ['1.2', 'Trình ban hành', 'Quyết định', tccb, '2018-12-31', 'draft'],
      ['2.1', quotes[1], quotes[1], vp, '2019-01-15', 'draft'],
    ],
  )
  t.match(await findContradictions(reader), { tasks: 3, contradictions: [] })
  for (const chain of await verifyChains(reader, testKeys)) t.notOk(chain.broken)
})

await t.test(
  'the same file twice: recognised with a link, in two tabs, and in a draft begun before',
  async t => {
    const { tuyet, reader } = await open(t)
    const file = await makeWorkbook(good)
    const first = (await upload(tuyet, file)).headers.location as string
    const again = await upload(tuyet, file, 'tên khác.xlsx')
    t.equal(again.headers.location, first, 'what was begun is gone on with')
    const form = { ...sentBy((await tuyet.get(first)).body), ...facts, step: 'finish' }
    const [one, two] = await Promise.all([
      tuyet.post(first, { ...form, act_id: randomUUID() }),
      tuyet.post(first, { ...form, act_id: randomUUID() }),
    ])
    t.same([one.statusCode, two.statusCode], [303, 303])
    t.equal(one.headers.location, two.headers.location)
    t.same(await counts(reader), [2, 5, 3])
    const third = await upload(tuyet, file)
    t.equal(third.statusCode, 422)
    holds(t, third.body, `href="${one.headers.location}"`)
    holds(t, third.body, 'Tệp này đã được nhập ngày')
    t.same(await counts(reader), [2, 5, 3])
  },
)

await t.test(
  'two secretaries finish the same file at the same moment: one import, both are led to it',
  async t => {
    const { tuyet, reader, office, as } = await open(t)
    await office.database.writer
      .updateTable('appointment')
      .set({ role: 'secretary' })
      .where('id', '=', office.appointment.nhung)
      .execute()
    const file = await makeWorkbook(good)
    const browsers = [tuyet, await as('nhung')]
    const pages = await Promise.all(
      browsers.map(async browser => (await upload(browser, file)).headers.location as string),
    )
    t.not(pages[0], pages[1])
    const forms = await Promise.all(
      browsers.map(async (browser, i) => sentBy((await browser.get(pages[i] as string)).body)),
    )
    const done = await Promise.all(
      browsers.map((browser, i) =>
        browser.post(pages[i] as string, { ...forms[i], ...facts, step: 'finish' }),
      ),
    )
    t.same(
      done.map(answer => answer.statusCode),
      [303, 303],
    )
    t.equal(done[0]?.headers.location, done[1]?.headers.location)
    t.same(await counts(reader), [2, 5, 3])
  },
)

await t.test('swapped columns are found; others are chosen; another tab in between is told', async t => {
  const { tuyet, reader, office } = await open(t)
  const file = await makeWorkbook([
    ['Ghi chú', 'Hạn', 'Đơn vị nào làm', 'Việc phải làm', 'Nội dung kiến nghị'],
    ['x', dateCell('2019-03-01'), 'Thanh tra Sở', 'Lập kế hoạch', 'Đề nghị tăng cường kiểm tra.'],
  ])
  const step2 = (await upload(tuyet, file)).headers.location as string
  const before = sentBy((await tuyet.get(step2)).body)
  t.same(
    [0, 1, 2, 3, 4].map(index => before[`column.${index}`]),
    ['skip', 'due', 'skip', 'skip', 'recommendation'],
  )
  const chosen = { ...before, ...facts, 'column.2': 'lead', 'column.3': 'task' }
  const kept = await tuyet.post(step2, { ...chosen, step: 'refresh' })
  t.equal(kept.headers.location, step2)
  const late = await tuyet.post(step2, { ...chosen, title: 'Tab hai', step: 'finish', act_id: randomUUID() })
  t.equal(late.statusCode, 409)
  holds(t, late.body, 'value="Tab hai"')
  const twice = await tuyet.post(step2, { ...sentBy(late.body), 'column.0': 'lead', step: 'finish' })
  t.equal(twice.statusCode, 422)
  holds(t, twice.body, 'Nội dung này đã chọn cho một cột khác')
  const done = await tuyet.post(step2, { ...sentBy(twice.body), 'column.0': 'skip', step: 'finish' })
  t.equal(done.statusCode, 303, done.body.slice(0, 300))
  const task = await reader.selectFrom('task').selectAll().executeTakeFirstOrThrow()
  t.match(task, { title: 'Lập kế hoạch', lead_unit_id: office.unit.ttra, due_on: '2019-03-01' })
})

await t.test(
  'wrong cells are named by row and column, unknown units asked, and nothing is written',
  async t => {
    const { tuyet, reader, office } = await open(t)
    const before = await counts(reader)
    const file = await makeWorkbook([
      headings,
      [1, 'Kiến nghị một.', null, 'Phòng Pháp chế', null, '31/02/2026', null, null, null, null],
      [2, 'Kiến nghị hai.', null, 'Phòng Pháp chế', 'Sở Nội vụ', '1/3/2019', null, null, null, null],
    ] as SheetData)
    const step2 = (await upload(tuyet, file)).headers.location as string
    const page = await tuyet.get(step2)
    holds(t, page.body, 'Hàng 2, cột Thời hạn: 31/02/2026 không phải là ngày')
    const form: Record<string, string | string[]> = { ...sentBy(page.body), ...facts }
    t.same(form.unitName, ['Phòng Pháp chế', 'Sở Nội vụ'])
    const refused = await tuyet.post(step2, { ...form, step: 'finish' })
    t.equal(refused.statusCode, 422)
    holds(t, refused.body, 'Còn 1 chỗ phải sửa trong bảng')
    holds(t, refused.body, 'Còn 2 tên đơn vị chưa chọn')
    t.same(await counts(reader), before)

    // What was typed and answered goes with the file of the same name once it is mended.
    const answers = {
      ...form,
      'unit.0': office.unit.vp,
      'unit.1': 'none',
      version: sentBy(refused.body).version as string,
    }
    t.equal((await tuyet.post(step2, { ...answers, step: 'finish', act_id: randomUUID() })).statusCode, 422)
    const mended = await makeWorkbook([
      headings,
      [1, 'Kiến nghị một.', null, 'Phòng Pháp chế', 'Sở Nội vụ', '1/3/2019', null, null, null, null],
    ] as SheetData)
    const next = (await upload(tuyet, mended)).headers.location as string
    t.equal((await tuyet.get(step2)).statusCode, 404, 'the mended file takes the place of the other')
    const shown = await tuyet.get(next)
    holds(t, shown.body, `value="${facts.body}"`)
    const done = await tuyet.post(next, { ...sentBy(shown.body), step: 'finish' })
    t.equal(done.statusCode, 303, done.body.slice(0, 300))
    const task = await reader.selectFrom('task').selectAll().executeTakeFirstOrThrow()
    t.equal(task.lead_unit_id, office.unit.vp)
    t.same(await reader.selectFrom('co_unit').selectAll().execute(), [])
    t.equal((await tuyet.post(`${step2}/removal`)).headers.location, '/inspections/import')
    t.equal((await tuyet.get(step2)).statusCode, 404)
  },
)

await t.test('what is no workbook of ours is refused with what to do', async t => {
  const { tuyet, reader } = await open(t)
  const sound = sheetXml(textRow(1, 'a'))
  const cases: [string, string, Buffer][] = [
    ['none', 'Chọn tệp .xlsx', Buffer.alloc(0)],
    ['bang.xls', 'Chỉ nhận tệp .xlsx', Buffer.from('x')],
    ['bang.xlsm', 'Chỉ nhận tệp .xlsx', Buffer.from('x')],
    ['bang.xlsx', 'không phải là tệp .xlsx', Buffer.from('STT;Kiến nghị')],
    ['bang.xlsx', 'macro', makeRawWorkbook(sound, [{ name: 'xl/vbaProject.bin', content: 'x' }])],
    ['bang.xlsx', 'phình ra quá lớn', makeRawWorkbook(sound, [], { unpackedSize: 200 * 1024 * 1024 })],
    [
      'bang.xlsx',
      'phình ra quá lớn',
      makeRawWorkbook(sheetXml(textRow(1, 'a'.repeat(999))), [], { unpackedSize: 60 }),
    ],
    ['bang.xlsx', 'hàng 10.001', makeRawWorkbook(sheetXml(textRow(10_001, 'a')))],
    ['bang.xlsx', 'khai báo lạ', makeRawWorkbook(`<!DOCTYPE x>${sound}`)],
  ]
  for (const [name, words, content] of cases) {
    const answer =
      name === 'none'
        ? await tuyet.upload('/inspections/import', { act_id: randomUUID() })
        : await upload(tuyet, content, name)
    t.equal(answer.statusCode, 422, words)
    holds(t, answer.body, words)
  }
  t.same(await reader.selectFrom('workbook').select('id').execute(), [])
})

await t.test('the template filled in comes back clean', async t => {
  const { tuyet, app, reader } = await open(t)
  const answer = await tuyet.get('/inspections/import/template')
  t.match(answer.headers['content-disposition'], /attachment/)
  const path = join(app.parts.config.filesDir, 'template.xlsx')
  writeFileSync(path, answer.rawPayload)
  const [table, help] = await readWorkbook(path)
  t.ok(help?.rows.some(row => row[0] === 'Phòng Tổ chức cán bộ'))
  const filled = [
    ...(table?.rows ?? []),
    ['1', quotes[0], '', 'Phòng Tổ chức cán bộ', 'Văn phòng Sở', '31/12/2018', '', 'Quyết định', '', ''],
  ] as SheetData
  const step2 = (await upload(tuyet, await makeWorkbook(filled))).headers.location as string
  const page = await tuyet.get(step2)
  lacks(t, page.body, 'Tên đơn vị chưa rõ')
  holds(t, page.body, 'đọc được 1 kiến nghị và 1 nháp nhiệm vụ')
  const done = await tuyet.post(step2, { ...sentBy(page.body), ...facts, step: 'finish' })
  t.equal(done.statusCode, 303, done.body.slice(0, 300))
  t.same(await counts(reader), [2, 3, 1])
})

await t.test('500 rows at once, pages served meanwhile; more than 200 recommendations', async t => {
  const { tuyet, app, reader } = await open(t)
  const rows = Array.from({ length: 500 }, (_, index) => [
    index + 1,
    `Kiến nghị số ${index + 1} của đoàn.`,
    null,
    'TCCB',
    'Văn phòng Sở',
    '31/12/2018',
    null,
    'Báo cáo',
    null,
    null,
  ])
  const step2 = (await upload(tuyet, await makeWorkbook([headings, ...rows] as SheetData))).headers
    .location as string
  const page = await tuyet.get(step2)
  t.ok(Buffer.byteLength(page.body) < 100 * 1024)
  const form = { ...sentBy(page.body), ...facts, step: 'finish' }
  const began = performance.now()
  const finishing = tuyet.post(step2, form)
  t.ok((await app.inject({ url: '/healthz' })).statusCode < 600)
  const done = await finishing
  t.equal(done.statusCode, 303, done.body.slice(0, 300))
  t.comment(`500 rows in ${Math.round(performance.now() - began)} ms`)
  t.same(await counts(reader), [2, 502, 500])
  t.match(await findContradictions(reader), { contradictions: [] })
})

await t.test('only the secretary imports, and only their own workbooks', async t => {
  const { tuyet, as, app } = await open(t)
  const file = await makeWorkbook(good)
  const step2 = (await upload(tuyet, file)).headers.location as string
  for (const who of ['bao', 'phuc', 'khoi', 'son', 'hieu', 'minh', 'quan'] as const) {
    const browser = await as(who)
    for (const url of ['/inspections/import', '/inspections/import/template', step2])
      t.equal((await browser.get(url)).statusCode, 403, `${who} ${url}`)
    t.equal((await upload(browser, file)).statusCode, 403, who)
    t.equal((await browser.post(step2, { step: 'finish' })).statusCode, 403, who)
    t.equal((await browser.post(`${step2}/removal`)).statusCode, 403, who)
  }
  for (const url of [`/inspections/import/${newId()}`, '/inspections/import/x']) {
    t.equal((await tuyet.get(url)).statusCode, 404, url)
    t.equal((await tuyet.post(url, { step: 'finish' })).statusCode, 404, url)
  }
  t.equal((await app.inject({ url: step2 })).statusCode, 303, 'signed out')
})

await t.test('begun workbooks go after 30 days; imported ones are remembered', async t => {
  const { tuyet, reader, office } = await open(t)
  const step2 = (await upload(tuyet, await makeWorkbook(good))).headers.location as string
  await tuyet.post(step2, { ...sentBy((await tuyet.get(step2)).body), ...facts, step: 'finish' })
  const other = (await upload(tuyet, await makeWorkbook([headings, [1, 'Một kiến nghị khác.']] as SheetData)))
    .headers.location as string
  holds(t, (await tuyet.get('/inspections/import')).body, `href="${other}"`)
  await office.database.writer
    .updateTable('workbook')
    .set({ created_at: '2018-10-01T00:00:00.000Z' })
    .execute()
  await upload(tuyet, await makeWorkbook([headings, [1, 'Một kiến nghị nữa.']] as SheetData))
  const rows = await reader.selectFrom('workbook').select(['inspection_id', 'sheets']).orderBy('id').execute()
  t.equal(rows.length, 2)
  t.ok(rows[0]?.inspection_id)
  t.equal(rows[0]?.sheets, '')
  t.equal((await tuyet.get(other)).statusCode, 404)
})
