import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findLastMeeting, findMeetingFor, listMeetingsBetween } from '../../src/data/meeting.ts'
import { listMeetingItems } from '../../src/data/meeting-item.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import { cancelMeeting, changeMeeting, inviteToMeeting, planMeeting } from '../../src/domain/meeting.ts'
import { addFromAttention, addItem, moveItem, removeItem } from '../../src/domain/meeting-agenda.ts'
import { completeFollowUp, concludeItem } from '../../src/domain/meeting-conclusion.ts'
import { closeMeeting, noteAttendance, noteOnMeeting, openMeeting } from '../../src/domain/meeting-course.ts'
import {
  confirmDecision,
  decideItem,
  dropPrepared,
  prepareDecision,
} from '../../src/domain/meeting-decision.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import {
  actAs,
  grantedTo,
  meetingDay,
  openedMeeting,
  plannedMeeting,
  taskVersion,
} from '../support/meeting.ts'
import { openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

t.setTimeout(300_000)

async function countOf(office: TestOffice, act: string): Promise<number> {
  const rows = await office.database.writer.selectFrom('event').select('id').where('act', '=', act).execute()
  return rows.length
}

await t.test('a secretary plans, moves, invites to and cancels a meeting; nobody else does', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const id = await plannedMeeting(office)
  const input = {
    title: 'Phiên họp',
    onDay: '2018-12-14',
    startsAt: '08:00',
    place: 'Phòng họp',
    chairId: office.appointment.son,
    guests: '',
  }
  for (const who of ['ngan', 'phuc', 'minh'] as const)
    await t.rejects(planMeeting(db, actAs(office, who, '2018-12-10'), office.committeeId, input), NotAllowed)
  const wrong = {
    ...input,
    onDay: '2018-12-01',
    startsAt: '25:00',
    chairId: office.appointment.ngan,
    title: '',
  }
  const refused = planMeeting(db, actAs(office, 'tuyet', '2018-12-10'), office.committeeId, wrong)
  const fields = await refused.then(
    () => ({}),
    (error: Invalid) => error.fields,
  )
  t.same(Object.keys(fields).sort(), ['chairId', 'onDay', 'startsAt', 'title'])

  await inviteToMeeting(db, actAs(office, 'tuyet', '2018-12-10'), id, 1)
  await t.rejects(inviteToMeeting(db, actAs(office, 'tuyet', '2018-12-10'), id, 2), Conflict, 'once a plan')
  await t.rejects(
    changeMeeting(db, actAs(office, 'tuyet', '2018-12-10'), id, { ...input, version: 1 }),
    Conflict,
    'the version that was shown is not the stored one',
  )
  await changeMeeting(db, actAs(office, 'tuyet', '2018-12-10'), id, { ...input, version: 2 })
  const actor = (await findActor(db, office.person.son, '2018-12-10'))!
  const moved = await findMeetingFor(db, actor, id)
  t.match(moved, { on_day: '2018-12-14', plan_version: 2, invited_on: null, version: 3 })
  t.equal((await listMeetingsBetween(db, actor, '2018-12-14', '2018-12-14')).length, 1)
  await t.rejects(
    openMeeting(db, actAs(office, 'tuyet', '2018-12-12'), id, 3),
    Invalid,
    'its day has not come',
  )
  await cancelMeeting(db, actAs(office, 'tuyet', '2018-12-12'), id, { reason: 'Bận công tác', version: 3 })
  await t.rejects(openMeeting(db, actAs(office, 'tuyet', '2018-12-14'), id, 4), WrongState)
  t.same(
    await listMeetingsBetween(db, actor, '2018-12-01', '2018-12-31'),
    [],
    'a cancelled one is in no calendar',
  )
  const head = (await findActor(db, office.person.phuc, '2018-12-10'))!
  t.equal(await findMeetingFor(db, head, id), undefined, 'a unit does not know of it')
  await t.rejects(cancelMeeting(db, actAs(office, 'phuc'), id, { reason: 'x', version: 4 }), NotFound)
})

await t.test('the agenda: from the list once, from the chair, moved and taken off', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const { id, items } = await openedMeeting(office)
  t.match(
    items.map(item => item.kind),
    ['second_extension', 'recommendation', 'text'],
  )
  const again = [`second_extension ${await pendingId(office)}`]
  await addFromAttention(db, actAs(office, 'tuyet'), id, again)
  t.equal((await listMeetingItems(db, id)).length, 3, 'what stands there is not put there twice')
  await t.rejects(addFromAttention(db, actAs(office, 'tuyet'), id, []), Invalid)
  await t.rejects(
    addItem(db, actAs(office, 'ngan'), id, { title: 'x', taskId: null, recommendationId: null }),
    NotAllowed,
  )
  await moveItem(db, actAs(office, 'tuyet'), items[2].id, 'up')
  await moveItem(db, actAs(office, 'tuyet'), items[0].id, 'up')
  t.same(
    (await listMeetingItems(db, id)).map(item => item.id),
    [items[0].id, items[2].id, items[1].id],
  )
  await removeItem(db, actAs(office, 'tuyet'), { itemId: items[2].id, version: 1 })
  await t.rejects(removeItem(db, actAs(office, 'tuyet'), { itemId: items[2].id, version: 1 }), NotFound)
})

await t.test('a member’s decision in the room is the act itself, done once', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const { id, taskId, items } = await openedMeeting(office)
  const [item] = items
  const version = await taskVersion(office, taskId)
  const input = { itemId: item.id, version: 1, subjectVersion: version, decision: grantedTo('2018-12-26') }
  await t.rejects(
    decideItem(db, actAs(office, 'ngan'), input),
    NotAllowed,
    'the second one is not a leader’s',
  )
  await t.rejects(decideItem(db, actAs(office, 'tuyet'), input), NotAllowed, 'nor the secretary’s')
  await t.rejects(decideItem(db, actAs(office, 'phuc'), input), NotFound)
  const act = actAs(office, 'son')
  await decideItem(db, act, input)
  t.equal((await decideItem(db, act, input)).repeated, true, 'a second click')
  await t.rejects(decideItem(db, actAs(office, 'son'), input), Conflict, 'the same page sent anew')
  const task = await db.selectFrom('task').selectAll().where('id', '=', taskId).executeTakeFirstOrThrow()
  t.match(task, { due_on: '2018-12-26', extension_count: 2, original_due_on: '2018-11-30' })
  t.equal(await countOf(office, 'decide_extension'), 2)
  const decided = (await listMeetingItems(db, id))[0]
  const event = await db
    .selectFrom('event')
    .selectAll()
    .where('id', '=', decided?.event_id ?? '')
    .executeTakeFirst()
  t.match(event, { act: 'decide_extension', task_id: taskId, person_id: office.person.son })
  t.match(
    JSON.parse(decided?.facts ?? '{}'),
    { due_on: '2018-12-14', original_due_on: '2018-11-30' },
    'as it stood',
  )
  t.same((await findContradictions(db)).contradictions, [], 'the events alone say the same')
  for (const { broken } of await verifyChains(db, testKeys)) t.equal(broken, undefined)
})

await t.test('the secretary prepares, the chair confirms; others do neither', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const { id, recommendationId, items } = await openedMeeting(office)
  const item = items[1]
  const close = (outcome: string) => ({
    act: 'close_recommendation' as const,
    input: { outcome, successorId: null, reason: '', decisionNo: '12/QĐ-BCĐ', decisionOn: meetingDay },
  })
  const input = { itemId: item.id, version: 1, subjectVersion: 1 }
  await t.rejects(
    prepareDecision(db, actAs(office, 'tuyet'), { ...input, decision: close('x') }),
    Invalid,
    'what the act would be refused for is said to who types it',
  )
  await t.rejects(
    prepareDecision(db, actAs(office, 'ngan'), { ...input, decision: close('implemented') }),
    NotAllowed,
  )
  await prepareDecision(db, actAs(office, 'tuyet'), { ...input, decision: close('implemented') })
  const outcomeOf = async () =>
    (
      await db
        .selectFrom('recommendation')
        .select('outcome')
        .where('id', '=', recommendationId)
        .executeTakeFirst()
    )?.outcome
  t.equal(await outcomeOf(), null, 'nothing is done yet')
  await t.rejects(closeMeeting(db, actAs(office, 'tuyet'), id, 2), Invalid, 'while a decision waits')
  await t.rejects(confirmDecision(db, actAs(office, 'tuyet'), { ...input, version: 2 }), NotAllowed)
  await dropPrepared(db, actAs(office, 'tuyet'), { itemId: item.id, version: 2 })
  await t.rejects(confirmDecision(db, actAs(office, 'son'), { ...input, version: 3 }), WrongState)
  await prepareDecision(db, actAs(office, 'tuyet'), { ...input, version: 3, decision: close('implemented') })
  await confirmDecision(db, actAs(office, 'son'), { ...input, version: 4 })
  t.equal(await outcomeOf(), 'implemented')
  t.match((await listMeetingItems(db, id))[1], { state: 'decided', decided_by: office.appointment.son })
  await t.rejects(confirmDecision(db, actAs(office, 'son'), { ...input, version: 4 }), Conflict)
})

await t.test('conclusions, attendance, the end, and what is added after it', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const { id, items } = await openedMeeting(office)
  const words = { conclusion: 'Giao Văn phòng chuẩn bị', followUp: '', followUpBy: '', followUpDueOn: null }
  await t.rejects(
    concludeItem(db, actAs(office, 'tuyet'), { ...words, conclusion: '', itemId: items[2].id, version: 1 }),
    Invalid,
  )
  const task = { followUp: 'Dự thảo báo cáo sơ kết', followUpBy: '', followUpDueOn: null }
  await t.rejects(
    concludeItem(db, actAs(office, 'tuyet'), { ...words, ...task, itemId: items[2].id, version: 1 }),
    Invalid,
  )
  const due = { followUpBy: 'Văn phòng Sở', followUpDueOn: '2018-12-20' }
  await concludeItem(db, actAs(office, 'tuyet'), {
    ...words,
    ...task,
    ...due,
    itemId: items[2].id,
    version: 1,
  })
  await noteAttendance(db, actAs(office, 'tuyet'), id, {
    presentIds: [office.appointment.son],
    guests: '',
    version: 2,
  })
  await closeMeeting(db, actAs(office, 'tuyet'), id, 3)
  const frozen = (await listMeetingItems(db, id)).map(item => item.facts)
  t.ok(frozen.every(facts => facts !== ''))
  await t.rejects(
    concludeItem(db, actAs(office, 'tuyet'), { ...words, itemId: items[2].id, version: 2 }),
    WrongState,
  )
  await t.rejects(
    addItem(db, actAs(office, 'son'), id, { title: 'x', taskId: null, recommendationId: null }),
    WrongState,
  )
  await noteOnMeeting(db, actAs(office, 'son'), id, 'Ghi nhầm số văn bản')
  await completeFollowUp(db, actAs(office, 'tuyet', '2018-12-18'), { itemId: items[2].id, version: 3 })
  t.equal((await listMeetingItems(db, id))[2]?.follow_up_done_on, '2018-12-18')
  const actor = (await findActor(db, office.person.ngan, '2018-12-20'))!
  t.equal((await findLastMeeting(db, actor, '2018-12-20'))?.id, id)
  t.equal(await findLastMeeting(db, actor, meetingDay), undefined, 'held before the day')
})

async function pendingId(office: TestOffice): Promise<string> {
  const row = await office.database.writer
    .selectFrom('extension')
    .select('id')
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow()
  return row.id
}
