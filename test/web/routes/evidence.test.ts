import t from 'tap'
import { listPendingEvidence } from '../../../src/data/evidence.ts'
import { newId } from '../../../src/lib/id.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'
import { makeOfficeDocument } from '../../support/zip.ts'

const docx = makeOfficeDocument('docx')

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const taskId = await office.issued('2018-11-20', '2018-12-14', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })
  const app = await openTestApp(t, office)
  const pending = (who: CastKey) => listPendingEvidence(office.database.reader, taskId, office.person[who])
  const url = `/tasks/${taskId}/evidence`
  return { office, app, taskId, url, pending, as: (who: CastKey) => signInAs(app, office, who) }
}

await t.test('a file, a document and a statement are laid ready at once and shown as attached', async t => {
  const { as, url, pending, taskId } = await open(t)
  const phuc = await as('phuc')
  const added = await phuc.upload(
    url,
    {
      back: 'report',
      evidenceDocumentNo: '412/QĐ-SGDĐT',
      evidenceDocumentOn: '5/12/18',
      evidenceStatement: 'Đã niêm yết.',
    },
    { evidenceFile: { name: 'Quy chế phối hợp.docx', content: docx } },
  )
  t.equal(added.statusCode, 303)
  t.equal(added.headers.location, `/tasks/${taskId}/report`)
  t.same(
    (await pending('phuc')).map(row => [row.kind, row.file_name ?? row.document_on ?? row.statement]),
    [
      ['file', 'Quy chế phối hợp.docx'],
      ['document', '2018-12-05'],
      ['statement', 'Đã niêm yết.'],
    ],
  )
  const page = await phuc.get(url)
  t.equal(page.statusCode, 200)
  t.match(page.body, /Quy chế phối hợp\.docx/)
  t.match(page.body, /Văn bản số 412\/QĐ-SGDĐT/)
  t.match(page.body, /Đã để sẵn 3 minh chứng/)
  t.notMatch((await phuc.get(url)).body, /Đã để sẵn 3 minh chứng/, 'a flash is shown once')
})

await t.test('the same upload sent twice is one piece; nothing chosen is said so', async t => {
  const { as, app, url, pending } = await open(t)
  const phuc = await as('phuc')
  const send = () => phuc.upload(url, {}, { evidenceFile: { name: 'a.docx', content: docx } })
  for (const answer of await Promise.all([send(), send()])) t.equal(answer.statusCode, 303)
  const rows = await pending('phuc')
  t.equal(rows.length, 1)
  t.ok(await app.parts.files.open(rows[0]!.file_id!).then(file => file?.stream.destroy()))
  const none = await phuc.upload(url, { evidenceFile: '' })
  t.equal(none.statusCode, 422)
  t.match(none.body, /Cần ít nhất một minh chứng/)
  t.match(none.body, /<title>Lỗi: /)
})

await t.test(
  'what is wrong is said at its field, what was right stays attached, what was typed stays typed',
  async t => {
    const { as, url, pending } = await open(t)
    const phuc = await as('phuc')
    const answer = await phuc.upload(
      url,
      { evidenceDocumentNo: '9/QĐ', evidenceDocumentOn: '31/02/2018', evidenceStatement: 'Đã làm.' },
      { evidenceFile: { name: 'giả.pdf', content: docx } },
    )
    t.equal(answer.statusCode, 422)
    t.match(answer.body, /Nội dung tệp không phải là tệp \.pdf/)
    t.match(answer.body, /Nhập ngày theo dạng ngày\/tháng\/năm/)
    t.match(answer.body, /value="31\/02\/2018"/)
    t.match(answer.body, /value="9\/QĐ"/)
    t.same(
      (await pending('phuc')).map(row => row.kind),
      ['statement'],
    )
    t.notMatch(answer.body, />\s*Đã làm\.<\/textarea>/)
  },
)

await t.test('a piece is taken back by its person, its file too', async t => {
  const { as, app, url, pending } = await open(t)
  const [phuc, hanh] = [await as('phuc'), await as('hanh')]
  await phuc.upload(url, {}, { evidenceFile: { name: 'a.docx', content: docx } })
  const [row] = await pending('phuc')
  const removal = `${url}/${row!.id}/removal`
  t.equal((await hanh.post(removal)).statusCode, 303)
  t.equal((await pending('phuc')).length, 1)
  const answer = await phuc.post(removal, { back: 'updates' })
  t.equal(answer.headers.location, `${url.replace('evidence', 'updates')}`)
  t.equal((await phuc.post(removal)).statusCode, 303, 'a second click is no error')
  t.equal((await pending('phuc')).length, 0)
  t.equal(await app.parts.files.open(row!.file_id!), undefined)
})

await t.test('who may, and when', async t => {
  const { as, office, app, url, taskId, pending } = await open(t)
  for (const may of ['phuc', 'hanh', 'thuy'] as const) {
    const answer = await (await as(may)).upload(url, { evidenceStatement: 'x' })
    t.equal(answer.statusCode, 303, may)
  }
  for (const outsider of ['hang', 'nhung'] as const) {
    const browser = await as(outsider)
    t.equal((await browser.get(url)).statusCode, 404, outsider)
    const answer = await browser.upload(
      url,
      { evidenceStatement: 'x' },
      { evidenceFile: { name: 'a.docx', content: docx } },
    )
    t.equal(answer.statusCode, 404, outsider)
    t.equal((await browser.post(`${url}/${newId()}/removal`)).statusCode, 404, outsider)
  }
  for (const wrong of ['ngan', 'tuyet', 'khoi', 'son', 'minh', 'hieu', 'quan'] as const) {
    const browser = await as(wrong)
    t.equal((await browser.get(url)).statusCode, 403, wrong)
    t.equal((await browser.upload(url, { evidenceStatement: 'x' })).statusCode, 403, wrong)
  }
  const phuc = await as('phuc')
  t.equal((await phuc.get(`/tasks/${newId()}/evidence`)).statusCode, 404)
  t.equal((await phuc.upload(`/tasks/${newId()}/evidence`, { evidenceStatement: 'x' })).statusCode, 404)
  t.equal(
    (
      await app.inject({
        method: 'PUT',
        url,
        cookies: phuc.cookies,
        headers: { 'sec-fetch-site': 'same-origin' },
      })
    ).statusCode,
    404,
  )
  const parts = await office.database.reader.selectFrom('co_unit').select('id').execute()
  await office.act('phuc', '2018-12-10', 'waive_co_unit', taskId, {
    coUnitId: parts[0]!.id,
    reason: 'Không cần',
  })
  await office.act('phuc', '2018-12-10', 'report', taskId, { text: 'Xong', claimedOn: '2018-12-10' })
  t.equal((await phuc.get(url)).statusCode, 409)
  t.equal((await phuc.upload(url, {}, { evidenceFile: { name: 'a.docx', content: docx } })).statusCode, 409)
  t.same(await pending('phuc'), [])
})
