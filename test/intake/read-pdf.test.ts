import t from 'tap'
import { cleanText } from '../../src/intake/clean-text.ts'
import { readDocument } from '../../src/intake/read-document.ts'
import { linesFrom, makePdf } from '../support/pdf.ts'

const textOf = async (bytes: Buffer) => cleanText(await readDocument(bytes, 'pdf'))
const refused = (bytes: Buffer) =>
  readDocument(bytes, 'pdf').then(
    () => 'read',
    error => error.key as string,
  )

const page = (number: number, lines: string[]) => [
  { text: 'THANH TRA SỞ - KẾT LUẬN', x: 200, y: 815, size: 9 },
  ...linesFrom(770, lines),
  { text: String(number), x: 300, y: 30, size: 9 },
]

await t.test('sentences run on over lines and pages; running heads and page numbers are gone', async t => {
  const text = await textOf(
    makePdf([
      page(1, [
        '1. Đề nghị Hiệu trưởng nhà trường chỉ đạo các bộ phận rà soát lại toàn bộ hồ',
        'sơ tuyển sinh, hồ sơ quản lý văn bằng và chứng chỉ, báo cáo kết quả về cơ quan',
      ]),
      page(2, [
        'thanh tra trước ngày 30/12/2018.',
        '2. Phòng Tổ chức cán bộ tổ chức tập huấn về công tác tiếp công dân cho tất cả',
        'viên chức của nhà trường trong quý I năm 2019, phối hợp với Phòng Đào tạo và ngh-',
      ]),
      page(3, [
        'iêm túc rút kinh nghiệm.',
        '3. Ban Giám hiệu công khai tài chính hằng quý theo quy định hiện hành của Bộ.',
      ]),
    ]),
  )
  t.same(text.split('\n').filter(Boolean), [
    '1. Đề nghị Hiệu trưởng nhà trường chỉ đạo các bộ phận rà soát lại toàn bộ hồ sơ tuyển sinh, hồ sơ quản lý văn bằng và chứng chỉ, báo cáo kết quả về cơ quan thanh tra trước ngày 30/12/2018.',
    '2. Phòng Tổ chức cán bộ tổ chức tập huấn về công tác tiếp công dân cho tất cả viên chức của nhà trường trong quý I năm 2019, phối hợp với Phòng Đào tạo và nghiêm túc rút kinh nghiệm.',
    '3. Ban Giám hiệu công khai tài chính hằng quý theo quy định hiện hành của Bộ.',
  ])
})

await t.test('pieces of a line may come in any order; a head is read one side after the other', async t => {
  const text = await textOf(
    makePdf([
      [
        { text: 'rà soát hồ sơ tuyển sinh của năm học.', x: 164, y: 600 },
        { text: 'SỞ GIÁO DỤC', x: 70, y: 780 },
        { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', x: 280, y: 780 },
        { text: 'THANH TRA', x: 80, y: 762 },
        { text: 'Độc lập - Tự do - Hạnh phúc', x: 320, y: 762 },
        { text: '1. Đề nghị họp,', x: 70, y: 600 },
      ],
    ]),
  )
  t.same(text.split('\n').filter(Boolean), [
    'SỞ GIÁO DỤC',
    'THANH TRA',
    'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
    'Độc lập - Tự do - Hạnh phúc',
    '1. Đề nghị họp, rà soát hồ sơ tuyển sinh của năm học.',
  ])
})

await t.test('a table keeps its cells, also those of several lines', async t => {
  const row = (y: number, cells: string[]) =>
    cells.flatMap((text, i) =>
      text === '' ? [] : [{ text, x: [60, 100, 300, 450][i] as number, y, size: 11 }],
    )
  const text = await textOf(
    makePdf([
      [
        ...linesFrom(780, ['Phụ lục kèm theo kết luận thanh tra của năm học này:']),
        // A title stands in the middle of its column.
        ...row(740, ['STT', '', 'Đơn vị', 'Thời hạn']),
        { text: 'Nội dung', x: 160, y: 740, size: 11 },
        ...row(722, ['1', 'Rà soát toàn bộ hồ sơ', 'Phòng Tổ chức', '30/12/2018']),
        ...row(708, ['', 'tuyển sinh', 'cán bộ', '']),
        ...row(690, ['2', 'Công khai tài chính', 'Phòng Tài vụ', '31/12/2018']),
        ...linesFrom(650, ['Nhà trường báo cáo kết quả thực hiện về cơ quan thanh tra.']),
      ],
    ]),
  )
  t.same(text.split('\n').filter(Boolean), [
    'Phụ lục kèm theo kết luận thanh tra của năm học này:',
    'STT | Nội dung | Đơn vị | Thời hạn',
    '1 | Rà soát toàn bộ hồ sơ tuyển sinh | Phòng Tổ chức cán bộ | 30/12/2018',
    '2 | Công khai tài chính | Phòng Tài vụ | 31/12/2018',
    'Nhà trường báo cáo kết quả thực hiện về cơ quan thanh tra.',
  ])
})

await t.test('a scan, a locked file and a broken one are refused, each by its own sentence', async t => {
  t.equal(await refused(makePdf([[], []])), 'error.document.scanned')
  t.equal(await refused(makePdf([[{ text: 'Ký bởi: A', x: 50, y: 50 }], []])), 'error.document.scanned')
  t.equal(await refused(Buffer.from('%PDF-1.7\nnothing')), 'error.file.damaged')
  t.equal(await refused(Buffer.alloc(0)), 'error.file.damaged')
})
