import t from 'tap'
import type { Row } from '../../src/data/schema.ts'
import { sha256 } from '../../src/lib/sha256.ts'
import { assignmentProposals } from '../../src/web/assignment-proposal.ts'

const asks = [
  'Yêu cầu Phòng TCCB ban hành quy trình tiếp công dân trước ngày 14/12/2018.',
  'Đề nghị Văn phòng Sở phối hợp với Công đoàn ngành rà soát quy chế làm việc trước ngày 20/12/2018.',
  'Giao Thanh tra Sở định kỳ hằng quý báo cáo kết quả tiếp công dân.',
]
const opening = 'KẾT LUẬN KIỂM TRA\nĐoàn kiểm tra kiến nghị:\n'

function proposalsIn(conclusion: string, spans: [number, number][]) {
  const rows = spans.map(([start_at, end_at], n) => ({ id: String(n), start_at, end_at }))
  const inspection = { conclusion, conclusion_sha256: sha256(conclusion) }
  return assignmentProposals(inspection, rows as Row<'recommendation'>[], [])
}

await t.test('what the text says of each, also where a person cut or merged', async t => {
  const conclusion = opening + asks.join('\n')
  const spans = asks.map((ask): [number, number] => {
    const start = conclusion.indexOf(ask)
    return [start, start + ask.length]
  })
  const [first, second] = spans as [[number, number], [number, number]]
  const found = await proposalsIn(conclusion, [
    ...spans,
    [first[0], second[1]],
    [first[0], first[0] + 30],
    [0, 10],
  ])
  t.match(found.get('0'), { addressees: ['Phòng TCCB'], dueOn: '2018-12-14' })
  t.match(found.get('1'), { addressees: ['Văn phòng Sở'], coordinating: ['Công đoàn ngành'] })
  t.match(found.get('2'), { addressees: ['Thanh tra Sở'], dueOn: null, dueText: /hằng quý/ })
  t.match(found.get('3'), { addressees: ['Phòng TCCB', 'Văn phòng Sở'], dueOn: '2018-12-20' }, 'merged')
  t.match(found.get('4'), { addressees: ['Phòng TCCB'], dueOn: '2018-12-14' }, 'cut')
  t.same(found.get('5'), { addressees: [], coordinating: [], dueOn: null, dueText: '' }, 'of nothing')
})

await t.test('a long text is read on another thread, once, and says the same', async t => {
  const long = `${opening}${asks.join('\n')}\n${'Sở đã triển khai nhiều nội dung theo quy định. '.repeat(2_000)}`
  const start = long.indexOf(asks[0]!)
  const span: [number, number] = [start, start + asks[0]!.length]
  const [one, two] = await Promise.all([proposalsIn(long, [span]), proposalsIn(long, [span])])
  t.match(one.get('0'), { addressees: ['Phòng TCCB'], dueOn: '2018-12-14' })
  t.same(two.get('0'), one.get('0'))
})
