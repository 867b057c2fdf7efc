import { rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Redis } from 'ioredis'
import pg from 'pg'
import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/data/schema.ts'
import type { JobLog } from '../../src/jobs/parts.ts'
import { type RunningWorker, startWorker } from '../../src/worker.ts'
import { cell, openTestDatabase } from './database.ts'
import { testSecret } from './office.ts'
import { sleep } from './programs.ts'
import { queueCell, queuePlace } from './queue.ts'
import { type RedisServer, startRedis } from './redis.ts'
import { type SunkMail, startSmtpSink } from './smtp-sink.ts'

/** A mail as it came out of the wire, with the office's day and moment: `07:30` or the act's time. */
export type Arrived = SunkMail & { day: string; moment: string }

interface Teardown {
  teardown(work: () => unknown): void
}

/**
 * An empty database of the cell with a worker over the cell's queue and a mail server: what a story needs to be lived
 * day by day. The caller founds the office, moves its day and says when to settle.
 */
export async function openLivedOffice(t: Teardown, isWorkingDay: (day: string) => boolean) {
  const database = await openTestDatabase(t)
  const sink = await startSmtpSink()
  t.teardown(() => sink.stop())
  const troubles: string[] = []
  const queue = await ownQueue(t, database)
  const start = workerStarter(database, queue, sink.url, troubles)
  const db = database.writer
  const arrived: Arrived[] = []
  let worker: RunningWorker | null = null
  const stopWorker = async () => {
    await worker?.stop()
    worker = null
  }
  t.teardown(stopWorker)

  return {
    database,
    arrived,
    troubles,
    stopWorker,
    async startWorker(): Promise<void> {
      worker ??= await start()
    },
    /** Everything in the queue is lost while the worker is away. */
    async wipeQueue(): Promise<void> {
      await stopWorker()
      await queue.wipe()
      worker = await start()
    },
    /** Waits until the running worker has done the day and sent what may go; does nothing while none runs. */
    async settle(day: string, moment: string): Promise<void> {
      if (!worker) return
      await waitUntilSettled(worker, db, day, isWorkingDay(day)).catch(async (error: unknown) => {
        throw new Error(`${day} ${moment}: ${await describe(db)} ${troubles.join('; ')}`, { cause: error })
      })
      for (const mail of sink.mails.slice(arrived.length)) arrived.push({ ...mail, day, moment })
    },
  }
}

export type LivedOffice = Awaited<ReturnType<typeof openLivedOffice>>
type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>

interface OwnQueue {
  url: string
  dataDir: string
  wipe(): Promise<void>
}

/** Where no other test's worker takes the jobs: a Redis server of its own; in PostgreSQL the test's own database. */
async function ownQueue(t: Teardown, { place }: TestDatabase): Promise<OwnQueue> {
  const { dir, url } = await queuePlace(t)
  const dataDir = dirname(dir)
  if (queueCell === 'redis') {
    const redis = await startRedis()
    t.teardown(() => redis.stop())
    return { url: redis.url, dataDir, wipe: () => wipeRedis(redis) }
  }
  const own = url === 'embedded' || 'file' in place ? null : place.url
  if (!own) return { url, dataDir, wipe: () => rm(dir, { recursive: true, force: true }) }
  return { url: own, dataDir, wipe: () => wipePostgres(own) }
}

async function wipeRedis(redis: RedisServer): Promise<void> {
  const client = new Redis(redis.url)
  await client.flushall()
  await client.quit()
}

async function wipePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('drop schema bullmq cascade')
  await client.end()
}

function workerStarter(database: TestDatabase, queue: OwnQueue, smtpUrl: string, troubles: string[]) {
  const { place } = database
  const settings = {
    DATA_DIR: queue.dataDir,
    SECRET_KEY: testSecret,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'dondoc@sgddt.example',
    MAIL_PER_MINUTE: '6000',
    QUEUE_URL: queue.url,
  }
  const where = 'file' in place ? { sqlitePath: place.file, databaseUrl: null } : { databaseUrl: place.url }
  const config = { ...readConfig(settings), ...where }
  const tell = (details: object, message: string) => {
    const { err } = details as { err?: Error }
    troubles.push(`${message}: ${err?.stack ?? JSON.stringify(details)}`)
  }
  // A warning says that something comes later than it might, such as a look while the queue was slow to answer.
  const log: JobLog = { info() {}, warn() {}, error: tell }
  // PGlite lives in this process only, so that the worker shares the test's own and leaves it open.
  const shared = cell === 'pglite' ? { database: { ...database, close: async () => {} } } : {}
  return () => startWorker({ config, log, now: aheadOfAll, ...shared })
}

/** The system's clock, years ahead: a story's mail is never in the future, in whatever year it is told. */
function aheadOfAll(): Date {
  return new Date(Date.now() + 5 * 366 * 86_400_000)
}

/** Rarely nudged and asked, so that the worker gets the machine. */
async function waitUntilSettled(
  worker: RunningWorker,
  db: Db,
  day: string,
  isWorked: boolean,
): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  for (let wait = 30; !(await isSettled(db, day, isWorked)); wait = Math.min(wait * 1.5, 200)) {
    if (Date.now() > giveUpAt) throw new Error('the worker does not settle')
    worker.nudge()
    await sleep(wait)
  }
}

/** The worker has done the day, drawn every consequence and sent what may go. */
async function isSettled(db: Db, day: string, isWorked: boolean): Promise<boolean> {
  const clock = await db.selectFrom('office_clock').selectAll().executeTakeFirstOrThrow()
  if ((clock.worked_on ?? '') < day) return false
  const events = db.selectFrom('event_dispatch').select('event_id').where('dispatched_at', 'is', null)
  if (await events.executeTakeFirst()) return false
  const due = db.selectFrom('message').select('id').where('for_on', '<=', day)
  const owed = due.where('state', 'in', isWorked ? ['planned', 'sending'] : ['sending'])
  return !(await owed.executeTakeFirst())
}

async function describe(db: Db): Promise<string> {
  const clock = await db.selectFrom('office_clock').selectAll().executeTakeFirst()
  const messages = await db
    .selectFrom('message')
    .select(['kind', 'to_address', 'for_on', 'send_at', 'state', 'last_error'])
    .where('state', 'in', ['planned', 'sending'])
    .execute()
  return JSON.stringify({ clock, messages })
}
