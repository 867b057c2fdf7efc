import { sql } from 'kysely'
import t from 'tap'
import type { Db } from '../../src/data/schema.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { endSample } from '../../src/domain/sample-office.ts'
import { newId } from '../../src/lib/id.ts'
import { createLetterComposer } from '../../src/mail/compose.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import { openSample, sampleConclusion } from '../../src/sample/open-sample.ts'
import { openTestDatabase } from '../support/database.ts'
import { openTestOffice, testKeys } from '../support/office.ts'

const render = createRenderer({ viewsDir: 'views' })
const options = {
  keys: testKeys,
  now: () => new Date('2026-11-24T03:00:00Z'),
  compose: createLetterComposer(render, { publicUrl: 'http://localhost:3000' }),
}

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
  const states = await db.selectFrom('reminder').select('state').distinct().execute()
  t.same(
    states.map(row => row.state).sort(),
    ['kept', 'no_address'],
    'every letter of these days has settled',
  )
})

await t.test('an opening that was cut off has never been, and an end leaves nothing', async t => {
  const { writer: db } = await openTestDatabase(t)
  let letters = 0
  const cutOff: typeof options.compose = (...letter) => {
    if (++letters > 5) throw new Error('the power went')
    return options.compose(...letter)
  }
  await t.rejects(openSample({ ...options, db, compose: cutOff }), { message: 'the power went' })
  t.same(await db.selectFrom('office').selectAll().execute(), [])
  await openSample({ ...options, db, until: '2018-11-22' })
  await t.rejects(openSample({ ...options, db }), { name: 'Conflict' }, 'one sample only')
  const count = async (table: 'inspection' | 'task' | 'event' | 'person' | 'unit') => {
    const row = await db
      .selectFrom(table)
      .select(eb => eb.fn.countAll().as('n'))
      .executeTakeFirst()
    return Number(row?.n)
  }
  t.same([await count('inspection'), await count('task')], [1, 11])
  t.equal((await verifyChains(db, testKeys))[0]?.broken, undefined)
  await beginAssignment(db)
  await endSample(db)
  t.same(await listFilled(db), [], 'every table is empty')
  await openSample({ ...options, db, until: '2018-11-20' })
  await t.rejects(db.deleteFrom('event').execute(), /append-only/, 'the seal is back')
})

/** Tables that hold rows, besides the migrator's own and those in which the search keeps what it needs. */
async function listFilled(db: Db): Promise<string[]> {
  const tables = await db.introspection.getTables()
  const ours = tables
    .map(table => table.name)
    .filter(name => !/^kysely_|_(data|idx|docsize|config)$/.test(name))
  const filled: string[] = []
  for (const name of ours) {
    const found = await sql`select 1 from ${sql.table(name)} limit 1`.execute(db)
    if (found.rows.length > 0) filled.push(name)
  }
  return filled
}

/** What lies about while an inspection's tasks are given out, which hangs on its units and people. */
async function beginAssignment(db: Db): Promise<void> {
  const inspection = await db.selectFrom('inspection').selectAll().executeTakeFirstOrThrow()
  const made = { created_at: '2018-11-22T02:00:00.000Z' }
  const draft = { inspection_id: inspection.id, person_id: inspection.created_by, act_id: null, rows: '[]' }
  await db
    .insertInto('assignment_draft')
    .values({ ...draft, ...made, id: newId(), version: 1 })
    .execute()
  const alias = { name: 'Phòng TCCB', folded: 'phong tccb', unit_id: inspection.organisation_id }
  const where = { organisation_id: inspection.organisation_id, created_by: inspection.created_by }
  await db
    .insertInto('unit_alias')
    .values({ ...alias, ...where, ...made, id: newId() })
    .execute()
}

await t.test('a real office is never emptied or filled', async t => {
  const office = await openTestOffice(t)
  await t.rejects(endSample(office.database.writer), { name: 'NotAllowed' })
  await t.rejects(openSample({ ...options, db: office.database.writer }), { name: 'NotAllowed' })
  t.equal((await office.database.reader.selectFrom('recommendation').selectAll().execute()).length, 2)
})
