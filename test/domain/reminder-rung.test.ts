import fc from 'fast-check'
import t from 'tap'
import type { TaskFacts } from '../../src/data/task.ts'
import { defaultLadder, ladderOf } from '../../src/domain/reminder-ladder.ts'
import { datedRungs, nextLook } from '../../src/domain/reminder-rung.ts'
import { type CalendarEntry, createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { addDays, dateOfDayNumber, dayNumber } from '../../src/lib/plain-date.ts'

const calendar = createCalendar(shippedCalendarDays())
const ladder = ladderOf(defaultLadder)

function factsOf(task: Partial<TaskFacts['task']>, more: Partial<TaskFacts> = {}): TaskFacts {
  const base = { id: 't', state: 'in_progress', round: 0, due_on: null, reported_on: null }
  const dates = { issued_on: null, received_on: null, updated_on: null }
  return { task: { ...base, ...dates, ...task }, co_units: [], subtasks: [], ...more } as unknown as TaskFacts
}

function rungs(facts: TaskFacts, rearmedOn: string, from = rearmedOn) {
  const dated = datedRungs(facts, { ladder, calendar, rearmedOn }, from)
  return Object.fromEntries(dated.map(one => [one.rung.rung, one.on]))
}

await t.test('the ladder of a task due on a working day', async t => {
  const facts = factsOf({ state: 'issued', issued_on: '2018-11-20', due_on: '2018-12-14' })
  t.same(rungs(facts, '2018-11-20'), {
    not_received: '2018-11-22',
    due_minus_10: '2018-11-30',
    due_minus_3: '2018-12-11',
    due_minus_1: '2018-12-13',
    due_today: '2018-12-14',
    late_1: '2018-12-17',
    late_3: '2018-12-19',
    late_7: '2018-12-25',
    stale_10: '2018-12-04',
  })
})

await t.test('days off stand still: the swapped days at New Year', async t => {
  const got = rungs(factsOf({ issued_on: '2018-12-03', due_on: '2018-12-28' }), '2018-12-03')
  t.equal(got.late_1, '2019-01-02', '31/12 was swapped off, 01/01 is a holiday')
  t.equal(got.late_3, '2019-01-04')
  t.equal(got.late_7, '2019-01-09', 'the worked Saturday 05/01 counts')
})

await t.test('a deadline on a day off is called on the last day of work before it', async t => {
  const got = rungs(factsOf({ issued_on: '2018-11-20', due_on: '2018-12-16' }), '2018-11-20')
  t.equal(got.due_today, '2018-12-14')
  t.equal(got.due_minus_1, '2018-12-13')
  t.equal(got.late_1, '2018-12-17')
})

await t.test('rungs on or before the day of issue or of the new date are skipped', async t => {
  const soon = rungs(
    factsOf({ state: 'issued', issued_on: '2018-12-11', due_on: '2018-12-14' }),
    '2018-12-11',
  )
  t.notOk('due_minus_10' in soon)
  t.notOk('due_minus_3' in soon, 'due in three days on the very day of issue')
  t.equal(soon.due_minus_1, '2018-12-13')
  const moved = rungs(factsOf({ issued_on: '2018-11-20', due_on: '2018-12-21' }), '2018-12-18')
  t.notOk('due_minus_3' in moved)
  t.equal(moved.due_minus_1, '2018-12-20')
})

await t.test('states in which nothing runs against the unit', async t => {
  for (const state of ['draft', 'verified', 'suspended', 'not_implemented', 'withdrawn'] as const) {
    const facts = factsOf({ state, issued_on: '2018-11-20', due_on: '2018-12-14', updated_on: '2018-11-20' })
    t.same(rungs(facts, '2018-11-20'), {}, state)
  }
})

await t.test('waiting for a verdict, for more than five and more than ten days', async t => {
  const facts = factsOf({ state: 'reported', due_on: '2018-12-14', reported_on: '2018-12-03', round: 2 })
  t.same(rungs(facts, '2018-11-20'), { verify_5: '2018-12-11', verify_10: '2018-12-18' })
  const [first] = datedRungs(facts, { ladder, calendar, rearmedOn: '2018-11-20' }, '2018-12-03')
  t.equal(first?.occurrence, 2, 'numbered by the round')
})

await t.test('an extension that nobody decides, while the unit works', async t => {
  const pending_extension = { id: 'e', asked_on: '2018-12-05' } as TaskFacts['pending_extension']
  const facts = factsOf({ due_on: '2018-12-14', issued_on: '2018-12-04' }, { pending_extension })
  t.equal(rungs(facts, '2018-11-20').extension_3, '2018-12-10')
  const reported = factsOf({ state: 'reported', reported_on: '2018-12-06' }, { pending_extension })
  t.notOk('extension_3' in rungs(reported, '2018-11-20'))
})

await t.test('silence is called every ten days, until the committee’s list takes over', async t => {
  const facts = factsOf({ issued_on: '2018-11-20', updated_on: '2018-11-21', due_on: '2018-12-14' })
  t.equal(rungs(facts, '2018-11-20', '2018-11-22').stale_10, '2018-12-05')
  t.equal(rungs(facts, '2018-11-20', '2018-12-05').stale_10, '2018-12-05')
  t.equal(rungs(facts, '2018-11-20', '2018-12-06').stale_10, '2018-12-19')
  t.equal(rungs(facts, '2018-11-20', '2018-12-22').stale_10, '2019-01-04', 'from a day off')
  t.notOk('stale_10' in rungs(facts, '2018-11-20', '2019-01-05'), 'fifteen days late on 07/01')
})

await t.test('a rung switched off, and one with other recipients, as the office has it', async t => {
  const changed = defaultLadder.map(rung =>
    rung.rung === 'due_minus_10'
      ? { ...rung, enabled: 0 }
      : rung.rung === 'late_1'
        ? { ...rung, offset_days: 2 }
        : rung,
  )
  const facts = factsOf({ issued_on: '2018-11-20', due_on: '2018-12-14' })
  const dated = datedRungs(
    facts,
    { ladder: ladderOf(changed), calendar, rearmedOn: '2018-11-20' },
    '2018-11-20',
  )
  const got = Object.fromEntries(dated.map(one => [one.rung.rung, one.on]))
  t.notOk('due_minus_10' in got)
  t.equal(got.late_1, '2018-12-18')
})

const base = dayNumber('2018-01-01')
const day = fc.integer({ min: base, max: base + 400 }).map(dateOfDayNumber)
const entries: fc.Arbitrary<CalendarEntry[]> = fc.uniqueArray(
  fc.record({ day, kind: fc.constantFrom('holiday', 'makeup', 'swap_off', 'worked') }),
  { selector: one => one.day, maxLength: 80 },
)
const state = fc.constantFrom('issued', 'in_progress', 'returned', 'reported', 'suspended', 'verified')

await t.test('whatever the calendar and the dates: only working days, only after the arming', async () => {
  fc.assert(
    fc.property(entries, day, day, day, state, (days, issued, due, last, state) => {
      const climb = { ladder, calendar: createCalendar(days), rearmedOn: issued }
      const facts = factsOf({
        state,
        issued_on: issued,
        updated_on: last > issued ? last : null,
        due_on: due,
        reported_on: state === 'reported' ? issued : null,
      })
      return datedRungs(facts, climb, issued).every(
        one => climb.calendar.isWorkingDay(one.on) && one.on > issued,
      )
    }),
    { numRuns: 2000 },
  )
})

await t.test('following the looks from day to day meets every rung once', async () => {
  fc.assert(
    fc.property(entries, day, day, state, (days, issued, due, state) => {
      const climb = { ladder, calendar: createCalendar(days), rearmedOn: issued }
      const facts = factsOf({ state, issued_on: issued, due_on: due, reported_on: issued })
      const met: string[] = []
      for (let at: string | null = issued; at !== null && at < addDays(issued, 300); ) {
        const today = at
        met.push(
          ...datedRungs(facts, climb, today)
            .filter(one => one.on === today)
            .map(one => `${one.rung.rung} ${one.on}`),
        )
        at = nextLook(facts, climb, today)
      }
      const every: string[] = []
      for (let at = issued; at < addDays(issued, 300); at = addDays(at, 1)) {
        const today = at
        every.push(
          ...datedRungs(facts, climb, today)
            .filter(one => one.on === today)
            .map(one => `${one.rung.rung} ${one.on}`),
        )
      }
      return met.sort().join() === every.sort().join() && new Set(met).size === met.length
    }),
    { numRuns: 150 },
  )
})
