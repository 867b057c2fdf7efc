import t from 'tap'
import { chainAccessLog, listBrokenAccess, recordAccess } from '../../src/domain/access-log.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { clearExpiredAccess } from '../../src/domain/session.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTestOffice, testKeys } from '../support/office.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database
const occasion = office.occasion('2018-12-10')
const at = (time: string) => new Date(`2018-12-10T${time}Z`)
const record = (time: string, detail = '') =>
  recordAccess(writer, {
    kind: 'download',
    personId: office.person.phuc,
    detail,
    address: '10.0.0.1',
    at: at(time),
  })

t.beforeEach(async () => {
  await writer.deleteFrom('access_log').execute()
})

await t.test('rows of minutes that are over are sealed by one event; the running minute waits', async t => {
  const before = (await reader.selectFrom('event').select('id').execute()).length
  for (const time of ['02:00:01.000', '02:00:59.999', '02:01:30.000']) await record(time)
  t.equal(await chainAccessLog(writer, occasion, at('02:01:40.000')), 2)
  t.equal(await chainAccessLog(writer, occasion, at('02:01:59.999')), 0, 'nothing to seal, no event')
  const events = await reader.selectFrom('event').selectAll().where('act', '=', 'access').execute()
  t.equal((await reader.selectFrom('event').select('id').execute()).length, before + 1)
  t.match(events, [{ organisation_id: office.unit.so, person_id: null, subject_type: 'access_log' }])
  t.match(JSON.parse(events[0]?.payload ?? '{}'), { rows: 2, sha256: /^[0-9a-f]{64}$/ })
  const rows = await reader.selectFrom('access_log').select('event_id').orderBy('at').execute()
  t.same(
    rows.map(row => row.event_id),
    [events[0]?.id, events[0]?.id, null],
  )
  t.equal(await chainAccessLog(writer, occasion, at('02:02:00.000')), 1)
  t.match(await verifyChains(reader, testKeys), [{ broken: undefined }])
})

await t.test('a row that is changed, removed or slipped in is found', async t => {
  const broken = async () => (await listBrokenAccess(reader)).length
  const seal = async () => {
    await writer.deleteFrom('access_log').execute()
    for (const time of ['03:00:01.000', '03:00:02.000', '03:00:03.000']) await record(time)
    await chainAccessLog(writer, occasion, at('03:01:00.000'))
  }
  const others = await broken()
  await seal()
  t.equal(await broken(), others, 'whole')
  const [first] = await reader.selectFrom('access_log').selectAll().orderBy('id').execute()
  await writer.updateTable('access_log').set({ address: '10.9.9.9' }).where('id', '=', first!.id).execute()
  t.equal(await broken(), others + 1)
  await writer
    .updateTable('access_log')
    .set({ address: first!.address })
    .where('id', '=', first!.id)
    .execute()
  t.equal(await broken(), others)
  await writer.deleteFrom('access_log').where('id', '=', first!.id).execute()
  t.equal(await broken(), others + 1)
  await writer.insertInto('access_log').values(first!).execute()
  t.equal(await broken(), others)
  await writer
    .insertInto('access_log')
    .values({ ...first!, id: `${first!.id}x` })
    .execute()
  t.equal(await broken(), others + 1)
})

await t.test('two workers at once seal each row once', async t => {
  const [before] = [(await listBrokenAccess(reader)).length]
  for (const time of ['04:00:01.000', '04:00:02.000']) await record(time)
  const sealed = await Promise.allSettled(
    [1, 2].map(() => chainAccessLog(writer, occasion, at('04:01:00.000'))),
  )
  const counts = sealed.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
  t.equal(
    counts.reduce((sum, count) => sum + count, 0),
    2,
  )
  t.equal((await listBrokenAccess(reader)).length, before)
})

await t.test('on an empty database there is no chain yet, and the rows wait for it', async t => {
  const empty = await openTestDatabase(t)
  await recordAccess(empty.writer, {
    kind: 'sign_in_refused',
    personId: null,
    detail: '',
    address: '10.0.0.1',
    at: at('02:00:00.000'),
  })
  t.equal(await chainAccessLog(empty.writer, occasion, at('02:05:00.000')), 0)
})

await t.test('what has outlived its use is cleared, and nothing else', async t => {
  const now = at('12:00:00.000')
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
  const session = {
    person_id: office.person.phuc,
    as_person_id: null,
    created_at: hoursAgo(60),
    last_seen_at: hoursAgo(60),
    address: '',
    agent: '',
  }
  await writer
    .insertInto('session')
    .values([
      { ...session, id_hash: 'open', expires_at: hoursAgo(-1), ended_at: null },
      { ...session, id_hash: 'expired today', expires_at: hoursAgo(20), ended_at: null },
      { ...session, id_hash: 'expired before', expires_at: hoursAgo(30), ended_at: null },
      { ...session, id_hash: 'ended before', expires_at: hoursAgo(-1), ended_at: hoursAgo(30) },
    ])
    .execute()
  const draft = { person_id: office.person.phuc, fields: '{}' }
  await writer
    .insertInto('form_draft')
    .values([
      { ...draft, id: '1', path: '/a', created_at: hoursAgo(0.9) },
      { ...draft, id: '2', path: '/b', created_at: hoursAgo(1.1) },
    ])
    .execute()
  const attempt = { kind: 'sign_in' as const, account_key: 'x', address: 'y' }
  await writer
    .insertInto('attempt')
    .values([
      { ...attempt, id: '1', at: hoursAgo(23) },
      { ...attempt, id: '2', at: hoursAgo(25) },
    ])
    .execute()
  await clearExpiredAccess(writer, now)
  const left = async (table: 'session' | 'form_draft' | 'attempt') =>
    (await reader.selectFrom(table).selectAll().execute()).length
  t.same([await left('session'), await left('form_draft'), await left('attempt')], [2, 1, 1])
})
