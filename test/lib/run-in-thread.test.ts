import t from 'tap'
import { runInThread, ThreadEnded } from '../../src/lib/run-in-thread.ts'

const module = new URL('../support/greedy-thread.ts', import.meta.url)

await t.test('a thread that answers, and four that end without: only they do', async t => {
  const run = (what: string, ms = 30_000) => runInThread<string>(module, what, { memoryMb: 48, ms })
  t.equal(await run('answer'), 'here')
  for (const what of ['memory', 'throw', 'silence']) await t.rejects(run(what), ThreadEnded, what)
  await t.rejects(run('time', 2_000), ThreadEnded, 'time')
  t.equal(await run('answer'), 'here')
})
