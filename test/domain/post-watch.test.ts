/** Posts with open work that stand empty, or soon will: the secretary is told once a vacancy (PRODUCT §4). */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { createAppointment } from '../../src/domain/appointment.ts'
import { endAppointment } from '../../src/domain/appointment-change.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { setPersonDisabled } from '../../src/domain/person.ts'
import { findEmptyPosts, findEndingPosts } from '../../src/domain/post-watch.ts'
import { findPosts } from '../../src/domain/reminder-posts.ts'
import { dispatchAll, endPost, ledgerOf, liveThrough, takePost, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const actBy = (office: TestOffice, day: string, who: CastKey = 'tuyet') => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(day),
})

async function end(office: TestOffice, day: string, who: CastKey, toOn: string) {
  const { id, version } = await office.database.reader
    .selectFrom('appointment')
    .select(['id', 'version'])
    .where('id', '=', office.appointment[who])
    .executeTakeFirstOrThrow()
  return endAppointment(office.database.writer, actBy(office, day), { id, version, toOn })
}

const emptyOn = async (office: TestOffice, day: string) => {
  const { reader } = office.database
  return (await findEmptyPosts(reader, await findPosts(reader, day))).map(one => [
    one.kind,
    one.lastDay,
    one.tasks,
  ])
}
const endingOn = async (office: TestOffice, day: string) => {
  const { reader } = office.database
  const found = await findEndingPosts(reader, await findPosts(reader, day), await findCalendar(reader))
  return found.map(one => [one.kind, one.personName, one.lastDay])
}

await t.test(
  'each kind of post is missed when its holder is gone, and only while work lies in it',
  async t => {
    const office = await openTestOffice(t)
    const { appointment } = office
    t.same(await emptyOn(office, '2018-12-10'), [], 'no work, no alarm')
    const id = await office.issued('2018-11-20', '2018-12-21', { verifierId: appointment.khoi })
    await office.act('phuc', '2018-11-21', 'receive', id, { officerId: appointment.hanh })
    t.same(await emptyOn(office, '2018-12-10'), [])
    for (const who of ['phuc', 'hanh', 'khoi', 'ngan', 'bao'] as const)
      await endPost(office, who, '2018-12-07')
    t.same(await emptyOn(office, '2018-12-07'), [])
    t.same(await emptyOn(office, '2018-12-08'), [
      ['head', '2018-12-07', 1],
      ['officer', '2018-12-07', 1],
      ['verifier', '2018-12-07', 1],
      ['leader', '2018-12-07', 1],
      ['director', null, 1],
    ])
    await takePost(office, 'khoi', '2018-12-08')
    t.notOk(
      (await emptyOn(office, '2018-12-08')).some(([kind]) => kind === 'verifier'),
      'another may verify',
    )
  },
)

await t.test('a unit that never had a head, and one whose part nobody answers for', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-21', {
    leadUnitId: office.unit.ttra,
    coUnits: [{ unitId: office.unit.cd, deliverable: '', dueOn: null }],
  })
  t.same(await emptyOn(office, '2018-12-10'), [['head', null, 1]])
  await endPost(office, 'thuy', '2018-12-01')
  const found = await emptyOn(office, '2018-12-10')
  t.same(new Set(found.map(([, lastDay]) => lastDay)), new Set(['2018-12-01', null]))
})

await t.test('told once a vacancy, until the post is filled; a new vacancy is told anew', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-28')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await end(office, '2018-12-03', 'phuc', '2018-12-05')
  await liveThrough(office, '2018-12-04', '2018-12-07')
  t.same(told(await ledgerOf(office, { rung: 'post_empty' })), ['2018-12-06 post_empty tuyet'])
  t.match(await ledgerOf(office, { rung: 'post_ending' }), [{ rungOn: '2018-12-04', who: 'tuyet' }])
  const next = await takePost(office, 'phuc', '2018-12-08')
  await office.database.writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-12' })
    .where('id', '=', next.appointmentId)
    .execute()
  await liveThrough(office, '2018-12-08', '2018-12-14')
  t.same(told(await ledgerOf(office, { rung: 'post_empty' })), [
    '2018-12-06 post_empty tuyet',
    '2018-12-13 post_empty tuyet',
  ])
})

await t.test('ten working days ahead, unless somebody follows', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2019-02-28')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  await endPost(office, 'phuc', '2018-12-20')
  await endPost(office, 'hanh', '2018-12-20')
  t.same(await endingOn(office, '2018-12-05'), [], 'eleven working days')
  t.same(await endingOn(office, '2018-12-06'), [
    ['head', 'Phạm Hoàng Phúc', '2018-12-20'],
    ['officer', 'Đỗ Thị Mỹ Hạnh', '2018-12-20'],
  ])
  t.same((await endingOn(office, '2018-12-20')).length, 2, 'to its last day')
  t.same(await endingOn(office, '2018-12-21'), [])
  await createAppointment(office.database.writer, actBy(office, '2018-12-06'), {
    personId: office.person.hang,
    unitId: office.unit.tccb,
    role: 'unit_head',
    title: 'Trưởng phòng',
    fromOn: '2018-12-21',
    toOn: null,
    actingForId: null,
    committeeId: null,
    inspectionId: null,
    isHead: false,
  })
  t.same(await endingOn(office, '2018-12-06'), [['officer', 'Đỗ Thị Mỹ Hạnh', '2018-12-20']])
})

await t.test(
  'an account that is shut empties its posts at once; mail planned for them is cancelled',
  async t => {
    const office = await openTestOffice(t)
    const id = await office.issued('2018-11-20', '2018-12-14')
    await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
    await liveThrough(office, '2018-11-22', '2018-12-11')
    const due = { rung: 'due_minus_3', who: 'phuc' as const }
    t.match(await ledgerOf(office, due), [{ state: 'planned' }])
    const change = { id: office.person.phuc, version: 1, disabled: true }
    await setPersonDisabled(office.database.writer, actBy(office, '2018-12-11'), change)
    await dispatchAll(office, '2018-12-11')
    t.match(await ledgerOf(office, due), [{ state: 'cancelled', reason: 'appointment_ended' }])
    t.match(await ledgerOf(office, { rung: 'post_empty' }), [
      { who: 'tuyet', forOn: '2018-12-11', state: 'planned' },
    ])
    const back = { ...change, version: 2, disabled: false }
    await setPersonDisabled(office.database.writer, actBy(office, '2018-12-11'), back)
    await dispatchAll(office, '2018-12-11', '10:00')
    t.same(await emptyOn(office, '2018-12-11'), [])
  },
)
