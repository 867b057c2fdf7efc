import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { figureMeasures } from '../../src/data/figure-condition.ts'
import { type FigureCount, type FigureCountQuery, listPeriodCounts } from '../../src/data/figures.ts'
import { listSummaryCounts } from '../../src/data/summary-counts.ts'
import { findFigureDay } from '../../src/domain/figure-day.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { mendSummaries } from '../../src/domain/summary-check.ts'
import { prepareMarks } from '../../src/domain/summary-marks.ts'
import { canonicalJson } from '../../src/lib/canonical-json.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { cell } from '../support/database.ts'
import { liveTask, stepNames } from '../support/history.ts'
import { dispatchAll, report } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice, type UnitKey } from '../support/office.ts'

const tables = ['status_summary', 'status_image', 'status_mark'] as const

/** Every row of the summaries that says something, in one order. */
async function read(office: TestOffice) {
  const rows = await Promise.all(
    tables.map(table => office.database.reader.selectFrom(table).selectAll().execute()),
  )
  return rows
    .flat()
    .filter(row => Object.values(row).some(value => typeof value === 'number' && value !== 0))
    .map(row => canonicalJson(row))
    .sort()
}

type Scope = FigureCountQuery['scope']
type By = FigureCountQuery['by']

/** Everything that a page asks of the summaries. */
function questions(office: TestOffice): { scope: Scope; by: By }[] {
  const { inspectionId, recommendationIds, unit } = office
  const all: Scope[] = [
    {},
    { inspectionId },
    { unitPath: `/${unit.so}/` },
    { unitPath: `/${unit.so}/${unit.tccb}/` },
    { unitPath: `/${unit.so}/${unit.tccb}/`, inspectionId },
    { leaderId: office.appointment.ngan },
    { leaderId: 'head' },
  ]
  const keys: By[] = [[], ['unit_id'], ['leader_id'], ['inspection_id', 'unit_id']]
  const free: By[] = [['inspection_id'], ['recommendation_id'], ['theme']]
  return [
    ...all.flatMap(scope => keys.map(by => ({ scope, by }))),
    ...free.flatMap(by => [{}, { inspectionId }].map(scope => ({ scope, by }))),
    { scope: { recommendationId: recommendationIds[0] }, by: [] },
    { scope: { theme: '' }, by: [] },
  ]
}

/** Rows of zeros say nothing: the periods keep one of a unit whose only cycle was taken back. */
function plain(rows: FigureCount[]) {
  return rows
    .filter(row => figureMeasures.some(name => row[name] !== 0))
    .map(row => canonicalJson(row))
    .sort()
}

/** The summaries against the periods, as of today and over the next two midnights; returns how much was compared. */
async function compare(office: TestOffice, who: CastKey, today: string): Promise<number> {
  const { reader } = office.database
  const actor = await findActor(reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is not there`)
  let compared = 0
  for (const ahead of [0, 1, 2]) {
    const day = await findFigureDay(reader, addDays(today, ahead))
    for (const question of questions(office)) {
      const query = { ...question, day }
      const fast = await listSummaryCounts(reader, { actor }, query)
      const slow = await listPeriodCounts(reader, { actor }, query)
      const said = `${who} ${day.day} ${JSON.stringify(question)}`
      if (!fast) throw new Error(`the summaries do not answer ${said}`)
      if (plain(fast).join() !== plain(slow).join())
        throw new Error(`${said}\nsummaries ${plain(fast).join('\n')}\nperiods ${plain(slow).join('\n')}`)
      compared += plain(slow).length
    }
  }
  return compared
}

const start = '2018-11-20'
const step = fc.record({ what: fc.constantFrom(...stepNames), afterDays: fc.nat({ max: 9 }) })
const beginning = fc.constantFrom<(typeof stepNames)[number][]>(
  [],
  ['receive'],
  ['receive', 'report'],
  ['receive', 'report', 'verify'],
  ['receive', 'suspend'],
)
const life = fc.record({
  unit: fc.constantFrom<UnitKey>('tccb', 'vp', 'cd', 'gdth'),
  dueInDays: fc.integer({ min: 1, max: 40 }),
  steps: fc
    .tuple(beginning, fc.array(step, { maxLength: 5 }))
    .map(([first, rest]) => [...first.map(what => ({ what, afterDays: 2 })), ...rest]),
})

await t.test(
  'whatever happens, the summaries say what the periods say, today and over two midnights',
  async t => {
    const runs = cell === 'sqlite' ? 12 : 4
    let compared = 0
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 3 }), fc.boolean(), async (lives, ahead) => {
        const office = await openTestOffice(t)
        let today = start
        // With marks counted ahead and without them the answers are the same.
        if (ahead) await prepareMarks(office.database.writer, start)
        for (const one of lives) {
          const day = await liveTask(office, one.unit, one.dueInDays, one.steps)
          if (day > today) today = day
          await dispatchAll(office, day)
        }
        if (ahead) await prepareMarks(office.database.writer, today)
        for (const who of ['bao', 'son'] as const) compared += await compare(office, who, today)
        const kept = await read(office)
        await rebuildSummaries(office.database.writer)
        t.same(await read(office), kept, 'rebuilt whole, they are the same again')
      }),
      { numRuns: runs, ...(process.env.TEST_SEED ? { seed: Number(process.env.TEST_SEED) } : {}) },
    )
    t.ok(compared > runs * 10, `${compared} rows were compared`)
  },
)

await t.test('what was changed by hand is found, mended and told', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const id = await office.issued('2018-11-20', '2018-12-05')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await report(office, id, '2018-12-06')
  await office.issued('2018-11-20', '2018-12-05', { leadUnitId: office.unit.vp })
  await dispatchAll(office, '2018-12-06')
  await prepareMarks(db, '2018-12-06')
  const kept = await read(office)
  t.same(await mendSummaries(office.database), { checked: 1, mended: [] }, 'what is right is left alone')
  await db.updateTable('status_summary').set({ waiting: 99 }).execute()
  await db.updateTable('status_mark').set({ due: 7 }).execute()
  t.same((await mendSummaries(office.database)).mended, [office.inspectionId])
  t.same(await read(office), kept)
  await db.updateTable('status_image').set({ unit_id: office.unit.cd }).execute()
  t.same((await mendSummaries(office.database)).mended, [office.inspectionId])
  t.same(await read(office), kept)
  await db.deleteFrom('status_summary').execute()
  await db.deleteFrom('status_image').execute()
  t.equal(await rebuildSummaries(db), 1)
  t.same(await read(office), kept, 'out of nothing too')
})
