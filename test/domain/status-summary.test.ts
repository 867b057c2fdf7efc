import t from 'tap'
import type { Row } from '../../src/data/schema.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { statusClass } from '../../src/domain/task-status.ts'
import { dispatchAll, report } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

async function read(office: TestOffice) {
  const rows = await office.database.reader.selectFrom('status_summary').selectAll().execute()
  return rows.map(row => JSON.stringify(row)).sort()
}

/** The grain of DECISIONS 4, said plainly. */
async function countAnew(office: TestOffice) {
  const tasks = await office.database.reader
    .selectFrom('task')
    .selectAll()
    .where('state', '<>', 'draft')
    .execute()
  const keys = tasks.map(task =>
    [
      task.organisation_id,
      task.inspection_id,
      task.lead_unit_id,
      task.state,
      dueOf(task),
      timingOf(task),
    ].join('|'),
  )
  return [...Map.groupBy(keys, key => key)].map(([key, same]) => `${key}|${same.length}`).sort()
}

function dueOf(task: Row<'task'>): string {
  const closed = ['verified', 'not_implemented', 'withdrawn'].includes(task.state)
  return closed ? '' : (task.due_on ?? '')
}

function timingOf(task: Row<'task'>): string {
  if (task.state === 'verified') return statusClass(task, '') ?? ''
  if (task.state !== 'reported') return ''
  return (task.reported_on ?? '') <= (task.due_on ?? '9999') ? 'in_time' : 'late'
}

async function live(office: TestOffice): Promise<void> {
  const first = await office.issued('2018-11-20', '2018-12-05')
  await office.act('phuc', '2018-11-21', 'receive', first, { officerId: null })
  await dispatchAll(office, '2018-11-21')
  await report(office, first, '2018-12-06')
  await dispatchAll(office, '2018-12-06')
  const second = await office.issued('2018-11-20', '2018-12-05')
  await dispatchAll(office, '2018-12-06')
  await office.act('ngan', '2018-12-07', 'reassign', second, { reason: 'Đúng', leadUnitId: office.unit.gdth })
  await office.draft('2018-12-07', '2018-12-20')
  await office.issued('2018-12-07', '2018-12-20', { leadUnitId: office.unit.cd })
  await dispatchAll(office, '2018-12-07')
}

await t.test('kept event by event, the summary is what counting anew gives', async t => {
  const office = await openTestOffice(t)
  await live(office)
  const rows = await office.database.reader.selectFrom('status_summary').selectAll().execute()
  const kept = rows.map(row =>
    [row.organisation_id, row.inspection_id, row.unit_id, row.state, row.due_on, row.timing, row.count].join(
      '|',
    ),
  )
  t.equal(kept.length, 3)
  t.same(kept.sort(), await countAnew(office))
})

await t.test('rebuilt whole, it is the same again, and rows of nothing are gone', async t => {
  const office = await openTestOffice(t)
  await live(office)
  const kept = await read(office)
  await office.database.writer.updateTable('status_summary').set({ count: 99 }).execute()
  const [row] = await office.database.reader.selectFrom('status_summary').selectAll().execute()
  await office.database.writer
    .insertInto('status_summary')
    .values({ ...row!, unit_id: office.unit.ttra, count: 7 })
    .execute()
  t.ok((await rebuildSummaries(office.database.writer)) >= 3)
  t.same(await read(office), kept)
})
