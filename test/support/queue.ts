import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import root, { type Test } from 'tap'
import { hasCluster, makeCluster } from '../../src/queue/embedded-folder.ts'
import { startPostgres } from './postgres.ts'
import { startRedis } from './redis.ts'

/** The engine the suite runs on (DECISIONS 27): `embedded`, `redis` (TEST_REDIS_URL) or `postgres` (TEST_POSTGRES_URL). */
export const queueCell = process.env.TEST_QUEUE ?? 'embedded'

/** t.test in these cells. Elsewhere nothing: CI counts on no test being skipped. */
export function testIn(
  ...cells: string[]
): (name: string, work: (t: Test) => Promise<void>) => Promise<unknown> {
  if (cells.includes(queueCell)) return (name, work) => root.test(name, work)
  root.pass(`only on ${cells.join(', ')}`)
  return async () => {}
}

interface Teardown {
  teardown(work: () => unknown): void
}

export const silent = { info() {}, warn() {}, error() {} }

/**
 * Where a queue of the cell's engine can be opened that no other test sees; goes to openQueue as it is. Starts a
 * server when none is named. The test has to close the queue itself, in a teardown after this one.
 */
export async function queuePlace(t: Teardown) {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'))
  t.teardown(() => rm(folder, { recursive: true, force: true }))
  const dir = join(folder, 'queue')
  if (queueCell === 'embedded') await cp(await emptyCluster(), dir, { recursive: true })
  const name = `test-${process.pid}-${Math.random().toString(36).slice(2, 8)}`
  return { url: await serverUrl(), dir, name, log: silent }
}

/** initdb takes 4 to 8 s: it is done once a machine, and every test works on a copy. */
async function emptyCluster(): Promise<string> {
  const made = createHash('sha256')
  for (const path of [
    '../../node_modules/@electric-sql/pglite/package.json',
    '../../src/queue/embedded-pglite.ts',
  ])
    made.update(await readFile(new URL(path, import.meta.url)))
  const template = join(tmpdir(), `dondoc-empty-queue-${made.digest('hex').slice(0, 12)}`)
  if (hasCluster(template)) return template
  const folder = await mkdtemp(join(tmpdir(), 'queue-template-'))
  await makeCluster(join(folder, 'queue'))
  // Another test process may have been first; then this one is thrown away.
  await rename(join(folder, 'queue'), template).catch(() => {})
  await rm(folder, { recursive: true, force: true })
  return template
}

let started: Promise<string> | null = null

function serverUrl(): Promise<string> | string {
  if (queueCell === 'embedded') return 'embedded'
  const given = queueCell === 'redis' ? process.env.TEST_REDIS_URL : process.env.TEST_POSTGRES_URL
  if (given) return given
  started ??= startServer()
  return started
}

async function startServer(): Promise<string> {
  const server = queueCell === 'redis' ? await startRedis() : await startPostgres()
  root.teardown(server.stop)
  return server.url
}
