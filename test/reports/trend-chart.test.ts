import t from 'tap'
import { trendChart } from '../../src/reports/trend-chart.ts'

await t.test('lines share days and scale, and step where a figure changes', async t => {
  const chart = trendChart([
    {
      key: 'done',
      points: [
        { at: 100, value: 0 },
        { at: 105, value: 2 },
        { at: 110, value: 4 },
      ],
    },
    {
      key: 'late',
      points: [
        { at: 100, value: 0 },
        { at: 110, value: 1 },
      ],
    },
  ])
  t.same(chart.lines, [
    { key: 'done', path: 'M0 100H50V50H100V0', end: 0 },
    { key: 'late', path: 'M0 100H100V75', end: 75 },
  ])
  t.same(
    chart.ticks.map(tick => tick.value),
    [0, 1, 2, 3, 4],
  )
  t.same(chart.ticks[0], { value: 0, y: 100 })
})

await t.test('a figure that stays at zero lies on the ground, and the axis counts whole tasks', async t => {
  const flat = trendChart([
    {
      key: 'late',
      points: [
        { at: 1, value: 0 },
        { at: 2, value: 0 },
      ],
    },
  ])
  t.same(flat.lines, [{ key: 'late', path: 'M0 100H100V100', end: 100 }])
  t.same(
    flat.ticks.map(tick => tick.value),
    [0, 1],
  )
})

await t.test('the scale ends at or above the largest figure', async t => {
  for (const value of [1, 3, 7, 99, 805, 1475]) {
    const { lines, ticks } = trendChart([
      {
        key: 'done',
        points: [
          { at: 1, value: 0 },
          { at: 9, value },
        ],
      },
    ])
    t.ok((lines[0]?.end ?? -1) >= 0, String(value))
    t.ok(ticks.length >= 2, String(value))
  }
})
