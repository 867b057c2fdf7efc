/** PRODUCT §3 act 13. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { findFigures } from '../../src/domain/figures.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { newId } from '../../src/lib/id.ts'
import { dispatchAll, ledgerOf, liveThrough, report, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../support/office.ts'
import { countPeriodsOn } from '../support/period-counts.ts'

const reopening = { reason: 'Quy chế đã bị bãi bỏ', newDueOn: '2018-12-28' }

/** Reported on 03/12 in time, verified on 05/12; its officer is Đỗ Thị Mỹ Hạnh. */
async function verified(office: TestOffice): Promise<string> {
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  await report(office, id, '2018-12-03')
  await office.act('khoi', '2018-12-05', 'verify', id, { note: '' })
  await dispatchAll(office, '2018-12-05')
  return id
}

async function notImplemented(office: TestOffice): Promise<string> {
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('ngan', '2018-11-21', 'propose_non_implementation', id, { explanation: 'Hết kinh phí' })
  await office.act('son', '2018-11-22', 'decide_non_implementation', id, {
    verdict: 'accepted',
    decisionNo: '13-TB/BCĐ',
    note: '',
  })
  await dispatchAll(office, '2018-11-22')
  return id
}

async function taskOf(office: TestOffice, id: string) {
  return office.database.reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function closuresOf(office: TestOffice, id: string) {
  return office.database.reader.selectFrom('reopening').selectAll().where('task_id', '=', id).execute()
}

async function figuresOn(office: TestOffice, today: string) {
  const actor = await findActor(office.database.reader, office.person.ngan, today)
  if (!actor) throw new Error('nobody')
  return findFigures(office.database.reader, actor, { today })
}

await t.test('a verified task is worked on again, and its closure stays in the record', async t => {
  const office = await openTestOffice(t)
  const id = await verified(office)
  const before = await taskOf(office, id)
  await office.act('ngan', '2018-12-10', 'reopen', id, reopening)
  t.match(await taskOf(office, id), {
    state: 'in_progress',
    due_on: '2018-12-28',
    original_due_on: '2018-12-14',
    reported_on: null,
    reported_by: null,
    completed_on: null,
    closed_on: null,
    deadline_version: before.deadline_version + 1,
    officer_id: office.appointment.hanh,
    extension_count: 0,
  })
  const verdict = await office.database.reader.selectFrom('verdict').select('id').executeTakeFirstOrThrow()
  t.match(await closuresOf(office, id), [
    {
      from_state: 'verified',
      reported_on: '2018-12-03',
      completed_on: '2018-12-03',
      closed_on: '2018-12-05',
      verdict_id: verdict.id,
      non_implementation_id: null,
      reason: reopening.reason,
      old_due_on: '2018-12-14',
      new_due_on: '2018-12-28',
      decided_by: office.appointment.ngan,
      decided_on: '2018-12-10',
    },
  ])
  const event = await office.database.reader
    .selectFrom('event')
    .select('payload')
    .where('act', '=', 'reopen')
    .executeTakeFirstOrThrow()
  t.notMatch(event.payload, /bãi bỏ/, 'the record holds the hash of the reason alone')
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test('a task that was not implemented names the decision that had closed it', async t => {
  const office = await openTestOffice(t)
  const id = await notImplemented(office)
  await office.act('son', '2018-12-10', 'reopen', id, reopening)
  const decision = await office.database.reader
    .selectFrom('non_implementation')
    .selectAll()
    .executeTakeFirstOrThrow()
  t.equal(decision.state, 'accepted')
  t.match(await closuresOf(office, id), [
    {
      from_state: 'not_implemented',
      non_implementation_id: decision.id,
      verdict_id: null,
      decision_no: '13-TB/BCĐ',
      closed_on: '2018-11-22',
      decided_by: office.appointment.son,
    },
  ])
  await office.act('ngan', '2018-12-11', 'propose_non_implementation', id, { explanation: 'Vẫn vậy' })
  t.equal((await taskOf(office, id)).state, 'in_progress', 'and may be proposed again')
})

await t.test('figures as of the days before still say what they said', async t => {
  const office = await openTestOffice(t)
  const id = await verified(office)
  for (const day of ['2018-12-04', '2018-12-05', '2018-12-06', '2018-12-10'])
    await runDuties(office.database.writer, testKeys, day)
  const days = ['2018-12-04', '2018-12-05', '2018-12-07', '2018-12-09']
  const asOf = async () => Promise.all(days.map(day => countPeriodsOn(office.database.reader, day)))
  const said = await asOf()
  t.match(said.at(-1), [{ done_on_time: 1, running_in_time: 0 }])
  const periods = () =>
    office.database.reader
      .selectFrom('task_period')
      .selectAll()
      .where('task_id', '=', id)
      .where('from_on', '<', '2018-12-10')
      .orderBy('from_on')
      .execute()
  const before = await periods()
  await office.act('ngan', '2018-12-10', 'reopen', id, reopening)
  await dispatchAll(office, '2018-12-10')
  const after = await periods()
  t.same(
    after.map(({ to_on: _to, ...facts }) => facts),
    before.map(({ to_on: _to, ...facts }) => facts),
  )
  t.match(after.at(-1), { state: 'verified', completed_on: '2018-12-03', to_on: '2018-12-10' })
  t.same(await asOf(), said)
  t.match(await countPeriodsOn(office.database.reader, '2018-12-10'), [
    { done_on_time: 0, running_in_time: 1 },
  ])
  t.match((await figuresOn(office, '2018-12-10')).total, { done_on_time: 0, running_in_time: 1 })
})

await t.test('head, officer and secretary are told at once, and the ladder starts anew', async t => {
  const office = await openTestOffice(t)
  const id = await verified(office)
  await office.act('ngan', '2018-12-10', 'reopen', id, reopening)
  await dispatchAll(office, '2018-12-10')
  t.same(told(await ledgerOf(office, { rung: 'reopened' })), [
    '2018-12-10 reopened hanh',
    '2018-12-10 reopened phuc',
    '2018-12-10 reopened tuyet',
  ])
  await liveThrough(office, '2018-12-11', '2019-01-02')
  const climbed = (await ledgerOf(office, { who: 'phuc' })).filter(line => line.rungOn > '2018-12-10')
  t.same(told(climbed), [
    '2018-12-14 due_minus_10 phuc',
    '2018-12-24 stale_10 phuc',
    '2018-12-25 due_minus_3 phuc',
    '2018-12-27 due_minus_1 phuc',
    '2018-12-28 due_today phuc',
    '2019-01-02 late_1 phuc',
  ])
  t.ok(climbed.every(line => line.version === 2))
})

await t.test(
  'only leaders and the committee, with a reason and a later day; what is withdrawn stays so',
  async t => {
    const office = await openTestOffice(t)
    const id = await verified(office)
    for (const who of ['phuc', 'tuyet', 'khoi'] as const)
      await t.rejects(office.act(who, '2018-12-10', 'reopen', id, reopening), { name: 'NotAllowed' }, who)
    for (const who of ['hang', 'quan', 'hieu'] as const)
      await t.rejects(office.act(who, '2018-12-10', 'reopen', id, reopening), { name: 'NotFound' }, who)
    await t.rejects(office.act('ngan', '2018-12-10', 'reopen', id, { reason: ' ', newDueOn: '2018-12-10' }), {
      name: 'Invalid',
      fields: { reason: 'error.required.reason', newDueOn: 'error.date_not_after_today' },
    })
    await t.rejects(office.act('ngan', '2018-12-10', 'reopen', id, { reason: 'Lại', newDueOn: null }), {
      name: 'Invalid',
      fields: { newDueOn: 'error.required.newDueOn' },
    })
    const gone = await office.issued('2018-11-20', '2018-12-14')
    await office.act('ngan', '2018-11-21', 'withdraw', gone, { reason: 'Trùng', successorId: null })
    await t.rejects(office.act('ngan', '2018-12-10', 'reopen', gone, reopening), { name: 'WrongState' })
    t.same(await closuresOf(office, id), [])
  },
)

await t.test('pressed twice it is done once; of two who reopen, one is told that it was done', async t => {
  const office = await openTestOffice(t)
  const id = await verified(office)
  const { version } = await taskOf(office, id)
  const actId = randomUUID()
  await office.act('ngan', '2018-12-10', 'reopen', id, reopening, { actId, version })
  const again = await office.act('ngan', '2018-12-10', 'reopen', id, reopening, { actId, version })
  t.equal(again.repeated, true)
  await t.rejects(office.act('son', '2018-12-10', 'reopen', id, reopening, { version }), {
    name: 'WrongState',
  })
  t.equal((await closuresOf(office, id)).length, 1)
})

/** The act of §3's table that makes a request needless, with who does it. */
const endings: { name: string; play(office: TestOffice, id: string): Promise<unknown> }[] = [
  {
    name: 'withdraw',
    play: (office, id) =>
      office.act('ngan', '2018-12-04', 'withdraw', id, { reason: 'Trùng', successorId: null }),
  },
  {
    name: 'reassign',
    play: (office, id) =>
      office.act('ngan', '2018-12-04', 'reassign', id, {
        reason: 'Đúng chức năng',
        leadUnitId: office.unit.gdth,
      }),
  },
  { name: 'report', play: (office, id) => report(office, id, '2018-12-04') },
  {
    name: 'not implemented',
    async play(office, id) {
      await office.act('son', '2018-12-04', 'decide_non_implementation', id, {
        verdict: 'accepted',
        decisionNo: '7/QĐ',
        note: '',
      })
    },
  },
  {
    name: 'suspend',
    play: (office, id) =>
      office.act('bao', '2018-12-04', 'suspend', id, {
        ground: 'law',
        note: '',
        documentNo: '9/QĐ',
        reviewOn: '2018-12-14',
      }),
  },
]

for (const ending of endings) {
  const { name } = ending
  await t.test(`${name}: nothing stays pending on the task, and the record says what lapsed`, async t => {
    const office = await openTestOffice(t)
    const id = await asked(office, 'phuc')
    await ending.play(office, id)
    const states = await requestsOf(office, id)
    t.notOk(Object.values(states).includes('pending'), JSON.stringify(states))
    t.equal(states.extension, 'withdrawn')
    t.equal(states.suspension_request, name === 'suspend' ? 'granted' : 'withdrawn')
    t.equal(states.non_implementation, name === 'not implemented' ? 'accepted' : 'withdrawn')
    const event = await office.database.reader
      .selectFrom('event')
      .select('payload')
      .where('task_id', '=', id)
      .orderBy('seq', 'desc')
      .executeTakeFirstOrThrow()
    const { moot } = JSON.parse(event.payload).record as { moot: { type: string }[] }
    t.same(
      moot.map(one => one.type).sort(),
      Object.entries(states)
        .filter(([, state]) => state === 'withdrawn')
        .map(([type]) => type)
        .sort(),
    )
    await dispatchAll(office, '2018-12-04')
    const waiting = (await ledgerOf(office, { taskId: id })).filter(line => /asked|proposed/.test(line.rung))
    t.ok(
      waiting.length > 0 && waiting.every(line => line.state === 'cancelled'),
      'and nobody is asked any more',
    )
  })
}

/** An extension, a pause and not doing it at all, all asked for on one task. */
async function asked(office: TestOffice, head: CastKey): Promise<string> {
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act(head, '2018-11-21', 'receive', id, { officerId: null })
  await office.act(head, '2018-12-03', 'request_extension', id, {
    reason: 'Chờ',
    doneSoFar: 'Dự thảo',
    plan: 'Trình',
    newDueOn: '2018-12-28',
  })
  await office.act(head, '2018-12-03', 'request_suspension', id, {
    ground: 'waiting_superior',
    note: '',
    documentNo: '31/TCCB',
    reviewOn: '2018-12-20',
  })
  await office.act('ngan', '2018-12-03', 'propose_non_implementation', id, {
    explanation: 'Không còn phù hợp',
  })
  await dispatchAll(office, '2018-12-03', '21:00')
  return id
}

async function requestsOf(office: TestOffice, id: string) {
  const states: Record<string, string> = {}
  for (const table of ['extension', 'suspension_request', 'non_implementation'] as const) {
    const row = await office.database.reader
      .selectFrom(table as 'extension')
      .select('state')
      .where('task_id', '=', id)
      .executeTakeFirstOrThrow()
    states[table] = row.state
  }
  return states
}

await t.test('a successor is another task of the organisation, still in force', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  const other = await office.issued('2018-11-20', '2018-12-14')
  const gone = await office.issued('2018-11-20', '2018-12-14')
  await office.act('ngan', '2018-11-21', 'withdraw', gone, { reason: 'Trùng', successorId: null })
  const withdraw = (successorId: string) =>
    office.act('ngan', '2018-11-22', 'withdraw', id, { reason: 'Thay', successorId })
  const refused = (key: string) => ({ name: 'Invalid', fields: { successorId: key } })
  await t.rejects(withdraw(newId()), refused('error.unknown_successor'))
  await t.rejects(withdraw(gone), refused('error.unknown_successor'))
  await t.rejects(withdraw(id), refused('error.successor_is_itself'))
  await withdraw(other)
  t.match(await taskOf(office, id), { state: 'withdrawn', successor_id: other })
})

await t.test('a unit to which a task is handed on has its three days from then', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('ngan', '2018-11-28', 'reassign', id, { reason: 'Lại', leadUnitId: office.unit.gdth })
  const refuse = (day: string) =>
    office.act('hang', day, 'refuse', id, { reason: 'Không thuộc', proposedUnitId: office.unit.vp })
  await t.rejects(refuse('2018-12-04'), { name: 'Invalid' }, 'the fourth working day is too late')
  await refuse('2018-12-03')
  t.equal((await taskOf(office, id)).state, 'draft')
})
