/** A process that a test starts, and ends as it likes: node queue-child.ts MODE {url, dir, name}. */
import { readFileSync } from 'node:fs'
import { openQueue } from '../../src/queue/queue.ts'
import { acquireWorkerLock } from '../../src/queue/worker-lock.ts'

const [mode, place = '{}'] = process.argv.slice(2)
const log = { info() {}, warn() {}, error() {} }
const options = { ...JSON.parse(place), log, timing: { watchMs: 500, lockMs: 2000 } }
const say = (word: string) => process.stdout.write(`${word}\n`)
/** A timer, since a promise alone does not keep a process alive. */
const forever = () => new Promise<void>(() => setInterval(() => {}, 60_000))

if (mode === 'hang') await hang()
if (mode === 'open') await open()
if (mode === 'lock') await lock()
if (mode === 'close') await close()
if (mode === 'idle') await idle()

/** Has one job waiting, one delayed, and one under way that never ends. */
async function hang() {
  const queue = await openQueue(options)
  await queue.add('delayed', { n: 1 }, { delayMs: 1000 })
  await queue.add('stuck', { n: 2 }, { dedupeId: 'stuck' })
  const stuck = () => {
    say('working')
    return forever()
  }
  queue.work({ stuck }, { concurrency: 1 })
  await queue.add('waiting', { n: 3 })
  say('added')
  await forever()
}

async function open() {
  try {
    await openQueue(options)
    say('opened')
  } catch (error) {
    say(error instanceof Error ? error.name : 'unknown')
  }
  process.exit(0)
}

async function lock() {
  await acquireWorkerLock(options.path)
  say('locked')
  await forever()
}

/** Closes a queue whose server is gone; the process has to end by itself. */
async function close() {
  const queue = await openQueue(options)
  queue.work({ never: async () => {} }, { concurrency: 1 })
  const startedAt = Date.now()
  await queue.close({ timeoutMs: 3000 })
  say(String(Date.now() - startedAt))
}

/** Works for some seconds and says how much memory that took in MB: resident, and the most it ever was. */
async function idle() {
  const queue = await openQueue(options)
  queue.work({ tick: async () => {} }, { concurrency: 5 })
  await queue.schedule('tick', { everyMs: 200 })
  await new Promise(resolve => setTimeout(resolve, 4000))
  const status = readFileSync('/proc/self/status', 'utf8')
  const read = (field: string) =>
    Math.round(Number(new RegExp(`${field}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
  say(`${read('VmRSS')} ${read('VmHWM')}`)
  await queue.close()
}
