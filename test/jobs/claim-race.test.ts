/**
 * DECISIONS 28: two workers in two processes. Seen red with the state taken out of `isDue` and of
 * `moveMessage`'s condition.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import t from 'tap'
import type { ClaimOrder } from '../support/claimer.ts'
import { cell } from '../support/database.ts'
import { dispatchAll } from '../support/ledger.ts'
import { openTestOffice } from '../support/office.ts'

const skip = cell === 'pglite' ? 'PGlite serves one process' : false
const mails = 40

async function ask(child: ChildProcess, message: ClaimOrder | 'go'): Promise<unknown> {
  child.send(message)
  const [answer] = await once(child, 'message')
  return answer
}

await t.test('of two workers each mail is in the hand of one', { skip }, async t => {
  const office = await openTestOffice(t)
  const db = office.database.writer
  await db.updateTable('office').set({ mail_from_on: '2018-11-01' }).execute()
  for (let n = 0; n < mails; n++) await office.issued('2018-11-20', '2018-12-14')
  await dispatchAll(office, '2018-11-20')
  const workers = ['worker-a', 'worker-b']
  const children = workers.map(() => fork(join(import.meta.dirname, '../support/claimer.ts')))
  const { place } = office.database
  await Promise.all(
    children.map((child, n) =>
      ask(child, { place, worker: workers[n] ?? '', day: '2018-11-20', backwards: n === 1 }),
    ),
  )
  const [a = [], b = []] = (await Promise.all(children.map(child => ask(child, 'go')))) as string[][]
  t.equal(a.length + b.length, mails)
  t.equal(new Set([...a, ...b]).size, mails, 'none twice')
  t.ok(a.length > 0 && b.length > 0, `they raced: ${a.length} and ${b.length}`)
  const rows = await office.database.reader
    .selectFrom('message')
    .select(['id', 'claimed_by', 'attempts'])
    .execute()
  t.ok(
    rows.every(
      row => row.attempts === 1 && row.claimed_by === (a.includes(row.id) ? 'worker-a' : 'worker-b'),
    ),
  )
})
