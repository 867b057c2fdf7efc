import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { type FigureClass, figureMeasures } from '../../src/data/figure-condition.ts'
import { countTasksAsOf, listTasksAsOf } from '../../src/data/task-as-of.ts'
import { findFigureDay } from '../../src/domain/figure-day.ts'
import { foldFigures } from '../../src/domain/figure-fold.ts'
import { addReplayed, replayDay } from '../../src/domain/figure-replay.ts'
import { findFigureChange, findFirstDay } from '../../src/domain/figures.ts'
import { findContradictions, type Replay } from '../../src/domain/replay.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { cell } from '../support/database.ts'
import {
  type Deed,
  dimensions,
  firstDay,
  livePlan,
  openWorld,
  type Plan,
  tellDay,
} from '../support/figure-world.ts'
import { type AnyStep, allSteps } from '../support/history.ts'
import { openTestOffice, type TestOffice, type UnitKey } from '../support/office.ts'

t.setTimeout(600_000)

type Tap = Parameters<typeof openTestOffice>[0]
type Told = Awaited<ReturnType<typeof tellDay>>

function acts(task: number, ...steps: [number, AnyStep][]): Deed[] {
  return steps.map(([day, what]) => ({ day, task, what }))
}

/** One history that reaches every figure, every dimension and everything that could change an earlier day. */
const everything: Plan = {
  duty: 'cd',
  tasks: [
    { day: 0, unit: 'tccb', dueIn: 6, place: 0 },
    { day: 0, unit: 'gdth', dueIn: 30, place: 2 },
    { day: 1, unit: 'vp', dueIn: 9, place: 2 },
    { day: 2, unit: 'tccb', dueIn: 20, place: 0 },
    { day: 2, unit: 'gdth', dueIn: 12, place: 0 },
    { day: 3, unit: 'cd', dueIn: 12, place: 2 },
    { day: 3, unit: 'vp', dueIn: 12, place: 0 },
  ],
  deeds: [
    ...acts(0, [1, 'receive'], [3, 'extend'], [40, 'report'], [44, 'return'], [46, 'report'], [50, 'verify']),
    ...acts(
      1,
      [6, 'receive'],
      [8, 'update'],
      [9, 'report'],
      [10, 'take_back'],
      [12, 'report'],
      [14, 'verify'],
    ),
    ...acts(1, [30, 'reopen'], [33, 'update']),
    ...acts(2, [2, 'receive'], [20, 'report'], [22, 'verify']),
    ...acts(3, [4, 'receive'], [8, 'suspend'], [16, 'resume'], [20, 'reassign'], [21, 'receive']),
    ...acts(4, [3, 'refuse']),
    ...acts(5, [6, 'give_up']),
    ...acts(6, [5, 'withdraw']),
    { day: 10, lead: 'tccb', by: 'bao' },
    { day: 10, lead: 'vp', by: 'ngan' },
    { day: 24, lead: 'tccb', by: null },
    { day: 12, move: 'gdth', under: 'vp' },
    { day: 26, move: 'vp', under: 'tccb' },
    { day: 7, holiday: 3 },
    { day: 15, soonDays: 6 },
    { day: 30, task: -1, what: 'receive' },
    { day: 42, task: -1, what: 'report' },
  ],
}

const units = fc.constantFrom<UnitKey>('tccb', 'vp', 'cd', 'gdth')
const dayIn = fc.nat({ max: 34 })
const deed = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ day: dayIn, task: fc.nat({ max: 4 }), what: fc.constantFrom(...allSteps) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      day: dayIn,
      lead: units,
      by: fc.constantFrom('ngan' as const, 'bao' as const, null),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      day: dayIn,
      move: fc.constant<UnitKey>('gdth'),
      under: fc.constantFrom<UnitKey>('so', 'tccb', 'vp'),
    }),
  },
)
const plan: fc.Arbitrary<Plan> = fc.record({
  duty: fc.constant(null),
  tasks: fc.array(
    fc.record({
      day: fc.nat({ max: 5 }),
      unit: units,
      dueIn: fc.integer({ min: 1, max: 25 }),
      place: fc.nat({ max: 2 }),
    }),
    {
      minLength: 3,
      maxLength: 5,
    },
  ),
  // Most tasks are received early; without that nearly every random step would be refused.
  deeds: fc
    .tuple(
      fc.array(
        fc.record({
          day: fc.integer({ min: 5, max: 10 }),
          task: fc.nat({ max: 4 }),
          what: fc.constant<AnyStep>('receive'),
        }),
        { maxLength: 5 },
      ),
      fc.array(deed, { maxLength: 25 }),
    )
    .map(([first, rest]): Deed[] => [...first, ...rest]),
})

const reached = new Set<string>()

async function live(t: Tap, given: Plan, until: number): Promise<void> {
  const office = await openTestOffice(t)
  const told = new Map<string, Told>()
  await livePlan(office, await openWorld(office), given, until, async day => {
    told.set(day, await tellDay(office, { today: day }))
  })
  await compare(office, told, addDays(firstDay, until))
}

await t.test('figures of every day stay what they were, and the events alone give the same', async t => {
  await live(t, everything, 52)
  t.same(missed(), [], 'the written history reaches every figure')
})

await t.test('the same of any other history', async t => {
  const runs = { numRuns: cell === 'sqlite' ? 4 : 1, seed: 20181113 }
  await fc.assert(
    fc.asyncProperty(plan, given => live(t, given, 30)),
    runs,
  )
})

function missed(): string[] {
  return [...figureMeasures, ...dimensions.map(one => `by ${one}`)].filter(name => !reached.has(name))
}

/** Every day as it was told when it was over, as it is told now, by the events alone, and by the lists behind it. */
async function compare(office: TestOffice, told: Map<string, Told>, today: string): Promise<void> {
  const { contradictions, replay } = await findContradictions(office.database.reader)
  if (contradictions.length > 0) throw new Error(JSON.stringify(contradictions))
  for (const [day, before] of told) {
    const now = await tellDay(office, { today, asOf: day })
    if (JSON.stringify(now) !== JSON.stringify(before)) {
      t.same(now, before, `${day}: what was recorded later changed nothing`)
      throw new Error(`${day} changed`)
    }
    await compareReplayed(office, replay, day, now)
    for (const dimension of dimensions) {
      const sum = sumOf(now.by[dimension].map(row => row.figures.total))
      if (sum !== now.total.total) throw new Error(`${day}: by ${dimension} ${sum}, not ${now.total.total}`)
      if (now.by[dimension].length > 1) reached.add(`by ${dimension}`)
    }
    if (Number(day.slice(-1)) % 3 === 0) await compareLists(office, replay, today, day)
  }
}

async function compareReplayed(office: TestOffice, replay: Replay, day: string, now: Told): Promise<void> {
  const counts = await replayDay(office.database.reader, replay, day)
  const fold = (part: typeof counts) => foldFigures(addReplayed(part, []))
  const tccb = await office.database.reader
    .selectFrom('unit_period')
    .select('path')
    .where('unit_id', '=', office.unit.tccb)
    .executeTakeFirstOrThrow()
  const expected = {
    total: fold(counts),
    underTccb: fold(counts.filter(one => one.unitPath.startsWith(tccb.path))),
    ofNgan: fold(counts.filter(one => one.keys.leader_id === office.appointment.ngan)),
    ofHead: fold(counts.filter(one => one.keys.leader_id === 'head')),
    ofTheme: fold(counts.filter(one => one.keys.theme === 'Công khai')),
  }
  const { by, ...rest } = now
  if (JSON.stringify(rest) !== JSON.stringify(expected)) {
    t.same(rest, expected, `${day}: the events alone`)
    throw new Error(`${day}: the events say otherwise`)
  }
  const keys = {
    unit: 'unit_id',
    inspection: 'inspection_id',
    recommendation: 'recommendation_id',
    theme: 'theme',
    leader: 'leader_id',
  } as const
  for (const dimension of dimensions) {
    for (const { key, figures } of by[dimension]) {
      const own = fold(counts.filter(one => one.keys[keys[dimension]] === key))
      if (JSON.stringify(own) !== JSON.stringify(figures))
        throw new Error(`${day}: ${dimension} ${key} differs`)
    }
  }
}

async function compareLists(office: TestOffice, replay: Replay, today: string, on: string): Promise<void> {
  const { reader } = office.database
  const actor = await findActor(reader, office.person.bao, today)
  if (!actor) throw new Error('the director is not there')
  const day = await findFigureDay(reader, on)
  const counts = await replayDay(reader, replay, on)
  for (const measure of figureMeasures) {
    const count = await countTasksAsOf(reader, actor, day, { class: measure })
    const expected = counts.filter(one => one.measures.includes(measure)).length
    if (count !== expected) throw new Error(`${on}: the list of ${measure} holds ${count}, not ${expected}`)
    if (count > 0) reached.add(measure)
  }
  const sums: [FigureClass, FigureClass[]][] = [
    ['done', ['done_on_time', 'done_late']],
    ['counted', ['done_on_time', 'done_late', 'running_in_time', 'running_late']],
    ['cycle', ['cycle_met', 'cycle_missed', 'cycle_running']],
  ]
  for (const [sum, parts] of sums) {
    const each = await Promise.all(parts.map(part => countTasksAsOf(reader, actor, day, { class: part })))
    if ((await countTasksAsOf(reader, actor, day, { class: sum })) !== sumOf(each))
      throw new Error(`${on}: ${sum}`)
  }
}

function sumOf(numbers: number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0)
}

/** The fields that a question was refused for. */
async function refused(question: Promise<unknown>, fields: Record<string, string>): Promise<void> {
  const error = await question.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  t.match(error, { name: 'Invalid', fields })
}

await t.test(
  'a list goes on page by page, with each row as it stood, and the change between two days is told',
  async t => {
    const office = await openTestOffice(t)
    const { reader, writer } = office.database
    const ids: string[] = []
    for (let n = 0; n < 5; n += 1) ids.push(await office.issued('2018-11-20', addDays('2018-12-14', n)))
    await office.act('phuc', '2018-11-21', 'receive', ids[0] as string, {
      officerId: office.appointment.hanh,
    })
    await office.act('phuc', '2018-12-03', 'update', ids[0] as string, {
      text: 'Xong một nửa',
      percent: 50,
      blocker: '',
    })
    await office.act('ngan', '2018-12-05', 'withdraw', ids[4] as string, {
      reason: 'Trùng nhiệm vụ',
      successorId: null,
    })
    await writer
      .updateTable('unit')
      .set({ name: 'Phòng Tổ chức - Cán bộ' })
      .where('id', '=', office.unit.tccb)
      .execute()
    const actor = (await findActor(reader, office.person.bao, '2018-12-10'))!
    const day = await findFigureDay(reader, '2018-12-01')
    for (const sort of ['code', 'due'] as const) {
      const rows: string[] = []
      let cursor: string | undefined
      for (;;) {
        const page = await listTasksAsOf(reader, actor, {
          day,
          filter: { class: 'running_in_time' },
          sort,
          limit: 2,
          cursor,
        })
        rows.push(...page.rows.map(row => row.id))
        if (!page.next) break
        cursor = page.next
      }
      t.same(rows, ids, `by ${sort}: each once, in order`)
    }
    const [first] = (await listTasksAsOf(reader, actor, { day, filter: {}, limit: 1 })).rows
    t.match(
      first,
      { state: 'in_progress', percent: 0, updated_on: null, received_on: '2018-11-21' },
      'as it stood',
    )
    const change = await findFigureChange(reader, actor, { today: '2018-12-10' }, '2018-12-01')
    t.match(change.difference, { total: -1, withdrawn: 1, done: 0, cycles: { met: 0 } })
    t.equal(await findFirstDay(reader, actor), '2018-11-14')
    await refused(findFigureChange(reader, actor, { today: '2018-12-10' }, '2018-12-11'), {
      from: 'error.from_after_as_of',
    })
    await refused(tellDay(office, { today: '2018-12-10', asOf: '2018-12-11' }), {
      asOf: 'error.as_of_to_come',
    })
    await refused(tellDay(office, { today: '2018-12-10', asOf: '2018-11-01' }), {
      asOf: 'error.as_of_before_first',
    })
    await refused(tellDay(office, { today: '2018-12-10', asOf: '2018-13-01' }), { asOf: 'error.not_a_date' })
    const head = (await findActor(reader, office.person.hang, '2018-12-10'))!
    t.equal(await countTasksAsOf(reader, head, day, {}), 0, 'another unit sees none of them')
    const own = (await findActor(reader, office.person.phuc, '2018-12-10'))!
    t.equal(await countTasksAsOf(reader, own, day, {}), 5, 'the unit its own')
  },
)
