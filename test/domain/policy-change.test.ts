import { randomUUID } from 'node:crypto'
import t from 'tap'
import { Conflict, Invalid, NotAllowed, NotFound } from '../../src/domain/errors.ts'
import { defaultTerms } from '../../src/domain/policy-terms.ts'
import { type CastKey, openTestOffice } from '../support/office.ts'
import { rungWith, savePolicy } from '../support/policy.ts'

await t.test('a version is saved once, numbered, with one event that holds hashes', async t => {
  const office = await openTestOffice(t)
  const actId = randomUUID()
  const given = { terms: { refusal_days: 5 }, note: 'Kết luận giao ban', actId }
  const first = await savePolicy(office, '2018-12-10', '2018-12-11', given)
  const again = await savePolicy(office, '2018-12-10', '2018-12-11', given)
  t.match(again, { subjectId: first.subjectId, repeated: true })
  const rows = await office.database.reader.selectFrom('policy').selectAll().execute()
  t.match(rows, [
    { number: 1, from_on: '2018-12-11', note: 'Kết luận giao ban', created_by: office.person.tuyet },
  ])
  const events = await office.database.reader
    .selectFrom('event')
    .selectAll()
    .where('act', '=', 'change_policy')
    .execute()
  t.equal(events.length, 1)
  t.notMatch(events[0]?.payload, /giao ban/)
  t.match(JSON.parse(events[0]?.payload ?? ''), {
    number: 1,
    from_on: '2018-12-11',
    note_sha256: /^[0-9a-f]{64}$/,
  })
})

await t.test(
  'the secretary changes everything, the administrator the hours, nobody else anything',
  async t => {
    const office = await openTestOffice(t)
    const others: CastKey[] = ['bao', 'ngan', 'phuc', 'hanh', 'khoi', 'son', 'minh', 'quan']
    for (const who of others) {
      const change = { who, rungs: rungWith('late_1', { enabled: false }) }
      await t.rejects(savePolicy(office, '2018-12-10', '2018-12-11', change), NotAllowed, who)
    }
    await t.rejects(
      savePolicy(office, '2018-12-10', '2018-12-11', { who: 'bao', terms: { bundle_at: '08:00' } }),
      NotAllowed,
    )
    await t.rejects(
      savePolicy(office, '2018-12-10', '2018-12-11', { who: 'quan', terms: { refusal_days: 4 } }),
      NotAllowed,
    )
    await savePolicy(office, '2018-12-10', '2018-12-11', { who: 'quan', terms: { bundle_at: '08:00' } })
    await t.rejects(
      savePolicy(office, '2018-12-10', '2018-12-11', {
        organisationId: office.unit.tccb,
        terms: { refusal_days: 4 },
      }),
      NotFound,
      'no organisation',
    )
    await t.rejects(
      savePolicy(office, '2018-12-10', '2018-12-11', {
        organisationId: randomUUID(),
        terms: { refusal_days: 4 },
      }),
      NotFound,
    )
  },
)

await t.test('of two who save at the same moment one wins', async t => {
  const office = await openTestOffice(t)
  const results = await Promise.allSettled([
    savePolicy(office, '2018-12-10', '2018-12-11', { terms: { refusal_days: 5 } }),
    savePolicy(office, '2018-12-10', '2018-12-11', { who: 'quan', terms: { bundle_at: '08:00' } }),
  ])
  t.same(results.map(one => one.status).sort(), ['fulfilled', 'rejected'])
  const lost = results.find(one => one.status === 'rejected')
  t.ok(lost?.reason instanceof Conflict)
  t.equal((await office.database.reader.selectFrom('policy').selectAll().execute()).length, 1)
  const stale = savePolicy(office, '2018-12-10', '2018-12-11', { terms: { fresh_days: 5 }, version: 0 })
  await t.rejects(stale, Conflict, 'a form made before that version')
})

await t.test('a later version keeps what an earlier one changed', async t => {
  const office = await openTestOffice(t)
  await savePolicy(office, '2018-12-10', '2018-12-20', { terms: { refusal_days: 5 } })
  const more = { rungs: rungWith('late_1', { enabled: false }), version: 1 }
  await savePolicy(office, '2018-12-10', '2018-12-21', more)
  const row = await office.database.reader
    .selectFrom('policy')
    .select('content')
    .where('number', '=', 2)
    .executeTakeFirstOrThrow()
  t.match(JSON.parse(row.content), {
    terms: { ...defaultTerms, refusal_days: 5 },
    rungs: { late_1: { enabled: false } },
  })
})

type Given = Parameters<typeof savePolicy>[3]
const wrong: [string, Given, string, string?][] = [
  ['nothing changed', {}, 'unchanged'],
  ['today', { terms: { refusal_days: 4 } }, 'fromOn', '2018-12-10'],
  ['yesterday', { terms: { refusal_days: 4 } }, 'fromOn', '2018-12-09'],
  ['too far ahead', { terms: { refusal_days: 4 } }, 'fromOn', '2019-03-11'],
  ['no note', { terms: { refusal_days: 4 }, note: ' ' }, 'note'],
  ['no recipient', { rungs: rungWith('late_1', { recipients: [] }) }, 'to_late_1'],
  [
    'a recipient who does not belong there',
    { rungs: rungWith('late_1', { recipients: ['decider'] }) },
    'to_late_1',
  ],
  ['a unit head in the digest', { rungs: rungWith('weekly', { recipients: ['head'] }) }, 'to_weekly'],
  ['after instead of before', { rungs: rungWith('due_minus_3', { offset_days: 3 }) }, 'days_due_minus_3'],
  ['before instead of after', { rungs: rungWith('late_1', { offset_days: -1 }) }, 'days_late_1'],
  ['too many days', { rungs: rungWith('late_15', { offset_days: 61 }) }, 'days_late_15'],
  ['no number', { rungs: rungWith('late_15', { offset_days: Number.NaN }) }, 'days_late_15'],
  ['two before on one day', { rungs: rungWith('due_minus_3', { offset_days: -10 }) }, 'days_due_minus_3'],
  ['the third before the first', { rungs: rungWith('late_7', { offset_days: 2 }) }, 'days_late_7'],
  ['leader before verifier', { rungs: rungWith('verify_10', { offset_days: 5 }) }, 'days_verify_10'],
  ['no time', { terms: { bundle_at: '7h30' } }, 'term_bundle_at'],
  ['24:00', { terms: { mail_until: '24:00' } }, 'term_mail_until'],
  ['bundles before mail', { terms: { mail_from: '08:00' } }, 'term_bundle_at'],
  ['mail closes in the afternoon', { terms: { mail_until: '16:59' } }, 'term_mail_until'],
  ['Saturday', { terms: { digest_weekday: 6 } }, 'term_digest_weekday'],
  ['no grace', { terms: { refusal_days: 0 } }, 'term_refusal_days'],
]

await t.test('what makes no sense is refused at its field', async t => {
  const office = await openTestOffice(t)
  for (const [what, given, field, fromOn = '2018-12-11'] of wrong) {
    const error = await savePolicy(office, '2018-12-10', fromOn, given).catch((one: unknown) => one)
    t.ok(error instanceof Invalid, what)
    t.same(Object.keys((error as Invalid).fields ?? {}), [field], what)
  }
  t.same(await office.database.reader.selectFrom('policy').selectAll().execute(), [])
  const off = { rungs: { ...rungWith('late_1', { enabled: false, recipients: [], offset_days: 99 }) } }
  await savePolicy(office, '2018-12-10', '2018-12-11', off)
})
