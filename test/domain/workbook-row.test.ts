import t from 'tap'
import { aliasKey, unitDirectory } from '../../src/domain/unit-match.ts'
import { readingErrors } from '../../src/domain/workbook-check.ts'
import { guessColumns, guessPlan, noUnit } from '../../src/domain/workbook-plan.ts'
import { readRows } from '../../src/domain/workbook-row.ts'
import { unitNames } from '../../src/domain/workbook-unit.ts'
import { headings } from '../support/workbook.ts'

const find = unitNames(
  unitDirectory(
    [
      { id: 'so', name: 'Sở Giáo dục và Đào tạo', short_name: 'SGDĐT', path: '/so/', is_organisation: 1 },
      ...[
        { id: 'tccb', name: 'Phòng Tổ chức cán bộ', short_name: 'TCCB' },
        { id: 'vp', name: 'Văn phòng Sở', short_name: 'VP' },
        { id: 'cd', name: 'Công đoàn ngành', short_name: 'CĐ' },
        { id: 'khtc', name: 'Phòng Kế hoạch, Tài chính', short_name: 'KHTC' },
        { id: 'a', name: 'Tổ Một', short_name: 'T' },
        { id: 'b', name: 'Tổ Hai', short_name: 'T' },
      ].map(unit => ({ ...unit, path: `/so/${unit.id}/`, is_organisation: 0 as const })),
    ],
    [
      { folded: aliasKey('Bộ phận nhân sự'), unit_id: 'tccb' },
      { folded: aliasKey('Tổ Một, Tổ Hai'), unit_id: 'a' },
    ],
  ),
)

function row(given: Partial<Record<(typeof headings)[number], string>>): string[] {
  return headings.map(heading => given[heading] ?? '')
}

function read(rows: string[][], units: Record<string, string> = {}) {
  const sheets = [{ name: 'A', rows: [['BẢNG THEO DÕI'], headings, ...rows] }]
  return readRows(sheets, { ...guessPlan(sheets), units }, find)
}

const whole = {
  STT: '1',
  'Nội dung kiến nghị': 'Đề nghị Sở ban hành Quy chế.',
  'Nhiệm vụ cụ thể': 'Dự thảo Quy chế',
  'Đơn vị chủ trì': 'phòng TCCB',
  'Đơn vị phối hợp': 'Văn phòng Sở; CĐ',
  'Thời hạn': '31/12/2018',
  'Sản phẩm / minh chứng': 'Quyết định',
}

await t.test('headings are found in any order, under a title, with other words for the same', async t => {
  const sheets = [
    { name: 'Bìa', rows: [['Ghi chú']] },
    {
      name: 'Bảng',
      rows: [
        ['BÁO CÁO'],
        [''],
        [
          'TT',
          'Hạn hoàn thành',
          'CƠ QUAN CHỦ TRÌ',
          'Tên\nnhiệm vụ',
          'Sản phẩm/Minh chứng',
          'Ngày hoàn thành',
          'Thời hạn',
        ],
      ],
    },
  ]
  const plan = guessPlan(sheets)
  t.same([plan.sheet, plan.heading], [1, 2])
  t.same(plan.columns, ['ordinal', 'due', 'lead', 'task', 'criterion', 'skip', 'skip'])
  t.same(guessColumns(sheets, { sheet: 0, heading: 0 }), ['skip'])
  t.same(guessPlan([{ name: 'A', rows: [] }]).columns, [])
})

await t.test('a row is a recommendation with its task', async t => {
  const reading = read([row(whole)])
  t.same(reading.problems, [])
  t.same(reading.recommendations, [
    {
      row: 3,
      quote: whole['Nội dung kiến nghị'],
      theme: '',
      kind: 'once',
      tasks: [
        {
          row: 3,
          words: 'Dự thảo Quy chế',
          criterion: 'Quyết định',
          leadUnitId: 'tccb',
          coUnitIds: ['vp', 'cd'],
          dueOn: '2018-12-31',
          documentNo: '',
          documentOn: null,
        },
      ],
    },
  ])
})

await t.test(
  'a blank recommendation is the one above; sums, numbers of columns and the example are no rows',
  async t => {
    const { 'Nội dung kiến nghị': _merged, ...below } = whole
    const reading = read([
      headings.map((_, index) => `(${index + 1})`),
      row({ ...whole, STT: 'Ví dụ' }),
      row({ STT: 'I', 'Nội dung kiến nghị': 'Về công tác cán bộ' }),
      row(whole),
      row({ ...below, 'Nhiệm vụ cụ thể': 'Trình ban hành' }),
      row({ 'Ghi chú': 'lời ghi' }),
      headings,
      row({ STT: 'II. Về tài chính' }),
      row({ STT: '2', 'Nội dung kiến nghị': 'Quản lý quỹ.', 'Thời hạn': 'Thường xuyên' }),
      row({ 'Nội dung kiến nghị': 'Tổng cộng', 'Kết quả thực hiện': '3' }),
    ])
    t.same(reading.problems, [])
    t.same(
      reading.recommendations.map(one => [one.quote, one.theme, one.kind, one.tasks.map(task => task.words)]),
      [
        [whole['Nội dung kiến nghị'], 'Về công tác cán bộ', 'once', ['Dự thảo Quy chế', 'Trình ban hành']],
        ['Quản lý quỹ.', 'II. Về tài chính', 'standing', []],
      ],
    )
    t.same(reading.undated, [11])
  },
)

await t.test('what is wrong is named by row and column', async t => {
  const { 'Nội dung kiến nghị': _none, ...orphan } = whole
  const reading = read([
    row(orphan),
    row({ ...whole, 'Thời hạn': '31/02/2026' }),
    row({ ...whole, 'Đơn vị chủ trì': '' }),
    row({ ...whole, 'Đơn vị phối hợp': 'TCCB' }),
    row({ ...whole, 'Nội dung kiến nghị': 'x'.repeat(10_001) }),
    row({ ...whole, 'Nhiệm vụ cụ thể': 'y'.repeat(1_995) }),
  ])
  t.same(
    reading.problems.map(({ row, column, error }) => [
      row,
      headings[column],
      typeof error === 'string' ? error : error.key,
    ]),
    [
      [3, 'Nội dung kiến nghị', 'error.workbook.no_recommendation'],
      [4, 'Thời hạn', 'error.workbook.not_a_date'],
      [5, 'Đơn vị chủ trì', 'error.workbook.no_lead'],
      [6, 'Đơn vị phối hợp', 'error.co_unit_is_lead'],
      [7, 'Nội dung kiến nghị', 'error.too_long'],
      [8, 'Nhiệm vụ cụ thể', 'error.too_long'],
    ],
  )
  t.match(readingErrors(reading), { rows: { values: { count: 6 } } })
})

await t.test(
  'names of units: full, short, behind their kind, with a comma inside; what is unknown is asked once',
  async t => {
    const written = [
      'PHONG TO CHUC CAN BO',
      'Phòng  TCCB',
      'vp',
      'Phòng Kế hoạch, Tài chính',
      'T',
      'Tổ Ba',
      '',
    ]
    t.same(written.map(find), ['tccb', 'tccb', 'vp', 'khtc', undefined, undefined, undefined])
    const rows = [
      row({ ...whole, 'Đơn vị chủ trì': 'Phòng Pháp chế', 'Đơn vị phối hợp': 'Phòng Kế hoạch, Tài chính' }),
      row({ ...whole, 'Đơn vị phối hợp': 'phòng pháp chế, Sở Nội vụ' }),
    ]
    const before = read(rows)
    t.same(before.asked, [
      { name: 'Phòng Pháp chế', unitId: undefined },
      { name: 'Sở Nội vụ', unitId: undefined },
    ])
    t.match(readingErrors(before), { units: { values: { count: 2 } } })
    const after = read(rows, { 'phong phap che': 'vp', 'so noi vu': noUnit })
    t.same(readingErrors(after), {})
    t.same(
      after.recommendations[0]?.tasks.map(task => [task.leadUnitId, task.coUnitIds]),
      [
        ['vp', ['khtc']],
        ['tccb', ['vp']],
      ],
    )
    t.equal(
      read([row({ ...whole, 'Đơn vị chủ trì': 'Sở Nội vụ' })], { 'so noi vu': noUnit }).problems.length,
      1,
    )
    t.same(find('__proto__'), undefined)
  },
)

await t.test(
  'names remembered from assignments are known; a list is no name of one of its units',
  async t => {
    t.equal(find('bộ phận  Nhân sự'), 'tccb')
    t.equal(find('Tổ Một, Tổ Hai'), 'a', 'what a person chose for the list itself')
    t.equal(find('Trưởng phòng TCCB'), 'tccb')
    t.equal(find('Phòng TCCB, Sở Nội vụ'), undefined)
    const reading = read([
      row({ ...whole, 'Đơn vị chủ trì': 'Bộ phận nhân sự', 'Đơn vị phối hợp': 'Văn phòng, Sở Nội vụ' }),
      row({ ...whole, 'Đơn vị chủ trì': 'Phòng TCCB; Văn phòng' }),
    ])
    t.same(
      reading.asked.map(one => one.name),
      ['Sở Nội vụ', 'Phòng TCCB; Văn phòng'],
    )
    t.match(reading.recommendations[0]?.tasks[0], { leadUnitId: 'tccb', coUnitIds: ['vp'] })
  },
)

await t.test('a table without recommendations: each task is its own', async t => {
  const sheets = [
    {
      name: 'A',
      rows: [
        ['STT', 'Tên nhiệm vụ', 'Chủ trì', 'Thời hạn'],
        ['1', 'Việc một', 'VP', '1/2/19'],
        ['2', 'Việc hai', 'VP', '2/2/19'],
      ],
    },
  ]
  const reading = readRows(sheets, guessPlan(sheets), find)
  t.same(
    reading.recommendations.map(one => [one.quote, one.tasks.map(task => [task.words, task.dueOn])]),
    [
      ['Việc một', [['', '2019-02-01']]],
      ['Việc hai', [['', '2019-02-02']]],
    ],
  )
})

await t.test('more rows than one import takes are refused', async t => {
  const many = (n: number) =>
    read(Array.from({ length: n }, (_, i) => row({ ...whole, 'Nội dung kiến nghị': `Kiến nghị số ${i}.` })))
  t.same(readingErrors(many(2_000)), {})
  t.match(readingErrors(many(2_001)), { rows: { key: 'error.workbook.too_many' } })
  t.match(readingErrors(read([])), { rows: 'error.workbook.no_rows' })
})
