/** RELIABILITY Q10, Q11: the queue is away, wiped or frozen, and nothing is lost (DECISIONS 12). */
import { createConnection } from 'node:net'
import t, { type Test } from 'tap'
import { cell } from '../support/database.ts'
import { sleep, until } from '../support/programs.ts'
import { queueCell, testIn } from '../support/queue.ts'
import { type RedisServer, startRedis } from '../support/redis.ts'
import { issueMany, messagesOf, openTestWorker } from '../support/worker.ts'

t.setTimeout(280_000)
const onRedis = cell === 'pglite' ? testIn() : testIn('redis')

async function open(t: Test) {
  const redis = await startRedis()
  t.teardown(() => redis.stop())
  return { redis, ...(await openTestWorker(t, { queueUrl: redis.url })) }
}

function flush({ port }: RedisServer): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: '127.0.0.1' }, () => socket.write('FLUSHALL\r\n'))
    socket.once('data', () => {
      socket.destroy()
      resolve()
    })
    socket.once('error', reject)
  })
}

if (queueCell !== 'redis') t.pass('an outage of Redis is tried where the queue is Redis')

await onRedis('Redis stops and comes back: acts go on, their mail goes within fifteen seconds', async t => {
  const { redis, office, sink, run } = await open(t)
  const worker = await run()
  await issueMany(office, 1)
  await until(() => sink.mails.length === 1, 20_000)
  await redis.halt()
  const before = Date.now()
  await issueMany(office, 3)
  worker.nudge()
  t.ok(Date.now() - before < 5_000, 'nobody who acts waits for it')
  await sleep(2_000)
  t.equal(sink.mails.length, 1)
  await redis.start()
  const back = Date.now()
  await until(() => sink.mails.length === 4, 15_000)
  t.ok(Date.now() - back < 15_000, `${Date.now() - back} ms`)
  await until(async () => (await messagesOf(office)).every(message => message.state === 'sent'))
})

await onRedis('wiped in the middle of work, everything is queued again from the database', async t => {
  const { redis, office, sink, run } = await open(t)
  sink.behave(() => ({ dawdleMs: 150 }))
  const worker = await run()
  await issueMany(office, 20)
  worker.nudge()
  await until(() => sink.mails.length >= 2, 20_000)
  await flush(redis)
  await until(() => sink.mails.length === 20, 60_000)
  await until(async () => (await messagesOf(office)).every(message => message.state === 'sent'))
  t.equal(new Set(sink.mails.map(mail => mail.messageId)).size, 20, 'none twice')
})

await onRedis('a worker that starts while Redis is down works once it is up', async t => {
  const { redis, office, sink, run } = await open(t)
  await redis.halt()
  await run()
  await issueMany(office, 1)
  await redis.start()
  await until(() => sink.mails.length === 1, 20_000)
  t.pass('sent')
})

await onRedis('told to stop while Redis is dead or frozen, it is gone within ten seconds', async t => {
  for (const outage of ['kill', 'freeze'] as const) {
    const { redis, office, run } = await open(t)
    const worker = await run()
    await issueMany(office, 1)
    await redis[outage]()
    await sleep(300)
    const before = Date.now()
    await worker.stop()
    t.ok(Date.now() - before < 9_500, `${outage}: ${Date.now() - before} ms`)
    if (outage === 'freeze') redis.thaw()
  }
})
