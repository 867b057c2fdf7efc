import { createHash, randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { deleteConclusionDraftsBefore } from '../../../src/data/conclusion-draft.ts'
import { makeDocx } from '../../support/docx.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { linesFrom, makePdf } from '../../support/pdf.ts'
import { type Browser, openTestApp, signInAs } from '../../support/web.ts'

const asks = 'Đề nghị Hiệu trưởng rà soát hồ sơ tuyển sinh trước ngày 30/12/2018.'
const docx = makeDocx([
  'KẾT LUẬN THANH TRA',
  'III. KIẾN NGHỊ',
  `1. ${asks}`,
  '2. Yêu cầu Phòng Tổ chức cán bộ tổ chức tập huấn.',
])
const scanned = makePdf([[], []])

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  const onDisk = () =>
    readdirSync(app.parts.config.filesDir, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && !entry.name.includes('sqlite'))
      .map(entry => join(entry.parentPath, entry.name))
  return { office, app, as, onDisk, reader: office.database.reader }
}

const upload = (
  browser: Browser,
  file: { name: string; content: Buffer | string },
  fields: Record<string, string> = {},
) => browser.upload('/inspections/new', { act_id: randomUUID(), ...fields }, { conclusionFile: file })

const facts = { title: 'Kết luận thanh tra', body: 'Thanh tra Sở', heldOn: '13/11/2018' }

/** The page of the inspection that was recorded; the answer leads on to its assignment. */
const inspectionIn = ({ headers }: { headers: Record<string, unknown> }) =>
  String(headers.location).replace(/\/assignment$/, '')

/** What the page of sentences would send, as it stands. */
function sentBy(html: string) {
  const all = (pattern: RegExp) => [...html.matchAll(pattern)].map(match => match[1] as string)
  const one = (pattern: RegExp) => pattern.exec(html)?.[1] ?? ''
  const item = all(/name="item" value="([^"]+)"/g)
  return {
    act_id: one(/name="act_id" value="([^"]+)"/),
    version: one(/name="version" value="([^"]+)"/),
    item,
    kind: item.map(() => 'once'),
    summary: item.map((_, i) => `Tóm tắt ${i}`),
    tick: all(/name="tick" value="([^"]+)" checked/g),
    step: 'finish',
    ...facts,
  }
}

await t.test(
  'a document goes from upload to inspection, and its original is there for who may see it',
  async t => {
    const { as, reader, onDisk, office } = await open(t)
    const tuyet = await as('tuyet')
    const first = await tuyet.get('/inspections/new')
    t.match(first.body, /type="file"[^>]*accept="\.docx,\.pdf,\.html,\.htm,\.txt"/)
    const started = await upload(tuyet, { name: '../Kết luận “số 1”.docx', content: docx })
    t.equal(started.statusCode, 303)
    const step2 = started.headers.location as string
    const page = await tuyet.get(step2)
    t.match(page.body, /rà soát hồ sơ tuyển sinh/)
    const file = await reader.selectFrom('file').selectAll().executeTakeFirstOrThrow()
    t.match(file, { purpose: 'conclusion', name: 'Kết luận “số 1”.docx', size: docx.length })
    t.equal(file.sha256, createHash('sha256').update(docx).digest('hex'))
    t.equal((await tuyet.get(`/files/${file.id}`)).statusCode, 200, 'who enters it reads it before')
    t.equal((await (await as('ngan')).get(`/files/${file.id}`)).statusCode, 404)

    const done = await tuyet.post(step2, sentBy(page.body))
    t.equal(done.statusCode, 303, done.body)
    const recorded = inspectionIn(done)
    const shown = await tuyet.get(recorded)
    t.match(shown.body, new RegExp(`href="/files/${file.id}"[^<]*Kết luận`))
    t.match(shown.body, file.sha256)
    const answer = await tuyet.get(`/files/${file.id}`)
    t.same(answer.rawPayload, docx)
    t.match(answer.headers['content-disposition'], /^attachment; /)
    const people = ['bao', 'khoi', 'ngan', 'phuc'] as const
    for (const who of people) {
      const browser = await as(who)
      const inspection = await browser.get(recorded)
      t.equal((await browser.get(`/files/${file.id}`)).statusCode === 200, inspection.statusCode === 200, who)
    }
    t.equal(onDisk().length, 1)
    const event = await reader
      .selectFrom('event')
      .select('payload')
      .where('act', '=', 'create_inspection')
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    t.match(JSON.parse(event.payload), { file_id: file.id, file_sha256: file.sha256 })
    t.ok(office)
  },
)

await t.test(
  'what cannot be read is refused at the field, what was typed is kept, and nothing stays behind',
  async t => {
    const { as, reader, onDisk } = await open(t)
    const tuyet = await as('tuyet')
    const refusals: [string, Buffer | string, RegExp][] = [
      ['a.pdf', scanned, /ảnh quét/],
      ['a.docx', 'không phải', /không phải là tệp \.docx/],
      ['a.docm', docx, /macro/],
      ['a.doc', docx, /lưu thành \.docx/],
      ['a.exe', 'MZ', /Không đọc được tệp đuôi/],
      ['a.zip', docx, /tệp nén/],
      ['a.txt', '   ', /Không thấy chữ nào/],
      ['a.txt', Buffer.alloc(2 * 1024 * 1024, 'a'), /lớn hơn 1 MB/],
      ['a.pdf', makePdf([[]], { trailer: '/Encrypt 9 0 R' }), /mật khẩu/],
    ]
    for (const [name, content, sentence] of refusals) {
      const answer = await upload(tuyet, { name, content })
      t.equal(answer.statusCode, 422, name)
      t.match(answer.body, sentence, name)
      t.match(answer.body, /id="f-conclusionFile-error"/)
    }
    const kept = await upload(
      tuyet,
      { name: 'a.exe', content: 'MZ' },
      { conclusion: 'Đề nghị họp & báo cáo.' },
    )
    t.match(kept.body, /Đề nghị họp &amp; báo cáo\./)
    t.same(onDisk(), [])
    t.same(await reader.selectFrom('file').select('id').execute(), [])
  },
)

await t.test('pasted words go before the file, which is kept as the original', async t => {
  const { as, reader, onDisk } = await open(t)
  const tuyet = await as('tuyet')
  const started = await upload(tuyet, { name: 'quét.pdf', content: scanned }, { conclusion: asks })
  t.equal(started.statusCode, 303)
  const draft = await reader.selectFrom('conclusion_draft').selectAll().executeTakeFirstOrThrow()
  t.equal(draft.conclusion, asks)
  t.ok(draft.file_id)
  await tuyet.post(`${started.headers.location}/removal`)
  t.same(await reader.selectFrom('file').select('id').execute(), [], 'the draft takes its file along')
  t.same(onDisk(), [])
})

await t.test('one form sent twice keeps one draft and one file; old drafts take theirs along', async t => {
  const { as, reader, onDisk, office } = await open(t)
  const tuyet = await as('tuyet')
  const act_id = randomUUID()
  const [one, two] = await Promise.all(
    [1, 2].map(() => upload(tuyet, { name: 'a.docx', content: docx }, { act_id })),
  )
  t.equal(one?.headers.location, two?.headers.location)
  t.equal((await reader.selectFrom('file').select('id').execute()).length, 1)
  t.equal(onDisk().length, 1)
  await deleteConclusionDraftsBefore(office.database.writer, '2030-01-01T00:00:00.000Z')
  t.same(await reader.selectFrom('file').select('id').execute(), [])
})

await t.test(
  'a document that came in before is recognised, and recorded again only when that is meant',
  async t => {
    const { as, reader } = await open(t)
    const tuyet = await as('tuyet')
    const first = await upload(tuyet, { name: 'a.docx', content: docx })
    const recorded = await tuyet.post(
      first.headers.location as string,
      sentBy((await tuyet.get(first.headers.location as string)).body),
    )
    const { conclusion } = await reader
      .selectFrom('inspection')
      .select('conclusion')
      .where('file_id', 'is not', null)
      .executeTakeFirstOrThrow()
    const ways = [
      await upload(tuyet, { name: 'b.docx', content: docx }),
      await tuyet.upload('/inspections/new', { act_id: randomUUID(), conclusion }),
      await upload(tuyet, { name: 'c.docx', content: docx }, { conclusion: 'Đề nghị nhà trường họp.' }),
    ]
    for (const way of ways) {
      const step2 = way.headers.location as string
      const page = await tuyet.get(step2)
      t.match(page.body, /đã được nhập là cuộc kiểm tra ngày 13\/11\/2018/)
      t.match(page.body, `href="${inspectionIn(recorded)}"`)
    }
    const step2 = ways[0]?.headers.location as string
    const sent = sentBy((await tuyet.get(step2)).body)
    const refused = await tuyet.post(step2, sent)
    t.equal(refused.statusCode, 422)
    t.match(refused.body, /href="#f-isAnother"/)
    t.equal((await tuyet.post(step2, { ...sent, isAnother: '1' })).statusCode, 303)
    const other = await tuyet.upload('/inspections/new', {
      act_id: randomUUID(),
      conclusion: `${asks} Khác.`,
    })
    t.notMatch((await tuyet.get(other.headers.location as string)).body, /đã được nhập/)
  },
)

await t.test('a mark of secrecy is warned of', async t => {
  const { as } = await open(t)
  const tuyet = await as('tuyet')
  const content = makePdf([linesFrom(780, ['MẬT', 'KẾT LUẬN THANH TRA CỦA SỞ GIÁO DỤC', asks])])
  const started = await upload(tuyet, { name: 'a.pdf', content })
  t.match((await tuyet.get(started.headers.location as string)).body, /mang dấu “MẬT”/)
})
