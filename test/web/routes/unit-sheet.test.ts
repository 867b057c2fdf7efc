import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { SheetData } from 'write-excel-file/node'
import { verifyChains } from '../../../src/domain/chain.ts'
import { findContradictions } from '../../../src/domain/replay.ts'
import { sheetHeadings } from '../../../src/domain/unit-sheet-row.ts'
import { unzip } from '../../../src/lib/zip.ts'
import { readWorkbook } from '../../../src/spreadsheet/read-workbook.ts'
import { type CastKey, openTestOffice, testKeys } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'
import { makeWorkbook } from '../../support/workbook.ts'

const day = '2018-12-10'

async function open(t: Test) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  const tuyet = await as('tuyet')
  const running = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', running, { officerId: null })
  await office.act('phuc', '2018-11-22', 'update', running, {
    text: 'Đã có dự thảo',
    percent: 40,
    blocker: 'Chờ ý kiến =1+1',
  })
  const waiting = await office.issued('2018-12-07', '2018-12-28', { title: 'Rà soát vị trí việc làm' })
  return { office, app, as, tuyet, running, waiting, reader: office.database.reader }
}

type Scene = Awaited<ReturnType<typeof open>>

/** The sheet of Phòng Tổ chức cán bộ, as it is downloaded, and its cells. */
async function makeSheet({ tuyet, office }: Scene, t: Test) {
  const made = await tuyet.post('/unit-sheets', { unitId: office.unit.tccb, act_id: randomUUID() })
  t.equal(made.statusCode, 303, made.body.slice(0, 400))
  const file = await tuyet.get(made.headers.location as string)
  const path = join(t.testdir(), 'sheet.xlsx')
  writeFileSync(path, file.rawPayload)
  const [sheet] = await readWorkbook(path)
  const rows = sheet?.rows ?? []
  return { file, rows, heading: rows.findIndex(row => row.includes(sheetHeadings.taskId)) }
}

/** The cells with what a unit typed, saved by another program. */
async function filled(
  rows: string[][],
  heading: number,
  typed: Record<number, Partial<Record<keyof typeof sheetHeadings, string | number>>>,
): Promise<Buffer> {
  const columns = rows[heading] as string[]
  const data = rows.map((row, index) => {
    const cells: (string | number)[] = [...row]
    for (const [name, value] of Object.entries(typed[index - heading] ?? {}))
      cells[columns.indexOf(sheetHeadings[name as 'text'])] = value
    return cells.map(value =>
      value === '' || value === undefined
        ? null
        : { value, type: typeof value === 'number' ? Number : String },
    )
  })
  return makeWorkbook(data as SheetData)
}

async function upload(browser: Browser, content: Buffer, name = 'phieu.xlsx') {
  return browser.upload('/unit-sheets/returns', { act_id: randomUUID() }, { file: { name, content } })
}

/** What the page would send as it stands. */
function sentBy(html: string): Record<string, string | string[]> {
  const one = (pattern: RegExp) => pattern.exec(html)?.[1] ?? ''
  return {
    act_id: one(/name="act_id" value="([^"]+)"/),
    version: one(/name="version" value="([^"]+)"/),
    tasks: [...html.matchAll(/name="tasks" value="([^"]+)" checked/g)].map(([, value = '']) => value),
  }
}

await t.test('a sheet goes out, comes back, is looked over and recorded', async t => {
  const scene = await open(t)
  const { tuyet, reader, running, waiting, office } = scene
  holds(t, (await tuyet.get('/unit-sheets')).body, 'Phòng Tổ chức cán bộ')
  const { file, rows, heading } = await makeSheet(scene, t)
  t.match(file.headers['content-disposition'], /Phi%E1%BA%BFu/)
  t.same(
    rows.slice(heading + 1).map(row => [row[1], row[5], row[7], row[8], row[10], row.at(-1)]),
    [
      ['1.1', '14/12/2018', '40', '40', 'Chờ ý kiến =1+1', running],
      ['1.2', '28/12/2018', '0', '0', '', waiting],
    ],
    'the first due first, with what is recorded',
  )
  const back = await upload(
    tuyet,
    await filled(rows, heading, {
      1: { percent: 70, text: 'Đã lấy ý kiến các phòng', blocker: '' },
      2: { percent: '0.1', text: 'Đã nhận, đang lập kế hoạch' },
    }),
  )
  t.equal(back.statusCode, 303, back.body.slice(0, 400))
  const href = back.headers.location as string
  const page = await tuyet.get(href)
  for (const words of ['Phiếu ghi: 70%', 'Hiện nay: 40%', 'Phiếu ghi: 10%', 'Ghi nhận đơn vị đã tiếp nhận'])
    holds(t, page.body, words)
  t.equal((await tuyet.post(href, { ...sentBy(page.body), tasks: [] })).statusCode, 422, 'nothing chosen')
  const sent = sentBy(page.body)
  t.equal(sent.tasks?.length, 2)
  const done = await tuyet.post(href, sent)
  t.equal(done.statusCode, 303, done.body.slice(0, 400))
  t.equal((await tuyet.post(href, sent)).statusCode, 303, 'a second click')
  const tasks = await reader.selectFrom('task').selectAll().orderBy('code').execute()
  t.match(tasks, [
    { id: running, state: 'in_progress', percent: 70, blocker: '' },
    { id: waiting, state: 'in_progress', percent: 10 },
  ])
  t.equal((await reader.selectFrom('task_update').selectAll().execute()).length, 3, 'each update once')
  holds(t, (await tuyet.get(`/tasks/${running}`)).body, 'ghi cập nhật theo phiếu đơn vị gửi: 70%')
  holds(t, (await tuyet.get(href)).body, 'Đã ghi cập nhật của 2 nhiệm vụ')
  t.same((await findContradictions(reader)).contradictions, [])
  t.equal(
    (await verifyChains(reader, testKeys)).find(chain => chain.broken),
    undefined,
  )
  const acts = await reader
    .selectFrom('event')
    .select('act')
    .where('person_id', '=', office.person.tuyet)
    .execute()
  t.equal(acts.filter(({ act }) => act === 'enter_update').length, 2)
})

await t.test('what was sent out untouched, sent twice or is no sheet says so', async t => {
  const scene = await open(t)
  const { tuyet, reader } = scene
  const { file, rows, heading } = await makeSheet(scene, t)
  const back = await upload(tuyet, file.rawPayload)
  holds(t, (await tuyet.get(back.headers.location as string)).body, 'Đơn vị chưa ghi gì vào phiếu')
  t.equal((await upload(tuyet, file.rawPayload)).headers.location, back.headers.location, 'the same file')
  t.equal((await tuyet.post(`${back.headers.location}/removal`, { act_id: randomUUID() })).statusCode, 303)
  t.equal((await tuyet.get(back.headers.location as string)).statusCode, 404, 'dropped')

  const stranger = await upload(tuyet, await makeWorkbook([[{ value: 'Bảng khác', type: String }]]))
  t.equal(stranger.statusCode, 422)
  holds(t, stranger.body, 'không phải phiếu cập nhật')
  t.equal((await upload(tuyet, Buffer.from('PK nothing'))).statusCode, 422)

  const content = await filled(rows, heading, { 1: { percent: 50, text: 'Có tiến triển' } })
  const href = (await upload(tuyet, content)).headers.location as string
  const page = await tuyet.get(href)
  t.equal((await tuyet.post(href, sentBy(page.body))).statusCode, 303)
  const again = await upload(tuyet, content)
  t.equal(again.statusCode, 422)
  holds(t, again.body, 'đã được ghi nhận trước đó')
  t.equal((await reader.selectFrom('task_update').selectAll().execute()).length, 2)
})

await t.test('a change since the sheet was made is shown and not taken over by itself', async t => {
  const scene = await open(t)
  const { tuyet, office, running, waiting, reader } = scene
  const { rows, heading } = await makeSheet(scene, t)
  const content = await filled(rows, heading, {
    1: { percent: 60, text: 'Theo phiếu' },
    2: { percent: 130, text: '' },
  })
  await office.act('phuc', day, 'update', running, { text: 'Trên hệ thống', percent: 55, blocker: '' })
  const href = (await upload(tuyet, content)).headers.location as string
  const page = await tuyet.get(href)
  holds(t, page.body, 'Đã thay đổi sau khi lập phiếu')
  holds(t, page.body, 'Lập phiếu: 40%; hiện nay: 55%')
  holds(t, page.body, 'Thiếu nội dung ở cột')
  const sent = sentBy(page.body)
  t.same(sent.tasks, [], 'neither is ticked')
  const value = /name="tasks" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  t.match(value, running)
  await office.act('phuc', day, 'update', running, { text: 'Lại nữa', percent: 58, blocker: '' })
  const late = await tuyet.post(href, { ...sent, tasks: [value] })
  t.equal(late.statusCode, 409, 'somebody was first between the page and the button')
  const fresh = await tuyet.get(href)
  const now = /name="tasks" value="([^"]+)"/.exec(fresh.body)?.[1] ?? ''
  t.equal((await tuyet.post(href, { ...sentBy(fresh.body), tasks: [now] })).statusCode, 303)
  t.match(await reader.selectFrom('task').selectAll().where('id', '=', running).executeTakeFirst(), {
    percent: 60,
  })
  t.match(await reader.selectFrom('task').selectAll().where('id', '=', waiting).executeTakeFirst(), {
    state: 'issued',
  })
})

await t.test('what is closed, handed on or foreign cannot be taken over', async t => {
  const scene = await open(t)
  const { tuyet, office, running, waiting } = scene
  const { rows, heading } = await makeSheet(scene, t)
  await office.act('ngan', day, 'withdraw', running, { reason: 'Không còn cần', successorId: null })
  await office.act('ngan', day, 'reassign', waiting, { reason: 'Đúng việc', leadUnitId: office.unit.vp })
  const content = await filled(rows, heading, {
    1: { text: 'Đã xong' },
    2: { text: 'Đã xong', taskId: waiting },
  })
  const page = await tuyet.get((await upload(tuyet, content)).headers.location as string)
  holds(t, page.body, 'không còn ở bước đang thực hiện')
  holds(t, page.body, 'đã chuyển sang đơn vị khác')
  lacks(t, page.body, 'name="tasks"')
  const twice = await filled(rows, heading, {
    1: { text: 'A', taskId: waiting },
    2: { text: 'B', taskId: waiting },
  })
  holds(
    t,
    (await tuyet.get((await upload(tuyet, twice)).headers.location as string)).body,
    'đã có ở một dòng phía trên',
  )
})

await t.test('only secretaries come here, and ids of others are not found', async t => {
  const scene = await open(t)
  const { as, tuyet, office } = scene
  const made = await tuyet.post('/unit-sheets', { unitId: office.unit.tccb, act_id: randomUUID() })
  for (const who of ['phuc', 'bao', 'son', 'minh', 'quan'] as const) {
    const browser = await as(who)
    t.equal((await browser.get('/unit-sheets')).statusCode, 403, who)
    t.equal((await browser.get(made.headers.location as string)).statusCode, 403, who)
  }
  t.equal((await tuyet.get(`/unit-sheets/returns/${randomUUID()}`)).statusCode, 404)
  t.equal((await tuyet.get('/unit-sheets/none/file')).statusCode, 404)
  const none = await tuyet.post('/unit-sheets', { unitId: office.unit.gdth, act_id: randomUUID() })
  t.equal(none.statusCode, 422)
  holds(t, none.body, 'không còn nhiệm vụ nào')
})

await t.test('the workbook is locked but for the cells to write in', async t => {
  const scene = await open(t)
  const { file } = await makeSheet(scene, t)
  const parts = unzip(file.rawPayload, name => /styles|sheet1\.xml$/.test(name))
  const sheet = String(parts.get('xl/worksheets/sheet1.xml'))
  const styles = String(parts.get('xl/styles.xml'))
  t.match(sheet, /<\/sheetData><sheetProtection sheet="1"/)
  t.match(sheet, /<col [^>]*min="12"[^>]*hidden="1"/)
  const looks = [
    ...(/<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '').matchAll(/<xf .*?<\/xf>|<xf [^>]*\/>/gs),
  ]
  const writable = looks.flatMap(([xf], index) => (xf.includes('locked="0"') ? [String(index)] : []))
  const columns = [...sheet.matchAll(/<c r="([A-Z]+)\d+"[^>]*?s="(\d+)"/g)]
    .filter(([, , style = '']) => writable.includes(style))
    .map(([, column]) => column)
  t.same(new Set(columns), new Set(['I', 'J', 'K']))
  t.notMatch(sheet, /<f>/, 'no formula')
})
