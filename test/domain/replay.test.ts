import t from 'tap'
import { verifyChains } from '../../src/domain/chain.ts'
import { findFigureContradictions } from '../../src/domain/figure-replay.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { cell } from '../support/database.ts'
import { openTestOffice, testKeys } from '../support/office.ts'

await t.test('the events alone give the tables', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await office.act('phuc', '2018-11-21', 'update', id, { text: 'Bắt đầu', percent: 10, blocker: '' })
  await office.act('ngan', '2018-12-03', 'suspend', id, {
    ground: 'law',
    note: '',
    documentNo: '12/QĐ',
    reviewOn: '2018-12-20',
  })
  await office.act('ngan', '2018-12-10', 'resume', id, { note: '' })
  await office.draft('2018-12-11', '2018-12-28')
  const { replay, ...found } = await findContradictions(office.database.reader)
  t.same(found, { tasks: 2, contradictions: [] })
  t.same(await findFigureContradictions(office.database.reader, replay, ['2018-12-05', '2018-12-11']), [])
  const periods = await office.database.reader
    .selectFrom('task_period')
    .select('state')
    .where('task_id', '=', id)
    .orderBy('from_on')
    .execute()
  t.same(
    periods.map(period => period.state),
    ['issued', 'in_progress', 'suspended', 'in_progress'],
  )
})

await t.test('a change behind the back of the events is found', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.database.writer
    .updateTable('task')
    .set({ due_on: '2019-12-14' })
    .where('id', '=', id)
    .execute()
  const { contradictions } = await findContradictions(office.database.reader)
  t.same(contradictions, [{ taskId: id, kind: 'task' }])
})

await t.test('an event edited, deleted or moved with the triggers dropped breaks the chain', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  const { writer } = office.database
  await t.rejects(writer.updateTable('event').set({ act: 'x' }).execute(), /append-only/)
  await t.rejects(writer.deleteFrom('event').execute(), /append-only/)
  if (cell !== 'sqlite') return
  const { sql } = await import('kysely')
  await sql`drop trigger event_no_update`.execute(writer)
  await sql`drop trigger event_no_delete`.execute(writer)
  const before = await writer.selectFrom('event').selectAll().orderBy('seq').execute()
  const restore = async () => {
    await writer.deleteFrom('event_dispatch').execute()
    await writer.deleteFrom('event').execute()
    await writer.insertInto('event').values(before).execute()
  }
  const fault = async () => (await verifyChains(writer, testKeys))[0]?.broken
  t.equal(await fault(), undefined)
  await writer.updateTable('event').set({ payload: '{}' }).where('seq', '=', 2).execute()
  t.same(await fault(), { seq: 2, fault: 'changed' })
  await restore()
  await writer.deleteFrom('event_dispatch').execute()
  await writer.deleteFrom('event').where('seq', '=', 2).execute()
  t.same(await fault(), { seq: 2, fault: 'missing' })
  await restore()
  await writer.deleteFrom('event').where('seq', '=', before.length).execute()
  t.same(await fault(), { seq: before.length, fault: 'head' })
  await restore()
  t.same(await verifyChains(writer, [{ id: 'x', key: Buffer.alloc(32) }]).then(([chain]) => chain?.broken), {
    seq: 1,
    fault: 'unknown_key',
  })
})
