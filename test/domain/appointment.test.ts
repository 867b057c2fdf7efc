/** Appointments with dates (PRODUCT §1): who may be appointed when, and who stands in for whom. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { type AppointmentInput, createAppointment } from '../../src/domain/appointment.ts'
import { changeAppointment, endAppointment } from '../../src/domain/appointment-change.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { dispatchAll, layStatement, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../support/office.ts'

const actBy = (office: TestOffice, day: string, who: CastKey = 'tuyet') => ({
  personId: office.person[who],
  actId: randomUUID(),
  occasion: office.occasion(day),
})

/** Appoints someone of the cast to head Phòng Tổ chức cán bộ, unless told otherwise. */
function appoint(office: TestOffice, day: string, who: CastKey, input: Partial<AppointmentInput>) {
  return createAppointment(office.database.writer, actBy(office, day), {
    personId: office.person[who],
    unitId: office.unit.tccb,
    role: 'unit_head',
    title: 'Phó Trưởng phòng',
    fromOn: day,
    toOn: null,
    actingForId: null,
    committeeId: null,
    inspectionId: null,
    isHead: false,
    ...input,
  })
}

const rowOf = (office: TestOffice, id: string) =>
  office.database.reader.selectFrom('appointment').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

async function end(office: TestOffice, day: string, who: CastKey, toOn: string) {
  const { id, version } = await rowOf(office, office.appointment[who])
  return endAppointment(office.database.writer, actBy(office, day), { id, version, toOn })
}

const refused = (fields: Record<string, unknown>) => ({ name: 'Invalid', fields })

await t.test('two heads of one unit are asked about, one after the other is not', async t => {
  const office = await openTestOffice(t)
  const held = refused({ overlap: { key: 'error.post_held', values: { name: 'Phạm Hoàng Phúc' } } })
  await t.rejects(appoint(office, '2018-12-10', 'hanh', {}), held)
  await t.rejects(appoint(office, '2018-12-10', 'hanh', { fromOn: '2019-02-01' }), held, 'also in the future')
  await t.resolves(appoint(office, '2018-12-10', 'hang', { overlap: true }))
  await t.resolves(appoint(office, '2018-12-10', 'hanh', { role: 'officer' }), 'officers are many')
  const other = await openTestOffice(t)
  await end(other, '2018-12-10', 'phuc', '2018-12-31')
  await t.rejects(appoint(other, '2018-12-10', 'hanh', { fromOn: '2018-12-31' }), { name: 'Invalid' })
  await t.resolves(appoint(other, '2018-12-10', 'hanh', { fromOn: '2019-01-01' }))
  await t.rejects(appoint(other, '2018-12-10', 'hang', { toOn: '2019-01-01', fromOn: '2018-12-31' }), {
    name: 'Invalid',
  })
})

await t.test('a director is one at any time', async t => {
  const office = await openTestOffice(t)
  const director = { role: 'leader', unitId: office.unit.so, isHead: true, title: 'Giám đốc' }
  const taken = refused({ isHead: 'error.head_exists' })
  await t.rejects(appoint(office, '2018-12-10', 'khoi', director), taken)
  await end(office, '2018-12-10', 'bao', '2018-12-31')
  await t.rejects(appoint(office, '2018-12-10', 'khoi', director), taken)
  await t.resolves(appoint(office, '2018-12-10', 'khoi', { ...director, fromOn: '2019-01-01' }))
  await t.rejects(appoint(office, '2018-12-10', 'hang', { ...director, fromOn: '2019-03-01' }), taken)
})

await t.test('who stands in: for a time, in the same post, while it is held or stands empty', async t => {
  const office = await openTestOffice(t)
  const { appointment } = office
  const acting = { actingForId: appointment.phuc, fromOn: '2018-12-10', toOn: '2018-12-14' }
  await t.rejects(
    appoint(office, '2018-12-10', 'hanh', { ...acting, toOn: null }),
    refused({ toOn: 'error.required.actingTo' }),
  )
  await t.rejects(
    appoint(office, '2018-12-10', 'hanh', { ...acting, actingForId: appointment.nhung }),
    refused({ actingForId: 'error.acting_for_other_post' }),
  )
  await t.rejects(
    appoint(office, '2018-12-10', 'phuc', acting),
    refused({ actingForId: 'error.acting_for_oneself' }),
  )
  await t.rejects(
    appoint(office, '2018-12-10', 'hanh', { ...acting, fromOn: '2017-12-31' }),
    refused({ fromOn: 'error.acting_before' }),
  )
  const { subjectId } = await appoint(office, '2018-12-10', 'hanh', acting)
  await t.rejects(
    appoint(office, '2018-12-10', 'hang', { ...acting, actingForId: subjectId }),
    refused({ actingForId: 'error.acting_for_acting' }),
  )
  await end(office, '2018-12-10', 'phuc', '2018-12-31')
  const vacant = { ...acting, fromOn: '2018-12-20', toOn: '2019-01-31' }
  await t.resolves(appoint(office, '2018-12-10', 'hang', vacant), 'the post stands empty after its holder')
  await appoint(office, '2018-12-10', 'khoi', { fromOn: '2019-02-01' })
  await t.rejects(
    appoint(office, '2018-12-10', 'thuy', { ...vacant, toOn: '2019-02-01' }),
    refused({ toOn: { key: 'error.acting_post_taken', values: { name: 'Đặng Văn Khởi' } } }),
  )
})

await t.test('what has not begun is corrected, what has begun is ended once', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await end(office, '2018-12-10', 'phuc', '2018-12-31')
  const { subjectId: id } = await appoint(office, '2018-12-10', 'hang', { fromOn: '2019-01-15' })
  const input = { title: 'Trưởng phòng', fromOn: '2019-01-01', toOn: null }
  const change = (day: string, more: Partial<typeof input> = {}, version = 1, who: CastKey = 'tuyet') =>
    changeAppointment(writer, actBy(office, day, who), { id, version, input: { ...input, ...more } })
  await t.rejects(
    change('2018-12-11', { fromOn: '2018-12-31' }),
    { name: 'Invalid' },
    'Phúc is there until then',
  )
  await t.rejects(change('2018-12-11', { fromOn: '2018-12-01' }), refused({ fromOn: 'error.from_is_past' }))
  await t.rejects(change('2018-12-11', {}, 1, 'phuc'), { name: 'NotAllowed' })
  await t.rejects(change('2018-12-11', {}, 1, 'hang'), { name: 'NotAllowed' }, 'her own')
  await change('2018-12-11')
  t.match(await rowOf(office, id), { title: 'Trưởng phòng', from_on: '2019-01-01', version: 2 })
  await t.rejects(change('2018-12-11'), { name: 'Conflict' }, 'changed meanwhile')
  await t.rejects(change('2019-01-02', {}, 2), { name: 'WrongState' }, 'it has begun')
  await t.rejects(
    end(office, '2019-01-02', 'phuc', '2019-01-31'),
    refused({ toOn: 'error.appointment_over' }),
  )
})

await t.test('while one stands in, both are told and both may act; the other way round it ends', async t => {
  const office = await openTestOffice(t)
  const { subjectId } = await appoint(office, '2018-11-19', 'hang', {
    actingForId: office.appointment.phuc,
    fromOn: '2018-11-20',
    toOn: '2018-12-11',
  })
  const id = await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20')
  t.same(told(await ledgerOf(office, { rung: 'issued' })), [
    '2018-11-20 issued hang',
    '2018-11-20 issued phuc',
  ])
  await office.act('hang', '2018-11-21', 'receive', id, { officerId: null })
  const event = await office.database.reader
    .selectFrom('event')
    .select('appointment_id')
    .where('act', '=', 'receive')
    .executeTakeFirstOrThrow()
  t.equal(event.appointment_id, subjectId, 'the event says in which capacity')
  await liveThrough(office, '2018-11-22', '2018-12-13')
  const rungs = (await ledgerOf(office)).filter(line => line.rung.startsWith('due_'))
  t.same(told(rungs), [
    '2018-11-30 due_minus_10 hang',
    '2018-11-30 due_minus_10 phuc',
    '2018-12-11 due_minus_3 hang',
    '2018-12-11 due_minus_3 phuc',
    '2018-12-13 due_minus_1 phuc',
  ])
  await t.rejects(
    office.act('hang', '2018-12-12', 'update', id, { text: 'Đang trình', percent: 50, blocker: '' }),
    { name: 'NotFound' },
    'the day after it is theirs no longer',
  )
})

await t.test('who stands in for a head does not verify what that unit reports', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  const acting = { actingForId: office.appointment.phuc, fromOn: '2018-11-26', toOn: '2018-12-07' }
  await appoint(office, '2018-11-26', 'khoi', acting)
  await layStatement(office, id, '2018-11-27')
  await office.act('phuc', '2018-11-27', 'report', id, { text: 'Đã ban hành', claimedOn: '2018-11-27' })
  await t.rejects(office.act('khoi', '2018-12-07', 'verify', id, { note: '' }), { name: 'NotAllowed' })
  await office.act('khoi', '2018-12-08', 'verify', id, { note: '' })
})

await t.test('mail that was planned stops where the post or the acting period ends (Z5)', async t => {
  const office = await openTestOffice(t)
  await appoint(office, '2018-11-19', 'hang', {
    actingForId: office.appointment.phuc,
    fromOn: '2018-11-20',
    toOn: '2018-12-07',
  })
  const id = await office.issued('2018-11-20', '2018-12-12')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  await liveThrough(office, '2018-11-22', '2018-12-07')
  // D−3 is the 7th; its mail could not go that day.
  t.same(told(await ledgerOf(office, { rung: 'due_minus_3', state: 'planned' })), [
    '2018-12-07 due_minus_3 hang',
    '2018-12-07 due_minus_3 phuc',
  ])
  await end(office, '2018-12-10', 'phuc', '2018-12-09')
  await dispatchAll(office, '2018-12-10')
  const rows = await ledgerOf(office, { rung: 'due_minus_3', who: 'phuc' })
  t.match(rows, [{ state: 'cancelled', reason: 'appointment_ended' }])
})

await t.test('any appointments in any order: a unit has one head a day, unless it was asked for', async t => {
  const office = await openTestOffice(t)
  const { writer, reader } = office.database
  const periods = fc.array(fc.tuple(fc.nat(60), fc.nat(30)), { minLength: 2, maxLength: 6 })
  await fc.assert(
    fc.asyncProperty(periods, async list => {
      await writer
        .deleteFrom('appointment')
        .where('unit_id', '=', office.unit.ttra)
        .where('role', '=', 'unit_head')
        .execute()
      for (const [from, length] of list) {
        const fromOn = addDays('2019-01-01', from)
        const input = { unitId: office.unit.ttra, fromOn, toOn: addDays(fromOn, length) }
        await appoint(office, '2018-12-10', 'hang', input).catch(error => {
          if (error.name !== 'Invalid') throw error
        })
      }
      const posts = await reader
        .selectFrom('appointment')
        .select(['from_on', 'to_on'])
        .where('unit_id', '=', office.unit.ttra)
        .where('role', '=', 'unit_head')
        .orderBy('from_on')
        .execute()
      return (
        posts.length > 0 && posts.every((post, n) => n === 0 || (posts[n - 1]?.to_on ?? '') < post.from_on)
      )
    }),
    { numRuns: 15 },
  )
})
