import fc from 'fast-check'
import t from 'tap'
import { addDays } from '../../src/lib/plain-date.ts'
import { burnDownChart } from '../../src/reports/burn-down-chart.ts'

await t.test('what is open falls at each deadline to what is late already', async t => {
  const chart = burnDownChart({
    past: [
      { day: '2018-12-01', open: 4 },
      { day: '2018-12-11', open: 5 },
    ],
    due: [
      { day: '2018-12-16', count: 1 },
      { day: '2018-12-21', count: 2 },
    ],
  })
  t.same(chart.ahead, [
    { day: '2018-12-16', open: 4 },
    { day: '2018-12-21', open: 2 },
  ])
  t.equal(chart.now, 50, 'the day asked for stands between both')
  t.match(chart.pastPath, /^M0,\d+/)
  t.match(chart.aheadPath, /^M50,.*L100,/)
  t.ok(chart.endY > chart.nowY, 'less is lower')
  t.same(
    chart.strips.map(({ day }) => day),
    ['2018-12-01', '2018-12-11'],
  )
  t.ok(
    chart.strips.every(({ x, width }) => x + width <= chart.now),
    'days to come have no figures to open',
  )
})

await t.test('without deadlines ahead there is no line ahead', async t => {
  const chart = burnDownChart({ past: [{ day: '2018-12-11', open: 3 }], due: [] })
  t.equal(chart.aheadPath, '')
  t.same(chart.ahead, [])
  t.notMatch(JSON.stringify(chart), /null|NaN/)
  t.throws(() => burnDownChart({ past: [], due: [] }), RangeError)
})

await t.test('numbers in are the numbers drawn, whatever they are', async () => {
  const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 14 })
  fc.assert(
    fc.property(counts, counts, fc.integer({ min: 0, max: 50 }), (past, due, late) => {
      const open = due.reduce((sum, count) => sum + count, late)
      const chart = burnDownChart({
        past: [...past, open].map((value, n) => ({ day: addDays('2018-10-01', n * 5), open: value })),
        due: due.map((count, n) => ({ day: addDays('2019-01-06', n * 7), count })),
      })
      return chart.ahead.at(-1)?.open === late && !/NaN/.test(JSON.stringify(chart))
    }),
  )
})
