/** PRODUCT §3 acts 9 and 10: a pause that is asked for, decided, and ended by its review date. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findTaskFacts } from '../../src/data/task.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { findMyWork } from '../../src/domain/my-work.ts'
import { offeredActs } from '../../src/domain/offered-acts.ts'
import { resumedDue, resumeForecast } from '../../src/domain/suspension-forecast.ts'
import { createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { newId } from '../../src/lib/id.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { dispatchAll, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { workedDays } from '../support/naive-days.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const request = {
  ground: 'waiting_superior',
  note: 'Chờ hướng dẫn',
  documentNo: '31/TCCB',
  reviewOn: '2018-12-20',
}
const grant = { verdict: 'granted', documentNo: '', reviewOn: null, note: '' }

async function atWork(office: TestOffice, dueOn = '2018-12-14'): Promise<string> {
  const id = await office.issued('2018-11-20', dueOn)
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  return id
}

async function requestsOf(office: TestOffice, id: string) {
  return office.database.reader
    .selectFrom('suspension_request')
    .selectAll()
    .where('task_id', '=', id)
    .execute()
}

async function taskOf(office: TestOffice, id: string) {
  return office.database.reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function workOf(office: TestOffice, who: CastKey, day: string): Promise<string[]> {
  const actor = await findActor(office.database.reader, office.person[who], day)
  if (!actor) throw new Error('nobody')
  const found = await findMyWork(office.database.reader, actor, await findCalendar(office.database.reader))
  return found.map(one => one.kind)
}

/** The person holds a second post from the beginning of the year. */
async function givePost(
  office: TestOffice,
  who: CastKey,
  role: 'leader' | 'committee',
  toOn: string | null = null,
) {
  const id = newId()
  await office.database.writer
    .insertInto('appointment')
    .values({
      id,
      person_id: office.person[who],
      unit_id: office.unit.so,
      role,
      title: 'Kiêm nhiệm',
      from_on: '2018-01-01',
      to_on: toOn,
      acting_for_id: null,
      committee_id: role === 'committee' ? office.committeeId : null,
      inspection_id: null,
      is_head: 0,
      created_at: '2018-01-01T00:00:00.000Z',
      version: 1,
    })
    .execute()
  return id
}

await t.test(
  'the head asks, the leader grants with another day, and the task is suspended on that ground',
  async t => {
    const office = await openTestOffice(t)
    const id = await atWork(office)
    await office.act('phuc', '2018-12-03', 'request_suspension', id, request)
    await dispatchAll(office, '2018-12-03')
    t.equal((await taskOf(office, id)).state, 'in_progress', 'asking changes nothing')
    t.same(told(await ledgerOf(office, { rung: 'suspension_asked' })), ['2018-12-03 suspension_asked ngan'])
    t.ok((await workOf(office, 'ngan', '2018-12-03')).includes('decide_suspension'))
    t.ok((await workOf(office, 'phuc', '2018-12-03')).includes('wait_suspension'))
    await t.rejects(office.act('phuc', '2018-12-03', 'request_suspension', id, request), {
      name: 'WrongState',
    })
    await office.act('ngan', '2018-12-04', 'decide_suspension_request', id, {
      ...grant,
      reviewOn: '2018-12-17',
      documentNo: '15/TB-SGDĐT',
    })
    await dispatchAll(office, '2018-12-04')
    t.match(await taskOf(office, id), { state: 'suspended', frozen_days: 8, due_on: '2018-12-14' })
    const suspension = await office.database.reader
      .selectFrom('suspension')
      .selectAll()
      .executeTakeFirstOrThrow()
    t.match(suspension, {
      ground: 'waiting_superior',
      note: 'Chờ hướng dẫn',
      document_no: '15/TB-SGDĐT',
      review_on: '2018-12-17',
      from_on: '2018-12-04',
      decided_by: office.appointment.ngan,
    })
    t.match(await requestsOf(office, id), [
      { state: 'granted', suspension_id: suspension.id, decided_on: '2018-12-04' },
    ])
    t.same(told(await ledgerOf(office, { rung: 'suspended' })), ['2018-12-04 suspended phuc'])
    t.notOk((await workOf(office, 'ngan', '2018-12-05')).includes('decide_suspension'))
    await liveThrough(office, '2018-12-05', '2018-12-17')
    t.match(await taskOf(office, id), { state: 'in_progress', due_on: '2018-12-27', frozen_days: null })
    t.same(told(await ledgerOf(office, { rung: 'resumed' })), ['2018-12-17 resumed phuc'])
  },
)

await t.test('refused with a reason the task goes on, the head is told, and may ask again', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  await office.act('phuc', '2018-12-03', 'request_suspension', id, request)
  const refuse = (note: string) =>
    office.act('ngan', '2018-12-04', 'decide_suspension_request', id, { ...grant, verdict: 'refused', note })
  await t.rejects(refuse(' '), { name: 'Invalid', fields: { note: 'error.required.note' } })
  await refuse('Chưa đủ căn cứ')
  await dispatchAll(office, '2018-12-04')
  t.match(await taskOf(office, id), { state: 'in_progress', due_on: '2018-12-14' })
  t.same(told(await ledgerOf(office, { rung: 'suspension_refused' })), ['2018-12-04 suspension_refused phuc'])
  await office.act('phuc', '2018-12-05', 'request_suspension', id, request)
  await office.act('phuc', '2018-12-05', 'withdraw_suspension_request', id, { reason: 'Đã có hướng dẫn' })
  t.same(
    (await requestsOf(office, id)).map(row => row.state),
    ['refused', 'withdrawn'],
  )
  await t.rejects(office.act('ngan', '2018-12-06', 'decide_suspension_request', id, grant), {
    name: 'WrongState',
  })
})

await t.test('what is asked for is checked as what is decided', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  const bad = { ground: 'weather', note: '', documentNo: '', reviewOn: '2019-01-03' }
  await t.rejects(office.act('phuc', '2018-12-03', 'request_suspension', id, bad), {
    name: 'Invalid',
    fields: {
      ground: 'error.required.ground',
      documentNo: 'error.required.documentNo',
      reviewOn: { key: 'error.review_too_far' },
    },
  })
  await office.act('phuc', '2018-12-03', 'request_suspension', id, { ...request, reviewOn: '2018-12-04' })
  await t.rejects(office.act('ngan', '2018-12-04', 'decide_suspension_request', id, grant), {
    name: 'Invalid',
    fields: { reviewOn: 'error.date_not_after_today' },
  })
  await t.rejects(
    office.act('ngan', '2018-12-04', 'decide_suspension_request', id, { ...grant, verdict: '' }),
    {
      name: 'Invalid',
      fields: { verdict: 'error.required.verdict' },
    },
  )
  for (const who of ['hanh', 'hang'] as const)
    await t.rejects(office.act(who, '2018-12-03', 'request_suspension', id, request), { name: 'NotFound' })
  await t.rejects(office.act('khoi', '2018-12-04', 'decide_suspension_request', id, grant), {
    name: 'NotAllowed',
  })
})

await t.test(
  'pressed twice it is asked once; of two who decide, one is told that it was decided',
  async t => {
    const office = await openTestOffice(t)
    const id = await atWork(office)
    const actId = randomUUID()
    const first = await office.act('phuc', '2018-12-03', 'request_suspension', id, request, { actId })
    const again = await office.act('phuc', '2018-12-03', 'request_suspension', id, request, { actId })
    t.same(again, { subjectId: first.subjectId, repeated: true })
    const { version } = await taskOf(office, id)
    await office.act('ngan', '2018-12-04', 'decide_suspension_request', id, grant, { version })
    await t.rejects(office.act('bao', '2018-12-04', 'decide_suspension_request', id, grant, { version }), {
      name: 'WrongState',
    })
    t.equal((await office.database.reader.selectFrom('suspension').select('id').execute()).length, 1)
  },
)

await t.test(
  'who asked decides by none of their posts, ended ones included, and signs through nobody',
  async t => {
    const office = await openTestOffice(t)
    const phucAsLeader = await givePost(office, 'phuc', 'leader')
    await givePost(office, 'ngan', 'committee')
    const id = await atWork(office)
    await office.act('phuc', '2018-12-03', 'request_suspension', id, request)
    const own = { name: 'NotAllowed' }
    await t.rejects(office.act('phuc', '2018-12-04', 'decide_suspension_request', id, grant), own)
    await t.rejects(office.act('phuc', '2018-12-04', 'suspend', id, request), own)
    t.notOk((await workOf(office, 'phuc', '2018-12-04')).includes('decide_suspension'))
    const fileId = newId()
    await office.database.writer
      .insertInto('file')
      .values({
        id: fileId,
        name: 'qd.pdf',
        media_type: 'application/pdf',
        size: 1,
        sha256: 'x',
        purpose: 'document',
        created_by: office.person.tuyet,
        created_at: '2018-12-01T00:00:00.000Z',
      })
      .execute()
    const onBehalf = { leaderId: phucAsLeader, documentNo: '1/QĐ', documentOn: '2018-12-04', fileId }
    for (const act of ['decide_suspension_request', 'suspend'] as const) {
      const input = act === 'suspend' ? request : grant
      await t.rejects(office.act('tuyet', '2018-12-04', act, id, input as never, { onBehalf }), own, act)
    }
    await office.act('phuc', '2018-12-04', 'request_extension', id, {
      reason: 'Chờ',
      doneSoFar: 'Nửa',
      plan: 'Tuần sau',
      newDueOn: '2018-12-28',
    })
    const granted = { verdict: 'granted', grantedDueOn: null, note: '' }
    await t.rejects(office.act('phuc', '2018-12-04', 'decide_extension', id, granted), own)
    await t.rejects(office.act('tuyet', '2018-12-04', 'decide_extension', id, granted, { onBehalf }), own)
    // The post by which it was asked has ended; the person is the same.
    await office.database.writer
      .updateTable('appointment')
      .set({ to_on: '2018-12-05' })
      .where('id', '=', office.appointment.phuc)
      .execute()
    await t.rejects(office.act('phuc', '2018-12-06', 'decide_extension', id, granted), own)
    t.notOk((await workOf(office, 'phuc', '2018-12-06')).includes('decide_extension'))
    await office.act('ngan', '2018-12-06', 'decide_extension', id, granted)
    await office.act('ngan', '2018-12-06', 'propose_non_implementation', id, {
      explanation: 'Không còn phù hợp',
    })
    const accepted = { verdict: 'accepted', decisionNo: '7/QĐ', note: '' }
    await t.rejects(office.act('ngan', '2018-12-06', 'decide_non_implementation', id, accepted), own)
    t.notOk((await workOf(office, 'ngan', '2018-12-06')).includes('decide_non_implementation'))
    t.ok((await workOf(office, 'son', '2018-12-06')).includes('decide_non_implementation'))
    await office.act('son', '2018-12-06', 'decide_non_implementation', id, accepted)
  },
)

await t.test('where the leader in charge is who asked, the director is called to decide', async t => {
  const office = await openTestOffice(t)
  const post = await givePost(office, 'phuc', 'leader')
  await office.database.writer
    .updateTable('unit')
    .set({ leader_appointment_id: post })
    .where('id', '=', office.unit.tccb)
    .execute()
  const id = await atWork(office)
  await office.act('phuc', '2018-12-03', 'request_suspension', id, request)
  await office.act('phuc', '2018-12-03', 'request_extension', id, {
    reason: 'Chờ',
    doneSoFar: 'Nửa',
    plan: 'Tuần sau',
    newDueOn: '2018-12-28',
  })
  await dispatchAll(office, '2018-12-03')
  t.same(told(await ledgerOf(office, { rung: 'suspension_asked' })), ['2018-12-03 suspension_asked bao'])
  t.same(told(await ledgerOf(office, { rung: 'extension_asked' })), ['2018-12-03 extension_asked bao'])
})

await t.test('a leader who suspends at once grants what was asked', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  await office.act('phuc', '2018-12-03', 'request_suspension', id, request)
  await office.act('bao', '2018-12-04', 'suspend', id, { ...request, ground: 'law' })
  t.match(await requestsOf(office, id), [{ state: 'granted', decided_by: office.appointment.bao }])
})

await t.test('a task withdrawn while suspended ends its pause', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  await office.act('bao', '2018-12-04', 'suspend', id, request)
  await office.act('bao', '2018-12-05', 'withdraw', id, { reason: 'Trùng', successorId: null })
  const suspension = await office.database.reader
    .selectFrom('suspension')
    .selectAll()
    .executeTakeFirstOrThrow()
  t.equal(suspension.to_on, '2018-12-05')
  t.match(await taskOf(office, id), { state: 'withdrawn', frozen_days: null })
})

const calendar = createCalendar(shippedCalendarDays())
/** Tết, the swapped days of New Year 2019, holidays of spring and autumn; days off as well as days of work. */
const anyDay = fc.integer({ min: 0, max: 700 }).map(n => addDays('2018-01-10', n))

await t.test(
  'a pause leaves a task exactly as late as it was, whatever days it begins and ends on',
  async t => {
    const run = fc.check(
      fc.property(
        anyDay,
        fc.integer({ min: -60, max: 60 }),
        fc.integer({ min: 0, max: 30 }),
        (from, ahead, length) => {
          const due = addDays(from, ahead)
          const to = addDays(from, length)
          const after = resumedDue(due, { from, to }, calendar)
          return lateness(after, to) === lateness(due, from)
        },
      ),
      { numRuns: 5_000 },
    )
    t.notOk(run.failed, fc.defaultReportMessage(run) ?? 'as late as before')
  },
)

/** Working days past the deadline, or (negative) left to it, counted one by one. */
function lateness(due: string, day: string): number {
  return day >= due ? workedDays(due, day) : -workedDays(day, due)
}

await t.test(
  'what is foretold of a pause is what the system then does, on days off and across Tết too',
  async t => {
    const office = await openTestOffice(t)
    for (const [issued, due, from, review] of [
      ['2019-01-07', '2019-02-15', '2019-01-28', '2019-02-13'],
      ['2018-11-20', '2018-11-30', '2018-12-08', '2018-12-16'],
      ['2018-12-10', '2018-12-31', '2018-12-29', '2019-01-01'],
    ] as const) {
      const id = await office.issued(issued, due)
      await office.act('phuc', issued, 'receive', id, { officerId: null })
      await office.act('ngan', from, 'suspend', id, { ...request, reviewOn: review })
      const suspension = await office.database.reader
        .selectFrom('suspension')
        .selectAll()
        .where('task_id', '=', id)
        .executeTakeFirstOrThrow()
      const foretold = resumeForecast(
        await taskOf(office, id),
        suspension,
        await findCalendar(office.database.reader),
      )
      t.equal(foretold.on, review)
      await liveThrough(office, addDays(review, -1), review)
      const task = await taskOf(office, id)
      t.match(task, { state: 'in_progress', due_on: foretold.dueOn })
      t.equal(lateness(task.due_on ?? '', review), lateness(due, from), `${due}, ${from} to ${review}`)
    }
  },
)

await t.test('suspended again after it went on, the days add up', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  await office.act('ngan', '2018-12-03', 'suspend', id, { ...request, reviewOn: '2018-12-05' })
  await liveThrough(office, '2018-12-04', '2018-12-05')
  await office.act('ngan', '2018-12-05', 'suspend', id, { ...request, reviewOn: '2018-12-07' })
  await liveThrough(office, '2018-12-06', '2018-12-07')
  t.match(await taskOf(office, id), {
    state: 'in_progress',
    due_on: '2018-12-20',
    original_due_on: '2018-12-14',
  })
})

await t.test('heads of a unit above the lead unit verify nothing of it', async t => {
  const office = await openTestOffice(t)
  const id = await atWork(office)
  const facts = await findTaskFacts(office.database.reader, id)
  if (!facts) throw new Error('no task')
  const actor = await findActor(office.database.reader, office.person.khoi, '2018-12-03')
  if (!actor) throw new Error('nobody')
  const reported = { ...facts, task: { ...facts.task, state: 'reported' as const } }
  t.ok(offeredActs(actor, reported).some(offer => offer.act === 'verify'))
  const [held] = actor.holdings
  if (!held) throw new Error('no post')
  const aboveIt = {
    ...held,
    role: 'unit_head' as const,
    unit_id: office.unit.so,
    unit_path: `/${office.unit.so}/`,
  }
  const head = { ...actor, holdings: [held, aboveIt] }
  t.notOk(offeredActs(head, reported).some(offer => offer.act === 'verify'))
})
