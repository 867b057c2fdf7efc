import { Redis } from 'ioredis'
import pg from 'pg'
import { openQueue, QueueUnavailable } from '../../src/queue/queue.ts'
import { startChild } from '../support/child.ts'
import { startPostgres } from '../support/postgres.ts'
import { freePort, sleep, until } from '../support/programs.ts'
import { queueCell, queuePlace, silent, testIn } from '../support/queue.ts'
import { startRedis } from '../support/redis.ts'

const timing = { watchMs: 500, lockMs: 2000 }
const child = new URL('./queue-child.ts', import.meta.url)
const test = testIn('redis', 'postgres')
/** Beyond the 300 ms of `add`, for a busy machine. */
const QUICK_MS = 450

/** A server of the test's own, which it may stop and kill. */
async function startServer(t: { teardown(work: () => unknown): void }) {
  const server = queueCell === 'redis' ? await startRedis() : await startPostgres({ fsync: true })
  t.teardown(() => server.stop())
  return { ...server, place: { url: server.url, dir: '', name: 'test', log: silent } }
}

async function rejectsQuickly(t: Tap, work: Promise<unknown>): Promise<void> {
  const startedAt = Date.now()
  await t.rejects(work, QueueUnavailable)
  const took = Date.now() - startedAt
  t.ok(took < QUICK_MS, `rejected after ${took} ms`)
}

interface Tap {
  rejects(work: Promise<unknown>, wanted: new () => Error): Promise<unknown>
  ok(value: unknown, message: string): boolean
}

await test('a server killed and started again', async t => {
  const server = await startServer(t)
  const queue = await openQueue({ ...server.place, timing })
  t.teardown(() => queue.close({ timeoutMs: 2000 }))
  const seen: unknown[] = []
  let fired = 0
  queue.work({ job: async data => void seen.push(data), tick: async () => void fired++ }, { concurrency: 2 })
  await queue.schedule('tick', { everyMs: 500 })
  await queue.add('job', { n: 1 })
  await until(() => seen.length === 1 && fired > 0)
  await server.kill()
  await rejectsQuickly(t, queue.add('job', { n: 2 }))
  t.equal((await queue.health()).up, false)
  await sleep(1000)
  await server.start()
  const back = Date.now()
  await until(
    () =>
      queue.add('job', { n: 3 }).then(
        () => true,
        () => false,
      ),
    20_000,
  )
  await until(() => seen.some(data => (data as { n: number }).n === 3), 20_000)
  const before = fired
  await until(() => fired > before + 1, 20_000)
  t.ok(Date.now() - back < 15_000, `works again ${Date.now() - back} ms after the server is back`)
})

await test('a server that is down at the start', async t => {
  const server = await startServer(t)
  await server.halt()
  const startedAt = Date.now()
  const queue = await openQueue({ ...server.place, timing })
  t.ok(Date.now() - startedAt < 5000, 'opening does not wait for it')
  t.teardown(() => queue.close({ timeoutMs: 2000 }))
  let fired = 0
  queue.work({ tick: async () => void fired++ }, { concurrency: 1 })
  await queue.schedule('tick', { everyMs: 500 })
  await rejectsQuickly(t, queue.add('tick', {}))
  await t.rejects(queue.wipe(), QueueUnavailable)
  await server.start()
  await until(() => fired > 1, 15_000)
  t.equal((await queue.health()).up, true)
})

await test('closing with a dead server ends in time, and so does the process', async t => {
  const server = await startServer(t)
  const queue = await openQueue({ ...server.place, timing })
  let started = false
  const slow = async () => {
    started = true
    await sleep(500)
  }
  queue.work({ slow }, { concurrency: 1 })
  await queue.add('slow', {})
  await until(() => started)
  await server.kill()
  const startedAt = Date.now()
  await queue.close({ timeoutMs: 3000 })
  t.ok(Date.now() - startedAt < 4000, `closed in ${Date.now() - startedAt} ms`)
  const place = { ...server.place, log: undefined }
  const port = await freePort()
  const never = place.url.replace(/:\d+(\/|$)/, `:${port}$1`)
  const closing = startChild(t, child, ['close', JSON.stringify({ ...place, url: never })])
  const took = Number(await until(() => closing.lines[0], 20_000))
  t.ok(took < 4000, `closed in ${took} ms though the server never was there`)
  t.equal(await closing.ended(), 0)
})

await test('everything lost while the worker runs', async t => {
  // Its own server: what else is tried on the shared one would be lost as well.
  const { place } = await startServer(t)
  const queue = await openQueue({ ...place, timing })
  t.teardown(() => queue.close({ timeoutMs: 2000 }))
  let fired = 0
  queue.work({ tick: async () => void fired++ }, { concurrency: 1 })
  await queue.schedule('tick', { everyMs: 400 })
  await until(() => fired > 0)
  await loseEverything(place.url)
  const before = fired
  await until(() => fired > before + 2, 20_000)
})

await test('a wrong password stops the start', async t => {
  const server = await startServer(t)
  const url = new URL(server.url)
  if (queueCell === 'redis') {
    url.password = 'wrong'
    const redis = new Redis(server.url)
    await redis.config('SET', 'requirepass', 'right')
    redis.disconnect()
  } else {
    url.pathname = '/nowhere'
  }
  await t.rejects(openQueue({ ...server.place, url: url.href, timing }))
})

await testIn('redis')('a Redis that hangs without closing its connections', async t => {
  const server = await startRedis()
  t.teardown(() => server.stop())
  const queue = await openQueue({ url: server.url, dir: '', name: 'test', log: silent, timing })
  t.teardown(() => queue.close({ timeoutMs: 1000 }))
  let fired = 0
  queue.work({ tick: async () => void fired++ }, { concurrency: 1 })
  await queue.schedule('tick', { everyMs: 500 })
  await until(() => fired > 0)
  server.freeze()
  await rejectsQuickly(t, queue.add('tick', {}))
  t.equal((await queue.health()).up, false)
  await sleep(13_000)
  server.thaw()
  const before = fired
  await until(() => fired > before + 1, 15_000)
})

await testIn('postgres')('a schedule whose next run is lost or far away comes back', async t => {
  const place = await queuePlace(t)
  const queue = await openQueue({ ...place, timing })
  t.teardown(() => queue.close({ timeoutMs: 2000 }))
  const fired = { every: 0, pattern: 0 }
  await queue.schedule('every', { everyMs: 3_600_000 })
  await queue.schedule('pattern', { pattern: '* * * * * *' })
  queue.work(
    { every: async () => void fired.every++, pattern: async () => void fired.pattern++ },
    { concurrency: 2 },
  )
  await until(() => fired.every === 1 && fired.pattern > 0)
  const client = new pg.Client(place.url)
  await client.connect()
  t.teardown(() => client.end())
  // As after the clock was set back by a day: everything planned is a day away.
  await client.query('update bullmq.scheduler set next_run_ms = next_run_ms + 86400000 where queue = $1', [
    place.name,
  ])
  await client.query(
    "update bullmq.job set process_at_ms = process_at_ms + 86400000 where queue = $1 and state = 'delayed'",
    [place.name],
  )
  const far = { ...fired }
  await until(() => fired.pattern > far.pattern + 1 && fired.every > far.every, 5000)
  const before = { ...fired }
  const every = "queue = $1 and scheduler_id = 'every'"
  await client.query(`delete from bullmq.job where ${every}`, [place.name])
  await client.query(`update bullmq.scheduler set next_run_ms = next_run_ms - 7200000 where ${every}`, [
    place.name,
  ])
  await until(() => fired.every === before.every + 1, 5000)
})

async function loseEverything(url: string): Promise<void> {
  if (queueCell === 'redis') {
    const redis = new Redis(url)
    await redis.flushall()
    redis.disconnect()
    return
  }
  const client = new pg.Client(url)
  await client.connect()
  await client.query('truncate bullmq.job, bullmq.scheduler, bullmq.meta, bullmq.dedup, bullmq.event cascade')
  await client.end()
}
