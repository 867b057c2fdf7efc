import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import * as attention from '../../src/data/attention.ts'
import { listAttentionSubjects, listRepeatedRecommendations } from '../../src/data/attention-list.ts'
import { countRecommendations, listFigureCounts, listFigureInspections } from '../../src/data/figures.ts'
import { listDoneTasks, listInTimeTasks } from '../../src/data/pile.ts'
import { listTrend } from '../../src/data/trend.ts'
import { listUnitsWithoutHead } from '../../src/data/vacant-post.ts'
import { findFigureDay } from '../../src/domain/figure-day.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { statusClass, taskTiming } from '../../src/domain/task-status.ts'
import { createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { cell } from '../support/database.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { openTestOffice } from '../support/office.ts'
import { notedQueries, scansAmong } from '../support/plans.ts'

const today = '2018-12-10'
const calendar = createCalendar(shippedCalendarDays())
const office = await openTestOffice(t)
await insertManyTasks(office, 400, today)
await rebuildSummaries(office.database.writer)
const { reader } = office.database
const query = { day: statusDay(today, calendar), limit: 1_000 }

const kinds = ['late', 'late_original', 'undecided', 'repeated', 'missed_twice'] as const
const lists = [
  listDoneTasks,
  listInTimeTasks,
  attention.listLateTasks,
  attention.listLateOriginalTasks,
  attention.listSecondExtensions,
  attention.listProposedNonImplementations,
  attention.listDisputedTasks,
  attention.listUndecidedRequests,
  attention.listUnverifiedTasks,
  listRepeatedRecommendations,
]

async function actorOf(who: keyof typeof office.person) {
  const actor = await findActor(reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is not there`)
  return actor
}

await t.test('each list holds exactly the tasks of its name, in its order', async t => {
  const tasks = await reader.selectFrom('task').selectAll().execute()
  const actor = await actorOf('bao')
  const expected = (of: (task: (typeof tasks)[number]) => boolean) => tasks.filter(of).length
  const late = await attention.listLateTasks(reader, actor, query)
  t.equal(
    late.length,
    expected(task => statusClass(task, today) === 'running_late'),
  )
  t.ok(late.length > 10)
  t.same(
    late.map(task => task.due_on),
    late.map(task => task.due_on).sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1)),
    'the longest late first',
  )
  const inTime = await listInTimeTasks(reader, actor, query)
  t.equal(
    inTime.length,
    expected(task => statusClass(task, today) === 'running_in_time'),
  )
  t.equal(
    (await listDoneTasks(reader, actor, query)).length,
    expected(task => task.state === 'verified'),
  )
  const moved = expected(task => {
    const timing = taskTiming(task, today, calendar)
    const judged = task.state === 'reported' ? (task.reported_on ?? today) : today
    // Some of the many were reported on a day that is to come, which no verb would let happen.
    if (judged > today) return false
    return timing.class === 'running_in_time' && (task.original_due_on ?? '9999') < judged
  })
  t.equal((await attention.listLateOriginalTasks(reader, actor, query)).length, moved)
  t.equal(await attention.countAttention(reader, actor, 'late_original', query), moved)
  t.ok(moved > 0)
  t.equal((await attention.listLateTasks(reader, actor, { ...query, limit: 3 })).length, 3)
  t.same(await attention.listLateTasks(reader, actor, { ...query, inspectionId: 'none' }), [])
  t.same(await attention.listLateTasks(reader, await actorOf('phuc'), query), [], 'a unit has no such page')
})

await t.test(
  'the committee’s page finds everything by an index',
  { skip: cell !== 'sqlite' && 'plans are SQLite’s' },
  async t => {
    const { nodes, db } = notedQueries(reader)
    for (const who of ['bao', 'tuyet', 'minh', 'son'] as const) {
      const actor = await actorOf(who)
      for (const inspectionId of [undefined, office.inspectionId]) {
        const narrowed = { ...query, inspectionId, limit: 10 }
        for (const kind of kinds) {
          await attention.countAttention(db, actor, kind, narrowed)
          await listAttentionSubjects(db, actor, kind, narrowed)
        }
        for (const list of lists) await list(db, actor, narrowed)
        await listUnitsWithoutHead(db, actor, narrowed)
        await listTrend(db, actor, { fromOn: '2018-10-01', inspectionId })
        const by = ['inspection_id', 'unit_id'] as const
        await listFigureCounts(
          db,
          { actor },
          { day: await findFigureDay(reader, today), scope: { inspectionId }, by },
        )
        await countRecommendations(db, actor, inspectionId)
        await listFigureInspections(db, actor)
      }
    }
    t.ok(nodes.length > 80)
    t.same(await scansAmong(reader, nodes), [])
  },
)
