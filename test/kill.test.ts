/**
 * RELIABILITY D1, Q2, Q3: a hundred kill -9 at random moments of web and worker while clients write and mails go out.
 * No acknowledged act is lost, none is half done, no mail is lost, and the chain is whole.
 */
import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import t from 'tap'
import { verifyChains } from '../src/domain/chain.ts'
import { findContradictions } from '../src/domain/replay.ts'
import { openSession } from '../src/domain/session.ts'
import { cell } from './support/database.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys, testSecret } from './support/office.ts'
import { freePort, type Program, startProgram } from './support/program.ts'
import { startSmtpSink } from './support/smtp-sink.ts'

const kills = Number(process.env.TEST_KILLS ?? 100)
const skip = cell === 'sqlite' ? false : 'the file and its two processes are what is killed'

t.setTimeout(900_000)

interface Run {
  office: TestOffice
  cookie: Record<'phuc' | 'ngan', string>
  acked: Map<string, string>
  program: Program
  stopping: boolean
}

async function signedIn(office: TestOffice, who: CastKey): Promise<string> {
  const limits = { sessionIdleMinutes: 600, sessionMaxHours: 12 }
  const visitor = { address: '127.0.0.1', agent: 'test' }
  const id = await openSession(office.database.writer, office.person[who], visitor, new Date(), limits)
  return `__Host-dondoc-session=${id}`
}

/** Sends a form until it is answered: the same act_id each time, as a person who presses again. */
async function postUntilAnswered(
  run: Run,
  path: string,
  who: 'phuc' | 'ngan',
  fields: Record<string, string>,
) {
  while (!run.stopping) {
    const response = await fetch(`${run.program.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: run.cookie[who],
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams(fields),
    }).catch(() => null)
    if (response && response.status < 500) return response.status
    await sleep(40)
  }
  return 0
}

/** Writes updates on one task, one after the other, and remembers what was acknowledged. */
async function writeUpdates(run: Run, taskId: string): Promise<void> {
  for (let n = 0; !run.stopping; n++) {
    const actId = randomUUID()
    const fields = { text: `Tiến độ ${actId}`, percent: String(n % 101), blocker: '', act_id: actId }
    const version = await versionOf(run, taskId)
    const status = await postUntilAnswered(run, `/tasks/${taskId}/updates`, 'phuc', { ...fields, version })
    if (status === 303) run.acked.set(actId, taskId)
  }
}

async function versionOf({ office }: Run, taskId: string): Promise<string> {
  const row = await office.database.reader
    .selectFrom('task')
    .select('version')
    .where('id', '=', taskId)
    .executeTakeFirst()
  return String(row?.version)
}

/** Drafts and issues tasks, so that letters go out all the time. */
async function issueTasks(run: Run): Promise<void> {
  while (!run.stopping) {
    const id = await run.office.draft('2018-12-10', '2018-12-28').catch(() => null)
    if (id) await postUntilAnswered(run, `/tasks/${id}/issue`, 'ngan', { act_id: randomUUID(), version: '1' })
    await sleep(150)
  }
}

await t.test('a hundred kills lose nothing that was acknowledged', { skip, timeout: 900_000 }, async t => {
  const office = await openTestOffice(t)
  await standInSample(office)
  const sink = await startSmtpSink()
  t.teardown(() => sink.stop())
  const port = await freePort()
  const env = {
    DATA_DIR: dirname((office.database.place as { file: string }).file),
    SECRET_KEY: `1:${testSecret}`,
    SMTP_URL: sink.url,
    MAIL_FROM: 'don-doc@sgddt.example',
    MAIL_PER_MINUTE: '6000',
  }
  const taskIds: string[] = []
  for (let n = 0; n < 3; n++) {
    const id = await office.issued('2018-12-03', '2018-12-28')
    await office.act('phuc', '2018-12-04', 'receive', id, { officerId: null })
    taskIds.push(id)
  }
  const cookie = { phuc: await signedIn(office, 'phuc'), ngan: await signedIn(office, 'ngan') }
  const program = await startProgram({ env, port })
  const run: Run = { office, cookie, acked: new Map(), program, stopping: false }
  const clients = [...taskIds.map(id => writeUpdates(run, id)), issueTasks(run)]
  for (let n = 0; n < kills; n++) {
    await sleep(100 + Math.random() * 700)
    const worker = run.program.workerPid()
    if (n % 2 === 0 && worker) {
      process.kill(worker, 'SIGKILL')
    } else {
      await run.program.kill()
      run.program = await startProgram({ env, port })
    }
  }
  await sleep(500)
  run.stopping = true
  await Promise.all(clients)
  await allSent(office)
  t.equal(await run.program.stop(), 0, 'SIGTERM ends it in order')
  t.comment(`${run.acked.size} acts acknowledged, ${sink.mails.length} mails in ${kills} kills`)
  await checkActs(t, run)
  await checkMails(
    t,
    office,
    sink.mails.map(mail => mail.messageId),
  )
})

/** A sample's clock stands in office hours whatever the time is here, so that letters go at once. */
async function standInSample({ database }: TestOffice): Promise<void> {
  await database.writer.updateTable('office').set({ kind: 'sample' }).execute()
  const clock = { kind: 'sample', today: '2018-12-10', worked_on: '2018-12-10' } as const
  await database.writer.updateTable('office_clock').set(clock).execute()
}

async function allSent({ database }: TestOffice): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(200)) {
    const events = await database.reader
      .selectFrom('event_dispatch')
      .select('event_id')
      .where('dispatched_at', 'is', null)
      .execute()
    const open = database.reader
      .selectFrom('message')
      .select('id')
      .where('state', 'in', ['planned', 'sending'])
    const mails = await open.where('kind', '=', 'notice').execute()
    if (events.length === 0 && mails.length === 0) return
  }
}

type Tap = typeof t extends { test(...args: never[]): unknown }
  ? Pick<typeof t, 'equal' | 'same' | 'ok'>
  : never

async function checkActs(t: Tap, { office, acked }: Run): Promise<void> {
  const { reader } = office.database
  const rows = await reader.selectFrom('task_update').select(['text', 'task_id']).execute()
  const written = new Map(rows.map(row => [row.text.replace('Tiến độ ', ''), row.task_id]))
  t.equal(written.size, rows.length, 'no act is there twice')
  const lost = [...acked].filter(([actId, taskId]) => written.get(actId) !== taskId)
  t.same(lost, [], 'no acknowledged act is lost')
  t.ok(acked.size > kills / 2, 'the clients did write')
  const events = await reader.selectFrom('event').select('act_id').where('act', '=', 'update').execute()
  t.equal(events.length, rows.length, 'every act has its event')
  const dispatched = await reader.selectFrom('event_dispatch').select('event_id').execute()
  const all = await reader.selectFrom('event').select('id').execute()
  t.equal(dispatched.length, all.length, 'every event has its place in the outbox')
  t.equal((await verifyChains(reader, testKeys))[0]?.broken, undefined, 'the chain is whole')
  t.same((await findContradictions(reader)).contradictions, [])
  const check = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(reader)
  t.equal(check.rows[0]?.integrity_check, 'ok')
}

async function checkMails(t: Tap, office: TestOffice, arrived: (string | undefined)[]): Promise<void> {
  const messages = await office.database.reader
    .selectFrom('message')
    .selectAll()
    .where('kind', '=', 'notice')
    .execute()
  const issued = await office.database.reader
    .selectFrom('event')
    .select('id')
    .where('act', '=', 'issue')
    .execute()
  t.ok(messages.length >= issued.length, 'every issue has its letter')
  t.same([...new Set(messages.map(message => message.state))], ['sent'])
  const count = (id: string) => arrived.filter(one => one?.includes(id.replace(/[<>]/g, ''))).length
  t.same(
    messages.filter(message => count(message.header_id) === 0),
    [],
    'no mail is lost',
  )
  const twice = messages.filter(message => count(message.header_id) > 1)
  t.ok(twice.length <= kills, `${twice.length} arrived twice`)
  t.same(
    twice.filter(message => message.maybe_twice !== 1),
    [],
    'what may have gone twice is marked so',
  )
}
