/** DECISIONS 28: two processes on one database. Seen red with the compare-and-set of `updateTask` taken out. */
import { randomUUID } from 'node:crypto'
import t from 'tap'
import { insertEvidence } from '../../src/data/evidence.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { newId } from '../../src/lib/id.ts'
import { cell } from '../support/database.ts'
import { openTestOffice, type TestOffice, testKeys } from '../support/office.ts'
import { type RaceOrder, race } from '../support/race.ts'

const skip = cell === 'pglite' ? 'PGlite serves one process' : false
const rounds = 25

async function reported(office: TestOffice): Promise<string> {
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: null })
  const statement = {
    kind: 'statement',
    state: 'pending',
    file_id: null,
    document_no: '',
    document_on: null,
  } as const
  await insertEvidence(office.database.writer, {
    ...statement,
    id: newId(),
    task_id: id,
    task_update_id: null,
    statement: 'Có',
    person_id: office.person.phuc,
    created_at: '2018-11-21T02:00:00.000Z',
  })
  await office.act('phuc', '2018-11-22', 'report', id, { text: 'Xong', claimedOn: '2018-11-22' })
  return id
}

function order(office: TestOffice, personId: string, acts: RaceOrder['acts']): RaceOrder {
  const key = testKeys[0]?.key.toString('hex') ?? ''
  return { place: office.database.place, key, day: '2018-11-26', personId, acts }
}

await t.test('of two who decide at once, one wins', { skip }, async t => {
  const office = await openTestOffice(t)
  const ids: string[] = []
  for (let n = 0; n < rounds; n++) ids.push(await reported(office))
  const back = { reason: 'Thiếu', missing: 'Chữ ký', supplementDueOn: '2018-12-03' }
  const outcomes = await race([
    order(
      office,
      office.person.khoi,
      ids.map(taskId => ({ act: 'verify', taskId, input: { note: '' } })),
    ),
    order(
      office,
      office.person.ngan,
      ids.map(taskId => ({ act: 'return', taskId, input: back })),
    ),
  ])
  ids.forEach((id, n) => {
    const pair = outcomes.map(list => list[n]).sort((a, b) => String(a).localeCompare(String(b)))
    t.equal(pair.filter(outcome => outcome === 'done').length, 1, `${id}: ${pair.join()}`)
    t.ok(
      pair.some(outcome => outcome === 'Conflict' || outcome === 'WrongState'),
      `the other is told (${pair.join()})`,
    )
  })
  const verdicts = await office.database.reader.selectFrom('verdict').select('id').execute()
  t.equal(verdicts.length, rounds)
  t.equal((await verifyChains(office.database.reader, testKeys))[0]?.broken, undefined)
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})

await t.test(
  'the same form sent twice at once acts once, and both get the first answer',
  { skip },
  async t => {
    const office = await openTestOffice(t)
    const acts: RaceOrder['acts'] = []
    for (let n = 0; n < rounds; n++) {
      const taskId = await office.issued('2018-11-20', '2018-12-14')
      acts.push({ act: 'receive', taskId, input: { officerId: null }, actId: randomUUID() })
    }
    const outcomes = await race([
      order(office, office.person.phuc, acts),
      order(office, office.person.phuc, acts),
    ])
    for (const n of acts.keys())
      t.same(
        outcomes.map(list => list[n]).sort((a, b) => String(a).localeCompare(String(b))),
        ['done', 'repeated'],
      )
  },
)

await t.test('writers who meet wait for each other: nobody sees a busy database', { skip }, async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  const other = await office.issued('2018-11-20', '2018-12-14')
  for (const taskId of [id, other])
    await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: null })
  const updates = (taskId: string) =>
    Array.from({ length: 60 }, () => ({
      act: 'update' as const,
      taskId,
      input: { text: 'Tiến độ', percent: 5, blocker: '' },
    }))
  const outcomes = await race([
    order(office, office.person.phuc, updates(id)),
    order(office, office.person.phuc, updates(other)),
  ])
  t.same([...new Set(outcomes.flat())], ['done'])
})
