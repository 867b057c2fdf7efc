/** Comments with mentions, and a leader's question that the unit's next word answers. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findTaskFacts, findTaskFor } from '../../src/data/task.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { type CommentInput, comment, findWriter } from '../../src/domain/comment.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import { findMentionable, seeMention } from '../../src/domain/mention.ts'
import { countMyWork, findMyWork } from '../../src/domain/my-work.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { answerDueOn, answerTime } from '../../src/domain/update-request.ts'
import { newId } from '../../src/lib/id.ts'
import { dispatchAll, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../support/office.ts'

async function received(office: TestOffice): Promise<string> {
  const taskId = await office.issued('2018-11-20', '2018-12-28', {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })
  return taskId
}

function say(
  office: TestOffice,
  who: CastKey,
  input: Partial<CommentInput> & { taskId?: string; recommendationId?: string },
  more: { day?: string; time?: string; actId?: string } = {},
) {
  const occasion = office.occasion(more.day ?? '2018-12-04', more.time)
  const act = { personId: office.person[who], actId: more.actId ?? randomUUID(), occasion }
  return comment(office.database.writer, act, { text: 'Đề nghị thống nhất nội dung', mentions: [], ...input })
}

async function workOf(office: TestOffice, who: CastKey, day = '2018-12-05') {
  const { reader } = office.database
  const actor = await findActor(reader, office.person[who], day)
  if (!actor) throw new Error(`${who} is unknown`)
  const calendar = await findCalendar(reader)
  const found = await findMyWork(reader, actor, calendar)
  return {
    kinds: found.map(one => `${one.section} ${one.kind}`),
    count: await countMyWork(reader, actor, calendar),
  }
}

const fieldsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof Invalid ? Object.keys(error.fields) : error
}

await t.test('everyone who sees the task and whose role writes comments; nobody else', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const said: string[] = []
  for (const who of Object.keys(office.person) as CastKey[]) {
    const outcome = await say(office, who, { taskId }).then(
      () => 'said',
      (error: unknown) =>
        error instanceof NotAllowed ? 'may not' : error instanceof NotFound ? 'hidden' : error,
    )
    said.push(`${who}: ${String(outcome)}`)
  }
  t.same(said, [
    'tuyet: said',
    'bao: said',
    'ngan: said',
    'phuc: said',
    'hanh: said',
    'nhung: hidden',
    'thuy: said',
    'hang: hidden',
    'khoi: said',
    'son: said',
    'hieu: hidden',
    'minh: may not',
    'quan: hidden',
  ])
  t.same((await findContradictions(office.database.reader)).contradictions, [])
  for (const report of await verifyChains(office.database.reader, testKeys)) t.notOk(report.broken)
})

await t.test('inspectors comment on the recommendations of their inspection; auditors on none', async t => {
  const office = await openTestOffice(t)
  await received(office)
  const recommendationId = office.recommendationIds[0] ?? ''
  await say(office, 'hieu', { recommendationId })
  await say(office, 'son', { recommendationId })
  await t.rejects(say(office, 'minh', { recommendationId }), NotAllowed)
  await t.rejects(say(office, 'quan', { recommendationId }), NotFound)
  await t.rejects(say(office, 'hang', { recommendationId }), NotFound)
  const mentions = [office.appointment.phuc]
  t.same(await fieldsOf(say(office, 'hieu', { recommendationId, mentions })), ['mentions'])
})

await t.test('a comment must say something, once, and the task’s version stays', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  t.same(await fieldsOf(say(office, 'phuc', { taskId, text: '  ' })), ['text'])
  t.same(await fieldsOf(say(office, 'phuc', { taskId, text: 'x'.repeat(2001) })), ['text'])
  const version = (await findTaskFacts(office.database.reader, taskId))?.task.version
  const actId = randomUUID()
  const first = await say(office, 'phuc', { taskId }, { actId })
  const again = await say(office, 'phuc', { taskId }, { actId })
  t.same(again, { ...first, repeated: true })
  const rows = await office.database.reader.selectFrom('comment').selectAll().execute()
  t.match(rows, [{ task_id: taskId, person_id: office.person.phuc, appointment_id: office.appointment.phuc }])
  t.equal((await findTaskFacts(office.database.reader, taskId))?.task.version, version)
})

await t.test('who can be named is exactly who sees the task and writes', async t => {
  const office = await openTestOffice(t)
  const given = await received(office)
  const input = { title: 'Soạn', criterion: '', officerId: office.appointment.hanh, dueOn: '2018-12-10' }
  const withWork = await office.issued('2018-11-20', '2018-12-28')
  await office.act('phuc', '2018-11-21', 'receive', withWork, { officerId: null })
  await office.act('phuc', '2018-12-03', 'give_subtask', withWork, input)
  const tasks = [
    given,
    withWork,
    await office.issued('2018-11-20', '2018-12-28', { leadUnitId: office.unit.vp }),
    await office.draft('2018-11-20', '2018-12-28'),
  ]
  const { reader } = office.database
  const names = new Map(Object.entries(office.appointment).map(([key, id]) => [id, key as CastKey]))
  for (const taskId of tasks) {
    const facts = await findTaskFacts(reader, taskId)
    if (!facts) throw new Error('no task')
    const offered = (await findMentionable(reader, facts, '2018-12-04')).map(one => names.get(one.holding.id))
    const seeing: CastKey[] = []
    for (const who of Object.keys(office.person) as CastKey[]) {
      const actor = await findActor(reader, office.person[who], '2018-12-04')
      const seen = actor && (await findTaskFor(reader, actor, taskId))
      if (actor && seen && (await findWriter(reader, actor, seen))) seeing.push(who)
    }
    t.same(new Set(offered), new Set(seeing))
    t.equal(offered.length, seeing.length)
  }
})

await t.test('a mention writes the ledger and waits in My work until it is seen or answered', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const mentions = [office.appointment.thuy, office.appointment.hanh, office.appointment.phuc]
  const before = await workOf(office, 'hanh')
  await say(office, 'phuc', { taskId, mentions })
  await dispatchAll(office, '2018-12-04')
  const rows = (await ledgerOf(office)).filter(line => line.rung === 'mentioned')
  t.same(told(rows), ['2018-12-04 mentioned hanh', '2018-12-04 mentioned thuy'], 'never oneself')
  t.ok((await workOf(office, 'hanh')).kinds.includes('week read_mention'))
  t.equal((await workOf(office, 'hanh')).count, before.count + 1)
  await say(office, 'hanh', { taskId, text: 'Đã rõ' })
  t.equal((await workOf(office, 'hanh')).count, before.count)
  const mention = await office.database.reader
    .selectFrom('mention')
    .selectAll()
    .where('person_id', '=', office.person.thuy)
    .executeTakeFirstOrThrow()
  const occasion = office.occasion('2018-12-05')
  const act = { personId: office.person.thuy, actId: randomUUID(), occasion }
  const db = office.database.writer
  await t.rejects(seeMention(db, { ...act, personId: office.person.hanh }, mention.id), NotFound)
  await t.rejects(seeMention(db, act, newId()), NotFound)
  t.equal((await seeMention(db, act, mention.id)).taskId, taskId)
  const events = () => office.database.reader.selectFrom('event').select('id').execute()
  const count = (await events()).length
  await seeMention(db, { ...act, actId: randomUUID() }, mention.id)
  t.equal((await events()).length, count, 'a second look changes nothing')
  t.notOk((await workOf(office, 'thuy')).kinds.includes('week read_mention'))
})

await t.test('at night the mention waits for the morning, and is dropped once it is answered', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  await say(office, 'ngan', { taskId, mentions: [office.appointment.phuc] }, { time: '21:00' })
  await dispatchAll(office, '2018-12-04', '21:01')
  t.match(await ledgerOf(office, { rung: 'mentioned' }), [{ forOn: '2018-12-05', state: 'planned' }])
  await say(office, 'phuc', { taskId, text: 'Đã rõ' }, { time: '22:00' })
  await dispatchAll(office, '2018-12-04', '22:01')
  t.match(await ledgerOf(office, { rung: 'mentioned' }), [{ state: 'cancelled', reason: 'decided' }])
})

await t.test('who may not see the task cannot be named, nor a circular be sent', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  for (const who of ['hang', 'nhung', 'quan', 'minh', 'hieu'] as const) {
    t.same(
      await fieldsOf(say(office, 'phuc', { taskId, mentions: [office.appointment[who]] })),
      ['mentions'],
      who,
    )
  }
  t.same(await fieldsOf(say(office, 'phuc', { taskId, mentions: [newId()] })), ['mentions'])
  const many = Array.from({ length: 21 }, () => newId())
  t.same(await fieldsOf(say(office, 'phuc', { taskId, mentions: many })), ['mentions'])
  t.same(
    await office.database.reader.selectFrom('comment').selectAll().execute(),
    [],
    'nothing is left behind',
  )
})

const ask = { question: 'Đã trình ký chưa?', answerBy: null }

await t.test(
  'a leader or the secretary asks; one question at a time; the unit’s update answers it',
  async t => {
    const office = await openTestOffice(t)
    const taskId = await received(office)
    for (const who of ['phuc', 'hanh', 'thuy', 'khoi', 'son', 'minh'] as const) {
      await t.rejects(office.act(who, '2018-12-04', 'ask_update', taskId, ask), NotAllowed, who)
    }
    const wrong = { question: '', answerBy: '2018-12-03' }
    t.same(await fieldsOf(office.act('ngan', '2018-12-04', 'ask_update', taskId, wrong)), [
      'question',
      'answerBy',
    ])
    const { subjectId } = await office.act('ngan', '2018-12-04', 'ask_update', taskId, ask)
    await t.rejects(office.act('tuyet', '2018-12-04', 'ask_update', taskId, ask), WrongState)
    await dispatchAll(office, '2018-12-04')
    const rows = await ledgerOf(office, { rung: 'update_asked' })
    t.same(told(rows), ['2018-12-04 update_asked hanh', '2018-12-04 update_asked phuc'])
    t.ok((await workOf(office, 'phuc')).kinds.includes('week answer_update'))
    t.ok((await workOf(office, 'hanh')).kinds.includes('week answer_update'))
    t.ok((await workOf(office, 'ngan')).kinds.includes('waiting wait_update'))
    t.notOk((await workOf(office, 'bao')).kinds.includes('waiting wait_update'))
    await office.act('hanh', '2018-12-06', 'update', taskId, { text: 'Đã trình', percent: 60, blocker: '' })
    const request = await office.database.reader
      .selectFrom('update_request')
      .selectAll()
      .where('id', '=', subjectId)
      .executeTakeFirstOrThrow()
    t.match(request, { state: 'answered', answered_by: office.appointment.hanh, answered_on: '2018-12-06' })
    const calendar = await findCalendar(office.database.reader)
    t.same(answerTime(request, { today: '2018-12-10', at: '' }, calendar), { workingDays: 2, hours: 0 })
    t.notOk((await workOf(office, 'ngan')).kinds.includes('waiting wait_update'))
    await office.act('tuyet', '2018-12-10', 'ask_update', taskId, ask)
    t.same((await findContradictions(office.database.reader)).contradictions, [])
  },
)

await t.test('a comment of the lead unit answers; of others it does not', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  await office.act('ngan', '2018-12-04', 'ask_update', taskId, ask)
  const open = async () => (await findTaskFacts(office.database.reader, taskId))?.open_request
  for (const who of ['thuy', 'son', 'tuyet', 'ngan'] as const) await say(office, who, { taskId })
  t.ok(await open())
  await say(office, 'phuc', { taskId, text: 'Đã trình ký sáng nay' }, { time: '12:30' })
  t.equal(await open(), undefined)
  const [request] = await office.database.reader.selectFrom('update_request').selectAll().execute()
  const calendar = await findCalendar(office.database.reader)
  t.same(request && answerTime(request, { today: '2018-12-04', at: '' }, calendar), {
    workingDays: 0,
    hours: 3.5,
  })
})

await t.test(
  'unanswered after a working day it is reminded of once more; answered in time it is not',
  async t => {
    const office = await openTestOffice(t)
    const silent = await received(office)
    const answering = await received(office)
    for (const taskId of [silent, answering])
      await office.act('ngan', '2018-12-07', 'ask_update', taskId, ask)
    await office.act('phuc', '2018-12-07', 'update', answering, { text: 'Xong', percent: 90, blocker: '' })
    await dispatchAll(office, '2018-12-07')
    await liveThrough(office, '2018-12-08', '2018-12-13')
    const rows = await ledgerOf(office, { rung: 'update_asked_1' })
    t.same(told(rows), ['2018-12-10 update_asked_1 hanh', '2018-12-10 update_asked_1 phuc'])
    t.same([...new Set(rows.map(row => row.taskId))], [silent])
    t.ok((await workOf(office, 'phuc', '2018-12-12')).kinds.includes('late answer_update'))
    await office.act('ngan', '2018-12-13', 'withdraw', silent, { reason: 'Trùng', successorId: null })
    const [closed] = await office.database.reader
      .selectFrom('update_request')
      .select('state')
      .where('task_id', '=', silent)
      .execute()
    t.equal(closed?.state, 'closed')
  },
)

await t.test('two leaders who ask at once: one of them gets a conflict', async t => {
  const office = await openTestOffice(t)
  const taskId = await received(office)
  const version = (await findTaskFacts(office.database.reader, taskId))?.task.version ?? 0
  const outcomes = await Promise.allSettled([
    office.act('ngan', '2018-12-04', 'ask_update', taskId, ask, { version }),
    office.act('bao', '2018-12-04', 'ask_update', taskId, ask, { version }),
  ])
  const refused = outcomes.filter(one => one.status === 'rejected')
  t.equal(refused.length, 1)
  t.ok(refused[0]?.reason instanceof Conflict || refused[0]?.reason instanceof WrongState)
  t.equal((await office.database.reader.selectFrom('update_request').selectAll().execute()).length, 1)
})

await t.test('when an answer is due: the day that was named, else the next working day', async t => {
  const office = await openTestOffice(t)
  const calendar = await findCalendar(office.database.reader)
  t.equal(answerDueOn({ asked_on: '2018-12-07', answer_by: null }, calendar), '2018-12-10')
  t.equal(answerDueOn({ asked_on: '2018-12-07', answer_by: '2018-12-14' }, calendar), '2018-12-14')
})
