import fc from 'fast-check'
import t from 'tap'
import { Temporal } from 'temporal-polyfill'
import {
  addDays,
  dateOfDayNumber,
  dayNumber,
  daysBetween,
  endOfMonth,
  endOfQuarter,
  instantAt,
  isPlainDate,
  localDate,
  localTime,
  parseDateInput,
  weekday,
} from '../../src/lib/plain-date.ts'

const days = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber('2199-12-31') }).map(dateOfDayNumber)

await t.test('arithmetic agrees with Temporal', async t => {
  fc.assert(
    fc.property(days, fc.integer({ min: -5000, max: 5000 }), (date, n) => {
      const day = Temporal.PlainDate.from(date)
      const later = addDays(date, n)
      return (
        later === day.add({ days: n }).toString() &&
        daysBetween(date, later) === n &&
        weekday(date) === day.dayOfWeek &&
        endOfMonth(date) === day.with({ day: day.daysInMonth }).toString()
      )
    }),
    { numRuns: 2000 },
  )
  t.equal(weekday('2018-12-14'), 5)
  t.equal(weekday('1969-12-28'), 7, 'days before 1970 too')
})

await t.test('ends of months and quarters', async t => {
  t.equal(endOfMonth('2024-02-01'), '2024-02-29')
  t.equal(endOfMonth('2018-12-31'), '2018-12-31')
  t.equal(endOfQuarter('2018-01-01'), '2018-03-31')
  t.equal(endOfQuarter('2018-06-30'), '2018-06-30')
  t.equal(endOfQuarter('2018-08-05'), '2018-09-30')
  t.equal(endOfQuarter('2018-10-01'), '2018-12-31')
})

await t.test('only real days are days', async t => {
  t.ok(isPlainDate('2024-02-29'))
  for (const wrong of [
    '2023-02-29',
    '2018-13-01',
    '2018-00-10',
    '2018-1-1',
    '2018-12-14T00:00',
    ' 2018-12-14',
    '',
    null,
    20181214,
  ])
    t.notOk(isPlainDate(wrong), String(wrong))
  for (const broken of [() => addDays('hôm nay', 1), () => weekday(''), () => endOfMonth('2018-02-30')])
    t.throws(broken, RangeError)
})

await t.test('dates as people type them, day first', async t => {
  for (const typed of [
    '1/2/26',
    '01-02-2026',
    '1.2.2026',
    '2026-02-01',
    ' 01/02/2026 ',
    '1 / 2 / 2026',
    '2026-2-1',
  ])
    t.equal(parseDateInput(typed), '2026-02-01', typed)
  t.equal(parseDateInput('29/2/2024'), '2024-02-29')
  for (const wrong of [
    '',
    '31/4/2026',
    '29/2/2026',
    '13/13/2026',
    '1/2',
    '1/2-2026',
    '1/2/206',
    '1/2/0206',
    '1/2/2200',
    '12/2026',
    'mai',
    '1/2/2026x',
    '2026/02/01',
  ])
    t.equal(parseDateInput(wrong), null, wrong)
})

await t.test('every day can be typed back', async () => {
  fc.assert(
    fc.property(days, fc.constantFrom('/', '-', '.'), (date, mark) => {
      const [year, month, day] = date.split('-')
      return (
        parseDateInput([Number(day), Number(month), year].join(mark)) === date &&
        parseDateInput(date) === date
      )
    }),
  )
})

await t.test('instants are shown in Viet Nam’s time, whatever the host’s', async t => {
  const zone = process.env.TZ
  t.teardown(() => {
    if (zone === undefined) delete process.env.TZ
    else process.env.TZ = zone
  })
  for (const host of ['UTC', 'America/Los_Angeles', 'Asia/Ho_Chi_Minh', 'Pacific/Kiritimati']) {
    process.env.TZ = host
    t.equal(localDate('2018-12-09T16:59:59.999Z'), '2018-12-09', host)
    t.equal(localDate('2018-12-09T17:00:00.000Z'), '2018-12-10', host)
    t.equal(localTime('2018-12-10T00:30:00.000Z'), '07:30', host)
    t.equal(localDate('2018-12-10T00:30:00+07:00'), '2018-12-10', host)
    t.equal(instantAt('2018-12-10', '07:30'), '2018-12-10T00:30:00.000Z', host)
    t.equal(instantAt('2019-01-01', '00:00'), '2018-12-31T17:00:00.000Z', host)
  }
})

await t.test('an instant and its day and time agree with Temporal', async () => {
  const minutes = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(days, minutes, (date, minute) => {
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const instant = instantAt(date, time)
      const same = Temporal.Instant.from(`${date}T${time}+07:00`).epochMilliseconds === Date.parse(instant)
      return same && localDate(instant) === date && localTime(instant) === time
    }),
  )
})

await t.test('what is no instant or time is refused', async t => {
  t.throws(() => localDate('2018-12-10'), RangeError)
  t.throws(() => localDate('2018-12-10T00:00:00'), RangeError, 'a host-dependent text')
  t.throws(() => localTime('hôm quaZ'), RangeError)
  t.throws(() => instantAt('2018-12-10', '24:00'), RangeError)
  t.throws(() => instantAt('2018-02-30', '07:30'), RangeError)
})
