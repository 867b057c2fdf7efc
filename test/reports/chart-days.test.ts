import fc from 'fast-check'
import t from 'tap'
import { addDays, daysBetween, weekday } from '../../src/lib/plain-date.ts'
import { chartDays, endOfWeek, lastWeeks } from '../../src/reports/chart-days.ts'

await t.test('days of a picture rise from the first to the last, and are few', async t => {
  const day = fc.integer({ min: 0, max: 4000 }).map(n => addDays('2018-01-01', n))
  fc.assert(
    fc.property(day, fc.integer({ min: 0, max: 900 }), (from, span) => {
      const to = addDays(from, span)
      const days = chartDays(from, to)
      t.ok(days.length <= 14 && days.length >= Math.min(2, span + 1), `${from} ${to}`)
      return (
        days[0] === from && days.at(-1) === to && days.every((one, n) => n === 0 || one > (days[n - 1] ?? ''))
      )
    }),
  )
  t.same(chartDays('2018-12-08', '2018-12-10'), ['2018-12-08', '2018-12-09', '2018-12-10'])
  t.same(
    chartDays('2018-09-17', '2018-12-10').slice(1, -1).map(weekday),
    Array(12).fill(7),
    'a quarter is looked at week by week',
  )
  t.throws(() => chartDays('2018-12-10', '2018-12-09'), RangeError)
})

await t.test('weeks end on Sundays, the last one today', async t => {
  const weeks = lastWeeks('2018-12-10', 3)
  t.same(weeks, ['2018-12-02', '2018-12-09', '2018-12-10'])
  t.same(lastWeeks('2018-12-09', 2), ['2018-12-02', '2018-12-09'], 'a Sunday is its own end')
  t.equal(endOfWeek('2018-12-10'), '2018-12-16')
  t.equal(endOfWeek('2018-12-16'), '2018-12-16')
  t.ok(daysBetween(weeks[0] ?? '', weeks[1] ?? '') === 7)
})
