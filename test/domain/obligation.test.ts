import t from 'tap'
import { runDuties } from '../../src/domain/duty.ts'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../src/domain/errors.ts'
import {
  changeObligation,
  discardObligation,
  issueObligation,
  prepareObligation,
} from '../../src/domain/obligation.ts'
import { closeObligation, rescheduleObligation } from '../../src/domain/obligation-change.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { dispatchAll, ledgerOf, liveThrough, report, told } from '../support/ledger.ts'
import {
  actBy,
  cyclesOf,
  issuedObligation,
  makeStanding,
  obligationInput,
  prepared,
} from '../support/obligation.ts'
import { openTestOffice, testKeys } from '../support/office.ts'
import { savePolicy } from '../support/policy.ts'

t.setTimeout(600_000)

await t.test(
  'only a standing recommendation that is open gives an obligation, to those who prepare',
  async t => {
    const office = await openTestOffice(t)
    const { writer } = office.database
    const once = office.recommendationIds[0] as string
    const input = obligationInput(office)
    await t.rejects(prepareObligation(writer, actBy(office, 'tuyet', '2018-11-26'), once, input), WrongState)
    const id = await makeStanding(office)
    await t.rejects(prepareObligation(writer, actBy(office, 'son', '2018-11-26'), id, input), NotAllowed)
    await t.rejects(prepareObligation(writer, actBy(office, 'thuy', '2018-11-26'), id, input), NotFound)
    const wrong = obligationInput(office, {
      title: 'x'.repeat(251),
      criterion: ' ',
      cycle: 'week',
      cutOffDay: 32,
      sendDays: -1,
      leadUnitId: '',
    })
    const refused = await prepareObligation(writer, actBy(office, 'ngan', '2018-11-26'), id, wrong).catch(
      (error: Invalid) => error,
    )
    t.same(Object.keys((refused as Invalid).fields).sort(), [
      'criterion',
      'cutOffDay',
      'cycle',
      'leadUnitId',
      'sendDays',
      'title',
    ])
    const act = actBy(office, 'tuyet', '2018-11-26')
    const first = await prepareObligation(writer, act, id, input)
    t.same(await prepareObligation(writer, act, id, input), { ...first, repeated: true }, 'a second click')
    const change = { ...input, title: 'Đối thoại hằng quý', version: 1 }
    await changeObligation(writer, actBy(office, 'tuyet', '2018-11-26'), first.subjectId, change)
    await t.rejects(
      changeObligation(writer, actBy(office, 'ngan', '2018-11-26'), first.subjectId, change),
      Conflict,
    )
    await t.rejects(
      discardObligation(writer, actBy(office, 'tuyet', '2018-11-26'), first.subjectId, 1),
      Conflict,
    )
    await discardObligation(writer, actBy(office, 'tuyet', '2018-11-26'), first.subjectId, 2)
    t.equal((await office.database.reader.selectFrom('obligation').select('id').execute()).length, 0)
    await writer.updateTable('recommendation').set({ outcome: 'implemented' }).where('id', '=', id).execute()
    await t.rejects(prepareObligation(writer, actBy(office, 'tuyet', '2018-11-26'), id, input), WrongState)
  },
)

await t.test('issued by a leader: its first task is given the same day and its head told once', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = await prepared(office, '2018-11-26')
  await t.rejects(
    issueObligation(writer, actBy(office, 'tuyet', '2018-11-26'), id, { version: 1 }),
    Invalid,
    'a secretary needs what the leader signed',
  )
  await t.rejects(issueObligation(writer, actBy(office, 'phuc', '2018-11-26'), id, { version: 1 }), NotFound)
  const act = actBy(office, 'ngan', '2018-11-26')
  await issueObligation(writer, act, id, { version: 1 })
  t.ok((await issueObligation(writer, act, id, { version: 1 })).repeated)
  await t.rejects(issueObligation(writer, actBy(office, 'bao', '2018-11-26'), id, { version: 1 }), WrongState)
  const cycles = await cyclesOf(office, id)
  t.match(cycles, [
    {
      ordinal: 1,
      period_from: '2018-11-26',
      period_to: '2019-03-14',
      title: 'Tổ chức đối thoại định kỳ với viên chức, người lao động (quý I/2019)',
      due_on: '2019-03-18',
      state: 'issued',
      issued_on: '2018-11-26',
      assigner_id: office.appointment.ngan,
    },
  ])
  t.equal(cycles.length, 1)
  await dispatchAll(office, '2018-11-26')
  t.same(told(await ledgerOf(office)), ['2018-11-26 obligation_issued phuc'])
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test(
  'each cycle creates its task at its start, once, and tells its head with the bundle',
  async t => {
    const office = await openTestOffice(t)
    const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
    await dispatchAll(office, '2018-11-20')
    await liveThrough(office, '2018-11-21', '2018-12-17')
    const again = await runDuties(office.database.writer, testKeys, '2018-12-17')
    t.equal(again.planned, 0, 'a day done twice writes nothing')
    const cycles = await cyclesOf(office, id)
    t.same(
      cycles.map(one => [one.period_from, one.period_to, one.due_on]),
      [
        ['2018-11-20', '2018-12-14', '2018-12-18'],
        ['2018-12-15', '2019-01-14', '2019-01-18'],
      ],
    )
    const issued = await ledgerOf(office, { rung: 'cycle_issued' })
    t.match(issued, [{ who: 'phuc', rungOn: '2018-12-15', forOn: '2018-12-17', state: 'planned' }])
    t.same((await findContradictions(office.database.reader)).contradictions, [])
  },
)

await t.test('two workers at once, and days made up after downtime, create each cycle once', async t => {
  const office = await openTestOffice(t)
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  const both = [1, 2].map(() => runDuties(office.database.writer, testKeys, '2019-03-20'))
  for (const { failures } of await Promise.all(both)) t.same(failures, [])
  const cycles = await cyclesOf(office, id)
  t.same(
    cycles.map(one => one.ordinal),
    [1, 2, 3, 4, 5],
  )
  t.same(
    cycles.map(one => one.missed_on),
    ['2018-12-19', null, null, null, null],
    'what was issued after its own end is given three days',
  )
  await liveThrough(office, '2019-03-21', '2019-03-26')
  const judged = await cyclesOf(office, id)
  t.same(
    judged.map(one => one.missed_on),
    ['2018-12-19', '2019-03-25', '2019-03-25', '2019-03-25', null],
  )
})

await t.test('how long a report is waited for is the policy’s, by the day on which it is judged', async t => {
  const office = await openTestOffice(t)
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month', sendDays: 0 })
  await savePolicy(office, '2018-11-20', '2018-12-10', { terms: { no_report_days: 5 } })
  await liveThrough(office, '2018-12-14', '2018-12-21')
  t.equal((await cyclesOf(office, id))[0]?.missed_on, null)
  await liveThrough(office, '2018-12-22', '2018-12-22')
  t.equal((await cyclesOf(office, id))[0]?.missed_on, '2018-12-21')
})

await t.test(
  'a cycle without a report three working days after its end is missed, once, for ever',
  async t => {
    const office = await openTestOffice(t)
    const id = await issuedObligation(office, '2018-11-20', { cycle: 'month', sendDays: 0 })
    const [first] = await cyclesOf(office, id)
    await office.act('phuc', '2018-11-21', 'receive', first!.task_id, { officerId: null })
    await liveThrough(office, '2018-11-21', '2018-12-19')
    t.equal(
      (await cyclesOf(office, id))[0]?.missed_on,
      null,
      'on the third working day it is still waited for',
    )
    await liveThrough(office, '2018-12-20', '2018-12-21')
    t.equal((await cyclesOf(office, id))[0]?.missed_on, '2018-12-19')
    const missed = await ledgerOf(office, { rung: 'cycle_missed' })
    t.same(told(missed), [
      '2018-12-20 cycle_missed ngan',
      '2018-12-20 cycle_missed phuc',
      '2018-12-20 cycle_missed tuyet',
    ])
    await report(office, first!.task_id, '2018-12-24')
    await liveThrough(office, '2018-12-22', '2018-12-26')
    t.equal((await cyclesOf(office, id))[0]?.missed_on, '2018-12-19', 'a later report does not undo it')
    const events = await office.database.reader
      .selectFrom('event')
      .select('id')
      .where('act', '=', 'miss_cycle')
      .execute()
    t.equal(events.length, 1)
    t.same((await findContradictions(office.database.reader)).contradictions, [])
  },
)

await t.test('a report in time that was returned is a report; one that was taken back is none', async t => {
  const office = await openTestOffice(t)
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  const [first] = await cyclesOf(office, id)
  const task = first!.task_id
  await office.act('phuc', '2018-11-21', 'receive', task, { officerId: null })
  await report(office, task, '2018-12-14')
  const input = { reason: 'Thiếu biên bản', missing: 'Biên bản', supplementDueOn: '2018-12-28' }
  await office.act('khoi', '2018-12-17', 'return', task, input)
  await liveThrough(office, '2018-12-18', '2019-01-10')
  const [, second] = await cyclesOf(office, id)
  t.equal((await cyclesOf(office, id))[0]?.missed_on, null)
  await office.act('phuc', '2019-01-10', 'receive', second!.task_id, { officerId: null })
  await report(office, second!.task_id, '2019-01-11')
  await office.act('phuc', '2019-01-14', 'take_back', second!.task_id, { reason: 'Nhầm số liệu' })
  await liveThrough(office, '2019-01-11', '2019-01-22')
  t.equal((await cyclesOf(office, id))[1]?.missed_on, '2019-01-18')
})

await t.test('a change of the schedule holds from the next cycle on', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  const change = { cycle: 'quarter', cutOffDay: 31, sendDays: 10, reason: 'Báo cáo theo quý', version: 2 }
  const act = (who: 'tuyet' | 'ngan' | 'son' | 'phuc') => actBy(office, who, '2018-12-03')
  await t.rejects(rescheduleObligation(writer, act('tuyet'), id, change), NotAllowed)
  await t.rejects(rescheduleObligation(writer, act('son'), id, change), NotAllowed)
  await t.rejects(rescheduleObligation(writer, act('ngan'), id, { ...change, version: 1 }), Conflict)
  const same = { cycle: 'month', cutOffDay: 14, sendDays: 4, reason: 'x', version: 2 }
  await t.rejects(rescheduleObligation(writer, act('ngan'), id, same), Invalid)
  await rescheduleObligation(writer, act('ngan'), id, change)
  await liveThrough(office, '2018-12-04', '2018-12-16')
  const cycles = await cyclesOf(office, id)
  t.same(
    cycles.map(one => [one.period_from, one.period_to, one.due_on]),
    [
      ['2018-11-20', '2018-12-14', '2018-12-18'],
      ['2018-12-15', '2019-03-31', '2019-04-10'],
    ],
    'the running cycle keeps its dates; two weeks left of the year are joined to the next quarter',
  )
  const schedules = await office.database.reader
    .selectFrom('obligation_schedule')
    .selectAll()
    .orderBy('id')
    .execute()
  t.match(schedules, [
    { cycle: 'month', from_on: '2018-11-20' },
    { cycle: 'quarter', cut_off_day: 31, from_on: '2018-12-15', reason: 'Báo cáo theo quý' },
  ])
})

await t.test('closed only by the committee; the running task is withdrawn and no cycle begins', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const id = await issuedObligation(office, '2018-11-20', { cycle: 'month' })
  const input = { decisionNo: '12-QĐ/BCĐ', decisionOn: '2018-12-03', reason: 'Đã thành nền nếp', version: 2 }
  await t.rejects(closeObligation(writer, actBy(office, 'bao', '2018-12-03'), id, input), NotAllowed)
  const empty = { ...input, decisionNo: '', decisionOn: '2018-12-04', reason: '' }
  const refused = await closeObligation(writer, actBy(office, 'son', '2018-12-03'), id, empty).catch(
    (error: Invalid) => error,
  )
  t.same(Object.keys((refused as Invalid).fields).sort(), ['decisionNo', 'decisionOn', 'reason'])
  const act = actBy(office, 'son', '2018-12-03')
  await closeObligation(writer, act, id, input)
  t.ok((await closeObligation(writer, act, id, input)).repeated)
  await t.rejects(closeObligation(writer, actBy(office, 'son', '2018-12-03'), id, input), WrongState)
  await liveThrough(office, '2018-12-03', '2018-12-20')
  const cycles = await cyclesOf(office, id)
  t.match(cycles, [{ state: 'withdrawn', missed_on: null }])
  t.equal(cycles.length, 1)
  t.match(await ledgerOf(office, { rung: 'withdrawn' }), [{ who: 'phuc' }])
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})
