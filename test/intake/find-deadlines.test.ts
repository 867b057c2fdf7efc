/** Words of time as officials write them (DOMAIN.md, section 4.6), and what is none. */
import fc from 'fast-check'
import t from 'tap'
import { findDeadlines } from '../../src/intake/deadline-phrases.ts'

const issuedOn = '2018-11-13'

/** Each row: the sentence, the words of time in it, the day (null: a person is asked), the kind. */
async function check(name: string, rows: [string, string, string | null, string][]): Promise<void> {
  await t.test(name, async t => {
    for (const [text, dueText, dueOn, kind] of rows) {
      const [found, ...more] = findDeadlines(text, { issuedOn })
      t.match(found, { dueText, dueOn, kind }, text)
      t.same(more, [], `${text}: nothing else`)
      t.equal(found && text.slice(found.start, found.end), dueText, `${text}: verbatim`)
    }
  })
}

await check('dates', [
  ['Báo cáo về Sở trước ngày 15/12/2018.', 'trước ngày 15/12/2018', '2018-12-15', 'date'],
  [
    'Gửi báo cáo chậm nhất ngày 05 tháng 01 năm 2019.',
    'chậm nhất ngày 05 tháng 01 năm 2019',
    '2019-01-05',
    'date',
  ],
  ['Nộp hồ sơ đến hết ngày 31/12/2018.', 'đến hết ngày 31/12/2018', '2018-12-31', 'date'],
  ['Hoàn thành trong tháng 9/2019.', 'trong tháng 9/2019', '2019-09-30', 'date'],
  ['Sửa xong bếp ăn trong quý II/2019.', 'trong quý II/2019', '2019-06-30', 'date'],
  ['Xây dựng bảng giá trước quý III-2019.', 'trước quý III-2019', '2019-06-30', 'date'],
  ['Xây dựng bảng giá trước quí 3/2019.', 'trước quí 3/2019', '2019-06-30', 'date'],
  ['Công khai xong trong tháng 02/2020.', 'trong tháng 02/2020', '2020-02-29', 'date'],
])

await check('a year that is not written is the next one to come', [
  ['Báo cáo kết quả trước ngày 20/12.', 'trước ngày 20/12', '2018-12-20', 'date'],
  ['Báo cáo kết quả trước ngày 20/01.', 'trước ngày 20/01', '2019-01-20', 'date'],
  ['Hoàn thành việc rà soát trong tháng 3.', 'trong tháng 3', '2019-03-31', 'date'],
])

await check('limits that are counted', [
  [
    'Nộp lại tiền trong thời hạn 15 ngày kể từ ngày 19/11/2018.',
    'trong thời hạn 15 ngày kể từ ngày 19/11/2018',
    '2018-12-04',
    'relative',
  ],
  [
    'Báo cáo trong thời hạn 03 ngày làm việc kể từ ngày 16/11/2018.',
    'trong thời hạn 03 ngày làm việc kể từ ngày 16/11/2018',
    '2018-11-21',
    'relative',
  ],
  [
    'Gửi kế hoạch trong thời hạn 30 ngày kể từ ngày ký.',
    'trong thời hạn 30 ngày kể từ ngày ký',
    '2018-12-13',
    'relative',
  ],
  ['Sửa chữa trong thời hạn 10 ngày.', 'trong thời hạn 10 ngày', null, 'relative'],
  [
    'Giải trình trong vòng 05 ngày kể từ ngày nhận được kết luận.',
    'trong vòng 05 ngày kể từ ngày nhận được kết luận',
    null,
    'relative',
  ],
])

await check('cycles, conditions, urgency', [
  ['Định kỳ hằng quý báo cáo Ban Giám đốc.', 'Định kỳ hằng quý', null, 'cycle'],
  ['Báo cáo hàng tháng về Văn phòng.', 'hàng tháng', null, 'cycle'],
  ['Định kỳ 6 tháng sơ kết việc thực hiện.', 'Định kỳ 6 tháng', null, 'cycle'],
  [
    'Gửi báo cáo trước 16 giờ 00 ngày thứ Sáu hằng tuần.',
    'trước 16 giờ 00 ngày thứ Sáu hằng tuần',
    null,
    'cycle',
  ],
  ['Sau khi có kết quả kiểm định, niêm yết tại bếp ăn.', 'Sau khi có kết quả kiểm định', null, 'condition'],
  ['Khơi thông cống rãnh trước mùa mưa bão.', 'trước mùa mưa bão', null, 'condition'],
  ['Khẩn trương lập hồ sơ thanh lý.', 'Khẩn trương', null, 'urgency'],
  ['Khắc phục trong thời gian sớm nhất.', 'trong thời gian sớm nhất', null, 'urgency'],
])

await t.test('cycles are told apart', async t => {
  const cycleOf = (text: string) => findDeadlines(text, { issuedOn })[0]?.cycle
  t.equal(cycleOf('Định kỳ hằng tuần gửi báo cáo.'), 'week')
  t.equal(cycleOf('Báo cáo hằng tháng.'), 'month')
  t.equal(cycleOf('Định kỳ hằng quí báo cáo.'), 'quarter')
  t.equal(cycleOf('Định kỳ 6 tháng báo cáo.'), 'half_year')
  t.equal(cycleOf('Tổ chức đối thoại định kỳ mỗi học kỳ.'), 'school_year')
  t.equal(cycleOf('Định kỳ hằng năm tổng kết.'), 'year')
})

await t.test('dates of documents, starts, plans and days gone by bind nobody', async t => {
  for (const text of [
    'Thực hiện nghiêm Nghị định số 04/2015/NĐ-CP ngày 09/01/2015 của Chính phủ.',
    'Công khai theo Quyết định số 24/QĐ-SGDĐT ngày 02/12/2018.',
    'Áp dụng quy chế mới từ ngày 01/01/2019.',
    'Thực hiện kế hoạch giai đoạn 2018 - 2020.',
    'Bổ sung quy hoạch đến năm 2030 của tỉnh.',
    'Rà soát dự toán ngân sách hằng năm của đơn vị.',
    'Xử lý các đơn còn tồn trước ngày 30/6/2018.',
    'Tăng cường công tác tuyên truyền trong thời gian tới.',
  ])
    t.same(
      findDeadlines(text, { issuedOn }).filter(d => d.dueOn !== null || d.kind === 'cycle'),
      [],
      text,
    )
})

await t.test('without a day of issue only written years count', async t => {
  const dueOf = (text: string) => findDeadlines(text, { issuedOn: null })[0]?.dueOn
  t.equal(dueOf('Báo cáo trước ngày 15/12/2018.'), '2018-12-15')
  t.equal(dueOf('Báo cáo trước ngày 15/12.'), null)
  t.equal(dueOf('Nộp trong thời hạn 30 ngày kể từ ngày ký.'), null)
})

await t.test('a month of issue, and a year alone, still complete a date', async t => {
  const due = (text: string, day: string) => findDeadlines(text, { issuedOn: day })[0]?.dueOn
  t.equal(due('Báo cáo trước ngày 15/8.', '2026-07'), '2026-08-15')
  t.equal(due('Báo cáo trước ngày 15/5.', '2026-07'), '2027-05-15')
  t.equal(due('Báo cáo trước ngày 15/5.', '2026'), '2026-05-15')
})

await t.test('impossible dates are none', async t => {
  for (const text of [
    'trước ngày 31/02/2019',
    'trước ngày 15/13/2019',
    'trước ngày 00/01/2019',
    'trước ngày 45/67',
  ])
    t.equal(findDeadlines(text, { issuedOn })[0]?.dueOn ?? null, null, text)
})

await t.test('working days are those of the calendar given', async t => {
  const text = 'Báo cáo trong thời hạn 02 ngày làm việc kể từ ngày 29/12/2026.'
  const isWorkingDay = (day: string) => !['2027-01-01', '2027-01-02', '2027-01-03'].includes(day)
  t.equal(findDeadlines(text, { issuedOn, isWorkingDay })[0]?.dueOn, '2026-12-31')
  const rolled = 'Báo cáo trong thời hạn 03 ngày kể từ ngày 29/12/2026.'
  t.equal(
    findDeadlines(rolled, { issuedOn, isWorkingDay })[0]?.dueOn,
    '2027-01-04',
    'a counted limit that ends on a day off ends on the next working day',
  )
})

await t.test('a text without hope of a working day still ends', async t => {
  const text = 'Báo cáo trong thời hạn 05 ngày kể từ ngày 01/01/2027.'
  t.ok(findDeadlines(text, { issuedOn, isWorkingDay: () => false }).length === 1)
  const working = 'Báo cáo trong thời hạn 999 ngày làm việc kể từ ngày 01/01/2027.'
  t.ok(findDeadlines(working, { issuedOn, isWorkingDay: () => false }).length === 1)
})

await t.test('whatever the text, words found are verbatim, in order and apart', async t => {
  const bits = [
    'trước ngày ',
    '15/12/2018',
    '31/02',
    ' trong ',
    'quý II',
    'hằng tháng ',
    'định kỳ ',
    '30 ngày ',
    'kể từ ngày ',
    'ký',
    'chậm nhất ',
    'hoàn thành ',
    ' đến hết ',
    'năm 2019',
    '; ',
    '. ',
    'ngay ',
    'sau khi ',
    'thứ ',
    '16 giờ ',
    'tháng 13 ',
  ]
  const parts = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: 'binary' })))
  const verbatim = fc.property(parts, some => {
    const text = some.join('')
    let last = 0
    for (const one of findDeadlines(text, { issuedOn })) {
      if (one.start < last || text.slice(one.start, one.end) !== one.dueText) return false
      last = one.end
    }
    return true
  })
  t.doesNotThrow(() => fc.assert(verbatim, { numRuns: 2000 }))
})
