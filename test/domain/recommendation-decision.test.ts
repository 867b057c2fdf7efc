import t from 'tap'
import {
  Conflict,
  Invalid,
  isDomainError,
  NotAllowed,
  NotFound,
  WrongState,
} from '../../src/domain/errors.ts'
import { closeObligation } from '../../src/domain/obligation-change.ts'
import { commentOnRecommendation } from '../../src/domain/recommendation-comment.ts'
import { closeRecommendation, reopenRecommendation } from '../../src/domain/recommendation-decision.ts'
import { respondToRecommendation } from '../../src/domain/recommendation-response.ts'
import { createTask } from '../../src/domain/task.ts'
import { report } from '../support/ledger.ts'
import { actBy, issuedObligation } from '../support/obligation.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

t.setTimeout(600_000)

const day = '2018-12-10'
const decision = { decisionNo: '15-QĐ/BCĐ', decisionOn: '2018-12-09', reason: '', successorId: null }

async function fieldsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((thrown: unknown) => thrown)
  return error instanceof Invalid ? Object.keys(error.fields).sort() : [String(error)]
}

function stored(office: TestOffice, id: string) {
  return office.database.reader
    .selectFrom('recommendation')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}

await t.test('a leader answers for the inspected unit; what is not accepted says why', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = office.recommendationIds[0] as string
  const answer = (who: 'ngan' | 'tuyet' | 'son' | 'phuc', response: string, note: string, version = 1) =>
    respondToRecommendation(writer, actBy(office, who, day), id, { response, note, version })
  await t.rejects(answer('tuyet', 'accepted', ''), NotAllowed)
  await t.rejects(answer('son', 'accepted', ''), NotAllowed)
  await t.rejects(answer('phuc', 'accepted', ''), NotFound)
  t.same(await fieldsOf(answer('ngan', '', '')), ['response'])
  t.same(await fieldsOf(answer('ngan', 'partly', ' ')), ['note'])
  await answer('ngan', 'accepted', '')
  await t.rejects(answer('ngan', 'partly', 'Chưa có kinh phí'), Conflict)
  await answer('ngan', 'partly', 'Chưa có kinh phí', 2)
  t.match(await stored(office, id), {
    response: 'partly',
    response_note: 'Chưa có kinh phí',
    response_on: day,
    response_by: office.appointment.ngan,
  })
  const events = await office.database.reader
    .selectFrom('event')
    .select('payload')
    .where('act', '=', 'respond')
    .execute()
  t.equal(events.length, 2)
  t.notOk(
    events.some(event => event.payload.includes('kinh phí')),
    'events hold hashes, not words',
  )
})

await t.test('closed by the committee alone, once nothing of it is at work', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = office.recommendationIds[0] as string
  const task = await office.issued('2018-11-20', '2018-12-14')
  const draft = await office.draft('2018-11-20', '2018-12-14')
  const close = (who: 'son' | 'bao' | 'hieu' | 'thuy', more: object = {}) =>
    closeRecommendation(writer, actBy(office, who, day), id, {
      ...decision,
      outcome: 'implemented',
      version: 1,
      ...more,
    })
  await t.rejects(close('bao'), NotAllowed)
  await t.rejects(close('hieu'), NotAllowed)
  await t.rejects(close('thuy'), NotFound)
  t.same(await fieldsOf(close('son')), ['outcome'], 'a task is given out')
  await office.act('phuc', '2018-11-21', 'receive', task, { officerId: null })
  await report(office, task, '2018-12-03')
  t.same(await fieldsOf(close('son')), ['outcome'], 'and waits for its verdict')
  await office.act('khoi', '2018-12-04', 'verify', task, { note: '' })
  t.same(await fieldsOf(close('son', { decisionNo: ' ', decisionOn: '2018-12-11', outcome: 'done' })), [
    'decisionNo',
    'decisionOn',
    'outcome',
  ])
  t.same(await fieldsOf(close('son', { outcome: 'not_implemented' })), ['reason'])
  t.same(await fieldsOf(close('son', { outcome: 'superseded' })), ['successorId'])
  t.same(await fieldsOf(close('son', { outcome: 'superseded', successorId: id })), ['successorId'])
  await t.rejects(close('son', { version: 2 }), Conflict)
  const act = actBy(office, 'son', day)
  const input = { ...decision, outcome: 'implemented', version: 1 }
  await closeRecommendation(writer, act, id, input)
  t.ok((await closeRecommendation(writer, act, id, input)).repeated)
  await t.rejects(close('son', { version: 2 }), WrongState)
  t.match(await stored(office, id), { outcome: 'implemented', closed_on: day })

  await t.rejects(
    office.act('ngan', day, 'issue', draft, {}),
    WrongState,
    'nothing is given out of it any more',
  )
  const input2 = { ...(await draftInput(office)), title: 'Việc mới' }
  await t.rejects(createTask(writer, actBy(office, 'ngan', day), id, input2), WrongState)
})

async function draftInput(office: TestOffice) {
  return {
    title: 'Việc',
    criterion: 'Văn bản',
    leadUnitId: office.unit.tccb,
    dueOn: '2018-12-28',
    documentNo: '',
    documentOn: null,
    documentFileId: null,
    verifierId: null,
    coUnits: [],
  }
}

await t.test('of two members who decide at once one is told', async t => {
  const office = await openTestOffice(t)
  const id = office.recommendationIds[0] as string
  const both = [1, 2].map(() =>
    closeRecommendation(office.database.writer, actBy(office, 'son', day), id, {
      ...decision,
      outcome: 'implemented',
      version: 1,
    }),
  )
  const results = await Promise.allSettled(both)
  t.equal(results.filter(one => one.status === 'fulfilled').length, 1)
  const rows = await office.database.reader.selectFrom('recommendation_decision').select('id').execute()
  t.equal(rows.length, 1)
})

await t.test('superseded by another, never in a ring; reopened with the closure in the record', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const [first, second] = office.recommendationIds as [string, string]
  const close = (id: string, successorId: string) =>
    closeRecommendation(writer, actBy(office, 'son', day), id, {
      ...decision,
      outcome: 'superseded',
      successorId,
      version: 1,
    })
  await close(first, second)
  t.match(await stored(office, first), { outcome: 'superseded', successor_id: second })
  t.same(await fieldsOf(close(second, first)), ['successorId'])
  const reopen = (who: 'son' | 'bao', reason: string) =>
    reopenRecommendation(writer, actBy(office, who, day), first, { ...decision, reason, version: 2 })
  await t.rejects(reopen('bao', 'Chưa xong'), NotAllowed)
  t.same(await fieldsOf(reopen('son', '')), ['reason'])
  await reopen('son', 'Chưa xong')
  await t.rejects(reopen('son', 'Chưa xong'), WrongState)
  t.match(await stored(office, first), { outcome: null, closed_on: null, successor_id: null, version: 3 })
  const kept = await office.database.reader
    .selectFrom('recommendation_decision')
    .select(['kind', 'outcome', 'reason', 'successor_id'])
    .orderBy('id')
    .execute()
  t.same(kept, [
    { kind: 'close', outcome: 'superseded', reason: '', successor_id: second },
    { kind: 'reopen', outcome: null, reason: 'Chưa xong', successor_id: null },
  ])
})

await t.test('an open obligation keeps its recommendation open', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const obligation = await issuedObligation(office, '2018-11-26')
  const id = office.recommendationIds[1] as string
  const close = () =>
    closeRecommendation(writer, actBy(office, 'son', day), id, {
      ...decision,
      outcome: 'implemented',
      version: 1,
    })
  t.same(await fieldsOf(close()), ['outcome'])
  await closeObligation(writer, actBy(office, 'son', day), obligation, {
    ...decision,
    reason: 'Đã thành nền nếp',
    version: 2,
  })
  await close()
  t.equal((await stored(office, id)).outcome, 'implemented')
})

await t.test('the inspection team comments on its own inspection; auditors and units do not', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = office.recommendationIds[0] as string
  await office.issued('2018-11-20', '2018-12-14')
  const comment = (who: 'hieu' | 'minh' | 'phuc' | 'thuy' | 'son', text = 'Đề nghị bổ sung phụ lục') =>
    commentOnRecommendation(writer, actBy(office, who, day), id, { text })
  await t.rejects(comment('minh'), NotAllowed)
  await t.rejects(comment('phuc'), NotAllowed)
  await t.rejects(comment('thuy'), NotFound)
  t.same(await fieldsOf(comment('hieu', ' ')), ['text'])
  await comment('hieu')
  await comment('son')
  const rows = await office.database.reader.selectFrom('comment').selectAll().orderBy('id').execute()
  t.match(rows, [
    { recommendation_id: id, task_id: null, appointment_id: office.appointment.hieu, on_day: day },
    { appointment_id: office.appointment.son },
  ])
})

await t.test('nothing is given out or opened again under what the committee has closed', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = office.recommendationIds[0] as string
  const done = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', done, { officerId: null })
  await report(office, done, '2018-11-22')
  await office.act('khoi', '2018-11-23', 'verify', done, { note: '' })
  const waiting = await office.draft('2018-11-20', '2018-12-14')
  await closeRecommendation(writer, actBy(office, 'son', day), id, {
    ...decision,
    outcome: 'implemented',
    version: 1,
  })
  await t.rejects(office.act('ngan', day, 'issue', waiting, {}), WrongState)
  const again = { reason: 'Chưa đủ', newDueOn: '2018-12-28' }
  await t.rejects(office.act('ngan', day, 'reopen', done, again), WrongState)
  await reopenRecommendation(writer, actBy(office, 'son', day), id, {
    ...decision,
    reason: 'Chưa xong',
    version: 2,
  })
  await office.act('ngan', day, 'reopen', done, again)
})

await t.test('of a closing and an issue at the same moment one comes too late', async t => {
  const office = await openTestOffice(t)
  const { reader, writer } = office.database
  const id = office.recommendationIds[0] as string
  let version = 1
  for (let round = 0; round < 12; round += 1) {
    const taskId = await office.draft('2018-11-20', '2018-12-14')
    const closing = { ...decision, outcome: 'implemented', version }
    const [closed, issued] = await Promise.allSettled([
      closeRecommendation(writer, actBy(office, 'son', day), id, closing),
      office.act('ngan', day, 'issue', taskId, {}),
    ])
    t.equal(Number(closed.status === 'fulfilled') + Number(issued.status === 'fulfilled'), 1)
    for (const one of [closed, issued])
      if (one.status === 'rejected') t.ok(isDomainError(one.reason), String(one.reason))
    const task = await reader.selectFrom('task').select('state').where('id', '=', taskId).executeTakeFirst()
    t.equal(task?.state, closed.status === 'fulfilled' ? 'draft' : 'issued')
    if (issued.status === 'fulfilled')
      await office.act('ngan', day, 'withdraw', taskId, { reason: 'Thôi', successorId: null })
    else {
      await reopenRecommendation(writer, actBy(office, 'son', day), id, {
        ...decision,
        reason: 'Làm lại',
        version: version + 1,
      })
      version += 2
    }
  }
})
