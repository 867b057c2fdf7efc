/**
 * The table of transitions against PRODUCT §3 as a model (test/support/task-model.ts): random acts by random people of
 * the cast, days that pass, reviews that come. After every act the task is what the model says, a refusal is one of the
 * domain's and leaves nothing behind, and what was done left exactly one event. TEST_SEQUENCES says how many lives of a
 * task are tried, TEST_SEED which.
 */
import { fork } from 'node:child_process'
import { cpus } from 'node:os'
import t from 'tap'
import { taskActNames } from '../../src/domain/task-transitions.ts'
import { cell } from '../support/database.ts'
import { modelActs } from '../support/task-model.ts'
import type { Batch, BatchReport } from '../support/task-model-lives.ts'

const sequences = Number(process.env.TEST_SEQUENCES ?? (cell === 'sqlite' ? 10_000 : 1_000))
const seed = Number(process.env.TEST_SEED ?? Date.now() % 2 ** 31)
const together = cpus().length > 1 ? 2 : 1
const batchSize = Math.ceil(Math.min(1_250, sequences / together))
/** One life in so many is lived with the office's real duties on every day that passes. */
const withDutiesOneIn = 100

await t.test('the model knows every act of the table, and no other', async t => {
  const lacking = taskActNames.filter(name => !modelActs[name])
  t.same(lacking, [], 'acts that the model lacks')
  const unknown = Object.keys(modelActs).filter(name => !(taskActNames as string[]).includes(name))
  t.same(unknown, [], 'acts that the program lacks')
})

await t.test(`${sequences} lives of a task go as PRODUCT §3 says`, async t => {
  t.comment(`seed ${seed}; again with TEST_SEED=${seed}`)
  const waiting = batches()
  const reached = new Set<string>()
  let tasks = 0
  await Promise.all(Array.from({ length: together }, work))
  t.ok(tasks >= sequences, `${tasks} tasks were lived through`)
  const missed = taskActNames.filter(act => !reached.has(act))
  if (sequences >= 1_000) t.same(missed, [], 'every act was done')

  async function work(): Promise<void> {
    for (let batch = waiting.shift(); batch; batch = waiting.shift()) {
      const report = await liveApart(batch)
      const name = `seed ${batch.seed}, ${batch.runs} lives${batch.duties ? ' with the duties of each day' : ''}`
      t.equal(report.error, undefined, `${name}: as the model says`)
      t.same(report.contradictions, [], `${name}: the events alone give the same tasks`)
      t.same(report.broken, [], `${name}: the chain is whole`)
      t.same(report.stuck, [], `${name}: nothing waits where nobody can decide it`)
      for (const act of report.done) reached.add(act)
      tasks += report.tasks
    }
  }
})

function batches(): Batch[] {
  const all: Batch[] = []
  const dutyRuns = Math.ceil(sequences / withDutiesOneIn)
  for (let left = dutyRuns; left > 0; left -= 50)
    all.push({ runs: Math.min(50, left), seed: seed + all.length, duties: true })
  for (let left = sequences; left > 0; left -= batchSize)
    all.push({ runs: Math.min(batchSize, left), seed: seed + all.length, duties: false })
  return all
}

/** The batch in a process of its own; it ends with this one. */
function liveApart(batch: Batch): Promise<BatchReport> {
  const child = fork(new URL('../support/task-model-lives.ts', import.meta.url), [], {
    env: { PATH: process.env.PATH, TEST_CELL: cell, TEST_POSTGRES_URL: process.env.TEST_POSTGRES_URL },
    execArgv: [],
  })
  return new Promise((resolve, reject) => {
    child.once('message', report => resolve(report as BatchReport))
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`the lives ended with ${code}`)))
    child.send(batch)
  })
}
