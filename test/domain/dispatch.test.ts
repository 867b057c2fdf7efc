import t from 'tap'
import { createAppointment } from '../../src/domain/appointment.ts'
import { createCommittee } from '../../src/domain/committee.ts'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { dispatchAll, ledgerOf, liveThrough, report, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

async function messages(office: TestOffice) {
  return office.database.reader.selectFrom('message').selectAll().orderBy('id').execute()
}

/** The department's own committee, which may decide whatever committee the inspection reports to. */
async function joinOwnCommittee(office: TestOffice, who: CastKey) {
  const act = { personId: office.person.tuyet, actId: null, occasion: office.occasion('2018-11-19') }
  const db = office.database.writer
  const committee = {
    organisationId: office.unit.so,
    name: 'Ban Chỉ đạo Sở',
    level: 'organisation',
    parentId: null,
  }
  const { subjectId: committeeId } = await createCommittee(db, act, committee)
  const post = { personId: office.person[who], unitId: office.unit.so, role: 'committee', title: 'Ủy viên' }
  const term = { fromOn: '2018-11-19', toOn: null, actingForId: null, inspectionId: null, isHead: false }
  await createAppointment(db, act, { ...post, ...term, committeeId })
}

async function summary(office: TestOffice) {
  const rows = await office.database.reader.selectFrom('status_image').selectAll().execute()
  const units = new Map(Object.entries(office.unit).map(([key, id]) => [id, key]))
  return rows.map(
    row => `${units.get(row.unit_id)} ${row.counted}${row.counted === 'waiting' ? ` ${row.due_on}` : ''}`,
  )
}

await t.test('an issue is told at once to the head and the co-units’ heads', async t => {
  const office = await openTestOffice(t)
  const coUnits = [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }]
  await office.issued('2018-11-20', '2018-12-14', { coUnits })
  const { dispatched, failures } = await dispatchAll(office, '2018-11-20')
  t.same(failures, [])
  t.ok(dispatched >= 3)
  t.same(told(await ledgerOf(office)), ['2018-11-20 issued phuc', '2018-11-20 issued thuy'])
  t.match(await messages(office), [
    { kind: 'notice', state: 'planned', for_on: '2018-11-20', send_at: '2018-11-20T02:00:00.000Z' },
    { kind: 'notice' },
  ])
  t.same(await summary(office), ['tccb waiting 2018-12-14'])
})

await t.test('dispatched again, or by two at once, nothing is written twice', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  const occasion = office.occasion('2018-11-20')
  const reports = await Promise.all([
    dispatchEvents(office.database.writer, occasion, { limit: 100 }),
    dispatchEvents(office.database.writer, occasion, { limit: 100 }),
  ])
  const waiting = await office.database.reader
    .selectFrom('event_dispatch')
    .select('event_id')
    .where('dispatched_at', 'is', null)
    .execute()
  t.same(waiting, [])
  t.same(
    reports.flatMap(one => one.failures),
    [],
  )
  t.equal((await messages(office)).length, 1)
  t.equal((await dispatchAll(office, '2018-11-20')).dispatched, 0)
})

await t.test('outside mail hours a notice waits for the bundle of the next working morning', async t => {
  const office = await openTestOffice(t)
  const hours = [
    ['2018-11-20', '20:00', '2018-11-21', 'at night'],
    ['2018-11-22', '05:59', '2018-11-22', 'before six: that morning’s'],
    ['2018-11-24', '10:00', '2018-11-26', 'on a Saturday'],
    ['2018-12-28', '21:00', '2019-01-02', 'before the days off at New Year'],
  ] as const
  for (const [day, time, forOn, why] of hours) {
    const id = await office.draft(day, '2019-03-14')
    await office.act('ngan', day, 'issue', id, {}, { occasion: office.occasion(day, time) })
    await dispatchAll(office, day, time)
    t.match(await ledgerOf(office, { taskId: id }), [{ forOn, state: 'planned' }], why)
  }
  t.ok((await messages(office)).every(message => message.kind === 'bundle'))
  const inHours = await office.issued('2018-11-27', '2019-03-14')
  await dispatchAll(office, '2018-11-27', '19:59')
  t.match(await ledgerOf(office, { taskId: inHours }), [{ forOn: '2018-11-27' }])
  t.equal((await messages(office)).at(-1)?.kind, 'notice')
  const played = await office.draft('2018-11-28', '2019-03-14')
  await office.act(
    'ngan',
    '2018-11-28',
    'issue',
    played,
    {},
    { occasion: office.occasion('2018-11-28', '20:30') },
  )
  await dispatchAll(office, '2018-11-28', '17:00')
  t.match(
    await ledgerOf(office, { taskId: played }),
    [{ forOn: '2018-11-29' }],
    'a sample’s act of the evening',
  )
})

await t.test('refused, issued anew: the secretary, then the head again under a new version', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  const why = { reason: 'Không thuộc', proposedUnitId: office.unit.gdth }
  await office.act('phuc', '2018-11-21', 'refuse', id, why)
  await dispatchAll(office, '2018-11-21')
  t.same(told(await ledgerOf(office, { state: 'planned' })), ['2018-11-21 refused tuyet'])
  t.same(await ledgerOf(office, { rung: 'issued' }), [], 'overtaken before anyone was told')
  t.same(await summary(office), [], 'a draft is not counted')
  await office.act('ngan', '2018-11-22', 'issue', id, {})
  await dispatchAll(office, '2018-11-22')
  t.match(await ledgerOf(office, { rung: 'issued' }), [{ who: 'phuc', version: 2 }])
  t.match(await ledgerOf(office, { rung: 'refused' }), [{ state: 'cancelled', reason: 'decided' }])
})

await t.test('report, return, report, verify: who is told, and what the figures say', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  await report(office, id, '2018-12-03')
  await dispatchAll(office, '2018-12-03')
  t.same(await summary(office), ['tccb reported_in_time'])
  const back = { reason: 'Thiếu', missing: 'Chữ ký', supplementDueOn: '2018-12-10' }
  await office.act('khoi', '2018-12-05', 'return', id, back)
  await dispatchAll(office, '2018-12-05')
  t.same(told(await ledgerOf(office, { rung: 'returned' })), [
    '2018-12-05 returned hanh',
    '2018-12-05 returned phuc',
  ])
  t.same(await summary(office), ['tccb waiting 2018-12-18'])
  await report(office, id, '2018-12-20')
  await dispatchAll(office, '2018-12-20')
  t.same(await summary(office), ['tccb reported_late'])
  await office.act('khoi', '2018-12-21', 'verify', id, { note: '' })
  await dispatchAll(office, '2018-12-21')
  t.match(await ledgerOf(office, { rung: 'verified' }), [{ who: 'phuc', occurrence: 2 }])
  t.same(await summary(office), ['tccb done_late'])
})

await t.test('a reassignment moves the figure from unit to unit', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20')
  await office.act('ngan', '2018-11-26', 'reassign', id, { reason: 'Đúng', leadUnitId: office.unit.gdth })
  await dispatchAll(office, '2018-11-26')
  t.same(await summary(office), ['gdth waiting 2018-12-14'])
  t.match(await ledgerOf(office, { who: 'phuc' }), [{ state: 'cancelled', reason: 'new_deadline' }])
})

await t.test('a co-unit’s part: the lead head, then the co-unit’s head, each time anew', async t => {
  const office = await openTestOffice(t)
  const coUnits = [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }]
  const id = await office.issued('2018-11-20', '2018-12-14', { coUnits })
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  const part = await office.database.reader.selectFrom('co_unit').select('id').executeTakeFirstOrThrow()
  const coUnitId = part.id
  await office.act('thuy', '2018-11-22', 'submit_co_unit', id, { coUnitId, text: 'Gửi' })
  await dispatchAll(office, '2018-11-22')
  await office.act('phuc', '2018-11-23', 'return_co_unit', id, { coUnitId, reason: 'Thiếu' })
  await dispatchAll(office, '2018-11-23')
  await office.act('thuy', '2018-11-26', 'submit_co_unit', id, { coUnitId, text: 'Gửi lại' })
  await dispatchAll(office, '2018-11-26')
  await office.act('phuc', '2018-11-27', 'accept_co_unit', id, { coUnitId })
  await dispatchAll(office, '2018-11-27')
  const parts = (await ledgerOf(office)).filter(line => line.rung.startsWith('co_unit'))
  t.same(
    parts.map(line => `${line.rung} ${line.who} ${line.occurrence} ${line.state}`),
    [
      'co_unit_submitted phuc 1 cancelled',
      'co_unit_returned thuy 1 cancelled',
      'co_unit_submitted phuc 2 cancelled',
      'co_unit_accepted thuy 1 planned',
    ],
  )
})

await t.test('not doing it: both committees are asked, the head is told', async t => {
  const office = await openTestOffice(t)
  await joinOwnCommittee(office, 'minh')
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('ngan', '2018-11-26', 'propose_non_implementation', id, { explanation: 'Trùng' })
  await dispatchAll(office, '2018-11-26')
  t.same(told(await ledgerOf(office, { rung: 'non_implementation_proposed' })), [
    '2018-11-26 non_implementation_proposed minh',
    '2018-11-26 non_implementation_proposed son',
  ])
  const verdict = { verdict: 'accepted', decisionNo: '5/QĐ', note: '' }
  await office.act('son', '2018-11-28', 'decide_non_implementation', id, verdict)
  await dispatchAll(office, '2018-11-28')
  t.same(told(await ledgerOf(office, { rung: 'not_implemented' })), ['2018-11-28 not_implemented phuc'])
  t.same(await summary(office), ['tccb not_implemented'])
})

await t.test('a withdrawn task: head and co-heads, and nothing of it goes any more', async t => {
  const office = await openTestOffice(t)
  const coUnits = [{ unitId: office.unit.cd, deliverable: 'Góp ý', dueOn: null }]
  const id = await office.issued('2018-11-20', '2018-12-14', { coUnits })
  await liveThrough(office, '2018-11-20', '2018-12-11')
  await office.act('ngan', '2018-12-11', 'withdraw', id, { reason: 'Trùng', successorId: null })
  await dispatchAll(office, '2018-12-11')
  const open = (await ledgerOf(office, { state: 'planned' })).filter(line => line.rung !== 'weekly')
  t.same(told(open), ['2018-12-11 withdrawn phuc', '2018-12-11 withdrawn thuy'])
  t.match(await ledgerOf(office, { rung: 'due_minus_3' }), [{ state: 'cancelled', reason: 'closed' }])
})

await t.test('a bad event is put back with growing pauses and never stops the rest', async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  const bad = await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20')
  await office.act('phuc', '2018-11-21', 'receive', bad, { officerId: null })
  await office.issued('2018-11-21', '2018-12-14')
  // A row that no query can read as a task's: the ladder's day cannot be counted from it.
  await db.updateTable('event_dispatch').set({ dispatched_at: null }).execute()
  const broken = await db
    .selectFrom('event')
    .select(['id', 'payload'])
    .where('act', '=', 'receive')
    .executeTakeFirstOrThrow()
  await unsealed(office, async () => {
    await db.updateTable('event').set({ payload: '{' }).where('id', '=', broken.id).execute()
  })
  const now = new Date('2018-11-21T02:00:00.000Z')
  const first = await dispatchEvents(db, office.occasion('2018-11-21'), { limit: 100, now })
  t.match(first.failures, [{ eventId: broken.id }])
  t.ok(first.dispatched > 3, 'the others went on')
  const row = () =>
    db.selectFrom('event_dispatch').selectAll().where('event_id', '=', broken.id).executeTakeFirstOrThrow()
  t.match(await row(), { attempts: 1, next_try_at: '2018-11-21T02:00:10.000Z', dispatched_at: null })
  t.match((await row()).last_error, /SyntaxError/)
  const soon = await dispatchEvents(db, office.occasion('2018-11-21'), { limit: 100, now })
  t.same([soon.dispatched, soon.failures.length], [0, 0], 'not before its time')
  const later = new Date('2018-11-21T02:00:11.000Z')
  await dispatchEvents(db, office.occasion('2018-11-21'), { limit: 100, now: later })
  t.match(await row(), { attempts: 2, next_try_at: '2018-11-21T02:00:31.000Z' })
  await unsealed(office, async () => {
    await db.updateTable('event').set({ payload: broken.payload }).where('id', '=', broken.id).execute()
  })
  const mended = await dispatchEvents(db, office.occasion('2018-11-21'), {
    limit: 100,
    now: new Date('2018-11-21T03:00:00.000Z'),
  })
  t.same([mended.dispatched, mended.failures.length], [1, 0])
})

/** Events are sealed by triggers; a test that plants a broken one takes them away for a moment. */
async function unsealed(office: TestOffice, work: () => Promise<void>): Promise<void> {
  const { sql } = await import('kysely')
  const db = office.database.writer
  if (office.database.kind === 'sqlite') {
    await sql`drop trigger event_no_update`.execute(db)
    await work()
    await sql
      .raw(`create trigger event_no_update before update on event
      begin select raise(abort, 'event is append-only'); end`)
      .execute(db)
  } else {
    await sql`alter table event disable trigger event_sealed`.execute(db)
    await work()
    await sql`alter table event enable trigger event_sealed`.execute(db)
  }
}
