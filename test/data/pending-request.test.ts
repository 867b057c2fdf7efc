import { sql } from 'kysely'
import t from 'tap'
import { up } from '../../migrations/0009_reopenings_and_requests_to_suspend.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

/** The office as it stood before migration 0009. */
async function before0009({ database }: TestOffice): Promise<void> {
  for (const statement of [
    'drop table reopening',
    'drop table suspension_request',
    'drop index extension_task_state',
  ])
    await sql.raw(statement).execute(database.writer)
}

await t.test('migration 0009 closes what waits on tasks on which nobody can decide it', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const ask = { reason: 'Chờ', doneSoFar: 'Nửa', plan: 'Tuần sau', newDueOn: '2018-12-28' }
  const make = async () => {
    const id = await office.issued('2018-11-20', '2018-12-14')
    await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
    await office.act('phuc', '2018-12-03', 'request_extension', id, ask)
    await office.act('ngan', '2018-12-03', 'propose_non_implementation', id, { explanation: 'Hết' })
    return id
  }
  const [open, gone] = [await make(), await make()]
  const pause = { ground: 'law', note: '', documentNo: '1/QĐ', reviewOn: '2018-12-20' }
  const paused = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', paused, { officerId: null })
  await office.act('ngan', '2018-12-03', 'suspend', paused, pause)
  await before0009(office)
  await db
    .updateTable('task')
    .set({ state: 'withdrawn', closed_on: '2018-12-05' })
    .where('id', 'in', [gone, paused])
    .execute()
  await db.transaction().execute(trx => up(trx))
  const statesOf = async (table: 'extension' | 'non_implementation', id: string) =>
    db
      .selectFrom(table as 'extension')
      .select(['state', 'decided_on', 'version'])
      .where('task_id', '=', id)
      .execute()
  for (const table of ['extension', 'non_implementation'] as const) {
    t.match(await statesOf(table, open), [{ state: 'pending', decided_on: null, version: 1 }], table)
    t.match(
      await statesOf(table, gone),
      [{ state: 'withdrawn', decided_on: '2018-12-05', version: 2 }],
      table,
    )
  }
  t.match(await db.selectFrom('suspension').selectAll().execute(), [{ to_on: '2018-12-05' }])
  t.same(await db.selectFrom('reopening').selectAll().execute(), [])
})
