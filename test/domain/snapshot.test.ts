import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { listPeriodCounts } from '../../src/data/figures.ts'
import { listSnapshotCounts } from '../../src/data/snapshot-counts.ts'
import { findFigureDay } from '../../src/domain/figure-day.ts'
import { makeUpSnapshots, takeSnapshot } from '../../src/domain/snapshot.ts'
import { statusClass } from '../../src/domain/task-status.ts'
import { canonicalJson } from '../../src/lib/canonical-json.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { report } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'
import { countPeriodsOn } from '../support/period-counts.ts'

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
      .orderBy('level')
      .orderBy('key')
      .execute()
  // All, the two units, the inspection, and the two units within it.
  t.equal(await takeSnapshot(office.database.writer, '2018-12-04'), 6)
  const kept = await read()
  await office.issued('2018-12-04', '2018-12-20')
  t.equal(await takeSnapshot(office.database.writer, '2018-12-04'), 0)
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
  t.equal(rows.length, 6)
})

await t.test('days that were missed are made up for, and a kept day answers as its periods do', async t => {
  const office = await openTestOffice(t)
  await history(office)
  const { reader, writer } = office.database
  const missed = await makeUpSnapshots(writer, '2018-12-08')
  t.equal(missed.at(-1), '2018-12-08')
  t.same(await makeUpSnapshots(writer, '2018-12-08'), [], 'once')
  const { inspectionId, unit } = office
  const asked = [
    { scope: {}, by: [] },
    { scope: {}, by: ['unit_id'] },
    { scope: {}, by: ['inspection_id'] },
    { scope: {}, by: ['leader_id'] },
    { scope: { inspectionId }, by: [] },
    { scope: { inspectionId }, by: ['unit_id'] },
    { scope: { unitPath: `/${unit.so}/${unit.tccb}/` }, by: [] },
  ] as const
  const actor = await findActor(reader, office.person.bao, '2018-12-10')
  if (!actor) throw new Error('no director')
  for (const day of missed.filter(one => one >= '2018-11-19')) {
    for (const question of asked) {
      const query = { ...question, day: await findFigureDay(reader, day) }
      const fast = await listSnapshotCounts(reader, { actor }, query)
      const slow = await listPeriodCounts(reader, { actor }, query)
      const plain = (rows: object[]) =>
        rows
          .filter(row => Object.values(row).some(value => typeof value === 'number' && value > 0))
          .map(row => canonicalJson(row))
          .sort()
      t.same(plain(fast ?? []), plain(slow), `${day} ${JSON.stringify(question)}`)
    }
  }
})
