/** An office of twelve units lives the year 2026 day by day; what its ledger must hold is worked out a second time. */
import t from 'tap'
import type { Db } from '../src/data/schema.ts'
import { verifyChains } from '../src/domain/chain.ts'
import { findContradictions } from '../src/domain/replay.ts'
import { testKeys } from './support/office.ts'
import { dayAfter, isWorked } from './support/year-calendar.ts'
import { yearPeople, yearPosts } from './support/year-cast.ts'
import { queueIsWipedOn, workerIsBackOn, workerStopsAfter } from './support/year-lives.ts'
import { openYearOffice } from './support/year-office.ts'
import { expectedLedger } from './support/year-oracle.ts'

t.setTimeout(1_500_000)

await t.test('the year 2026, rung by rung', async t => {
  const office = await openYearOffice(t)
  const db = office.database.reader
  await office.startWorker()
  const started = performance.now()
  for (let day = '2026-01-02'; day <= '2026-12-31'; day = dayAfter(day)) {
    await office.setDay(day)
    if (day === workerIsBackOn) await office.startWorker()
    if (day === queueIsWipedOn) await office.wipeQueue()
    await office.playDay(day)
    if (day === workerStopsAfter) await office.stopWorker()
  }
  t.comment(`${Math.round((performance.now() - started) / 1000)} s`)

  await t.test('the ledger holds what was owed, and nothing else', async t => {
    const rows = await ledgerRows(db, office.ids.task)
    const lines = rows.map(
      row =>
        `${row.rung_on} ${row.for_on} ${row.rung} ${row.task} ${row.who} v${row.deadline_version} ${row.state}`,
    )
    t.same(differences(lines, expectedLedger()), [])
    t.ok(lines.length > 400, `${lines.length} rows`)
  })

  await t.test('no row twice, none to someone without the post, every cancelled one says why', async t => {
    const rows = await ledgerRows(db, office.ids.task)
    const keys = rows.map(row =>
      [row.subject_id, row.rung, row.appointment_id, row.deadline_version, row.occurrence].join(' '),
    )
    t.equal(new Set(keys).size, keys.length)
    for (const row of rows.filter(one => one.state === 'sent')) {
      const held = yearPosts.some(
        post => post.who === row.who && post.fromOn <= row.for_on && row.for_on <= (post.toOn ?? '9999'),
      )
      t.ok(held, `${row.who} held a post on ${row.for_on}`)
    }
    t.same(
      rows.filter(row => row.state === 'cancelled').map(row => row.reason),
      rows.filter(row => row.state === 'cancelled').map(() => 'collapsed'),
    )
  })

  await t.test(
    'each mail arrived once, on a working day, bundles in the morning, one a person and day',
    async t => {
      const messages = await db
        .selectFrom('message')
        .select(['header_id', 'kind', 'for_on', 'to_address', 'state'])
        .where('kind', 'in', ['bundle', 'notice'])
        .execute()
      const sent = messages.filter(message => message.state === 'sent')
      const arrived = office.arrived.filter(mail => messageOf(mail.messageId, messages))
      t.same(arrived.map(mail => headerOf(mail.messageId)).sort(), sent.map(one => one.header_id).sort())
      t.same(
        arrived.filter(mail => !isWorked(mail.day)).map(mail => `${mail.day} ${mail.to.join()}`),
        [],
      )
      const bundles = arrived.filter(mail => messageOf(mail.messageId, messages)?.kind === 'bundle')
      t.same(
        bundles.filter(mail => mail.moment !== '07:30').map(mail => `${mail.day} ${mail.moment}`),
        [],
      )
      t.equal(new Set(bundles.map(mail => `${mail.day} ${mail.to.join()}`)).size, bundles.length)
      for (const mail of arrived) t.equal(mail.day, messageOf(mail.messageId, messages)?.for_on)
    },
  )

  await t.test('the events are whole, tell the same, and the worker complained of nothing', async t => {
    t.same(
      (await verifyChains(db, testKeys)).map(chain => chain.broken),
      [undefined],
    )
    t.same((await findContradictions(db)).contradictions, [])
    t.same(office.troubles, [])
  })
})

function headerOf(messageId: string): string {
  return messageId.slice(1).split('@')[0] ?? ''
}

function messageOf<M extends { header_id: string }>(messageId: string, messages: M[]): M | undefined {
  return messages.find(message => message.header_id === headerOf(messageId))
}

async function ledgerRows(db: Db, tasks: Map<string, string>) {
  const keys = new Map([...tasks].map(([key, id]) => [id, key]))
  const people = new Map(Object.entries(yearPeople).map(([key, name]) => [name as string, key]))
  const rows = await db
    .selectFrom('reminder as r')
    .innerJoin('person as p', 'p.id', 'r.person_id')
    .selectAll('r')
    .select('p.name')
    .orderBy('r.id')
    .execute()
  return rows.map(row => ({
    ...row,
    task: keys.get(row.task_id ?? '') ?? '-',
    who: people.get(row.name) ?? row.name,
  }))
}

/** What only one list has: `+` stands in the ledger and is not owed, `-` is owed and does not stand there. */
function differences(found: string[], wanted: string[]): string[] {
  const rest = [...wanted]
  const extra = found.filter(line => {
    const at = rest.indexOf(line)
    if (at >= 0) rest.splice(at, 1)
    return at < 0
  })
  return [...extra.map(line => `+ ${line}`), ...rest.map(line => `- ${line}`)].sort((a, b) =>
    a.slice(2) < b.slice(2) ? -1 : 1,
  )
}
