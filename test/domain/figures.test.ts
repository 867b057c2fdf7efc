import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { figureMeasures } from '../../src/data/figure-condition.ts'
import type { FigureCount } from '../../src/data/figures.ts'
import type { Row } from '../../src/data/schema.ts'
import { foldFigures } from '../../src/domain/figure-fold.ts'
import { type Figures, findFigures } from '../../src/domain/figures.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { statusClass, taskTiming } from '../../src/domain/task-status.ts'
import { createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { cell } from '../support/database.ts'
import { liveTask, type Step, stepNames } from '../support/history.ts'
import { type CastKey, openTestOffice, type TestOffice, type UnitKey } from '../support/office.ts'

const calendar = createCalendar(shippedCalendarDays())

async function figuresFor(office: TestOffice, who: CastKey, today: string, filter = {}) {
  const actor = await findActor(office.database.reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is not there`)
  return findFigures(office.database.reader, actor, { today, ...filter })
}

/** The same figures counted task by task, as the task page would class each. */
function countTasks(tasks: Row<'task'>[], today: string) {
  const of = (state: string) => tasks.filter(task => task.state === state).length
  const classes = tasks.map(task => statusClass(task, today))
  const inClass = (name: string) => classes.filter(found => found === name).length
  return {
    done_on_time: inClass('done_on_time'),
    done_late: inClass('done_late'),
    running_in_time: inClass('running_in_time'),
    running_late: inClass('running_late'),
    due_soon: tasks.filter(task => taskTiming(task, today, calendar).dueSoon).length,
    suspended: of('suspended'),
    not_implemented: of('not_implemented'),
    withdrawn: of('withdrawn'),
  }
}

// Most tasks are received first; without that nearly every random step would be refused.
const beginnings: Step['what'][][] = [
  [],
  ['receive'],
  ['receive', 'report'],
  ['receive', 'report', 'verify'],
  ['receive', 'suspend'],
  ['give_up'],
  ['withdraw'],
]
const afterDays = fc.nat({ max: 9 })
const step = fc.record({ what: fc.constantFrom(...stepNames), afterDays })
const steps = fc
  .tuple(fc.constantFrom(...beginnings), afterDays, fc.array(step, { maxLength: 5 }))
  .map(([beginning, days, rest]) => [...beginning.map(what => ({ what, afterDays: days })), ...rest])
const history = fc.record({
  unit: fc.constantFrom<UnitKey>('tccb', 'vp', 'cd', 'gdth'),
  dueInDays: fc.integer({ min: 1, max: 40 }),
  steps,
})

/** One history that reaches every figure, so that no run misses one. */
const everyFigure = [
  live(3, ['receive', 'report', 'verify'], 6),
  live(30, ['receive', 'report', 'verify'], 1),
  live(20, [], 0),
  live(22, ['receive'], 1),
  live(75, ['receive'], 1),
  live(9, ['receive', 'suspend'], 1),
  live(9, ['give_up'], 1),
  live(9, ['withdraw'], 1),
]

function live(dueInDays: number, acts: Step['what'][], afterDays: number) {
  return { unit: 'tccb' as const, dueInDays, steps: acts.map(what => ({ what, afterDays })) }
}

await t.test('figures from the summary equal figures counted task by task', async t => {
  const office = await openTestOffice(t)
  const seen: Record<string, number> = {}
  await fc.assert(
    fc.asyncProperty(
      fc.array(history, { minLength: 2, maxLength: 5 }),
      fc.nat({ max: 60 }),
      async (tasks, later) => {
        for (const { unit, dueInDays, steps } of tasks) await liveTask(office, unit, dueInDays, steps)
        await rebuildSummaries(office.database.writer)
        const rows = await office.database.reader.selectFrom('task').selectAll().execute()
        // The summary is not rebuilt between the days: midnight makes nothing stale.
        for (const today of ['2019-02-01', '2019-02-20', `2019-0${3 + (later % 7)}-1${later % 10}`]) {
          const found = await figuresFor(office, 'bao', today)
          sameFigures(found.total, countTasks(rows, today), today)
          for (const { unit, figures } of found.units) {
            sameFigures(
              figures,
              countTasks(
                rows.filter(row => row.lead_unit_id === unit.id),
                today,
              ),
              unit.name,
            )
          }
          sameFigures(found.inspections[0]?.figures as Figures, countTasks(rows, today), 'inspection')
          for (const [name, count] of Object.entries(countTasks(rows, today)))
            seen[name] = (seen[name] ?? 0) + count
        }
      },
    ),
    // PGlite takes a second where SQLite takes a tenth.
    { numRuns: cell === 'pglite' ? 4 : 12, seed: 20181113, examples: [[everyFigure, 0]] },
  )
  t.same(
    Object.keys(seen).filter(name => seen[name] === 0),
    [],
    'the histories reach every figure',
  )
})

function sameFigures(figures: Figures, counted: Record<string, number>, where: string): void {
  for (const [name, count] of Object.entries(counted)) {
    const found = figures[name as 'total']
    if (found !== count) throw new Error(`${where}: ${name} is ${found}, not ${count}`)
  }
}

await t.test('figures are sums of rows, and rates say what they divide by', t => {
  const none = Object.fromEntries(figureMeasures.map(name => [name, 0])) as unknown as FigureCount
  const rows = [
    {
      ...none,
      done_on_time: 4,
      running_in_time: 2,
      receipt_due: 6,
      received_in_time: 5,
      under_way: 2,
      fresh: 1,
    },
    {
      ...none,
      done_late: 1,
      running_in_time: 3,
      running_late: 2,
      due_soon: 2,
      suspended: 5,
      cycle_missed: 3,
    },
    { ...none, not_implemented: 6, withdrawn: 7, cycle_met: 2, cycle_running: 1, done_late_original: 1 },
  ]
  t.match(foldFigures(rows), {
    total: 12,
    done: 5,
    running_in_time: 5,
    running_late: 2,
    due_soon: 2,
    suspended: 5,
    not_implemented: 6,
    withdrawn: 7,
    done_late_original: 1,
    cycles: { met: 2, missed: 3, running: 1 },
    rates: {
      completion: { numerator: 5, denominator: 12 },
      on_time: { numerator: 4, denominator: 5 },
      late: { numerator: 2, denominator: 7 },
      receipt: { numerator: 5, denominator: 6 },
      freshness: { numerator: 1, denominator: 2 },
    },
  })
  t.match(foldFigures([]).rates.completion, { numerator: 0, denominator: 0 })
  t.end()
})

await t.test('each sees the figures of their reach, and nobody else any', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  await office.issued('2018-11-20', '2018-12-01', { leadUnitId: office.unit.gdth })
  await rebuildSummaries(office.database.writer)
  for (const who of ['bao', 'tuyet', 'minh', 'son'] as const) {
    const found = await figuresFor(office, who, '2018-12-10')
    t.match(found.total, { total: 2, running_in_time: 1, running_late: 1 }, who)
    t.match(
      found.units.map(({ unit }) => unit.name),
      ['Phòng Giáo dục Trung học', 'Phòng Tổ chức cán bộ'],
      'units of one size by name',
    )
  }
  for (const who of ['phuc', 'hanh', 'khoi', 'hieu', 'quan'] as const) {
    const found = await figuresFor(office, who, '2018-12-10')
    t.equal(found.total.total, 0, who)
    t.same(found.inspections, [], who)
  }
  const one = await figuresFor(office, 'bao', '2018-12-10', { unitId: office.unit.gdth })
  t.match(one.total, { total: 1, running_late: 1 })
  const other = await figuresFor(office, 'bao', '2018-12-10', { inspectionId: 'none' })
  t.match(other, { total: { total: 0 }, inspections: [] })
})

await t.test('a committee sees only the inspections that report to it', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  await rebuildSummaries(office.database.writer)
  const { writer } = office.database
  await writer.updateTable('inspection').set({ committee_id: null }).execute()
  t.equal((await figuresFor(office, 'son', '2018-12-10')).total.total, 0)
  await writer.updateTable('committee').set({ level: 'organisation' }).execute()
  t.equal((await figuresFor(office, 'son', '2018-12-10')).total.total, 1, 'its own committee sees all of it')
})
