import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { countAttention, listLateTasks } from '../../src/data/attention.ts'
import { countTasksUnder } from '../../src/data/inspection.ts'
import { listCycleCounts, listMissedTwice } from '../../src/data/obligation-count.ts'
import { countTasks } from '../../src/data/task-list.ts'
import { taskClasses } from '../../src/data/task-status.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { findFigures } from '../../src/domain/figures.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { liveThrough, report } from '../support/ledger.ts'
import { cyclesOf, issuedObligation } from '../support/obligation.ts'
import { openTestOffice } from '../support/office.ts'
import { countPeriodsOn } from '../support/period-counts.ts'

t.setTimeout(600_000)

await t.test('cycles are in none of the figures, and counted apart as met, missed and running', async t => {
  const office = await openTestOffice(t)
  const { reader } = office.database
  const on = async (day: string) => ({ day: statusDay(day, await findCalendar(reader)), limit: 10 })
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  await liveThrough(office, '2018-11-20', '2019-02-20')
  const [first, second] = await cyclesOf(office, id)
  t.ok(first?.missed_on && second?.missed_on)
  const third = (await cyclesOf(office, id))[2]
  await office.act('phuc', '2019-02-20', 'receive', third!.task_id, { officerId: null })
  t.ok(third?.missed_on, 'three in a row')
  const fourth = (await cyclesOf(office, id))[3]
  await office.act('phuc', '2019-02-20', 'receive', fourth!.task_id, { officerId: null })
  const actor = (await findActor(reader, office.person.son, '2019-02-20'))!
  const missed = await listMissedTwice(reader, actor, await on('2019-02-20'))
  t.match(missed, [{ id, in_a_row: 3, last_missed_on: '2019-02-19' }])
  await report(office, fourth!.task_id, '2019-02-21')
  await liveThrough(office, '2019-02-21', '2019-02-22')

  const day = statusDay('2019-02-22', await findCalendar(reader))
  for (const taskClass of taskClasses) {
    const { count } = await countTasks(reader, actor, { taskClass }, day, 100)
    t.equal(count, 0, taskClass)
  }
  const { total, units } = await findFigures(reader, actor, { today: '2019-02-22' })
  t.match(total, { total: 0, running_late: 0, suspended: 0 })
  t.same(units, [])
  t.same(await countPeriodsOn(reader, '2019-02-22'), [])
  t.same(await listLateTasks(reader, actor, { day, limit: 10 }), [])
  t.equal(await countAttention(reader, actor, 'late_original', { day, limit: 10 }), 0)
  const under = await countTasksUnder(reader, actor, 'inspection_id', [office.inspectionId], day)
  t.equal(under.size, 0)

  t.match(await listCycleCounts(reader, actor), [
    { unit_id: office.unit.tccb, met: 1, missed: 3, running: 0 },
  ])
  for (const [cycle, count] of [
    ['met', 1],
    ['missed', 3],
    ['running', 0],
  ] as const) {
    t.equal((await countTasks(reader, actor, { cycle }, day, 100)).count, count, cycle)
  }
  t.same(await listMissedTwice(reader, actor, await on('2019-02-22')), [], 'a met cycle ends the row')
})

await t.test(
  'a missed cycle stays told when its task is withdrawn; one withdrawn before is none',
  async t => {
    const office = await openTestOffice(t)
    const { reader } = office.database
    const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
    await liveThrough(office, '2018-11-20', '2018-12-20')
    for (const { task_id } of await cyclesOf(office, id))
      await office.act('ngan', '2018-12-20', 'withdraw', task_id, { reason: 'Trùng', successorId: null })
    const member = (await findActor(reader, office.person.son, '2018-12-20'))!
    t.match(await listCycleCounts(reader, member), [{ met: 0, missed: 1, running: 0 }])
  },
)

await t.test('a head sees no counts; one missed cycle alone is not on the list', async t => {
  const office = await openTestOffice(t)
  const { reader } = office.database
  const on = async (day: string) => ({ day: statusDay(day, await findCalendar(reader)), limit: 10 })
  await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  await liveThrough(office, '2018-11-20', '2018-12-20')
  const head = (await findActor(reader, office.person.phuc, '2018-12-20'))!
  t.same(await listCycleCounts(reader, head), [])
  const member = (await findActor(reader, office.person.son, '2018-12-20'))!
  t.same(await listMissedTwice(reader, member, await on('2018-12-20')), [])
  t.match(await listCycleCounts(reader, member), [{ met: 0, missed: 1, running: 1 }])
})
