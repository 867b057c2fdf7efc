import t from 'tap'
import { verifyChains } from '../../src/domain/chain.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { openSample, sampleConclusion } from '../../src/sample/open-sample.ts'
import { openTestDatabase } from '../support/database.ts'
import { testKeys } from '../support/office.ts'

const options = { keys: testKeys, now: () => new Date('2026-11-24T03:00:00Z') }

await t.test('the sample opens with tasks in every state, and the events tell the same', async t => {
  const { writer: db } = await openTestDatabase(t)
  const started = performance.now()
  await openSample({ ...options, db })
  t.comment(`opened in ${Math.round(performance.now() - started)} ms`)
  const tasks = await db.selectFrom('task').select(['code', 'state']).orderBy('code').execute()
  t.same([...new Set(tasks.map(task => task.state))].sort(), [
    'draft',
    'in_progress',
    'issued',
    'not_implemented',
    'reported',
    'returned',
    'suspended',
    'verified',
    'withdrawn',
  ])
  const recommendations = await db.selectFrom('recommendation').selectAll().orderBy('ordinal').execute()
  t.equal(recommendations.length, 7)
  t.equal(recommendations.filter(one => one.kind === 'standing').length, 2)
  const text = sampleConclusion()
  for (const one of recommendations) t.equal(text.slice(one.start_at, one.end_at), one.quote)
  t.same((await findContradictions(db)).contradictions, [])
  t.equal((await verifyChains(db, testKeys))[0]?.broken, undefined)
  const clock = await db.selectFrom('office_clock').selectAll().executeTakeFirstOrThrow()
  t.match(clock, { kind: 'sample', today: '2018-12-10', worked_on: '2018-12-10' })
  const rows = await db.selectFrom('reminder').innerJoin('person', 'person.id', 'reminder.person_id').leftJoin('task', 'task.id', 'reminder.task_id')
    .select(['reminder.for_on', 'reminder.rung', 'task.code', 'person.name', 'reminder.state', 'reminder.reason']).orderBy('reminder.for_on').orderBy('reminder.id').execute()
  for (const row of rows) t.comment(`${row.for_on} ${row.rung} ${row.code} ${row.name} ${row.state} ${row.reason}`)
})
