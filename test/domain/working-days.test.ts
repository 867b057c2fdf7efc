import fc from 'fast-check'
import t from 'tap'
import { type CalendarEntry, createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { addDays, dateOfDayNumber, dayNumber, weekday } from '../../src/lib/plain-date.ts'

const calendar = createCalendar(shippedCalendarDays())

await t.test('limits counted in the law’s way', async t => {
  const vectors = [
    ['2026-05-26', 3, '2026-05-29'],
    ['2026-04-24', 2, '2026-04-29'],
    ['2026-08-28', 1, '2026-09-03'],
    ['2026-08-21', 1, '2026-08-22'],
    ['2018-12-28', 1, '2019-01-02'],
    ['2019-01-04', 1, '2019-01-05'],
    ['2019-01-05', 1, '2019-01-07'],
    ['2018-12-14', -3, '2018-12-11'],
    ['2019-01-02', -1, '2018-12-28'],
    ['2018-12-16', -1, '2018-12-14'],
    ['2018-12-16', 1, '2018-12-17'],
    ['2018-12-16', 0, '2018-12-16'],
  ] as const
  for (const [from, n, to] of vectors) t.equal(calendar.addWorkingDays(from, n), to, `${from} ${n}`)
})

await t.test('what works and what does not, with its name', async t => {
  t.notOk(calendar.isWorkingDay('2018-12-31'))
  t.ok(calendar.isWorkingDay('2019-01-05'))
  t.notOk(calendar.isWorkingDay('2019-01-12'), 'other Saturdays are off')
  t.equal(calendar.kindOf('2018-12-31'), 'swap_off')
  t.equal(calendar.kindOf('2018-12-28'), null)
  t.equal(calendar.nameOf('2019-01-01'), 'Tết Dương lịch')
  t.equal(calendar.nameOf('2019-01-05'), null, 'a worked Saturday is not a day off')
  t.equal(calendar.nameOf('2019-01-12'), null)
  t.equal(calendar.nextWorkingDay('2018-12-29'), '2019-01-02')
  t.equal(calendar.nextWorkingDay('2019-01-05'), '2019-01-05')
})

await t.test('days between', async t => {
  t.equal(calendar.workingDaysBetween('2018-12-28', '2019-01-02'), 1)
  t.equal(calendar.workingDaysBetween('2019-01-02', '2018-12-28'), -1)
  t.equal(calendar.workingDaysBetween('2018-12-28', '2019-01-01'), 0)
  t.equal(calendar.workingDaysBetween('2018-12-14', '2018-12-14'), 0)
})

const BASE = dayNumber('2018-01-01')
const day = fc.integer({ min: BASE - 400, max: BASE + 400 }).map(dateOfDayNumber)
const entry: fc.Arbitrary<CalendarEntry> = fc.record({
  day,
  kind: fc.constantFrom('holiday', 'makeup', 'swap_off', 'worked'),
})
const entries = fc.uniqueArray(entry, { selector: one => one.day, maxLength: 60 })

/** The rule said plainly, one day at a time. */
function works(days: CalendarEntry[], date: string): boolean {
  const kind = days.find(one => one.day === date)?.kind
  return kind === undefined ? weekday(date) <= 5 : kind === 'worked'
}

function walk(days: CalendarEntry[], date: string, n: number): string {
  let at = date
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, Math.sign(n))
    if (works(days, at)) left -= 1
  }
  return at
}

await t.test('every calendar agrees with walking it day by day', async () => {
  fc.assert(
    fc.property(entries, day, fc.integer({ min: -80, max: 80 }), (days, date, n) => {
      const counted = createCalendar(days)
      return (
        counted.addWorkingDays(date, n) === walk(days, date, n) &&
        counted.isWorkingDay(date) === works(days, date)
      )
    }),
    { numRuns: 1000 },
  )
})

await t.test('between undoes add, is symmetrical and additive', async () => {
  fc.assert(
    fc.property(entries, day, day, day, fc.integer({ min: 1, max: 300 }), (days, a, b, c, n) => {
      const counted = createCalendar(days)
      const between = (from: string, to: string) => counted.workingDaysBetween(from, to)
      const next = counted.nextWorkingDay(a)
      return (
        between(a, counted.addWorkingDays(a, n)) === n &&
        between(a, b) + between(b, a) === 0 &&
        between(a, b) + between(b, c) === between(a, c) &&
        counted.isWorkingDay(next) &&
        next >= a &&
        (next === a || between(a, next) === 1)
      )
    }),
    { numRuns: 1000 },
  )
})

await t.test('long spells off are crossed, long ranges cost little', async t => {
  const off = Array.from({ length: 700 }, (_, n) => ({
    day: addDays('2018-01-01', n),
    kind: 'holiday' as const,
  }))
  t.equal(createCalendar(off).addWorkingDays('2017-12-29', 1), '2019-12-02')
  t.equal(createCalendar(off).addWorkingDays('2019-12-02', -1), '2017-12-29')
  const started = performance.now()
  for (let n = 0; n < 10_000; n += 1) calendar.addWorkingDays('2018-01-01', 20_000 + n)
  t.ok(performance.now() - started < 2000, 'ten thousand questions over eighty years')
})

await t.test('nonsense is refused, never looped over', async t => {
  for (const n of [Number.NaN, 1.5, Number.POSITIVE_INFINITY])
    t.throws(() => calendar.addWorkingDays('2018-01-01', n), RangeError)
  t.throws(() => calendar.isWorkingDay('31/12/2018'), RangeError)
  t.throws(() => createCalendar([{ day: '', kind: 'holiday' }]), RangeError)
})
