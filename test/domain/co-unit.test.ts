/** Parts of co-units: their own date and deliverable, how dates follow the task's, urging, and their rungs. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { Conflict, Invalid, NotAllowed, WrongState } from '../../src/domain/errors.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { dispatchAll, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

interface PartOnTask {
  taskId: string
  coUnitId: string
}

async function withPart(
  office: TestOffice,
  dueOn: string | null,
  taskDue = '2018-12-28',
): Promise<PartOnTask> {
  const taskId = await office.issued('2018-11-20', taskDue, {
    coUnits: [{ unitId: office.unit.cd, deliverable: 'Góp ý dự thảo', dueOn }],
  })
  await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })
  return { taskId, coUnitId: (await partOf(office, taskId)).id }
}

async function partOf(office: TestOffice, taskId: string) {
  return office.database.reader
    .selectFrom('co_unit')
    .selectAll()
    .where('task_id', '=', taskId)
    .executeTakeFirstOrThrow()
}

const fieldsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  return error instanceof Invalid ? Object.keys(error.fields) : error
}

await t.test(
  'a form’s draft refuses a part that is due after its task; history is taken as it is',
  async t => {
    const office = await openTestOffice(t)
    const coUnits = [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: '2018-12-29' }]
    const typed = office.draft('2018-11-20', '2018-12-28', { coUnits, partsWithinTask: true })
    t.same(await fieldsOf(typed), ['coUnits.0.dueOn'])
    t.ok(await office.draft('2018-11-20', '2018-12-28', { coUnits }))
  },
)

await t.test('the lead head, or a leader, sets deliverable and date; nobody else', async t => {
  const office = await openTestOffice(t)
  const { taskId, coUnitId } = await withPart(office, null)
  const input = { coUnitId, deliverable: 'Văn bản góp ý', dueOn: '2018-12-12' }
  for (const who of ['thuy', 'hanh', 'tuyet', 'khoi', 'son'] as const) {
    await t.rejects(office.act(who, '2018-12-03', 'plan_co_unit', taskId, input), NotAllowed, who)
  }
  await office.act('phuc', '2018-12-03', 'plan_co_unit', taskId, input)
  t.match(await partOf(office, taskId), {
    deliverable: 'Văn bản góp ý',
    due_on: '2018-12-12',
    state: 'asked',
  })
  await office.act('ngan', '2018-12-04', 'plan_co_unit', taskId, { ...input, dueOn: null })
  t.equal((await partOf(office, taskId)).due_on, null)
  const wrong = { ...input, deliverable: '', dueOn: '2018-12-29' }
  t.same(await fieldsOf(office.act('phuc', '2018-12-05', 'plan_co_unit', taskId, wrong)), [
    'deliverable',
    'dueOn',
  ])
  const past = { ...input, dueOn: '2018-12-04' }
  t.same(await fieldsOf(office.act('phuc', '2018-12-05', 'plan_co_unit', taskId, past)), ['dueOn'])
  const same = { ...input, dueOn: null }
  t.same(await fieldsOf(office.act('phuc', '2018-12-05', 'plan_co_unit', taskId, same)), ['deliverable'])
  await dispatchAll(office, '2018-12-05')
  const mails = (await ledgerOf(office)).filter(line => line.rung === 'part_planned')
  t.same(
    mails.map(line => [line.who, line.occurrence, line.state]),
    [
      ['thuy', 1, 'planned'],
      ['thuy', 2, 'planned'],
    ],
  )
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test(
  'a second click gives the first answer; a second person at the same moment gets a conflict',
  async t => {
    const office = await openTestOffice(t)
    const { taskId, coUnitId } = await withPart(office, null)
    const input = { coUnitId, deliverable: 'Bản góp ý', dueOn: '2018-12-12' }
    const actId = randomUUID()
    await office.act('phuc', '2018-12-03', 'plan_co_unit', taskId, input, { actId, version: 3 })
    const again = await office.act('phuc', '2018-12-03', 'plan_co_unit', taskId, input, { actId, version: 3 })
    t.equal(again.repeated, true)
    const other = { ...input, deliverable: 'Bản khác' }
    await t.rejects(office.act('ngan', '2018-12-03', 'plan_co_unit', taskId, other, { version: 3 }), Conflict)
  },
)

await t.test('when the deadline moves, a part due with the task follows; another date stays', async t => {
  const office = await openTestOffice(t)
  const same = await withPart(office, '2018-12-14', '2018-12-14')
  const own = await withPart(office, '2018-12-10', '2018-12-14')
  for (const { taskId } of [same, own]) {
    await office.act('phuc', '2018-12-03', 'request_extension', taskId, {
      reason: 'Đại hội',
      doneSoFar: 'Dự thảo',
      plan: 'Trình ký',
      newDueOn: '2018-12-21',
    })
    const grant = { verdict: 'granted', grantedDueOn: '2018-12-21', note: '' }
    await office.act('ngan', '2018-12-04', 'decide_extension', taskId, grant)
  }
  t.equal((await partOf(office, same.taskId)).due_on, '2018-12-21')
  t.equal((await partOf(office, own.taskId)).due_on, '2018-12-10')
  const event = await office.database.reader
    .selectFrom('event')
    .select('payload')
    .where('act', '=', 'decide_extension')
    .where('task_id', '=', same.taskId)
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(event.payload).record.moved_parts, [
    { co_unit_id: same.coUnitId, old_due_on: '2018-12-14', new_due_on: '2018-12-21' },
  ])
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test('a part that is handed in keeps its date, and a refused extension moves nothing', async t => {
  const office = await openTestOffice(t)
  const { taskId, coUnitId } = await withPart(office, '2018-12-14', '2018-12-14')
  await office.act('thuy', '2018-11-22', 'submit_co_unit', taskId, { coUnitId, text: 'Đã góp ý' })
  const ask = { reason: 'Chờ', doneSoFar: 'Một nửa', plan: 'Trình', newDueOn: '2018-12-21' }
  await office.act('phuc', '2018-12-03', 'request_extension', taskId, ask)
  const grant = { verdict: 'granted', grantedDueOn: null, note: '' }
  await office.act('ngan', '2018-12-04', 'decide_extension', taskId, grant)
  t.match(await partOf(office, taskId), { due_on: '2018-12-14', state: 'submitted' })
})

await t.test('a suspension stops the clock of parts as it stops the task’s', async t => {
  const office = await openTestOffice(t)
  const { taskId } = await withPart(office, '2018-12-07', '2018-12-14')
  const suspend = { ground: 'law', note: '', documentNo: '9/TB', reviewOn: '2018-12-20' }
  await office.act('ngan', '2018-12-05', 'suspend', taskId, suspend)
  await office.act('ngan', '2018-12-12', 'resume', taskId, { note: '' })
  // Five working days: 6, 7, 10, 11, 12 December.
  t.equal((await partOf(office, taskId)).due_on, '2018-12-14')
})

await t.test('no deadline leaves a part due later than its task', async t => {
  const office = await openTestOffice(t)
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 12 }),
      fc.boolean(),
      async (before, days, suspends) => {
        const dueOn = new Date(Date.UTC(2018, 11, 28 - before)).toISOString().slice(0, 10)
        const { taskId } = await withPart(office, dueOn)
        const day = new Date(Date.UTC(2018, 11, 3 + days)).toISOString().slice(0, 10)
        if (suspends) {
          const suspend = { ground: 'law', note: '', documentNo: '9/TB', reviewOn: '2018-12-20' }
          await office.act('ngan', '2018-12-03', 'suspend', taskId, suspend)
          await office.act('ngan', day, 'resume', taskId, { note: '' })
        } else {
          const ask = { reason: 'Chờ', doneSoFar: 'Nửa', plan: 'Trình', newDueOn: '2019-01-10' }
          await office.act('phuc', '2018-12-03', 'request_extension', taskId, ask)
          const grant = { verdict: 'granted', grantedDueOn: null, note: '' }
          await office.act('ngan', day, 'decide_extension', taskId, grant)
        }
        const task = await office.database.reader
          .selectFrom('task')
          .select('due_on')
          .where('id', '=', taskId)
          .executeTakeFirstOrThrow()
        const part = await partOf(office, taskId)
        return (part.due_on ?? '') <= (task.due_on ?? '')
      },
    ),
    { numRuns: 12 },
  )
})

await t.test('the lead urges a part once a working day, and days off count with the next one', async t => {
  const office = await openTestOffice(t)
  const { taskId, coUnitId } = await withPart(office, '2018-12-14')
  await t.rejects(office.act('thuy', '2018-12-05', 'nudge_co_unit', taskId, { coUnitId }), NotAllowed)
  await t.rejects(office.act('ngan', '2018-12-05', 'nudge_co_unit', taskId, { coUnitId }), NotAllowed)
  await office.act('phuc', '2018-12-07', 'nudge_co_unit', taskId, { coUnitId })
  t.same(await fieldsOf(office.act('phuc', '2018-12-07', 'nudge_co_unit', taskId, { coUnitId })), ['nudge'])
  // Saturday and Sunday stand for Monday, when the mail goes.
  await office.act('phuc', '2018-12-08', 'nudge_co_unit', taskId, { coUnitId })
  for (const day of ['2018-12-09', '2018-12-10']) {
    t.same(await fieldsOf(office.act('phuc', day, 'nudge_co_unit', taskId, { coUnitId })), ['nudge'], day)
  }
  await office.act('phuc', '2018-12-11', 'nudge_co_unit', taskId, { coUnitId })
  await dispatchAll(office, '2018-12-11')
  const rows = (await ledgerOf(office)).filter(line => line.rung === 'part_nudged')
  t.same(
    rows.map(row => [row.who, row.occurrence]),
    [
      ['thuy', 1],
      ['thuy', 2],
      ['thuy', 3],
    ],
  )
  await office.act('thuy', '2018-12-11', 'submit_co_unit', taskId, { coUnitId, text: 'Đã gửi' })
  await t.rejects(office.act('phuc', '2018-12-12', 'nudge_co_unit', taskId, { coUnitId }), WrongState)
})

await t.test('a part that is due before its task has rungs of its own, once a date', async t => {
  const office = await openTestOffice(t)
  const { taskId, coUnitId } = await withPart(office, '2018-12-12')
  await withPart(office, '2018-12-28')
  await withPart(office, null)
  await dispatchAll(office, '2018-11-21')
  await liveThrough(office, '2018-11-22', '2018-12-09')
  await liveThrough(office, '2018-12-07', '2018-12-07')
  const parts = async () => (await ledgerOf(office)).filter(line => /^part_[mtl]/.test(line.rung))
  t.same(told(await parts()), ['2018-12-07 part_minus_3 thuy'])
  const input = { coUnitId, deliverable: 'Góp ý dự thảo', dueOn: '2018-12-17' }
  await office.act('phuc', '2018-12-10', 'plan_co_unit', taskId, input)
  await dispatchAll(office, '2018-12-10')
  t.match(await parts(), [{ rung: 'part_minus_3', state: 'cancelled', reason: 'new_deadline' }])
  await liveThrough(office, '2018-12-10', '2018-12-18')
  t.same(told(await parts()), [
    '2018-12-07 part_minus_3 thuy',
    '2018-12-12 part_minus_3 thuy',
    '2018-12-17 part_today thuy',
    '2018-12-18 part_late_1 thuy',
  ])
})

await t.test('what is handed in, waived, or of a suspended task is not reminded of', async t => {
  const office = await openTestOffice(t)
  const handed = await withPart(office, '2018-12-12')
  const waived = await withPart(office, '2018-12-12')
  const stopped = await withPart(office, '2018-12-12')
  await liveThrough(office, '2018-12-07', '2018-12-07')
  await office.act('thuy', '2018-12-07', 'submit_co_unit', handed.taskId, {
    coUnitId: handed.coUnitId,
    text: 'Đã gửi',
  })
  const reason = 'Đã thống nhất'
  await office.act('phuc', '2018-12-07', 'waive_co_unit', waived.taskId, {
    coUnitId: waived.coUnitId,
    reason,
  })
  const suspend = { ground: 'law', note: '', documentNo: '9/TB', reviewOn: '2018-12-28' }
  await office.act('ngan', '2018-12-07', 'suspend', stopped.taskId, suspend)
  await dispatchAll(office, '2018-12-07')
  await liveThrough(office, '2018-12-08', '2018-12-14')
  const rows = (await ledgerOf(office)).filter(line => /^part_[mtl]/.test(line.rung))
  t.same(
    rows.map(row => [row.rung, row.state]),
    [
      ['part_minus_3', 'cancelled'],
      ['part_minus_3', 'cancelled'],
      ['part_minus_3', 'cancelled'],
    ],
  )
})

await t.test('a report is refused until every part is accepted or waived', async t => {
  const office = await openTestOffice(t)
  const { taskId, coUnitId } = await withPart(office, '2018-12-12')
  const report = { text: 'Đã xong', claimedOn: '2018-12-05' }
  const open = await fieldsOf(office.act('phuc', '2018-12-05', 'report', taskId, report))
  t.ok((open as string[]).includes('coUnits'))
  await office.act('thuy', '2018-12-05', 'submit_co_unit', taskId, { coUnitId, text: 'Đã gửi' })
  t.ok(
    ((await fieldsOf(office.act('phuc', '2018-12-05', 'report', taskId, report))) as string[]).includes(
      'coUnits',
    ),
  )
  await office.act('phuc', '2018-12-05', 'accept_co_unit', taskId, { coUnitId })
  t.same(await fieldsOf(office.act('phuc', '2018-12-05', 'report', taskId, report)), ['evidence'])
})
