import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import type { Row } from '../../src/data/schema.ts'
import { listTasks } from '../../src/data/task-list.ts'
import type { StatusDay, TaskClass } from '../../src/data/task-status.ts'
import { taskClasses } from '../../src/data/task-status.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { isStale, taskTiming } from '../../src/domain/task-status.ts'
import { type Calendar, createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

const calendar = createCalendar(shippedCalendarDays())

function belongs(task: Row<'task'>, taskClass: TaskClass, today: string, calendar: Calendar): boolean {
  const timing = taskTiming(task, today, calendar)
  const judgedOn = task.state === 'reported' ? (task.reported_on ?? today) : today
  const running = timing.class === 'running_in_time' || timing.class === 'running_late'
  switch (taskClass) {
    case 'done':
      return task.state === 'verified'
    case 'running':
      return running
    case 'counted':
      return timing.class !== null
    case 'due_soon':
      return timing.dueSoon
    case 'stale':
      return isStale(task, today, calendar)
    case 'late_original':
      return running && task.original_due_on !== null && judgedOn > task.original_due_on
    default:
      return timing.class === taskClass
  }
}

async function listedIds(office: TestOffice, taskClass: TaskClass, day: StatusDay): Promise<string[]> {
  const actor = await findActor(office.database.reader, office.person.minh, day.today)
  if (!actor) throw new Error('the auditor is unknown')
  const query = { filter: { taskClass }, day, sort: 'due', descending: false, limit: 400 } as const
  const page = await listTasks(office.database.reader, actor, query)
  return page.rows.map(row => row.id).sort()
}

await t.test('the SQL of the classes says what the domain says, on working days and days off', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 300)
  const { writer } = office.database
  // Deadlines and reports on the very day that decides, and rows without dates.
  const [first, second, third] = await writer
    .selectFrom('task')
    .select('id')
    .where('state', '=', 'reported')
    .limit(3)
    .execute()
  await writer
    .updateTable('task')
    .set({ due_on: '2018-12-10', reported_on: '2018-12-10' })
    .where('id', '=', first?.id ?? '')
    .execute()
  await writer
    .updateTable('task')
    .set({ due_on: '2018-12-10', reported_on: '2018-12-11' })
    .where('id', '=', second?.id ?? '')
    .execute()
  await writer
    .updateTable('task')
    .set({ due_on: null })
    .where('id', '=', third?.id ?? '')
    .execute()
  const tasks = await office.database.reader.selectFrom('task').selectAll().execute()
  const days = [
    '2018-12-09',
    '2018-12-10',
    '2018-12-14',
    '2018-12-15',
    '2018-12-29',
    '2019-01-01',
    '2019-01-05',
    '2019-02-05',
  ]
  const seen = new Set<TaskClass>()
  for (const today of days) {
    const day = statusDay(today, calendar)
    for (const taskClass of taskClasses) {
      const expected = tasks.filter(task => belongs(task, taskClass, today, calendar)).map(task => task.id)
      t.same(await listedIds(office, taskClass, day), expected.sort(), `${taskClass} on ${today}`)
      if (expected.length > 0) seen.add(taskClass)
    }
  }
  t.same([...seen].sort(), [...taskClasses].sort(), 'each class held something')
})

await t.test('the two days of a status day stand where the domain turns', async t => {
  for (let today = '2018-11-20'; today < '2019-03-01'; today = addDays(today, 1)) {
    const { soonBefore, staleBefore } = statusDay(today, calendar)
    const task = {
      state: 'in_progress',
      original_due_on: null,
      reported_on: null,
      completed_on: null,
    } as const
    const soon = (due_on: string) => taskTiming({ ...task, due_on }, today, calendar).dueSoon
    const stale = (day: string) =>
      isStale({ state: 'in_progress', updated_on: day, received_on: null, issued_on: null }, today, calendar)
    t.same([soon(addDays(soonBefore, -1)), soon(soonBefore)], [true, false], today)
    t.same([stale(addDays(staleBefore, -1)), stale(staleBefore)], [true, false], today)
  }
})
