/** The worker over the queue of the cell: what it does, and what it survives. */
import t from 'tap'
import { cell } from './support/database.ts'
import { dispatchAll } from './support/ledger.ts'
import { until } from './support/programs.ts'
import { queueCell } from './support/queue.ts'
import { issueMany, messagesOf as messages, openTestWorker } from './support/worker.ts'

const skip = cell === 'pglite' ? 'PGlite serves one process, and this opens the database anew' : false
t.setTimeout(280_000)

await t.test(
  'an act becomes a mail by itself, sooner on a nudge, and the worker says how it is',
  { skip },
  async t => {
    const { office, sink, run } = await openTestWorker(t)
    const worker = await run()
    await office.issued('2018-12-10', '2018-12-28')
    worker.nudge()
    await until(() => sink.mails.length === 1, 20_000)
    t.match(sink.mails, [{ to: ['phuc@sgddt.example'], subject: /Giao nhiệm vụ/ }])
    await until(async () => (await messages(office))[0]?.state === 'sent')
    const [beat] = await office.database.reader
      .selectFrom('worker_status')
      .selectAll()
      .where('name', 'like', 'worker-%')
      .execute()
    t.match(JSON.parse(beat?.detail ?? '{}'), {
      pid: process.pid,
      mail: 'smtp',
      queue: { kind: queueCell, up: true },
    })
    await worker.stop()
    const left = await office.database.reader
      .selectFrom('worker_status')
      .select('name')
      .where('name', 'like', 'worker-%')
      .execute()
    t.same(left, [], 'it takes its leave')
  },
)

await t.test(
  'the sample’s day is worked as soon as it is moved on, and its bundles go',
  { skip },
  async t => {
    const { office, sink, run } = await openTestWorker(t)
    await office.issued('2018-12-03', '2018-12-14')
    await dispatchAll(office, '2018-12-03')
    await office.database.writer.updateTable('message').set({ state: 'sent' }).execute()
    const worker = await run()
    await office.database.writer.updateTable('office_clock').set({ today: '2018-12-11' }).execute()
    worker.nudge()
    await until(() => sink.mails.length === 1, 20_000)
    t.match(sink.mails, [{ to: ['phuc@sgddt.example'], subject: /còn 3 ngày làm việc/ }])
    t.match(await office.database.reader.selectFrom('office_clock').selectAll().executeTakeFirst(), {
      worked_on: '2018-12-11',
    })
  },
)

await t.test(
  'told to stop, it finishes the mail in hand; the rest waits for the next one',
  { skip },
  async t => {
    const { office, sink, run } = await openTestWorker(t)
    sink.behave(() => ({ dawdleMs: 700 }))
    await issueMany(office, 12)
    const worker = await run()
    await until(async () => (await messages(office)).some(message => message.state === 'sending'), 20_000)
    const before = Date.now()
    await worker.stop()
    t.ok(Date.now() - before < 9_500, `stopped in ${Date.now() - before} ms`)
    const states = (await messages(office)).map(message => message.state)
    t.notOk(states.includes('sending'), states.join())
    t.equal(states.filter(state => state === 'sent').length, sink.mails.length)
    sink.behave(() => ({}))
    await run()
    await until(() => sink.mails.length === 12, 20_000)
    await until(async () => (await messages(office)).every(message => message.state === 'sent'))
    t.equal(new Set(sink.mails.map(mail => mail.messageId)).size, 12, 'none twice')
  },
)

await t.test('what a worker that was killed had in hand goes at once, marked', { skip }, async t => {
  const { office, sink, run } = await openTestWorker(t)
  await issueMany(office, 2)
  await dispatchAll(office, '2018-12-10')
  const [held] = await messages(office)
  const claim = {
    state: 'sending' as const,
    claimed_by: 'worker-gone',
    claimed_at: '2018-12-10T01:00:00.000Z',
    attempts: 1,
  }
  await office.database.writer.updateTable('message').set(claim).where('id', '=', held!.id).execute()
  await run()
  await until(() => sink.mails.length === 2, 30_000)
  await until(async () => (await messages(office)).every(message => message.state === 'sent'))
  t.same(
    (await messages(office)).map(message => message.maybe_twice),
    [1, 0],
  )
})

await t.test('without a mail server everything is kept', { skip }, async t => {
  const { office, sink, run } = await openTestWorker(t)
  await run({ smtpUrl: null })
  await office.issued('2018-12-10', '2018-12-28')
  await until(async () => (await messages(office))[0]?.state === 'kept', 20_000)
  t.match((await messages(office))[0]?.text, /Kính gửi: Đồng chí Phạm Hoàng Phúc/)
  t.equal(sink.mails.length, 0)
})
