/** Work given on within a unit: who may, what it does to the task (nothing), who sees it, who is reminded. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findTaskFor } from '../../src/data/task.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { maySeeSubtasks } from '../../src/domain/subtask-authority.ts'
import { newId } from '../../src/lib/id.ts'
import { nameSortKey } from '../../src/lib/sort-key.ts'
import { dispatchAll, layStatement, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const work = { title: 'Soạn dự thảo Quy chế', criterion: 'Bản dự thảo' }

/** A task that its head received without naming an officer. */
async function received(office: TestOffice, dueOn = '2018-12-14'): Promise<string> {
  const taskId = await office.issued('2018-11-20', dueOn, {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: null })
  return taskId
}

async function give(office: TestOffice, taskId: string, dueOn = '2018-12-10'): Promise<string> {
  const input = { ...work, officerId: office.appointment.hanh, dueOn }
  return (await office.act('phuc', '2018-12-03', 'give_subtask', taskId, input)).subjectId
}

async function rowOf(office: TestOffice, id: string) {
  return office.database.reader
    .selectFrom('subtask')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

async function sees(office: TestOffice, who: CastKey, taskId: string, day = '2018-12-05') {
  const { reader } = office.database
  const actor = await findActor(reader, office.person[who], day)
  return actor ? await findTaskFor(reader, actor, taskId) : undefined
}

const fieldsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof Invalid ? Object.keys(error.fields) : error
}

await t.test('the head gives, the officer works, and the task itself stays as it was', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  t.equal(await sees(office, 'hanh', taskId), undefined, 'not hers yet')
  const id = await give(office, taskId)
  t.ok(await sees(office, 'hanh', taskId), 'she sees the task her work belongs to')
  const task = () =>
    office.database.reader
      .selectFrom('task')
      .select(['state', 'percent', 'updated_on', 'due_on', 'deadline_version', 'officer_id'])
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow()
  const before = await task()
  await office.act('hanh', '2018-12-04', 'update_subtask', taskId, {
    subtaskId: id,
    text: 'Một nửa',
    percent: 50,
  })
  t.match(await rowOf(office, id), { percent: 50, state: 'open' })
  await office.act('hanh', '2018-12-05', 'complete_subtask', taskId, { subtaskId: id, text: '' })
  t.match(await rowOf(office, id), { percent: 100, state: 'done', done_on: '2018-12-05' })
  t.same(await task(), before, 'no figure of the task has changed')
  for (const act of ['update', 'draft_report'] as const) {
    const input = { text: 'Thay', percent: 90, blocker: '', claimedOn: null }
    await t.rejects(office.act('hanh', '2018-12-05', act, taskId, input), NotAllowed, act)
  }
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test('others may not: outsiders find nothing, those above and beside may not act', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const id = await give(office, taskId)
  const input = { ...work, officerId: office.appointment.hanh, dueOn: '2018-12-11' }
  for (const who of ['hanh', 'ngan', 'tuyet', 'thuy', 'khoi', 'son', 'minh'] as const) {
    await t.rejects(office.act(who, '2018-12-04', 'give_subtask', taskId, input), NotAllowed, who)
    const cancel = office.act(who, '2018-12-04', 'cancel_subtask', taskId, { subtaskId: id, reason: 'Thôi' })
    await t.rejects(cancel, NotAllowed, who)
  }
  for (const who of ['ngan', 'thuy', 'khoi', 'son', 'minh'] as const) {
    const done = office.act(who, '2018-12-04', 'complete_subtask', taskId, { subtaskId: id, text: '' })
    await t.rejects(done, NotAllowed, who)
  }
  for (const who of ['hang', 'nhung', 'quan', 'hieu'] as const) {
    await t.rejects(office.act(who, '2018-12-04', 'give_subtask', taskId, input), NotFound, who)
  }
  const other = await give(office, await received(office))
  const mixed = office.act('hanh', '2018-12-04', 'complete_subtask', taskId, { subtaskId: other, text: '' })
  await t.rejects(mixed, NotAllowed, 'a piece of another task is none of this one')
})

await t.test('only the unit and those above it see how it divided its work', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  await give(office, taskId)
  const seeing: CastKey[] = []
  for (const who of Object.keys(office.person) as CastKey[]) {
    const facts = await sees(office, who, taskId)
    const actor = await findActor(office.database.reader, office.person[who], '2018-12-05')
    if (facts && actor && maySeeSubtasks(actor, facts)) seeing.push(who)
  }
  t.same(seeing.sort(), ['bao', 'hanh', 'minh', 'ngan', 'phuc', 'tuyet'])
})

await t.test('fields are checked: who, by when, and that something changes', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const input = { ...work, officerId: office.appointment.hanh, dueOn: '2018-12-10' }
  const day = '2018-12-04'
  const given = (more: object) =>
    fieldsOf(office.act('phuc', day, 'give_subtask', taskId, { ...input, ...more }))
  t.same(await given({ title: ' ', officerId: null, dueOn: null }), ['title', 'officerId', 'dueOn'])
  t.same(await given({ dueOn: '2018-12-15' }), ['dueOn'], 'after the task')
  t.same(await given({ dueOn: '2018-12-03' }), ['dueOn'], 'past')
  t.same(await given({ officerId: office.appointment.khoi }), ['officerId'], 'no officer of the unit')
  t.same(await given({ officerId: newId() }), ['officerId'])
  t.same(await given({ title: 'x'.repeat(301) }), ['title'])
  const id = await give(office, taskId)
  const same = { ...input, subtaskId: id }
  t.same(await fieldsOf(office.act('phuc', day, 'change_subtask', taskId, same)), ['title'])
  const percent = { subtaskId: id, text: '', percent: 101 }
  t.same(await fieldsOf(office.act('hanh', day, 'update_subtask', taskId, percent)), ['text', 'percent'])
  const cancel = { subtaskId: id, reason: '' }
  t.same(await fieldsOf(office.act('phuc', day, 'cancel_subtask', taskId, cancel)), ['reason'])
  await office.act('phuc', day, 'cancel_subtask', taskId, { subtaskId: id, reason: 'Đã giao người khác' })
  await t.rejects(office.act('hanh', day, 'complete_subtask', taskId, { subtaskId: id, text: '' }), NotFound)
  await t.rejects(
    office.act('phuc', day, 'complete_subtask', taskId, { subtaskId: id, text: '' }),
    WrongState,
  )
})

await t.test('a second click gets the first answer; of two at once one gets a conflict', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const id = await give(office, taskId)
  const other = await give(office, taskId)
  const actId = randomUUID()
  const input = { subtaskId: id, text: '' }
  await office.act('hanh', '2018-12-04', 'complete_subtask', taskId, input, { actId, version: 5 })
  const again = await office.act('hanh', '2018-12-04', 'complete_subtask', taskId, input, {
    actId,
    version: 4,
  })
  t.same(again, { subjectId: id, repeated: true })
  const late = { subtaskId: other, reason: 'Thôi' }
  await t.rejects(office.act('phuc', '2018-12-04', 'cancel_subtask', taskId, late, { version: 5 }), Conflict)
})

await t.test('the officer is reminded of the piece’s own date, and no more once it is done', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office, '2018-12-28')
  const id = await give(office, taskId, '2018-12-12')
  const done = await give(office, taskId, '2018-12-12')
  await dispatchAll(office, '2018-12-03')
  await liveThrough(office, '2018-12-04', '2018-12-07')
  await office.act('hanh', '2018-12-07', 'complete_subtask', taskId, { subtaskId: done, text: 'Xong' })
  await dispatchAll(office, '2018-12-07')
  await liveThrough(office, '2018-12-08', '2018-12-14')
  const rows = (await ledgerOf(office)).filter(line => line.rung.startsWith('subtask_'))
  t.same(told(rows), [
    '2018-12-03 subtask_given hanh',
    '2018-12-03 subtask_given hanh',
    '2018-12-07 subtask_minus_3 hanh',
    '2018-12-07 subtask_minus_3 hanh',
    '2018-12-12 subtask_today hanh',
    '2018-12-13 subtask_late_1 hanh',
  ])
  const moot = rows.filter(row => row.rung === 'subtask_minus_3' && row.reason === 'decided')
  t.equal(moot.length, 1, 'the one that was done')
  const change = { ...work, subtaskId: id, officerId: office.appointment.hanh, dueOn: '2018-12-21' }
  await office.act('phuc', '2018-12-14', 'change_subtask', taskId, change)
  await dispatchAll(office, '2018-12-14')
  await liveThrough(office, '2018-12-15', '2018-12-18')
  const later = (await ledgerOf(office)).filter(
    line => line.rungOn >= '2018-12-14' && line.rung.startsWith('subtask_'),
  )
  t.same(told(later), ['2018-12-14 subtask_given hanh', '2018-12-18 subtask_minus_3 hanh'])
})

await t.test('an officer who left: the head is reminded in their place', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office, '2018-12-28')
  await give(office, taskId, '2018-12-12')
  await dispatchAll(office, '2018-12-03')
  await office.database.writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-05' })
    .where('id', '=', office.appointment.hanh)
    .execute()
  await liveThrough(office, '2018-12-06', '2018-12-12')
  const rows = (await ledgerOf(office)).filter(line => /^subtask_[mt]/.test(line.rung))
  t.same(told(rows), ['2018-12-07 subtask_minus_3 phuc', '2018-12-12 subtask_today phuc'])
})

await t.test('what is open ends with the task, or when it goes to another unit', async t => {
  const office = await openTestOffice(t)
  const closed = await received(office)
  const open = await give(office, closed)
  const done = await give(office, closed)
  await office.act('hanh', '2018-12-04', 'complete_subtask', closed, { subtaskId: done, text: '' })
  const part = await office.database.reader
    .selectFrom('co_unit')
    .select('id')
    .where('task_id', '=', closed)
    .executeTakeFirstOrThrow()
  await office.act('phuc', '2018-12-04', 'waive_co_unit', closed, { coUnitId: part.id, reason: 'Không cần' })
  await layStatement(office, closed, '2018-12-05')
  await office.act('phuc', '2018-12-05', 'report', closed, { text: 'Đã xong', claimedOn: '2018-12-05' })
  t.match(await rowOf(office, open), { state: 'open' }, 'a report does not end it: it may come back')
  await office.act('khoi', '2018-12-06', 'verify', closed, { note: '' })
  t.match(await rowOf(office, open), { state: 'cancelled', ended_with_task: 1 })
  t.match(await rowOf(office, done), { state: 'done', ended_with_task: 0 })
  t.ok(await sees(office, 'hanh', closed, '2018-12-07'), 'the record stays open to who worked on it')
  const moved = await received(office)
  const given = await give(office, moved)
  await office.act('ngan', '2018-12-05', 'reassign', moved, {
    leadUnitId: office.unit.vp,
    reason: 'Đúng chức năng',
  })
  t.match(await rowOf(office, given), { state: 'cancelled', ended_with_task: 1 })
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test('work that was taken back, or given to another, hides the task again', async t => {
  const office = await openTestOffice(t)
  const person = newId()
  const appointment = newId()
  const created_at = '2018-11-01T00:00:00.000Z'
  const hanh = await office.database.reader
    .selectFrom('person')
    .selectAll()
    .where('id', '=', office.person.hanh)
    .executeTakeFirstOrThrow()
  const post = await office.database.reader
    .selectFrom('appointment')
    .selectAll()
    .where('id', '=', office.appointment.hanh)
    .executeTakeFirstOrThrow()
  const name = 'Trương Thị Ngọc Ẩn'
  const another = {
    ...hanh,
    id: person,
    name,
    sort_key: nameSortKey(name),
    email: 'an@sgddt.example',
    created_at,
  }
  await office.database.writer.insertInto('person').values(another).execute()
  await office.database.writer
    .insertInto('appointment')
    .values({ ...post, id: appointment, person_id: person })
    .execute()
  const taskId = await received(office)
  const id = await give(office, taskId)
  const change = { ...work, subtaskId: id, officerId: appointment, dueOn: '2018-12-10' }
  await office.act('phuc', '2018-12-04', 'change_subtask', taskId, change)
  t.equal(await sees(office, 'hanh', taskId), undefined)
  const actor = await findActor(office.database.reader, person, '2018-12-05')
  t.ok(actor && (await findTaskFor(office.database.reader, actor, taskId)))
  await office.act('phuc', '2018-12-05', 'cancel_subtask', taskId, { subtaskId: id, reason: 'Không cần nữa' })
  t.equal(actor && (await findTaskFor(office.database.reader, actor, taskId)), undefined)
})
