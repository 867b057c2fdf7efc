/**
 * The whole suite in the cells of DECISIONS 27: SQLite with the embedded queue (everything), PostgreSQL with the
 * PostgreSQL queue (everything; PGlite where no server is installed), SQLite with Redis (queue, mail, story).
 * One server a run. Prints `N passed, N failed, N skipped` alone on its last line.
 */
import { spawn } from 'node:child_process'
import { globSync } from 'node:fs'
import { cpus } from 'node:os'
import { findChromium } from './support/chromium.ts'
import { findPostgres, startPostgres } from './support/postgres.ts'
import { findRedis, startRedis } from './support/redis.ts'

interface Cell {
  name: string
  files: string[]
  env: Record<string, string>
}

interface Count {
  pass: number
  fail: number
  skip: number
}

/** What a file leaves to another cell is run there, so that it counts as skipped nowhere. */
const runElsewhere =
  /# SKIP (plans are SQLite|the same pages in every cell|tried on what runs without|the file and its two processes)/
let skippedElsewhere = 0
let showing = false

const wanted = process.argv.slice(2)
const inCi = process.env.CI === 'true'
const all = globSync('test/**/*.test.ts').sort()
const queueFiles = all.filter(
  file => /^test\/(queue|mail|jobs)\//.test(file) || /story|year\.test|catch-up/.test(file),
)

const total: Count = { pass: 0, fail: 0, skip: 0 }
const missing: string[] = []
const stops: (() => Promise<void>)[] = []
/** Whether the lines read now belong to a failure. */
try {
  for (const cell of await cellsHere()) await runCell(cell)
} finally {
  for (const stop of stops) await stop()
}
for (const name of missing) {
  console.log(`not installed here: ${name}`)
  if (inCi) total.fail += 1
}
if (inCi && total.skip > 0) console.log('nothing may be skipped in CI')
console.log(`${total.pass} passed, ${total.fail} failed, ${total.skip} skipped`)
process.exit(total.fail > 0 || (inCi && total.skip > 0) ? 1 : 0)

async function cellsHere(): Promise<Cell[]> {
  const only = process.env.TEST_CELLS?.split(',')
  const cells: Cell[] = []
  if (!findChromium()) missing.push('chromium')
  cells.push({ name: 'sqlite', files: all, env: { TEST_CELL: 'sqlite', TEST_QUEUE: 'embedded' } })
  if (!only || only.includes('postgres')) cells.push(await postgresCell())
  if (!only || only.includes('redis')) cells.push(...(await redisCell()))
  return cells.filter(cell => !only || only.includes(cell.name))
}

async function postgresCell(): Promise<Cell> {
  if (!findPostgres()) {
    missing.push('postgresql')
    return { name: 'postgres', files: all, env: { TEST_CELL: 'pglite', TEST_QUEUE: 'embedded' } }
  }
  const server = await startPostgres({ fsync: false })
  stops.push(() => server.stop())
  return {
    name: 'postgres',
    files: all,
    env: { TEST_CELL: 'postgres', TEST_QUEUE: 'postgres', TEST_POSTGRES_URL: server.url },
  }
}

async function redisCell(): Promise<Cell[]> {
  if (!findRedis()) {
    missing.push('redis-server')
    return []
  }
  const server = await startRedis()
  stops.push(() => server.stop())
  return [
    {
      name: 'redis',
      files: queueFiles,
      env: { TEST_CELL: 'sqlite', TEST_QUEUE: 'redis', TEST_REDIS_URL: server.url },
    },
  ]
}

async function runCell(cell: Cell): Promise<void> {
  const files =
    wanted.length > 0 ? cell.files.filter(file => wanted.some(part => file.includes(part))) : cell.files
  if (files.length === 0) return
  console.log(`# ${cell.name}: ${files.length} files`)
  const started = performance.now()
  const count = await runTap(files, cell.env)
  total.pass += count.pass
  total.fail += count.fail
  total.skip += count.skip
  const seconds = Math.round((performance.now() - started) / 1000)
  console.log(
    `# ${cell.name}: ${count.pass} passed, ${count.fail} failed, ${count.skip} skipped in ${seconds} s`,
  )
}

/** Runs tap over the files and reads its closing count; a run that ends without one counts as a failure. */
async function runTap(files: string[], env: Record<string, string>): Promise<Count> {
  const jobs = `--jobs=${Math.max(1, Math.min(4, cpus().length))}`
  const child = spawn('node_modules/.bin/tap', ['run', '--reporter=tap', jobs, ...files], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  skippedElsewhere = 0
  let rest = ''
  let closing = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) closing = readLine(line) ?? closing
  })
  const code = await new Promise<number | null>(resolve => child.on('close', resolve))
  const read = (word: string) => Number(new RegExp(`${word}: (\\d+)`).exec(closing)?.[1] ?? 0)
  const skip = Math.max(0, read('skip') + read('todo') - skippedElsewhere)
  const count = { pass: read('pass'), fail: read('fail'), skip }
  if (closing === '' || (code !== 0 && count.fail === 0)) count.fail += 1
  return count
}

/** Shows what failed with its diagnostics, and the name of each file as it ends. */
function readLine(line: string): string | undefined {
  if (line.startsWith('# { total')) return line
  if (runElsewhere.test(line)) {
    skippedElsewhere += 1
    return undefined
  }
  const isResult = /^\s*(not )?ok \d+/.test(line)
  if (isResult) showing = /^\s*not ok/.test(line) && !/# (SKIP|TODO)/i.test(line)
  if (showing || /^(not )?ok \d+ - test\//.test(line) || /# SKIP/i.test(line)) console.log(line)
  return undefined
}
