import {
  Document,
  HeadingLevel,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
} from 'docx'
import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { readDocument } from '../../src/intake/read-document.ts'
import { makeDocx, makeDocxOf } from '../support/docx.ts'

const linesOf = async (bytes: Buffer) => cleanText(await readDocument(bytes, 'docx')).split('\n')

await t.test(
  'paragraphs keep their words, their numbers and their order; the head of the page is left out',
  async t => {
    const bytes = makeDocx(
      [
        'KẾT LUẬN THANH TRA',
        { list: 3, text: 'KIẾN NGHỊ' },
        { list: 1, text: 'Đối với Hiệu trưởng:' },
        { list: 1, level: 1, text: 'Rà soát hồ sơ.' },
        { list: 1, level: 1, text: 'Công khai tài chính.' },
        { list: 1, text: 'Đối với Phòng Tổ chức cán bộ:' },
        { list: 1, level: 1, text: 'Tổ chức tập huấn.' },
        { list: 2, text: 'Lưu hồ sơ.' },
        { list: 3, text: 'TỔ CHỨC THỰC HIỆN' },
      ],
      { header: 'Trang của đoàn thanh tra' },
    )
    t.same(await linesOf(bytes), [
      'KẾT LUẬN THANH TRA',
      'I. KIẾN NGHỊ',
      '1. Đối với Hiệu trưởng:',
      'a) Rà soát hồ sơ.',
      'b) Công khai tài chính.',
      '2. Đối với Phòng Tổ chức cán bộ:',
      'a) Tổ chức tập huấn.',
      '- Lưu hồ sơ.',
      'II. TỔ CHỨC THỰC HIỆN',
    ])
  },
)

await t.test('a table keeps its cells; a head set side by side is read one side after the other', async t => {
  const bytes = makeDocx([
    { rows: [['SỞ GIÁO DỤC\nTHANH TRA', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do']] },
    {
      rows: [
        ['STT', 'Nội dung', 'Đơn vị', 'Thời hạn'],
        ['1', 'Rà soát\nhồ sơ', 'Phòng TCCB', '30/12/2018'],
        ['2', 'Họp', '', '31/12/2018'],
      ],
    },
    { rows: [['1', 'Một việc']] },
  ])
  t.same(await linesOf(bytes), [
    'SỞ GIÁO DỤC',
    'THANH TRA',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do',
    'STT | Nội dung | Đơn vị | Thời hạn',
    '1 | Rà soát hồ sơ | Phòng TCCB | 30/12/2018',
    '2 | Họp | | 31/12/2018',
    '1 Một việc',
  ])
})

await t.test('decomposed letters become whole ones', async t => {
  const text = 'Đề nghị Hiệu trưởng rà soát.'
  t.same(await linesOf(makeDocx([text.normalize('NFD')])), [text])
})

await t.test('what another program writes is read too', async t => {
  const cell = (text: string) => new TableCell({ children: [new Paragraph(text)] })
  const numbered = (text: string, level: number) =>
    new Paragraph({ text, numbering: { reference: 'own', level } })
  const document = new Document({
    numbering: {
      config: [
        {
          reference: 'own',
          levels: [
            { level: 0, format: LevelFormat.DECIMAL, text: '%1.' },
            { level: 1, format: LevelFormat.DECIMAL, text: '%1.%2.' },
          ],
        },
      ],
    },
    sections: [
      {
        children: [
          new Paragraph({ heading: HeadingLevel.HEADING_1, text: 'Kiến nghị' }),
          numbered('Đối với nhà trường', 0),
          numbered('Rà soát', 1),
          numbered('Họp', 1),
          new Paragraph({
            children: [
              new TextRun('Chữ '),
              new TextRun({ text: 'in hoa', allCaps: true }),
              new TextRun({ text: ' dòng hai', break: 1 }),
            ],
          }),
          new Table({ rows: [new TableRow({ children: [cell('a'), cell('b'), cell('c')] })] }),
        ],
      },
    ],
  })
  const lines = await linesOf(await Packer.toBuffer(document))
  t.same(lines, [
    'Kiến nghị',
    '1. Đối với nhà trường',
    '1.1. Rà soát',
    '1.2. Họp',
    'Chữ IN HOA',
    'dòng hai',
    'a | b | c',
  ])
})

await t.test(
  'a document type, a part of another size and a broken zip are refused, and no link is followed',
  async t => {
    const refused = (bytes: Buffer) =>
      readDocument(bytes, 'docx').then(
        () => 'read',
        error => error.key as string,
      )
    const entity =
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body></w:document>'
    t.equal(await refused(makeDocxOf(entity)), 'error.file.damaged')
    t.equal(await refused(makeDocx(['Đề nghị họp.']).subarray(0, 900)), 'error.file.damaged')
    t.equal(await refused(makeDocxOf('<w:document')), 'error.file.damaged')
    t.equal(await refused(makeDocx([''])), 'error.document.no_text')
    const deep = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${'<w:sdt><w:sdtContent>'.repeat(5_000)}${'</w:sdtContent></w:sdt>'.repeat(5_000)}</w:body></w:document>`
    t.match(await refused(makeDocxOf(deep)), /^error\./)
    const template = makeDocx(['Đề nghị họp.'], {
      more: [
        {
          name: 'word/_rels/settings.xml.rels',
          content:
            '<Relationships><Relationship Id="r" Type="x/attachedTemplate" Target="http://127.0.0.1:9/evil.dotm" TargetMode="External"/></Relationships>',
        },
      ],
    })
    t.equal(await refused(template), 'read')
  },
)
