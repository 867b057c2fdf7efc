import t from 'tap'
import { countPeriodsOn } from '../../src/data/snapshot.ts'
import { takeSnapshot } from '../../src/domain/snapshot.ts'
import { statusClass } from '../../src/domain/task-status.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { report } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

async function history(office: TestOffice): Promise<void> {
  const first = await office.issued('2018-11-20', '2018-12-05')
  await office.act('phuc', '2018-11-21', 'receive', first, { officerId: null })
  await report(office, first, '2018-12-04')
  await office.act('khoi', '2018-12-06', 'verify', first, { note: '' })
  const late = await office.issued('2018-11-20', '2018-11-30')
  await office.act('phuc', '2018-11-21', 'receive', late, { officerId: null })
  await report(office, late, '2018-12-03')
  const gone = await office.issued('2018-11-22', '2018-12-20')
  await office.act('ngan', '2018-11-28', 'withdraw', gone, { reason: 'Trùng', successorId: null })
  const moved = await office.issued('2018-11-22', '2018-12-20')
  await office.act('ngan', '2018-11-29', 'reassign', moved, { reason: 'Đúng', leadUnitId: office.unit.gdth })
  await office.act('hang', '2018-11-30', 'receive', moved, { officerId: null })
  const ground = { ground: 'law', note: '', documentNo: '1', reviewOn: '2018-12-20' }
  await office.act('ngan', '2018-12-03', 'suspend', moved, ground)
}

await t.test('a day’s figures are those of its end, by the same rule as a task’s class', async t => {
  const office = await openTestOffice(t)
  await history(office)
  const periods = await office.database.reader.selectFrom('task_period').selectAll().execute()
  for (let day = '2018-11-19'; day <= '2018-12-10'; day = addDays(day, 1)) {
    const expected = Map.groupBy(
      periods.filter(
        period => period.from_on <= day && (period.to_on ?? '9') > day && period.state !== 'draft',
      ),
      period => `${period.lead_unit_id} ${statusClass(period, day) ?? period.state}`,
    )
    const found = (await countPeriodsOn(office.database.reader, day)).flatMap(({ unit_id, ...counts }) =>
      Object.entries(counts)
        .filter(([, count]) => typeof count === 'number' && count > 0)
        .map(([name, count]) => `${unit_id} ${name} ${count}`),
    )
    t.same(found.sort(), [...expected].map(([key, same]) => `${key} ${same.length}`).sort(), day)
  }
})

await t.test('kept once: what happens later changes no day that is over', async t => {
  const office = await openTestOffice(t)
  await history(office)
  const read = () =>
    office.database.reader
      .selectFrom('snapshot')
      .selectAll()
      .where('day', '=', '2018-12-04')
      .orderBy('unit_id')
      .execute()
  t.equal(await takeSnapshot(office.database.writer, '2018-12-04'), 2)
  const kept = await read()
  await office.issued('2018-12-07', '2018-12-20')
  await takeSnapshot(office.database.writer, '2018-12-04')
  t.same(await read(), kept)
  const frozen = await office.database.reader
    .selectFrom('calendar_day')
    .select(eb => eb.fn.max('day').as('last'))
    .where('frozen', '=', 1)
    .executeTakeFirst()
  t.equal(frozen?.last, '2018-09-03', 'the last day off before it; later ones can still be edited')
})

await t.test('two workers keep one snapshot', async t => {
  const office = await openTestOffice(t)
  await history(office)
  await Promise.all([1, 2].map(() => takeSnapshot(office.database.writer, '2018-12-04')))
  const rows = await office.database.reader.selectFrom('snapshot').selectAll().execute()
  t.equal(rows.length, 2)
})
