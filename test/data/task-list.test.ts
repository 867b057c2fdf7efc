import t from 'tap'
import { type Actor, findActor } from '../../src/data/actor.ts'
import type { Db } from '../../src/data/schema.ts'
import type { TaskFilter } from '../../src/data/task-filter.ts'
import {
  countTasks,
  listTasks,
  type TaskListRow,
  type TaskPageQuery,
  type TaskSort,
} from '../../src/data/task-list.ts'
import { taskClasses } from '../../src/data/task-status.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { cell } from '../support/database.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'
import { notedQueries, scansAmong } from '../support/plans.ts'

const today = '2018-12-10'
const day = statusDay(today, createCalendar(shippedCalendarDays()))

async function actorOf(office: TestOffice, who: CastKey): Promise<Actor> {
  const actor = await findActor(office.database.reader, office.person[who], today)
  if (!actor) throw new Error(`${who} is unknown`)
  return actor
}

const base = { filter: {}, day, sort: 'due', descending: false, limit: 7 } satisfies TaskPageQuery

async function walk(db: Db, actor: Actor, query: TaskPageQuery): Promise<TaskListRow[]> {
  const rows: TaskListRow[] = []
  let cursor: TaskPageQuery['cursor']
  for (;;) {
    const page = await listTasks(db, actor, { ...query, cursor })
    rows.push(...page.rows)
    if (!page.hasNext) return rows
    cursor = { id: page.rows.at(-1)?.id ?? '', backwards: false }
  }
}

const keyOf: Record<TaskSort, (row: TaskListRow) => string> = {
  due: row => row.due_on ?? '9999-12-31',
  title: row => row.title,
  updated: row => row.updated_on ?? row.received_on ?? row.issued_on ?? '',
  code: row => row.code.padStart(8, '0'),
}

await t.test('walking the pages gives every task once, in order, both ways and for every sort', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 60)
  const { reader, writer } = office.database
  await writer.updateTable('task').set({ due_on: null }).where('code', 'in', ['1.103', '1.109']).execute()
  const actor = await actorOf(office, 'tuyet')
  for (const sort of ['due', 'updated', 'title', 'code'] as const) {
    for (const descending of [false, true]) {
      const rows = await walk(reader, actor, { ...base, sort, descending })
      t.equal(new Set(rows.map(row => row.id)).size, 60, `${sort} ${descending}`)
      if (sort === 'title' || sort === 'code') continue
      const keys = rows.map(keyOf[sort])
      const sorted = keys.toSorted()
      t.same(keys, descending ? sorted.reverse() : sorted, `${sort} ${descending}`)
    }
  }
  const first = await listTasks(reader, actor, base)
  const second = await listTasks(reader, actor, {
    ...base,
    cursor: { id: first.rows.at(-1)?.id ?? '', backwards: false },
  })
  t.same([first.hasPrevious, first.hasNext, second.hasPrevious], [false, true, true])
  const back = await listTasks(reader, actor, {
    ...base,
    cursor: { id: second.rows[0]?.id ?? '', backwards: true },
  })
  t.same(back, { ...first, hasNext: true })
})

await t.test('codes sort as numbers do', async t => {
  const office = await openTestOffice(t)
  const ids: string[] = []
  for (let n = 0; n < 11; n++) ids.push(await office.draft('2018-11-20', '2018-12-14'))
  const actor = await actorOf(office, 'tuyet')
  const rows = await walk(office.database.reader, actor, { ...base, sort: 'code' })
  t.same(
    rows.map(row => row.code),
    ids.map((_, n) => `1.${n + 1}`),
  )
})

await t.test('filters narrow what the person may see, and nothing more', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 150)
  const { reader } = office.database
  const all = await reader.selectFrom('task').selectAll().execute()
  const pathOf = (unit: 'so' | 'vp') =>
    unit === 'so' ? `/${office.unit.so}/` : `/${office.unit.so}/${office.unit.vp}/`
  const expect = async (who: CastKey, filter: TaskFilter, keep: (task: (typeof all)[number]) => boolean) => {
    const rows = await walk(reader, await actorOf(office, who), { ...base, filter, limit: 40 })
    const expected = all.filter(keep).map(task => task.id)
    t.same(rows.map(row => row.id).sort(), expected.sort(), `${who} ${JSON.stringify(filter)}`)
  }
  await expect('tuyet', {}, () => true)
  await expect('phuc', {}, task => task.lead_unit_id === office.unit.tccb && task.issued_on !== null)
  await expect('hanh', {}, task => task.officer_id === office.appointment.hanh && task.issued_on !== null)
  await expect('khoi', {}, task => task.state !== 'draft')
  await expect('hieu', {}, () => false)
  await expect('quan', {}, () => false)
  await expect('tuyet', { unitPath: pathOf('so') }, () => true)
  await expect('tuyet', { unitPath: pathOf('vp') }, task => task.lead_unit_id === office.unit.vp)
  await expect('phuc', { unitPath: pathOf('vp') }, () => false)
  await expect('tuyet', { state: 'suspended' }, task => task.state === 'suspended')
  await expect('tuyet', { unclosed: true }, task => task.closed_on === null)
  await expect('tuyet', { dueFrom: '2018-12-01', dueTo: '2018-12-31' }, task =>
    (task.due_on ?? '').startsWith('2018-12'),
  )
  await expect('ngan', { mine: true }, task => task.assigner_id === office.appointment.ngan)
  await expect('tuyet', { mine: true }, () => false)
  await expect('tuyet', { text: 'TAP HUAN ky nang' }, task => task.title.startsWith('Tập huấn'))
  await expect('tuyet', { text: 'tập huấn'.normalize('NFD') }, task => task.title.startsWith('Tập huấn'))
  await expect('tuyet', { text: 'tấp huấn' }, () => false)
  await expect('tuyet', { text: '!!!' }, () => false)
  await expect(
    'tuyet',
    { recommendationId: office.recommendationIds[1] },
    task => task.recommendation_id === office.recommendationIds[1],
  )
})

await t.test('counts stop at their cap and say so', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 30)
  const actor = await actorOf(office, 'tuyet')
  t.same(await countTasks(office.database.reader, actor, {}, day, 30), { count: 30, more: false })
  t.same(await countTasks(office.database.reader, actor, {}, day, 29), { count: 29, more: true })
})

await t.test(
  'every list finds its tasks by an index',
  { skip: cell !== 'sqlite' && 'plans are SQLite’s' },
  async t => {
    const office = await openTestOffice(t)
    await insertManyTasks(office, 400)
    const { nodes, db } = notedQueries(office.database.reader)
    const filters: TaskFilter[] = [
      { unclosed: true },
      {},
      ...taskClasses.map(taskClass => ({ taskClass })),
      { state: 'reported' },
      { unitPath: `/${office.unit.so}/${office.unit.vp}/` },
      { inspectionId: office.inspectionId },
      { recommendationId: office.recommendationIds[0] },
      { dueFrom: '2018-12-01', dueTo: '2018-12-31' },
      { text: 'quy chế' },
      { mine: true },
    ]
    for (const who of ['tuyet', 'ngan', 'phuc', 'hanh', 'khoi', 'son'] as const) {
      const actor = await actorOf(office, who)
      for (const filter of filters) {
        for (const sort of ['due', 'title', 'updated', 'code'] as const)
          await listTasks(db, actor, { ...base, filter, sort })
        await countTasks(db, actor, filter, day, 1_000)
      }
    }
    t.ok(nodes.length > 100)
    t.same(await scansAmong(office.database.reader, nodes), [])
  },
)
