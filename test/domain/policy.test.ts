import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { inTransaction } from '../../src/data/database.ts'
import { findOfficeClock } from '../../src/data/office.ts'
import { insertPolicy } from '../../src/data/policy.ts'
import { isWorkOwed } from '../../src/domain/office-day.ts'
import { defaultPolicy, findPolicies, findPolicy } from '../../src/domain/policy.ts'
import { readContent } from '../../src/domain/policy-content.ts'
import { findDutyTime } from '../../src/domain/policy-effect.ts'
import { defaultLadder } from '../../src/domain/reminder-ladder.ts'
import { digestDay } from '../../src/domain/reminder-week.ts'
import { createCalendar } from '../../src/domain/working-days.ts'
import { shippedCalendarDays } from '../../src/lib/holidays.ts'
import { addDays, weekday } from '../../src/lib/plain-date.ts'
import { dispatchAll, ledgerOf, liveThrough, told } from '../support/ledger.ts'
import { workDay } from '../support/mailroom.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'
import { rungWith, savePolicy } from '../support/policy.ts'

const calendar = createCalendar(shippedCalendarDays())

/** An organisation of its own under the office, such as a school. */
async function addSchool(office: TestOffice): Promise<string> {
  const root = await office.database.reader
    .selectFrom('unit')
    .selectAll()
    .where('id', '=', office.unit.so)
    .executeTakeFirstOrThrow()
  const id = randomUUID()
  const place = { id, parent_id: root.id, path: `${root.path}${id}/`, name: 'Trường THPT Lưu Văn Liệt' }
  await office.database.writer
    .insertInto('unit')
    .values({ ...root, ...place, is_organisation: 1 })
    .execute()
  return id
}

const refusalOf = (act: Promise<unknown>) => act.then(() => null).catch((error: unknown) => error)

async function climbed(office: TestOffice) {
  return told((await ledgerOf(office)).filter(line => /^(due|late|stale|not_rec)/.test(line.rung)))
}

await t.test('without a version the defaults hold, and are what PRODUCT says', async t => {
  const office = await openTestOffice(t)
  const policy = await findPolicy(office.database.reader, office.unit.so, '2018-12-10')
  t.equal(policy, defaultPolicy)
  t.match(policy.terms, {
    refusal_days: 3,
    receipt_days: 2,
    suspension_days: 30,
    due_soon_days: 3,
    fresh_days: 10,
    mail_from: '06:00',
    mail_until: '20:00',
    bundle_at: '07:30',
    digest_weekday: 1,
    no_report_days: 3,
    mail_act_days: 10,
  })
  t.same(
    [...policy.ladder.all, ...defaultLadder.filter(rung => ['act', 'week', 'meeting'].includes(rung.anchor))]
      .length,
    defaultLadder.length,
  )
})

await t.test('a version stored before a term was there takes its default', t => {
  const { terms, rungs } = readContent(JSON.stringify({ rungs: {}, terms: { refusal_days: 5 } }))
  t.same(terms, { ...defaultPolicy.terms, refusal_days: 5 })
  t.same(rungs, defaultPolicy.content.rungs)
  t.end()
})

await t.test('a version holds from its day on, for the organisation and those below without one', async t => {
  const office = await openTestOffice(t)
  const school = await addSchool(office)
  const days = async (id: string, day: string) =>
    (await findPolicy(office.database.reader, id, day)).terms.refusal_days
  await savePolicy(office, '2018-12-03', '2018-12-10', { terms: { refusal_days: 5 } })
  t.same([await days(office.unit.so, '2018-12-09'), await days(office.unit.so, '2018-12-10')], [3, 5])
  t.equal(await days(school, '2018-12-10'), 5, 'inherited')
  await savePolicy(office, '2018-12-03', '2018-12-12', { organisationId: school, terms: { refusal_days: 7 } })
  t.same([await days(school, '2018-12-11'), await days(school, '2018-12-12')], [5, 7])
  t.equal(await days(office.unit.so, '2018-12-12'), 5)
  await savePolicy(office, '2018-12-13', '2018-12-14', { terms: { refusal_days: 2 }, version: 1 })
  t.same([await days(school, '2018-12-14'), await days(office.unit.so, '2018-12-14')], [7, 2])
})

await t.test('what was decided last counts, also when it begins before another that waits', async t => {
  const office = await openTestOffice(t)
  await savePolicy(office, '2018-12-03', '2018-12-20', { terms: { refusal_days: 5 } })
  const soon = { terms: { refusal_days: 4 }, version: 1 }
  await savePolicy(office, '2018-12-04', '2018-12-06', soon)
  const policies = await findPolicies(office.database.reader)
  const days = ['2018-12-05', '2018-12-06', '2018-12-20', '2018-12-21']
  t.same(
    days.map(day => policies.on(office.unit.so, day).terms.refusal_days),
    [3, 4, 4, 4],
  )
})

await t.test('acts are judged by the policy of their day', async t => {
  const office = await openTestOffice(t)
  const [first, second] = [
    await office.issued('2018-11-20', '2018-12-14'),
    await office.issued('2018-11-20', '2018-12-14'),
  ]
  await savePolicy(office, '2018-11-21', '2018-11-27', {
    terms: { refusal_days: 5, suspension_days: 10 },
  })
  const refusal = { reason: 'Không thuộc chức năng', proposedUnitId: office.unit.gdth }
  t.match(await refusalOf(office.act('phuc', '2018-11-26', 'refuse', first, refusal)), {
    fields: { reason: { values: { days: 3 } } },
  })
  await office.act('phuc', '2018-11-27', 'refuse', first, refusal)
  const pause = (reviewOn: string) => ({ ground: 'law', note: '', documentNo: '12/TB', reviewOn })
  await office.act('phuc', '2018-11-27', 'receive', second, { officerId: null })
  t.match(await refusalOf(office.act('ngan', '2018-11-27', 'suspend', second, pause('2018-12-08'))), {
    fields: { reviewOn: { values: { days: 10 } } },
  })
  await office.act('ngan', '2018-11-27', 'suspend', second, pause('2018-12-07'))
})

await t.test(
  'a rung that is switched off is not sent, and one that is moved goes on its new day',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-14')
    await savePolicy(office, '2018-11-20', '2018-11-21', {
      rungs: {
        ...rungWith('due_minus_3', { enabled: false }),
        ...rungWith('due_minus_1', { offset_days: -2 }),
        ...rungWith('late_3', { offset_days: 4, recipients: ['head'] }),
        ...rungWith('stale_10', { enabled: false }),
      },
    })
    await liveThrough(office, '2018-11-21', '2018-12-21')
    t.same(await climbed(office), [
      '2018-11-22 not_received phuc',
      '2018-11-22 not_received tuyet',
      '2018-11-30 due_minus_10 phuc',
      '2018-12-12 due_minus_1 phuc',
      '2018-12-14 due_today phuc',
      '2018-12-17 late_1 phuc',
      '2018-12-20 late_3 phuc',
    ])
  },
)

await t.test(
  'a rung moved in mid-life is not sent again, nor caught up where its new day has passed',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-14')
    await liveThrough(office, '2018-11-21', '2018-12-03')
    t.match(await climbed(office), [/./, /./, '2018-11-30 due_minus_10 phuc'])
    // D−10 was sent on 30/11; D−8 is 04/12. D−3 moves to a day that is over when the policy begins.
    await savePolicy(office, '2018-12-03', '2018-12-04', {
      rungs: {
        ...rungWith('due_minus_10', { offset_days: -8 }),
        ...rungWith('due_minus_3', { offset_days: -7 }),
        ...rungWith('stale_10', { enabled: false }),
      },
    })
    await liveThrough(office, '2018-12-04', '2018-12-12')
    t.same(
      (await climbed(office)).filter(line => line >= '2018-12-04'),
      ['2018-12-05 due_minus_3 phuc'],
      'D−7 is 05/12; D−10 went already',
    )
    await savePolicy(office, '2018-12-12', '2018-12-13', {
      rungs: rungWith('due_minus_1', { offset_days: -2 }),
      version: 1,
    })
    await liveThrough(office, '2018-12-13', '2018-12-14')
    t.same(
      (await climbed(office)).filter(line => line >= '2018-12-13'),
      ['2018-12-14 due_today phuc'],
      'D−2 was 12/12, before the change',
    )
  },
)

await t.test(
  'tasks with nothing to come under the old policy are looked at when the new one begins',
  async t => {
    const office = await openTestOffice(t)
    const off = (rung: string) => rungWith(rung, { enabled: false })
    await savePolicy(office, '2018-11-19', '2018-11-20', {
      rungs: Object.assign({}, ...defaultLadder.map(({ rung }) => off(rung))),
    })
    await office.issued('2018-11-20', '2018-12-14')
    await liveThrough(office, '2018-11-20', '2018-12-10')
    t.same(await ledgerOf(office), [])
    const on = Object.assign({}, ...defaultLadder.map(({ rung }) => rungWith(rung, {})))
    await savePolicy(office, '2018-12-10', '2018-12-13', { rungs: on, version: 1 })
    await liveThrough(office, '2018-12-11', '2018-12-14')
    t.same(await climbed(office), ['2018-12-13 due_minus_1 phuc', '2018-12-14 due_today phuc'])
  },
)

await t.test(
  'the digest goes on the weekday of the policy, and once a week though that day moves',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-28')
    await dispatchAll(office, '2018-11-20')
    await liveThrough(office, '2018-12-03', '2018-12-03')
    await savePolicy(office, '2018-12-03', '2018-12-04', { terms: { digest_weekday: 4 } })
    await liveThrough(office, '2018-12-04', '2018-12-14')
    const weekly = told(await ledgerOf(office, { rung: 'weekly', who: 'bao' }))
    t.same(weekly, ['2018-12-03 weekly bao', '2018-12-13 weekly bao'])
  },
)

await t.test('the digest’s day is a working day of its own week', t => {
  t.equal(digestDay('2018-12-31', 1, calendar), '2019-01-02', 'Monday and Tuesday are days off')
  t.equal(digestDay('2018-12-31', 5, calendar), '2019-01-04')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 5 }), (n, asked) => {
      const day = addDays('2018-09-03', n)
      const found = digestDay(day, asked, calendar)
      const monday = addDays(day, 1 - weekday(day))
      const worked = [0, 1, 2, 3, 4, 5, 6]
        .map(i => addDays(monday, i))
        .filter(one => calendar.isWorkingDay(one))
      if (found === null) return worked.length === 0
      const later = worked.filter(one => weekday(one) >= asked)
      return found === (later[0] ?? worked.at(-1))
    }),
  )
  t.end()
})

await t.test('mail hours of the policy: before and after its day', async t => {
  const office = await openTestOffice(t)
  await savePolicy(office, '2018-11-19', '2018-11-21', {
    terms: { mail_from: '07:00', bundle_at: '08:00', mail_until: '18:00' },
  })
  await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20', '19:00')
  await office.issued('2018-11-21', '2018-12-14')
  await dispatchAll(office, '2018-11-21', '19:00')
  const mails = await office.database.reader
    .selectFrom('message')
    .select(['kind', 'for_on', 'send_at'])
    .orderBy('for_on')
    .execute()
  t.same(mails, [
    { kind: 'notice', for_on: '2018-11-20', send_at: '2018-11-20T12:00:00.000Z' },
    { kind: 'bundle', for_on: '2018-11-22', send_at: '2018-11-22T01:00:00.000Z' },
  ])
})

await t.test('duties begin with the earliest bundles', async t => {
  const office = await openTestOffice(t)
  const school = await addSchool(office)
  const db = office.database.writer
  await savePolicy(office, '2018-12-10', '2018-12-11', {
    organisationId: school,
    terms: { mail_from: '06:30', bundle_at: '06:45' },
  })
  await db.updateTable('office_clock').set({ worked_on: '2018-12-10' }).execute()
  t.equal(await findDutyTime(db, '2018-12-10'), '07:30')
  const time = await findDutyTime(db, '2018-12-11')
  t.equal(time, '06:45')
  const at = (clock: string) => new Date(`2018-12-11T${clock}:00+07:00`)
  const clock = await findOfficeClock(db)
  t.same([isWorkOwed(clock, at('06:44'), time), isWorkOwed(clock, at('06:45'), time)], [false, true])
})

await t.test(
  'what is planned for the first day and not wanted any more is cancelled, with the reason',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-14')
    await dispatchAll(office, '2018-11-20', '21:00')
    t.match(await ledgerOf(office), [{ rung: 'issued', state: 'planned', forOn: '2018-11-21' }])
    await savePolicy(office, '2018-11-20', '2018-11-21', {
      rungs: rungWith('issued', { enabled: false }),
      terms: { bundle_at: '09:00' },
    })
    await dispatchAll(office, '2018-11-20', '21:10')
    t.match(await ledgerOf(office), [{ rung: 'issued', state: 'cancelled', reason: 'policy_changed' }])
    t.match(await office.database.reader.selectFrom('message').selectAll().execute(), [
      { state: 'cancelled' },
    ])
  },
)

await t.test(
  'an evening’s notice made after the save is cancelled when the day begins; what was sent stays',
  async t => {
    const office = await openTestOffice(t)
    await office.issued('2018-11-20', '2018-12-14')
    await dispatchAll(office, '2018-11-20')
    await workDay(office, '2018-11-20')
    await savePolicy(office, '2018-11-20', '2018-11-21', {
      rungs: rungWith('issued', { recipients: ['secretary'] }),
      terms: { bundle_at: '09:00' },
    })
    await dispatchAll(office, '2018-11-20')
    await office.issued('2018-11-20', '2018-12-21')
    await dispatchAll(office, '2018-11-20', '21:00')
    await workDay(office, '2018-11-21')
    const issued = await ledgerOf(office, { rung: 'issued' })
    t.match(issued, [
      { who: 'phuc', state: 'kept' },
      { who: 'phuc', state: 'cancelled', reason: 'policy_changed' },
    ])
  },
)

await t.test('a bundle that waits goes at the new time', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20', '21:00')
  await savePolicy(office, '2018-11-20', '2018-11-21', { terms: { bundle_at: '09:00' } })
  await dispatchAll(office, '2018-11-20', '21:10')
  t.match(await office.database.reader.selectFrom('message').selectAll().execute(), [
    { state: 'planned', send_at: '2018-11-21T02:00:00.000Z' },
  ])
})

await t.test('a stored policy takes the default of a rung that it does not know', async t => {
  const office = await openTestOffice(t)
  const stored = { rungs: { late_1: { enabled: false, offset_days: 1, recipients: ['head'] } }, terms: {} }
  await inTransaction(office.database.writer, trx =>
    insertPolicy(trx, {
      id: randomUUID(),
      organisation_id: office.unit.so,
      number: 1,
      from_on: '0001-01-01',
      content: JSON.stringify(stored),
      note: '',
      created_by: null,
      created_at: '2018-11-01T00:00:00.000Z',
    }),
  )
  const { ladder, terms } = await findPolicy(office.database.reader, office.unit.so, '2018-12-10')
  t.equal(ladder.find('late_1'), undefined)
  t.match(ladder.find('late_3'), { offset_days: 3, recipients: 'head leader' })
  t.equal(terms.bundle_at, '07:30')
  t.throws(() => readContent('{"rungs":{"late_1":{"enabled":1}},"terms":{}}'), /shape/)
  t.notOk(
    'gone' in
      readContent('{"rungs":{"gone":{"enabled":true,"offset_days":1,"recipients":[]}},"terms":{}}').rungs,
  )
})
