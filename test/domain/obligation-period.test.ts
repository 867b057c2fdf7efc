import fc from 'fast-check'
import t from 'tap'
import { cycleKinds, nextPeriod, periodOn, type Schedule } from '../../src/domain/obligation-period.ts'
import { periodName } from '../../src/lib/period-name.ts'
import { addDays, dateOfDayNumber, dayNumber, daysBetween } from '../../src/lib/plain-date.ts'

const days = fc
  .integer({ min: dayNumber('2015-01-01'), max: dayNumber('2045-12-31') })
  .map(n => dateOfDayNumber(n))
const schedules: fc.Arbitrary<Schedule> = fc.record({
  cycle: fc.constantFrom(...cycleKinds),
  cut_off_day: fc.integer({ min: 1, max: 31 }),
})
const longest = { month: 31, quarter: 92, half_year: 184, year: 366, school_year: 366 }
const shortest = { month: 28, quarter: 89, half_year: 180, year: 365, school_year: 365 }

await t.test('the periods of NĐ 09/2019, DOMAIN §5', async t => {
  const cases: [Schedule['cycle'], number, string, string, string, string][] = [
    ['month', 14, '2026-11-20', '2026-11-15', '2026-12-14', 'tháng 12/2026'],
    ['month', 14, '2027-01-14', '2026-12-15', '2027-01-14', 'tháng 1/2027'],
    ['quarter', 14, '2027-01-01', '2026-12-15', '2027-03-14', 'quý I/2027'],
    ['quarter', 14, '2018-12-15', '2018-12-15', '2019-03-14', 'quý I/2019'],
    ['half_year', 14, '2027-06-14', '2026-12-15', '2027-06-14', '6 tháng đầu năm 2027'],
    ['half_year', 14, '2027-06-15', '2027-06-15', '2027-12-14', '6 tháng cuối năm 2027'],
    ['year', 14, '2026-12-15', '2026-12-15', '2027-12-14', 'năm 2027'],
    ['school_year', 31, '2026-09-05', '2026-06-01', '2027-05-31', 'năm học 2026-2027'],
    ['month', 31, '2028-02-29', '2028-02-01', '2028-02-29', 'tháng 2/2028'],
    ['month', 30, '2027-02-28', '2027-01-31', '2027-02-28', 'tháng 2/2027'],
    ['month', 30, '2027-03-01', '2027-03-01', '2027-03-30', 'tháng 3/2027'],
    ['quarter', 31, '2026-12-31', '2026-10-01', '2026-12-31', 'quý IV/2026'],
  ]
  for (const [cycle, cut_off_day, day, from, to, name] of cases) {
    t.same(periodOn({ cycle, cut_off_day }, day), { from, to }, `${cycle} on ${day}`)
    t.equal(periodName(cycle, to), name)
  }
})

await t.test(
  'periods of a schedule hold their day and tile time, leap years and short months included',
  async () => {
    fc.assert(
      fc.property(schedules, days, (schedule, day) => {
        const period = periodOn(schedule, day)
        const length = daysBetween(period.from, period.to) + 1
        return (
          period.from <= day &&
          day <= period.to &&
          periodOn(schedule, addDays(period.to, 1)).from === addDays(period.to, 1) &&
          periodOn(schedule, addDays(period.from, -1)).to === addDays(period.from, -1) &&
          length >= shortest[schedule.cycle] - 3 &&
          length <= longest[schedule.cycle] + 3
        )
      }),
      { numRuns: 2_000 },
    )
  },
)

await t.test(
  'cycles follow each other without gap, overlap or stump across every change of the schedule',
  async () => {
    fc.assert(
      fc.property(days, fc.array(schedules, { minLength: 1, maxLength: 12 }), (day, changes) => {
        let from = day
        for (const schedule of changes) {
          const { from: begins, to } = nextPeriod(schedule, from)
          const length = daysBetween(begins, to) + 1
          if (begins !== from || periodOn(schedule, to).to !== to) return false
          if (length * 2 < shortest[schedule.cycle] - 3 || length * 2 > 3 * (longest[schedule.cycle] + 3))
            return false
          from = addDays(to, 1)
        }
        return true
      }),
      { numRuns: 1_000 },
    )
  },
)

await t.test('a few days left of a quarter are joined to the next one', async t => {
  const quarter = { cycle: 'quarter', cut_off_day: 14 } as const
  t.same(nextPeriod(quarter, '2018-12-01'), { from: '2018-12-01', to: '2019-03-14' })
  t.same(nextPeriod(quarter, '2018-10-01'), { from: '2018-10-01', to: '2018-12-14' })
  t.same(nextPeriod(quarter, '2018-12-15'), { from: '2018-12-15', to: '2019-03-14' })
})
