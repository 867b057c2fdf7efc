import t from 'tap'
import { runOnThread } from '../../src/lib/thread.ts'

const limits = { heapMb: 32, growthMb: 150, ms: 3_000 }
const script = (body: string) =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads'\n${body}`)}`,
  )

await t.test('the first message is the answer', async t => {
  t.equal(await runOnThread(script('parentPort.postMessage(workerData * 2)'), 21, limits), 42)
})

await t.test('what it throws is thrown', async t => {
  await t.rejects(runOnThread(script('throw new TypeError("no")'), null, limits), { name: 'TypeError' })
})

await t.test('a thread that needs too much is ended, and the process lives', async t => {
  const stopped = { name: 'ThreadStopped' }
  await t.rejects(runOnThread(script('for (;;);'), null, { ...limits, ms: 200 }), stopped, 'time')
  await t.rejects(
    runOnThread(script('const all = []; for (;;) all.push({ all: [all.length] })'), null, limits),
    stopped,
    'its own memory',
  )
  await t.rejects(
    runOnThread(
      script(
        'const all = []; for (let i = 0; i < 400; i++) { all.push(Buffer.alloc(4_000_000, 1)); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5) }',
      ),
      null,
      limits,
    ),
    stopped,
    'memory outside of it',
  )
  await t.rejects(runOnThread(script('process.exit(0)'), null, limits), stopped, 'no answer')
})
