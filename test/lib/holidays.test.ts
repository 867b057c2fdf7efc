import t from 'tap'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { isPlainDate, weekday } from '../../src/lib/plain-date.ts'

const days = shippedCalendarDays()

await t.test('the shipped days are real, in order, once each, and named', async t => {
  const dates = days.map(entry => entry.day)
  t.ok(dates.every(isPlainDate))
  t.same(dates.toSorted(), dates)
  t.equal(new Set(dates).size, dates.length)
  for (const entry of days) {
    t.match(
      entry,
      { kind: /^(holiday|makeup|swap_off|worked)$/, status: /^(official|computed)$/, name_vi: /\S/ },
      entry.day,
    )
  }
})

await t.test('worked days are Saturdays; make-up and swapped days would otherwise be worked', async t => {
  for (const { day, kind } of days) {
    if (kind === 'worked') t.equal(weekday(day), 6, day)
    else if (kind !== 'holiday') t.ok(weekday(day) <= 5, day)
  }
})

await t.test('the days of the first inspection’s winter', async t => {
  const kinds = Object.fromEntries(days.map(entry => [entry.day, entry.kind]))
  t.match(kinds, { '2018-12-31': 'swap_off', '2019-01-01': 'holiday', '2019-01-05': 'worked' })
})
