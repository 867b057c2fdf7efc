import { dirname } from 'node:path'
import { readConfig } from '../../src/config.ts'
import type { Db } from '../../src/data/schema.ts'
import { setSampleDay } from '../../src/domain/sample-office.ts'
import type { JobLog } from '../../src/jobs/parts.ts'
import { createNames } from '../../src/sample/names.ts'
import { foundOffice, recordInspection } from '../../src/sample/open-sample.ts'
import { type RunningWorker, startWorker } from '../../src/worker.ts'
import { cell, openTestDatabase } from './database.ts'
import { testKeys, testSecret } from './office.ts'
import { sleep } from './programs.ts'
import { queuePlace } from './queue.ts'
import { type SunkMail, startSmtpSink } from './smtp-sink.ts'
import type { Stage, StoryAct } from './story-act.ts'

/** A mail as it came out of the wire, with the story's day and moment: `07:30` or the act's time. */
export type Arrived = SunkMail & { day: string; moment: string }

interface Teardown {
  teardown(work: () => unknown): void
}

/** The days off of these months, apart from weekends; 05/01/2019 is a Saturday that is worked. */
const daysOff = ['2018-12-31', '2019-01-01']
const workedSaturday = '2019-01-05'

export function isWorkingDay(day: string): boolean {
  if (day === workedSaturday) return true
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !daysOff.includes(day)
}

/** The sample's office on 13/11/2018 in the cell's database, its worker over the cell's queue, and a mail server. */
export async function openStoryOffice(t: Teardown) {
  const database = await openTestDatabase(t)
  const sink = await startSmtpSink()
  t.teardown(() => sink.stop())
  const troubles: string[] = []
  const start = await workerStarter(t, database, sink.url, troubles)
  const db = database.writer
  await foundOffice({ db, keys: testKeys })
  const names = await createNames(db)
  await recordInspection({ db, keys: testKeys }, names)
  const stage: Stage = { db, keys: testKeys, names }
  const arrived: Arrived[] = []
  let worker: RunningWorker | null = null
  const stopWorker = async () => {
    await worker?.stop()
    worker = null
  }
  t.teardown(stopWorker)

  async function settle(day: string, moment: string): Promise<void> {
    if (!worker) return
    await waitUntilSettled(worker, db, day).catch(async (error: unknown) => {
      throw new Error(`${day} ${moment}: ${await describe(db)} ${troubles.join('; ')}`, { cause: error })
    })
    for (const mail of sink.mails.slice(arrived.length)) arrived.push({ ...mail, day, moment })
  }

  return {
    database,
    arrived,
    troubles,
    stopWorker,
    async startWorker() {
      worker ??= await start()
    },
    /** One day: its duties, then its acts, those of one moment together, each time with what follows. */
    async playDay(day: string, acts: StoryAct[]): Promise<void> {
      await setSampleDay(db, day)
      await settle(day, '07:30')
      for (const [moment, together] of Map.groupBy(acts, act => act.time)) {
        for (const act of together) await play(act, stage)
        await settle(day, moment)
      }
    },
  }
}

async function play(act: StoryAct, stage: Stage): Promise<void> {
  await act.play(stage).catch((error: unknown) => {
    throw new Error(`${act.day} ${act.time} ${act.what}`, { cause: error })
  })
}

type TestDatabase = Awaited<ReturnType<typeof openTestDatabase>>

async function workerStarter(t: Teardown, database: TestDatabase, smtpUrl: string, troubles: string[]) {
  const { place } = database
  const queue = await queuePlace(t)
  const settings = {
    DATA_DIR: dirname(queue.dir),
    SECRET_KEY: testSecret,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'dondoc@sgddt.example',
    MAIL_PER_MINUTE: '6000',
    QUEUE_URL: queueUrl(queue.url, place),
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
  return () => startWorker({ config, log, ...shared })
}

/** Where no other test's worker takes the jobs: in Redis a database of its own, in PostgreSQL the story's. */
function queueUrl(url: string, place: { file: string } | { url: string }): string {
  if (url.startsWith('redis')) return `${url}/9`
  return url === 'embedded' || 'file' in place || !place.url ? url : place.url
}

/** Rarely nudged and asked, so that the worker gets the machine. */
async function waitUntilSettled(worker: RunningWorker, db: Db, day: string): Promise<void> {
  const giveUpAt = Date.now() + 60_000
  for (let wait = 30; !(await isSettled(db, day)); wait = Math.min(wait * 1.5, 200)) {
    if (Date.now() > giveUpAt) throw new Error('the worker does not settle')
    worker.nudge()
    await sleep(wait)
  }
}

/** The worker has done the day, drawn every consequence and sent what may go. */
async function isSettled(db: Db, day: string): Promise<boolean> {
  const clock = await db.selectFrom('office_clock').selectAll().executeTakeFirstOrThrow()
  if ((clock.worked_on ?? '') < day) return false
  const events = db.selectFrom('event_dispatch').select('event_id').where('dispatched_at', 'is', null)
  if (await events.executeTakeFirst()) return false
  const due = db.selectFrom('message').select('id').where('for_on', '<=', day)
  const owed = due.where('state', 'in', isWorkingDay(day) ? ['planned', 'sending'] : ['sending'])
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
