import t from 'tap'
import { classAreaChart } from '../../src/reports/class-area-chart.ts'

const day = (on: string, done: number, doneLate: number, running: number, late: number) => ({
  day: on,
  done_on_time: done,
  done_late: doneLate,
  running_in_time: running,
  running_late: late,
})

await t.test('bands stand on each other on one scale, and end at the numbers of the last day', async t => {
  const chart = classAreaChart([day('2018-12-01', 0, 0, 8, 0), day('2018-12-05', 2, 0, 4, 2)])
  t.same(
    chart.bands.map(({ key, value, at }) => ({ key, value, at })),
    [
      { key: 'done_on_time', value: 2, at: 87.5 },
      { key: 'done_late', value: 0, at: null },
      { key: 'running_in_time', value: 4, at: 50 },
      { key: 'running_late', value: 2, at: 12.5 },
    ],
  )
  t.equal(chart.bands[0]?.path, 'M0,100L100,75L100,100L0,100Z', 'from none to two of eight')
  t.equal(chart.bands[2]?.path, 'M0,0L100,25L100,75L0,100Z', 'on top of what is done')
  t.same(
    chart.ticks.map(({ value }) => value),
    [0, 2, 4, 6, 8],
  )
})

await t.test('each day has a strip, and together they cover the picture', async t => {
  const chart = classAreaChart([
    day('2018-12-01', 1, 0, 0, 0),
    day('2018-12-03', 1, 0, 0, 0),
    day('2018-12-05', 1, 0, 0, 0),
  ])
  t.same(chart.strips, [
    { day: '2018-12-01', x: 0, width: 25 },
    { day: '2018-12-03', x: 25, width: 50 },
    { day: '2018-12-05', x: 75, width: 25 },
  ])
})

await t.test('nothing at all lies on the ground; one day is no picture', async t => {
  const chart = classAreaChart([day('2018-12-01', 0, 0, 0, 0), day('2018-12-02', 0, 0, 0, 0)])
  t.ok(chart.bands.every(({ at, path }) => at === null && !path.includes('NaN')))
  t.same(
    chart.ticks.map(({ value }) => value),
    [0, 1],
  )
  t.throws(() => classAreaChart([day('2018-12-01', 1, 0, 0, 0)]), RangeError)
})
