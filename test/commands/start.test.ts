/** One command runs both processes; the worker is kept alive, and both stop in time (DECISIONS 12, 13). */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import t, { type Test } from 'tap'
import { cell } from '../support/database.ts'
import { freePort, startProgram } from '../support/program.ts'
import { until } from '../support/programs.ts'
import { queueCell, queuePlace } from '../support/queue.ts'

t.setTimeout(280_000)
const skip = cell === 'sqlite' && queueCell === 'embedded' ? false : 'tried on what runs without any server'
const root = join(import.meta.dirname, '../..')

/** A data folder whose empty queue is laid already: making one takes seconds and is tried elsewhere. */
async function folder(t: Test): Promise<string> {
  const dir = mkdtempSync(join(tmpdir(), 'dondoc-start-'))
  t.teardown(() => rmSync(dir, { recursive: true, force: true }))
  const place = await queuePlace(t)
  cpSync(dirname(place.dir), dir, { recursive: true })
  return dir
}

async function run(command: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [join(root, 'bin/dondoc.mjs'), command], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', LOG_LEVEL: 'silent', ...env },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', text => {
    said += text
  })
  const [code] = await once(child, 'close')
  return { code: code as number | null, said }
}

interface Health {
  worker: { ageSeconds: number | null }
}

async function health(url: string): Promise<Health> {
  return (await (await fetch(`${url}/healthz`)).json()) as Health
}

await t.test(
  'started, the worker killed and back within a second or so, stopped in order',
  { skip },
  async t => {
    const port = await freePort()
    const program = await startProgram({ env: { DATA_DIR: await folder(t) }, port })
    t.teardown(() => program.kill())
    await until(() => program.said().includes('Mã để thiết lập'), 20_000)
    t.match(program.said(), new RegExp(`Đôn Đốc đang chạy tại http://localhost:${port}\\n`))
    t.match(program.said(), /Mã để thiết lập cơ quan lần đầu: [A-Z2-9]{5}-[A-Z2-9]{5}\n/)
    await until(async () => (await health(program.url)).worker.ageSeconds !== null, 60_000)
    const first = program.workerPid()
    t.ok(first)
    process.kill(first!, 'SIGKILL')
    const before = Date.now()
    await until(() => program.workerPid() !== null && program.workerPid() !== first, 10_000)
    t.ok(Date.now() - before < 3_000, `back after ${Date.now() - before} ms`)
    const stopping = Date.now()
    t.equal(await program.stop(), 0)
    t.ok(Date.now() - stopping < 10_000, `stopped in ${Date.now() - stopping} ms`)
    t.equal(program.workerPid(), null)
  },
)

await t.test('the parent killed, its worker ends by itself', { skip }, async t => {
  const program = await startProgram({ env: { DATA_DIR: await folder(t) }, port: await freePort() })
  await until(async () => (await health(program.url)).worker.ageSeconds !== null, 60_000)
  const worker = program.workerPid()
  await program.kill()
  await until(() => !isAlive(worker ?? 0), 12_000)
  t.pass('gone')
})

await t.test('a port that is taken is named, and nothing is left running', { skip }, async t => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as { port: number }
  const { code, said } = await run('start', { DATA_DIR: await folder(t), PORT: String(port) })
  t.equal(code, 78)
  t.match(said, new RegExp(`PORT: Cổng ${port} đang được một chương trình khác dùng`))
})

await t.test('a second worker on the same folder is refused in a sentence', { skip }, async t => {
  const dir = await folder(t)
  const program = await startProgram({ env: { DATA_DIR: dir }, port: await freePort() })
  t.teardown(() => program.kill())
  await until(async () => (await health(program.url)).worker.ageSeconds !== null, 60_000)
  const { code, said } = await run('worker', { DATA_DIR: dir })
  t.equal(code, 1)
  t.match(said, /một bộ phận gửi thư khác đang chạy trên thư mục này/)
  t.equal(await program.stop(), 0)
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
