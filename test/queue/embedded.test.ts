import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openEmbeddedEngine } from '../../src/queue/embedded-engine.ts'
import { openQueue } from '../../src/queue/queue.ts'
import { acquireWorkerLock, WorkerLockTaken } from '../../src/queue/worker-lock.ts'
import { startChild } from '../support/child.ts'
import { sleep, until } from '../support/programs.ts'
import { queuePlace, silent, testIn } from '../support/queue.ts'

const timing = { watchMs: 300, lockMs: 2000 }
const child = new URL('./queue-child.ts', import.meta.url)
const test = testIn('embedded')

await test('one worker at a time', async t => {
  const { log, ...place } = await queuePlace(t)
  const path = join(dirname(place.dir), 'worker.lock.sqlite')
  const queue = await openQueue({ ...place, log })
  const second = startChild(t, child, ['open', JSON.stringify(place)])
  await t.rejects(acquireWorkerLock(path, { waitMs: 300 }), WorkerLockTaken, 'not twice in one process')
  await second.says('WorkerLockTaken', 20_000)
  await queue.close()
  const holder = startChild(t, child, ['lock', JSON.stringify({ path })])
  await holder.says('locked')
  await t.rejects(acquireWorkerLock(path, { waitMs: 300 }), WorkerLockTaken, 'not from another process')
  setTimeout(() => void holder.kill(), 500)
  const lock = await acquireWorkerLock(path, { waitMs: 5000 })
  t.pass('a killed holder leaves nothing behind')
  lock.release()
  lock.release()
})

await test('a folder deleted under a running worker is made anew, with its schedules', async t => {
  const place = await queuePlace(t)
  const queue = await openQueue({ ...place, timing })
  t.teardown(() => queue.close())
  let fired = 0
  queue.work({ tick: async () => void fired++ }, { concurrency: 1 })
  await queue.schedule('tick', { everyMs: 500 })
  await until(() => fired > 0)
  await rm(place.dir, { recursive: true, force: true })
  await until(() => existsSync(join(place.dir, 'PG_VERSION')), 60_000)
  const before = fired
  await until(() => fired >= before + 2, 30_000)
  t.equal((await queue.health()).up, true)
})

await test('a folder that cannot be opened is set aside', async t => {
  const messages: string[] = []
  const log = { info() {}, warn() {}, error: (_: object, message: string) => messages.push(message) }
  const place = { ...(await queuePlace(t)), log }
  await rm(join(place.dir, 'global'), { recursive: true })
  await mkdir(`${place.dir}.new-99999`)
  writeFileSync(join(`${place.dir}.new-99999`, 'half'), '')
  const queue = await openQueue({ ...place, timing })
  t.teardown(() => queue.close())
  const seen: unknown[] = []
  queue.work({ job: async data => void seen.push(data) }, { concurrency: 1 })
  await queue.add('job', { n: 1 })
  await until(() => seen.length === 1)
  t.ok(existsSync(`${place.dir}.broken`), 'the old one can be looked at')
  t.notOk(existsSync(`${place.dir}.new-99999`), 'the rest of an interrupted start is gone')
  t.equal(messages.length, 1)
})

await test('its files do not grow for ever', async t => {
  const { dir } = await queuePlace(t)
  const engine = await openEmbeddedEngine(dir, silent)
  t.teardown(() => engine.close())
  const { query } = engine.producer as { query: (sql: string) => Promise<unknown> }
  const logFiles = () => readdirSync(join(dir, 'pg_wal')).length
  await query('create table filler (text text storage external)')
  await query("insert into filler select repeat('x', 100000) from generate_series(1, 600)")
  t.ok(logFiles() > 50, `${logFiles()} log files of 1 MB, as nothing else tidies up`)
  await engine.maintain()
  t.ok(logFiles() < 40, `${logFiles()} afterwards`)
  t.equal(await engine.ping(), 'up')
})

await test('a worker stays small on its second start', async t => {
  const place = { ...(await queuePlace(t)), log: undefined }
  const worker = startChild(t, child, ['idle', JSON.stringify(place)])
  const line = await until(() => worker.lines[0], 30_000)
  const [resident, most] = line.split(' ').map(Number)
  // Letting V8 optimise PGlite's WebAssembly takes 740 MB at the most.
  t.comment(`resident ${resident} MB, at most ${most} MB`)
  t.ok(resident && resident < 230, `${resident} MB resident`)
  t.ok(most && most < 260, `${most} MB at the most`)
  t.equal(await worker.ended(), 0)
})

await test('an open folder can be opened again at once after closing', async t => {
  const place = await queuePlace(t)
  for (let round = 0; round < 3; round++) {
    const queue = await openQueue({ ...place, timing })
    await queue.add('kept', { round })
    await queue.close()
  }
  await sleep(100)
  const queue = await openQueue({ ...place, timing })
  t.equal((await queue.counts()).waiting, 3)
  await queue.close()
})
