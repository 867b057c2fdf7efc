import t from 'tap'
import { type JobQueue, openQueue, QueueUnavailable } from '../../src/queue/queue.ts'
import { startChild } from '../support/child.ts'
import { sleep, until } from '../support/programs.ts'
import { queueCell, queuePlace } from '../support/queue.ts'

type Place = Awaited<ReturnType<typeof queuePlace>>
type Teardown = Parameters<typeof queuePlace>[0]

const timing = { watchMs: 500, lockMs: 2000 }
const child = new URL('./queue-child.ts', import.meta.url)

async function openHere(t: Teardown, place?: Place): Promise<JobQueue> {
  const queue = await openQueue({ ...(place ?? (await queuePlace(t))), timing })
  t.teardown(() => queue.close({ timeoutMs: 2000 }))
  return queue
}

await t.test('a job is worked once, with its data', async t => {
  const queue = await openHere(t)
  const seen: unknown[] = []
  queue.work({ greet: async data => void seen.push(data) }, { concurrency: 2 })
  await queue.add('greet', { name: 'Hà' })
  await queue.add('greet', { name: 'Đạt' })
  await until(async () => (await queue.counts()).completed === 2)
  await sleep(300)
  t.strictSame(seen, [{ name: 'Hà' }, { name: 'Đạt' }])
  t.strictSame(await queue.counts(), { waiting: 0, active: 0, delayed: 0, completed: 2, failed: 0 })
  const health = await queue.health()
  t.equal(health.kind, queueCell)
  t.equal(health.up, true)
  t.ok(health.answerMs !== null && health.answerMs < 1000)
})

await t.test('a delayed job is worked at its time, not before', async t => {
  const queue = await openHere(t)
  let lateBy: number | null = null
  queue.work(
    {
      later: async data => {
        lateBy = Date.now() - (data as { due: number }).due
      },
    },
    { concurrency: 1 },
  )
  await queue.add('later', { due: Date.now() + 800 }, { delayMs: 800 })
  t.equal((await queue.counts()).delayed, 1)
  await until(() => lateBy !== null)
  t.ok(lateBy !== null && lateBy >= -20 && lateBy < 1500, `late by ${lateBy} ms`)
})

await t.test('jobs with the same dedupeId: one waits and one runs', async t => {
  const queue = await openHere(t)
  const seen: unknown[] = []
  let release = () => {}
  const gate = new Promise<void>(resolve => {
    release = resolve
  })
  const nudge = (n: number) => queue.add('nudge', { n }, { dedupeId: 'nudge' })
  await nudge(1)
  await nudge(2)
  t.equal((await queue.counts()).waiting, 1, 'the second is dropped while the first waits')
  const handler = async (data: unknown) => {
    seen.push(data)
    await gate
  }
  queue.work({ nudge: handler }, { concurrency: 5 })
  await until(() => seen.length === 1)
  await nudge(3)
  await nudge(4)
  await sleep(200)
  t.equal(seen.length, 1, 'none runs beside the first')
  release()
  await until(() => seen.length === 2)
  await sleep(300)
  t.equal(seen.length, 2, 'what came during the run leads to one more')
  await nudge(5)
  await until(() => seen.length === 3)
})

await t.test('a handler that fails fails only its own job', async t => {
  const queue = await openHere(t)
  const seen: string[] = []
  const handlers = {
    bad: () => Promise.reject(new Error('no')),
    worse: () => {
      throw new Error('at once')
    },
    good: async () => void seen.push('good'),
  }
  queue.work(handlers, { concurrency: 1 })
  for (const job of ['bad', 'worse', 'unknown', 'constructor', 'good']) await queue.add(job, {})
  await until(async () => (await queue.counts()).completed === 1)
  t.strictSame(seen, ['good'])
  t.strictSame(await queue.counts(), { waiting: 0, active: 0, delayed: 0, completed: 1, failed: 4 })
})

await t.test('a schedule fires again and again, by interval and by pattern', async t => {
  const queue = await openHere(t)
  const fired = { every: 0, pattern: 0 }
  queue.work(
    { every: async () => void fired.every++, pattern: async () => void fired.pattern++ },
    { concurrency: 2 },
  )
  await queue.schedule('every', { everyMs: 400 })
  await queue.schedule('pattern', { pattern: '* * * * * *', tz: 'Asia/Ho_Chi_Minh' })
  await until(() => fired.every >= 3 && fired.pattern >= 2)
  await t.rejects(queue.schedule('neither', {}), TypeError)
  await t.rejects(queue.schedule('both', { everyMs: 1000, pattern: '* * * * *' }), TypeError)
})

await t.test('many who schedule the same at once get one', async t => {
  const place = await queuePlace(t)
  const hands = queueCell === 'embedded' ? 1 : 4
  const queues = await Promise.all(Array.from({ length: hands }, () => openHere(t, place)))
  const daily = { pattern: '30 7 * * *', tz: 'Asia/Ho_Chi_Minh' }
  await Promise.all([...queues, ...queues, ...queues].map(queue => queue.schedule('daily', daily)))
  await until(async () => (await queues[0]?.counts())?.delayed === 1)
  await sleep(2 * timing.watchMs)
  t.equal((await queues[0]?.counts())?.delayed, 1, 'and the watchdogs leave it alone')
})

await t.test('a changed schedule takes the place of the old one', async t => {
  const queue = await openHere(t)
  let fired = 0
  await queue.schedule('job', { pattern: '0 0 1 1 *' })
  queue.work({ job: async () => void fired++ }, { concurrency: 1 })
  await queue.schedule('job', { everyMs: 300 })
  await until(() => fired >= 2)
})

await t.test('a run missed while nobody worked is made up for, once', async t => {
  const place = await queuePlace(t)
  const before = await openQueue({ ...place, timing })
  const due = new Date(Date.now() + 2000)
  const daily = { pattern: `${due.getSeconds()} ${due.getMinutes()} ${due.getHours()} * * *` }
  await before.schedule('digest', daily)
  await before.close()
  await sleep(Math.max(0, due.getTime() - Date.now()) + 500)
  const queue = await openHere(t, place)
  let fired = 0
  await queue.schedule('digest', daily)
  queue.work({ digest: async () => void fired++ }, { concurrency: 1 })
  await until(() => fired === 1, 5000)
  await sleep(1000)
  t.equal(fired, 1)
  t.equal((await queue.counts()).delayed, 1, 'the next one is planned')
})

await t.test('a wiped queue has its schedules again, and works', async t => {
  const queue = await openHere(t)
  let fired = 0
  const seen: unknown[] = []
  await queue.schedule('tick', { everyMs: 300 })
  await queue.schedule('yearly', { pattern: '0 0 1 1 *' })
  await queue.add('far', {}, { delayMs: 3_600_000 })
  await queue.add('near', {}, { dedupeId: 'near' })
  await queue.wipe()
  const left = await queue.counts()
  t.equal(left.delayed + left.waiting, 2, 'one run of each schedule')
  queue.work({ tick: async () => void fired++, near: async data => void seen.push(data) }, { concurrency: 2 })
  await until(() => fired >= 2)
  await queue.add('near', { n: 2 }, { dedupeId: 'near' })
  await until(() => seen.length === 1)
  t.strictSame(seen, [{ n: 2 }], 'what was wiped does not hold back the next of its kind')
})

await t.test('jobs of a process that was killed are worked by the next', async t => {
  const place = await queuePlace(t)
  const dying = startChild(t, child, ['hang', JSON.stringify({ ...place, log: undefined })])
  await dying.says('added', 30_000)
  await dying.says('working')
  await dying.kill()
  const queue = await openHere(t, place)
  const seen: unknown[] = []
  const see = async (data: unknown) => void seen.push(data)
  const startedAt = Date.now()
  queue.work({ waiting: see, delayed: see, stuck: see }, { concurrency: 3 })
  await until(() => seen.length === 3, 20_000)
  const took = Date.now() - startedAt
  t.strictSame(
    seen.map(data => (data as { n: number }).n).sort((a, b) => a - b),
    [1, 2, 3],
  )
  t.ok(took < (queueCell === 'embedded' ? 3000 : 10_000), `after ${took} ms`)
  await queue.add('stuck', { n: 4 }, { dedupeId: 'stuck' })
  await until(() => seen.length === 4)
})

await t.test('closing lets a handler end, and tells it', async t => {
  const place = await queuePlace(t)
  const queue = await openHere(t, place)
  let ended = false
  let started = false
  const handler = async (_: unknown, signal: AbortSignal) => {
    started = true
    await new Promise(resolve => signal.addEventListener('abort', resolve))
    await sleep(300)
    ended = true
  }
  queue.work({ slow: handler }, { concurrency: 1 })
  await queue.add('slow', {})
  await until(() => started)
  await queue.add('slow', {})
  await queue.close({ timeoutMs: 5000 })
  t.ok(ended)
  await t.rejects(queue.add('slow', {}), QueueUnavailable)
  await t.rejects(queue.counts(), QueueUnavailable)
  t.equal((await queue.health()).up, false)
  await queue.close()
  const again = await openHere(t, place)
  const { waiting, active, completed } = await again.counts()
  t.strictSame({ waiting, active, completed }, { waiting: 1, active: 0, completed: 1 })
})

await t.test('closing does not wait for ever', async t => {
  const queue = await openHere(t)
  let started = false
  const stuck = () => {
    started = true
    return new Promise<void>(() => {})
  }
  queue.work({ stuck }, { concurrency: 1 })
  await queue.add('stuck', {})
  await until(() => started)
  const startedAt = Date.now()
  await queue.close({ timeoutMs: 1000 })
  const took = Date.now() - startedAt
  t.ok(took >= 900 && took < 2500, `${took} ms`)
})
