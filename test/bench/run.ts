/** `npm run bench`: what the office of seed.ts costs. Prints each figure beside its aim and their ratio; tests nothing. */
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import autocannon from 'autocannon'
import { findActor } from '../../src/data/actor.ts'
import { listTasks } from '../../src/data/task-list.ts'
import { findCalendar } from '../../src/domain/calendar.ts'
import { runDuties } from '../../src/domain/duty.ts'
import { claimMessage, listOwedMessages } from '../../src/domain/message.ts'
import { occasionAt } from '../../src/domain/occasion.ts'
import { openSession } from '../../src/domain/session.ts'
import { statusDay } from '../../src/domain/status-day.ts'
import { createLetterComposer } from '../../src/mail/compose.ts'
import { createRenderer } from '../../src/render/renderer.ts'
import { type CastKey, type TestOffice, testKeys, testSecret } from '../support/office.ts'
import { freePort, type Program, startProgram } from '../support/program.ts'
import { exportsOf } from './exports.ts'
import { figures } from './figures.ts'
import { reading } from './reading.ts'
import { repeats } from './repeats.ts'
import { openBenchOffice, size } from './seed.ts'

const cleanups: (() => unknown)[] = []

function report(name: string, value: number, unit: string, aim?: number): void {
  const shown = value >= 100 ? value.toFixed(0) : value.toFixed(1)
  const beside = aim === undefined ? '' : `  aim ${aim} ${unit}, ratio ${(value / aim).toFixed(2)}`
  console.log(`${name.padEnd(52)} ${shown.padStart(8)} ${unit}${beside}`)
}

function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

async function timed(count: number, work: (n: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < count; n++) {
    const started = performance.now()
    await work(n)
    times.push(performance.now() - started)
  }
  return times
}

/** Resident memory of a process in MB. */
function resident(pid: number | null | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

async function startAndMemory(): Promise<void> {
  console.log('\n# start and memory (an empty office, embedded queue)')
  const folder = mkdtempSync(join(tmpdir(), 'dondoc-bench-'))
  cleanups.push(() => rmSync(folder, { recursive: true, force: true }))
  const port = await freePort()
  const run = async (name: string, aim: number): Promise<Program> => {
    const started = performance.now()
    const program = await startProgram({ env: { DATA_DIR: folder }, port })
    const page = await fetch(`${program.url}/setup`)
    if (!page.ok) throw new Error(`the first page answers ${page.status}`)
    report(name, (performance.now() - started) / 1000, 's', aim)
    return program
  }
  const first = await run('first start to first page', 8)
  await workerIsUp(first)
  await first.stop()
  const second = await run('start to first page', 1.5)
  await workerIsUp(second)
  for (let n = 0; n < 200; n++) await fetch(`${second.url}/setup`)
  await sleep(3_000)
  const web = resident(second.child.pid)
  const worker = resident(second.workerPid())
  report('resident memory, web', web, 'MB')
  report('resident memory, worker', worker, 'MB')
  report('resident memory, both', web + worker, 'MB', 340)
  await second.stop()
}

async function workerIsUp({ url }: Program): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until; await sleep(100)) {
    const health = (await (await fetch(`${url}/healthz`)).json()) as { worker?: { lastBeat: string | null } }
    if (health.worker?.lastBeat) return
  }
  throw new Error('the worker does not beat')
}

async function cookieOf(office: TestOffice, who: CastKey): Promise<string> {
  const limits = { sessionIdleMinutes: 600, sessionMaxHours: 12 }
  const visitor = { address: '127.0.0.1', agent: 'bench' }
  const id = await openSession(office.database.writer, office.person[who], visitor, new Date(), limits)
  return `__Host-dondoc-session=${id}`
}

const sessions = 150

async function pages(office: TestOffice): Promise<void> {
  console.log(`\n# pages (${size.units} units, ${size.people} people, ${size.tasks} tasks)`)
  const { file } = office.database.place as { file: string }
  const env = { DATA_DIR: dirname(file), SECRET_KEY: `1:${testSecret}`, LOG_LEVEL: 'error' }
  const program = await startProgram({ command: 'web', env, port: await freePort() })
  cleanups.push(() => program.stop())
  // One person is held to 600 requests a minute: these are the requests of many.
  const cookies = await Promise.all(Array.from({ length: sessions }, () => cookieOf(office, 'bao')))
  const task = await office.database.reader
    .selectFrom('task')
    .select('id')
    .where('state', '=', 'in_progress')
    .executeTakeFirstOrThrow()
  const asked = {
    'task list': '/tasks',
    'task page': `/tasks/${task.id}`,
    'committee page': '/committee',
    search: '/tasks?q=tap+huan',
  }
  for (const [name, path] of Object.entries(asked)) {
    for (const connections of [1, 10]) {
      const result = await autocannon({
        url: program.url + path,
        connections,
        duration: 5,
        requests: cookies.map(cookie => ({ headers: { cookie } })),
      })
      if (result.non2xx > 0 || result.errors > 0)
        console.log(`  ${name}: ${result.non2xx} refused, ${result.errors} errors`)
      if (connections === 10) report(`${name}, requests per second at 10`, result.requests.average, '/s')
      report(`${name}, p50 at ${connections}`, result.latency.p50, 'ms')
      report(`${name}, p99 at ${connections}`, result.latency.p99, 'ms', connections === 10 ? 300 : undefined)
    }
  }
  await updates(office, program)
}

/** A head's updates one after the other, each a whole form post. */
async function updates(office: TestOffice, program: Program): Promise<void> {
  const id = await office.issued('2018-12-10', '2018-12-28')
  await office.act('phuc', '2018-12-10', 'receive', id, { officerId: null })
  const cookie = await cookieOf(office, 'phuc')
  const { version } = await office.database.reader
    .selectFrom('task')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const times = await timed(300, async n => {
    const fields = {
      text: 'Tiến độ',
      percent: '10',
      blocker: '',
      act_id: randomUUID(),
      version: String(version + n),
    }
    const headers = { cookie, 'sec-fetch-site': 'same-origin' }
    const answer = await fetch(`${program.url}/tasks/${id}/updates`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(fields),
    })
    if (answer.status !== 303) throw new Error(`an update answers ${answer.status}`)
  })
  report('update, p50', percentile(times, 0.5), 'ms')
  report('update, p99', percentile(times, 0.99), 'ms', 300)
}

async function queries(office: TestOffice): Promise<void> {
  console.log('\n# the query of the task list')
  const { reader } = office.database
  const actor = await findActor(reader, office.person.bao, '2018-12-10')
  if (!actor) throw new Error('no director')
  const day = statusDay('2018-12-10', await findCalendar(reader))
  const query = { filter: {}, day, sort: 'due' as const, descending: false, limit: 50 }
  const times = await timed(200, () => listTasks(reader, actor, query))
  report('task list query, p50', percentile(times, 0.5), 'ms', 5)
  report('task list query, p99', percentile(times, 0.99), 'ms')
}

async function worker(office: TestOffice): Promise<void> {
  console.log('\n# worker')
  const { writer, reader } = office.database
  await writer
    .updateTable('task')
    .set({ next_look_on: '2018-12-11' })
    .where('state', 'in', ['issued', 'in_progress', 'returned', 'reported'])
    .execute()
  const looked = await reader
    .selectFrom('task')
    .select(eb => eb.fn.countAll().as('n'))
    .where('next_look_on', '=', '2018-12-11')
    .executeTakeFirst()
  await writer.updateTable('office_clock').set({ today: '2018-12-11' }).execute()
  const started = performance.now()
  await runDuties(writer, testKeys, '2018-12-11')
  const seconds = (performance.now() - started) / 1000
  report('tasks looked at per second', Number(looked?.n) / seconds, '/s')
  const rows = await reader
    .selectFrom('reminder')
    .select(eb => eb.fn.countAll().as('n'))
    .executeTakeFirst()
  report('reminders planned per second', Number(rows?.n) / seconds, '/s')
  await writer.updateTable('office_clock').set({ worked_on: '2018-12-11' }).execute()
  const compose = createLetterComposer(createRenderer({ viewsDir: 'views' }), {
    publicUrl: 'http://localhost:3000',
  })
  const sender = {
    worker: 'bench',
    occasion: occasionAt('2018-12-11', '08:00', testKeys),
    now: new Date(),
    route: 'none',
    perMinute: 1e6,
    compose,
  } as const
  const ids = await listOwedMessages(reader, sender, 1_000)
  const times = await timed(ids.length, n => claimMessage(writer, ids[n] as string, sender))
  report(
    `letters composed and kept per second (${ids.length})`,
    1000 / (times.reduce((sum, one) => sum + one, 0) / times.length),
    '/s',
  )
}

/** `npm run bench -- exports` keeps to one part. */
async function onlyExports(): Promise<void> {
  const office = await openBenchOffice({ teardown: work => cleanups.push(work) })
  await exportsOf(report, office)
}

async function everything(): Promise<void> {
  await startAndMemory()
  await reading(report)
  const office = await openBenchOffice({ teardown: work => cleanups.push(work) })
  await queries(office)
  await pages(office)
  await worker(office)
  await repeats(report, office)
  await exportsOf(report, office)
}

/** `npm run bench -- figures` or `-- exports`: one part alone; without a name all but the figures, whose seed takes minutes. */
const parts: Record<string, () => Promise<void>> = { figures: () => figures(report), exports: onlyExports }

try {
  await (parts[process.argv[2] ?? ''] ?? everything)()
} finally {
  for (const cleanup of cleanups.reverse()) await cleanup()
}
process.exit(0)
