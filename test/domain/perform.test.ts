import { randomUUID } from 'node:crypto'
import t from 'tap'
import { insertEvidence } from '../../src/data/evidence.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { newId } from '../../src/lib/id.ts'
import { openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

async function layStatement(office: TestOffice, taskId: string): Promise<void> {
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: taskId,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Đã ban hành',
    person_id: office.person.phuc,
    created_at: '2018-12-01T02:00:00.000Z',
  })
}

async function taskOf(office: TestOffice, id: string) {
  return office.database.reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

await t.test('a task lives from issue to verification', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  await office.act('hanh', '2018-12-03', 'update', id, { text: 'Đã có dự thảo', percent: 60, blocker: '' })
  await t.rejects(
    office.act('phuc', '2018-12-10', 'report', id, { text: 'Đã ban hành', claimedOn: '2018-12-10' }),
    { name: 'Invalid', fields: { evidence: 'error.required.evidence' } },
  )
  await layStatement(office, id)
  await office.act('phuc', '2018-12-10', 'report', id, { text: 'Đã ban hành', claimedOn: '2018-12-10' })
  await t.rejects(office.act('phuc', '2018-12-11', 'verify', id, { note: '' }), { name: 'NotAllowed' })
  await office.act('khoi', '2018-12-20', 'verify', id, { note: 'Đạt' })
  t.match(await taskOf(office, id), {
    state: 'verified',
    completed_on: '2018-12-10',
    closed_on: '2018-12-20',
  })
  const [chain] = await verifyChains(office.database.reader, testKeys)
  t.equal(chain?.broken, undefined)
  t.equal(chain?.events, 7)
})

await t.test('what is not theirs is not found; a second click gets the first answer', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await t.rejects(office.act('hang', '2018-11-21', 'receive', id, { officerId: null }), { name: 'NotFound' })
  const actId = randomUUID()
  const first = await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null }, { actId })
  const second = await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null }, { actId })
  t.match(first, { repeated: false })
  t.match(second, { repeated: true, subjectId: first.subjectId })
})

await t.test('a reason that no table of its own keeps stands beside the event', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await office.act('ngan', '2018-11-22', 'reassign', id, {
    leadUnitId: office.unit.vp,
    reason: 'Đúng chức năng',
  })
  await office.act('ngan', '2018-11-23', 'withdraw', id, { reason: 'Trùng việc', successorId: null })
  const texts = await office.database.reader
    .selectFrom('event_text')
    .innerJoin('event', 'event.id', 'event_text.event_id')
    .select(['event.act', 'event_text.text', 'event_text.task_id'])
    .orderBy('event.seq')
    .execute()
  t.same(texts, [
    { act: 'reassign', text: 'Đúng chức năng', task_id: id },
    { act: 'withdraw', text: 'Trùng việc', task_id: id },
  ])
})

await t.test('the officer’s evidence goes with the report that the head sends from the draft', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  const { hanh } = office.appointment
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: hanh })
  await insertEvidence(office.database.writer, {
    id: newId(),
    task_id: id,
    task_update_id: null,
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
    statement: 'Quy chế đã ký',
    person_id: office.person.hanh,
    created_at: '2018-12-03T02:00:00.000Z',
  })
  const report = { text: 'Đã ban hành', claimedOn: '2018-12-03' }
  await t.rejects(office.act('phuc', '2018-12-03', 'report', id, report), {
    name: 'Invalid',
    fields: { evidence: 'error.required.evidence' },
  })
  await office.act('hanh', '2018-12-03', 'draft_report', id, report)
  await office.act('phuc', '2018-12-04', 'report', id, report)
  const [row] = await office.database.reader.selectFrom('evidence').selectAll().execute()
  t.match(row, { state: 'attached', person_id: office.person.hanh, task_update_id: /./ })
})
