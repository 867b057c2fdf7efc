/**
 * A process that lives through a batch of tasks and sends what it found, apart from the test runner, whose watch over
 * every promise would take longer than the acts themselves. Started by test/domain/task-model.test.ts.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { verifyChains } from '../../src/domain/chain.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { addDays } from '../../src/lib/plain-date.ts'
import { type CastKey, testKeys } from './office.ts'
import { beginLife, type Life, openModelOffice, type Real, type TryOut, tryAct } from './task-model-run.ts'

export interface Batch {
  runs: number
  seed: number
  /** With the office's real duties on every day that passes. */
  duties: boolean
}

export interface BatchReport {
  /** Acts that were done at least once. */
  done: string[]
  refused: number
  tasks: number
  contradictions: unknown[]
  broken: unknown[]
  /** Tasks on which something waits that nobody can decide. */
  stuck: unknown[]
  /** What the model and the program disagreed about, with the seed that shows it again. */
  error?: string
}

const people: CastKey[] = [
  ...(['tuyet', 'bao', 'ngan', 'hang', 'phuc', 'nhung'] as const),
  ...(['thuy', 'hanh', 'khoi', 'son', 'minh', 'hieu'] as const),
]

/** Most tries fit the state and come from who may, so that lives reach the far states; the others are anybody's. */
const step = fc.record({
  act: fc.nat({ max: 1_000 }),
  who: fc.constantFrom(...people),
  fits: fc.noBias(fc.integer({ min: 0, max: 5 })),
  days: fc.noBias(fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 9)),
  pick: fc.noBias(fc.nat({ max: 10_000 })),
  bad: fc.noBias(fc.integer({ min: 0, max: 9 })).map(n => n === 0),
  behalf: fc.noBias(fc.boolean()),
})

const commands = fc.noBias(fc.array(step.map(commandOf), { minLength: 5, maxLength: 15 }))

function commandOf(one: TryOut): fc.AsyncCommand<Life, Real, true> {
  return {
    check: async () => true,
    run: (life, real) => tryAct(life, real, one),
    toString: () => JSON.stringify(one),
  }
}

const beginning = fc.record({
  dueIn: fc.integer({ min: 0, max: 25 }),
  withPart: fc.noBias(fc.integer({ min: 0, max: 2 })).map(n => n === 0),
  /** Days after the start: the lives pass Tết, the holidays of spring and autumn, and the end of the year. */
  startIn: fc.noBias(fc.integer({ min: 0, max: 330 })),
})

process.on('disconnect', () => process.exit(1))
process.once('message', batch => {
  void liveBatch(batch as Batch)
    .catch((error: unknown) => ({ ...nothingFound, error: String(error) }))
    .then(report => process.send?.(report, () => process.exit(0)))
})

const nothingFound: BatchReport = {
  done: [],
  refused: 0,
  tasks: 0,
  contradictions: [],
  broken: [],
  stuck: [],
}

async function liveBatch(batch: Batch): Promise<BatchReport> {
  const ends: (() => unknown)[] = []
  const office = await openModelOffice({ teardown: end => ends.push(end) })
  const tried: Real['tried'] = { done: new Map(), refused: new Map() }
  const real: Real = { office, tried, ...(batch.duties ? { passDay: day => passDay(office, day) } : {}) }
  const lives = fc.asyncProperty(beginning, commands, async ({ dueIn, withPart, startIn }, life) => {
    const day = batch.duties ? '2018-12-03' : addDays('2018-02-01', startIn)
    await fc.asyncModelRun(() => beginLife(real, { day, dueOn: addDays(day, dueIn), withPart }), life)
  })
  const { failed, counterexample, errorInstance, seed } = await fc.check(lives, {
    numRuns: batch.runs,
    seed: batch.seed,
  })
  const report = { ...(await holds(office)), done: [...tried.done.keys()], refused: tried.refused.size }
  for (const end of ends) await end()
  if (!failed) return report
  const shown = `${String(errorInstance)}\nseed ${seed}, smallest: ${fc.stringify(counterexample)}`
  return { ...report, error: shown }
}

async function passDay(office: Real['office'], day: string): Promise<void> {
  const { failures } = await runDuties(office.database.writer, testKeys, day)
  if (failures.length > 0) throw failures[0]?.error
}

async function holds({ database }: Real['office']): Promise<BatchReport> {
  const { contradictions, tasks } = await findContradictions(database.reader)
  const chains = await verifyChains(database.reader, testKeys)
  const stuck = await sql<{ task_id: string }>`
    select task_id from extension join task on task.id = task_id
      where extension.state = 'pending' and task.state not in ('in_progress', 'returned')
    union all select task_id from suspension_request join task on task.id = task_id
      where suspension_request.state = 'pending' and task.state not in ('in_progress', 'returned')
    union all select task_id from non_implementation join task on task.id = task_id
      where non_implementation.state = 'pending' and task.state not in ('issued', 'in_progress', 'returned')
    union all select task_id from refusal join task on task.id = task_id
      where refusal.state = 'pending' and task.state <> 'draft'
    union all select task_id from suspension join task on task.id = task_id
      where suspension.to_on is null and task.state <> 'suspended'
    union all select task_id from subtask join task on task.id = task_id
      where subtask.state = 'open' and task.state in ('draft', 'verified', 'not_implemented', 'withdrawn')
    union all select task_id from update_request join task on task.id = task_id
      where update_request.state = 'open' and task.state in ('draft', 'verified', 'not_implemented', 'withdrawn')`.execute(
    database.reader,
  )
  return {
    ...nothingFound,
    tasks,
    contradictions,
    broken: chains.flatMap(chain => (chain.broken ? [chain.broken] : [])),
    stuck: stuck.rows,
  }
}
