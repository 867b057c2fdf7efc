/** Many open tasks move at once (PRODUCT §3 act 14): all or nothing, one mail a head, the old holder is left alone. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { verifyChains } from '../../src/domain/chain.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { transferOfficerTasks, transferTasks } from '../../src/domain/task-transfer.ts'
import { dispatchAll, endPost, ledgerOf, liveThrough, takePost, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys, type UnitKey } from '../support/office.ts'

const day = '2018-12-03'
const actBy = (office: TestOffice, who: CastKey, on = day) => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(on),
})

const move = (office: TestOffice, who: CastKey, taskIds: string[], to: UnitKey = 'vp', on = day) =>
  transferTasks(office.database.writer, actBy(office, who, on), {
    fromUnitId: office.unit.tccb,
    toUnitId: office.unit[to],
    taskIds,
    reason: 'Sáp nhập phòng',
  })

async function threeTasks(office: TestOffice): Promise<string[]> {
  const ids = [
    await office.issued('2018-11-20', '2018-12-14'),
    await office.issued('2018-11-20', '2018-12-21'),
  ]
  await office.act('phuc', '2018-11-21', 'receive', ids[0]!, { officerId: office.appointment.hanh })
  return [...ids, await office.issued('2018-11-20', '2018-12-28', { coUnits: [part(office, 'cd')] })]
}

const part = (office: TestOffice, key: UnitKey) => ({
  unitId: office.unit[key],
  deliverable: '',
  dueOn: null,
})
const leads = async (office: TestOffice) =>
  (
    await office.database.reader
      .selectFrom('task')
      .select(['lead_unit_id', 'officer_id'])
      .orderBy('id')
      .execute()
  ).map(row => [row.lead_unit_id === office.unit.vp ? 'vp' : 'tccb', row.officer_id])

await t.test('all move in one go; the new head gets one mail, the old head nothing more', async t => {
  const office = await openTestOffice(t)
  const ids = await threeTasks(office)
  await dispatchAll(office, '2018-11-20')
  await liveThrough(office, '2018-11-21', '2018-11-30')
  const planned = await ledgerOf(office, { who: 'phuc', state: 'planned' })
  t.ok(planned.length > 0, 'the old head has reminders under way')
  await move(office, 'ngan', ids)
  await dispatchAll(office, day)
  t.same(await leads(office), [
    ['vp', null],
    ['vp', null],
    ['vp', null],
  ])
  t.same(
    (await ledgerOf(office, { who: 'phuc' })).filter(
      line => line.state === 'planned' && line.rung !== 'stale_10',
    ),
    [],
  )
  const rows = await office.database.reader
    .selectFrom('reminder')
    .select(['rung', 'message_id'])
    .where('person_id', '=', office.person.nhung)
    .where('rung', '=', 'issued')
    .execute()
  t.equal(rows.length, 3)
  t.equal(new Set(rows.map(row => row.message_id)).size, 1, 'one mail of all three')
  const co = await ledgerOf(office, { who: 'thuy', rung: 'issued' })
  t.equal(co.length, 1, 'the co-unit knows already')
  await liveThrough(office, '2018-12-04', '2018-12-11')
  const due = (await ledgerOf(office)).filter(
    line => line.rung === 'due_minus_3' && line.rungOn === '2018-12-11',
  )
  t.same(told(due), ['2018-12-11 due_minus_3 nhung'], 'the ladder stands on the new holder')
  t.same((await findContradictions(office.database.reader)).contradictions, [])
  t.same(
    (await verifyChains(office.database.reader, testKeys)).filter(chain => chain.broken),
    [],
  )
})

await t.test('one task that cannot move keeps all where they are', async t => {
  const office = await openTestOffice(t)
  const ids = await threeTasks(office)
  await t.rejects(move(office, 'ngan', ids, 'cd'), {
    name: 'Invalid',
    fields: { leadUnitId: { key: 'error.transfer_to_co_unit' } },
  })
  await office.act('ngan', '2018-12-02', 'withdraw', ids[2]!, { reason: 'Trùng', successorId: null })
  await t.rejects(move(office, 'ngan', ids), { name: 'Conflict' })
  t.same(
    (await leads(office)).map(([unit]) => unit),
    ['tccb', 'tccb', 'tccb'],
  )
  await t.rejects(move(office, 'ngan', []), {
    name: 'Invalid',
    fields: { taskIds: 'error.required.taskIds' },
  })
  const many = Array.from({ length: 101 }, () => ids[0]!)
  await t.rejects(move(office, 'ngan', many), {
    name: 'Invalid',
    fields: { taskIds: { key: 'error.too_many_together' } },
  })
  await t.rejects(move(office, 'ngan', [ids[0]!, ids[0]!]), { name: 'Conflict' }, 'a task named twice')
})

await t.test('who may, a second click, and a task that has gone meanwhile', async t => {
  const office = await openTestOffice(t)
  const ids = await threeTasks(office)
  for (const who of ['phuc', 'khoi', 'minh', 'quan'] as const)
    await t.rejects(move(office, who, ids), { name: 'NotAllowed' }, who)
  await t.rejects(move(office, 'tuyet', ids), { name: 'Invalid' }, 'a secretary needs what the leader signed')
  const act = actBy(office, 'ngan')
  const input = { fromUnitId: office.unit.tccb, toUnitId: office.unit.vp, taskIds: ids, reason: 'Sáp nhập' }
  t.equal((await transferTasks(office.database.writer, act, input)).repeated, false)
  t.equal((await transferTasks(office.database.writer, act, input)).repeated, true)
  await t.rejects(move(office, 'bao', ids), { name: 'Conflict' }, 'another leader was first')
})

await t.test('the head gives the tasks of an officer who leaves to another', async t => {
  const office = await openTestOffice(t)
  const [id] = await threeTasks(office)
  const other = await takePost(office, 'hanh', '2018-12-01')
  const give = (who: CastKey, toOfficerId: string | null, taskIds = [id!]) =>
    transferOfficerTasks(office.database.writer, actBy(office, who), {
      fromOfficerId: office.appointment.hanh,
      toOfficerId,
      taskIds,
    })
  await t.rejects(give('phuc', office.appointment.hanh), {
    name: 'Invalid',
    fields: { officerId: 'error.same_officer' },
  })
  await t.rejects(give('phuc', office.appointment.khoi), {
    name: 'Invalid',
    fields: { officerId: 'error.not_an_officer' },
  })
  await t.rejects(give('nhung', other.appointmentId), { name: 'NotFound' }, 'the head of another unit')
  await t.rejects(give('hanh', other.appointmentId), { name: 'NotAllowed' })
  await endPost(office, 'hanh', '2018-12-02')
  await give('phuc', other.appointmentId)
  t.same(await leads(office), [
    ['tccb', other.appointmentId],
    ['tccb', null],
    ['tccb', null],
  ])
  await t.rejects(give('phuc', null), { name: 'Conflict' }, 'it is hers no longer')
})
