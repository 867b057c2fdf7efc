import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { findActor } from '../../src/data/actor.ts'
import { growFigureVersion } from '../../src/data/figure-version.ts'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { findFigures } from '../../src/domain/figures.ts'
import { openSession } from '../../src/domain/session.ts'
import { takeSnapshot } from '../../src/domain/snapshot.ts'
import { rebuildSummaries } from '../../src/domain/status-summary.ts'
import { prepareMarks } from '../../src/domain/summary-marks.ts'
import { openTestOffice, type TestOffice, testSecret } from '../support/office.ts'
import { freePort, startProgram } from '../support/program.ts'
import { benchToday, seedManyTasks } from './many-tasks.ts'

type Report = (name: string, value: number, unit: string, aim?: number) => void

const sizes = (process.env.BENCH_SIZES ?? '100000,1000000').split(',').map(Number)

/** The committee's page and its figures at two sizes of office: they are to cost the same. */
export async function figures(report: Report): Promise<void> {
  const medians: number[] = []
  for (const tasks of sizes) {
    const cleanups: (() => unknown)[] = []
    try {
      medians.push(await measure(report, tasks, cleanups))
    } finally {
      for (const cleanup of cleanups.reverse()) await cleanup()
    }
  }
  if (medians.length > 1)
    report(
      'committee page, largest office to smallest',
      Math.max(...medians) / Math.min(...medians),
      'x',
      1.5,
    )
}

async function measure(report: Report, tasks: number, cleanups: (() => unknown)[]): Promise<number> {
  const inspections = Math.max(200, tasks / 500)
  console.log(`\n# figures (${tasks} tasks of ${inspections} inspections and 60 units)`)
  const office = await openTestOffice({ teardown: work => cleanups.push(work) })
  const { writer } = office.database
  const seconds = async (name: string, work: () => Promise<unknown>, aim?: number) => {
    const started = performance.now()
    await work()
    report(name, (performance.now() - started) / 1000, 's', aim)
  }
  await seconds('seeded', () => seedManyTasks(office, tasks, inspections))
  await seconds('summaries rebuilt', () => rebuildSummaries(writer))
  await seconds('marks of three days counted', () => prepareMarks(writer, benchToday))
  await seconds('snapshot of a day', () => takeSnapshot(writer, '2018-12-09'))
  // What the test office did before is drawn in first.
  while ((await dispatchEvents(writer, office.occasion(benchToday), { limit: 100 })).dispatched > 0);
  await asOf(report, office)
  return overHttp(report, office, cleanups)
}

async function asOf(report: Report, office: TestOffice): Promise<void> {
  const { reader } = office.database
  const actor = await findActor(reader, office.person.bao, benchToday)
  if (!actor) throw new Error('no director')
  const median = async (name: string, count: number, day: string, aim?: number) => {
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      const started = performance.now()
      await findFigures(reader, actor, { today: benchToday, asOf: day })
      times.push(performance.now() - started)
    }
    report(name, times.sort((a, b) => a - b)[Math.floor(count / 2)] ?? 0, 'ms', aim)
  }
  await median('figures of today, all units and inspections', 20, benchToday)
  await median('figures of a day that was kept', 20, '2018-12-09')
  await median('figures of a day that was not kept', 1, '2018-12-01')
}

async function overHttp(report: Report, office: TestOffice, cleanups: (() => unknown)[]): Promise<number> {
  const { writer, place } = office.database
  const { file } = place as { file: string }
  const env = { DATA_DIR: dirname(file), SECRET_KEY: `1:${testSecret}`, LOG_LEVEL: 'error' }
  const program = await startProgram({ command: 'start', env, port: await freePort() })
  cleanups.push(() => program.stop())
  const limits = { sessionIdleMinutes: 600, sessionMaxHours: 12 }
  const visitor = { address: '127.0.0.1', agent: 'bench' }
  // One person is held to 600 requests a minute: these are the requests of many.
  const cookies = await Promise.all(
    Array.from({ length: 60 }, async () => {
      const id = await openSession(writer, office.person.bao, visitor, new Date(), limits)
      return `__Host-dondoc-session=${id}`
    }),
  )
  const page = async (n: number): Promise<string> => {
    const headers = { cookie: cookies[n % cookies.length] ?? '' }
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(`${program.url}/committee`, { headers })
      if (answer.ok) return answer.text()
      // A machine that does other work beside this sheds pages for a moment.
      if (answer.status !== 503 || attempt > 50)
        throw new Error(`the committee's page answers ${answer.status}`)
      await sleep(500)
    }
  }
  for (let n = 0; n < 100; n++) await page(n)
  const result = await autocannon({
    url: `${program.url}/committee`,
    connections: 1,
    amount: 400,
    requests: cookies.map(cookie => ({ headers: { cookie } })),
  })
  report('committee page, p50', result.latency.p50, 'ms', 5)
  report('committee page, mean', result.latency.mean, 'ms', 5)
  const cold: number[] = []
  for (let n = 0; n < 60; n++) {
    await growFigureVersion(writer)
    const started = performance.now()
    await page(n)
    cold.push(performance.now() - started)
  }
  const median = cold.sort((a, b) => a - b)[30] ?? 0
  report('committee page after a change, p50', median, 'ms')
  await visible(report, office, page)
  return median
}

/** From an act to the page that shows it, with the worker of the running program. */
async function visible(
  report: Report,
  office: TestOffice,
  page: (n: number) => Promise<string>,
): Promise<void> {
  const { writer } = office.database
  const numberOf = (html: string) => html.replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}/g, '')
  const before = numberOf(await page(0))
  const id = await office.issued(benchToday, '2018-12-28')
  const started = performance.now()
  await writer.selectFrom('task').select('id').where('id', '=', id).execute()
  while (numberOf(await page(1)) === before && performance.now() - started < 30_000) await sleep(20)
  report('an act is seen in the figures after', (performance.now() - started) / 1000, 's', 2)
}
