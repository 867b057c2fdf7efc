/** A post that changes hands: its list of the day, who sees it, who confirms it once. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { listHandoverItems } from '../../src/data/handover.ts'
import { listPostWork } from '../../src/data/handover-work.ts'
import { endAppointment } from '../../src/domain/appointment-change.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { confirmHandover, findHandoverFor, findHandoversToConfirm } from '../../src/domain/handover.ts'
import { layStatement, takePost } from '../support/ledger.ts'
import { issuedObligation } from '../support/obligation.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

const actBy = (personId: string, office: TestOffice, day: string) => ({
  personId,
  actId: randomUUID(),
  occasion: office.occasion(day),
})

async function end(office: TestOffice, day: string, who: CastKey, toOn: string) {
  const id = office.appointment[who]
  return endAppointment(office.database.writer, actBy(office.person.tuyet, office, day), {
    id,
    version: 1,
    toOn,
  })
}

const seenBy = async (office: TestOffice, personId: string, day: string, of: CastKey = 'phuc') => {
  const actor = await findActor(office.database.reader, personId, day)
  return actor && findHandoverFor(office.database.reader, actor, office.appointment[of])
}

/** Two tasks of Phúc's, one with an officer, a draft, an extension and evidence; a part with another unit's task. */
async function busyPost(office: TestOffice): Promise<string[]> {
  const first = await office.issued('2018-11-20', '2018-12-21')
  const second = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', first, { officerId: office.appointment.hanh })
  await office.act('hanh', '2018-11-22', 'draft_report', first, { text: 'Dự thảo', claimedOn: '2018-11-22' })
  await layStatement(office, first, '2018-11-22')
  await office.act('phuc', '2018-11-23', 'request_extension', first, {
    reason: 'Đại hội',
    doneSoFar: 'Dự thảo',
    plan: 'Trình ký',
    newDueOn: '2018-12-28',
  })
  const part = { unitId: office.unit.tccb, deliverable: 'Góp ý', dueOn: '2018-12-10' }
  const third = await office.issued('2018-11-20', '2018-12-18', {
    leadUnitId: office.unit.cd,
    coUnits: [part],
  })
  return [first, second, third]
}

await t.test('the list is laid down on the day after, once, and stays as it was', async t => {
  const office = await openTestOffice(t)
  const { reader, writer } = office.database
  const [first, second, third] = await busyPost(office)
  await end(office, '2018-12-03', 'phuc', '2018-12-07')
  await runDuties(writer, testKeys, '2018-12-07')
  t.same(await reader.selectFrom('handover').selectAll().execute(), [], 'not while the post is held')
  await runDuties(writer, testKeys, '2018-12-08')
  await runDuties(writer, testKeys, '2018-12-08')
  const [handover, ...more] = await reader.selectFrom('handover').selectAll().execute()
  t.same(more, [])
  t.match(handover, {
    on_day: '2018-12-08',
    from_appointment_id: office.appointment.phuc,
    confirmed_at: null,
  })
  const items = await listHandoverItems(reader, handover?.id ?? '')
  t.match(items, [
    { kind: 'part', task_id: third, state: 'asked', due_on: '2018-12-10', pending: '' },
    { kind: 'task', subject_id: second, state: 'issued', due_on: '2018-12-14', pending: '', evidence: 0 },
    { kind: 'task', subject_id: first, state: 'in_progress', pending: 'extension draft', evidence: 1 },
  ])
  await office.act('ngan', '2018-12-10', 'withdraw', second ?? '', { reason: 'Trùng', successorId: null })
  t.same(await listHandoverItems(reader, handover?.id ?? ''), items, 'what happens later changes nothing')
  const event = await reader
    .selectFrom('event')
    .select('payload')
    .where('act', '=', 'open_handover')
    .execute()
  t.equal(event.length, 1)
  t.equal(JSON.parse(event[0]?.payload ?? '{}').items.length, 3)
})

await t.test(
  'seen by both holders, the secretary and the leaders; confirmed by the new one, once',
  async t => {
    const office = await openTestOffice(t)
    const { reader, writer } = office.database
    await busyPost(office)
    await end(office, '2018-12-03', 'phuc', '2018-12-07')
    const next = await takePost(office, 'phuc', '2018-12-08')
    await writer
      .updateTable('appointment')
      .set({ to_on: null })
      .where('id', '=', next.appointmentId)
      .execute()
    await runDuties(writer, testKeys, '2018-12-08')
    for (const who of ['phuc', 'tuyet', 'bao', 'minh'] as const)
      t.ok(await seenBy(office, office.person[who], '2018-12-10'), who)
    for (const who of ['hanh', 'nhung', 'khoi', 'son', 'quan', 'hieu'] as const)
      t.notOk(await seenBy(office, office.person[who], '2018-12-10'), who)
    const asked = async (personId: string) =>
      findHandoversToConfirm(reader, (await findActor(reader, personId, '2018-12-10'))!)
    t.match(await asked(next.personId), [
      { id: office.appointment.phuc, items: 3, person_name: 'Phạm Hoàng Phúc' },
    ])
    for (const who of ['tuyet', 'nhung', 'bao', 'khoi'] as const)
      t.same(await asked(office.person[who]), [], who)
    const confirm = (personId: string, version = 1, act = actBy(personId, office, '2018-12-10')) =>
      confirmHandover(writer, act, { appointmentId: office.appointment.phuc, version })
    for (const who of ['phuc', 'tuyet', 'bao'] as const)
      await t.rejects(confirm(office.person[who]), { name: 'NotAllowed' }, who)
    await t.rejects(confirm(office.person.nhung), { name: 'NotFound' })
    await t.rejects(confirm(next.personId, 7), { name: 'Conflict' })
    const act = actBy(next.personId, office, '2018-12-10')
    t.equal((await confirm(next.personId, 1, act)).repeated, false)
    t.equal((await confirm(next.personId, 1, act)).repeated, true, 'a second click')
    await t.rejects(confirm(next.personId), { name: 'WrongState' })
    t.same(await asked(next.personId), [])
    t.match(await reader.selectFrom('handover').selectAll().executeTakeFirst(), {
      to_appointment_id: next.appointmentId,
      confirmed_at: act.occasion.at,
    })
  },
)

await t.test(
  'open standing duties of the unit lie in its head’s post, with their schedule of the day',
  async t => {
    const office = await openTestOffice(t)
    const { reader, writer } = office.database
    const id = await issuedObligation(office, '2018-11-20')
    const cycle = await writer.selectFrom('task').selectAll().executeTakeFirstOrThrow()
    await end(office, '2018-12-03', 'phuc', '2018-12-07')
    await runDuties(writer, testKeys, '2018-12-08')
    const handover = await reader.selectFrom('handover').select('id').executeTakeFirst()
    const laid = await listHandoverItems(reader, handover?.id ?? '')
    t.match(laid, [
      { kind: 'obligation', subject_id: id, task_id: null, state: 'quarter 14 4' },
      { kind: 'task', subject_id: cycle.id },
    ])
    const post = (who: CastKey) =>
      reader
        .selectFrom('appointment')
        .selectAll()
        .where('id', '=', office.appointment[who])
        .executeTakeFirstOrThrow()
    t.same(
      (await listPostWork(reader, await post('hang'))).map(item => item.kind),
      [],
      'another unit’s',
    )
    await writer.updateTable('obligation').set({ state: 'closed', cut_off_day: 20 }).execute()
    t.same(
      (await listPostWork(reader, await post('phuc'))).map(item => item.kind),
      ['task'],
      'what is closed is nobody’s',
    )
    t.same(await listHandoverItems(reader, handover?.id ?? ''), laid, 'the list stays as it was')
  },
)

await t.test('a post that ended without anybody knowing is laid down when it is recorded', async t => {
  const office = await openTestOffice(t)
  await busyPost(office)
  await end(office, '2018-12-10', 'phuc', '2018-12-05')
  t.match(await office.database.reader.selectFrom('handover').selectAll().execute(), [
    { on_day: '2018-12-10' },
  ])
})

await t.test(
  'nothing is handed over where nothing lies, the same person goes on, or the holder is back',
  async t => {
    const office = await openTestOffice(t)
    const { reader, writer } = office.database
    await end(office, '2018-12-03', 'nhung', '2018-12-07')
    await busyPost(office)
    const acting = await takePost(office, 'phuc', '2018-12-03', { actingFor: office.appointment.phuc })
    await writer
      .updateTable('appointment')
      .set({ to_on: '2018-12-07' })
      .where('id', '=', acting.appointmentId)
      .execute()
    await runDuties(writer, testKeys, '2018-12-08')
    t.same(await reader.selectFrom('handover').selectAll().execute(), [])
    await end(office, '2018-12-08', 'phuc', '2018-12-09')
    await takePost(office, 'phuc', '2018-12-10').then(({ appointmentId }) =>
      writer
        .updateTable('appointment')
        .set({ person_id: office.person.phuc, to_on: null })
        .where('id', '=', appointmentId)
        .execute(),
    )
    await runDuties(writer, testKeys, '2018-12-10')
    t.same(await reader.selectFrom('handover').selectAll().execute(), [])
  },
)

await t.test(
  'an officer hands over to the head, a verifier to the next one, a leader their units and decisions',
  async t => {
    const office = await openTestOffice(t)
    const { reader, writer } = office.database
    const first = await office.issued('2018-11-20', '2018-12-21', { verifierId: office.appointment.khoi })
    await office.act('phuc', '2018-11-21', 'receive', first, { officerId: office.appointment.hanh })
    await office.act('phuc', '2018-11-23', 'request_extension', first, {
      reason: 'Đại hội',
      doneSoFar: 'Dự thảo',
      plan: 'Trình ký',
      newDueOn: '2018-12-28',
    })
    const work = async (who: CastKey) =>
      (
        await listPostWork(
          reader,
          await reader
            .selectFrom('appointment')
            .selectAll()
            .where('id', '=', office.appointment[who])
            .executeTakeFirstOrThrow(),
        )
      ).map(item => item.kind)
    t.same(await work('hanh'), ['task'])
    t.same(await work('khoi'), ['verify'])
    t.same(await work('ngan'), ['extension', 'unit'])
    t.same(await work('bao'), [], 'Ngân is in charge of the unit')
    for (const who of ['hanh', 'khoi', 'ngan'] as const) await end(office, '2018-12-03', who, '2018-12-07')
    const verifier = await takePost(office, 'khoi', '2018-12-08')
    await writer
      .updateTable('appointment')
      .set({ to_on: null })
      .where('id', '=', verifier.appointmentId)
      .execute()
    await runDuties(writer, testKeys, '2018-12-08')
    const receiver = async (who: CastKey) =>
      (await seenBy(office, office.person.tuyet, '2018-12-10', who))?.receivers.map(one => one.person_id)
    t.same(await receiver('hanh'), [office.person.phuc])
    t.same(await receiver('khoi'), [verifier.personId])
    t.same(await receiver('ngan'), [office.person.bao], 'nobody follows her, so the director')
  },
)
