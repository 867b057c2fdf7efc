import { dirname } from 'node:path'
import type { Test } from 'tap'
import type { Config } from '../../src/config.ts'
import { type RunningWorker, startWorker } from '../../src/worker.ts'
import { openTestOffice, type TestOffice, testSecret } from './office.ts'
import { queueCell, queuePlace, silent } from './queue.ts'
import { type SmtpSink, startSmtpSink } from './smtp-sink.ts'
import { testConfig } from './web.ts'

/**
 * A sample that stands on a working day, so that no test depends on the hour at which it runs, with a mail server and a
 * queue of its own; `run` starts a worker on them.
 */
export async function openTestWorker(t: Test, given: { queueUrl?: string } = {}) {
  const office = await openTestOffice(t)
  const db = office.database.writer
  await db.updateTable('office').set({ kind: 'sample', mail_from_on: '2018-11-01' }).execute()
  const clock = { kind: 'sample' as const, today: '2018-12-10', worked_on: '2018-12-10' }
  await db.updateTable('office_clock').set(clock).execute()
  const place = await queuePlace(t)
  const sink = await startSmtpSink()
  t.teardown(() => sink.stop())
  const config = { ...configOf(office, place, sink), ...given }
  const run = async (more: Partial<Config> = {}) => {
    const worker = await startWorker({ config: { ...config, ...more }, log: silent })
    let stopped = false
    const stop = async () => {
      if (!stopped) await worker.stop()
      stopped = true
    }
    t.teardown(stop)
    return { ...worker, stop } satisfies RunningWorker
  }
  return { office, sink, run }
}

function configOf(office: TestOffice, place: Awaited<ReturnType<typeof queuePlace>>, sink: SmtpSink): Config {
  const where = office.database.place
  const own = 'url' in where ? { databaseUrl: where.url } : { sqlitePath: where.file }
  return testConfig(dirname(place.dir), {
    ...own,
    queueUrl: queueUrl(place.url, where),
    secrets: [{ id: '1', secret: testSecret }],
    smtpUrl: sink.url,
    mailFrom: 'don-doc@so.example',
    mailPerMinute: 6000,
  })
}

/** Tests run side by side: each has a Redis database, or a PostgreSQL database, of its own. */
function queueUrl(url: string, place: { file: string } | { url: string }): string {
  if (queueCell === 'postgres' && 'url' in place) return place.url
  return queueCell === 'redis' ? `${url.replace(/\/\d*$/, '')}/${1 + (process.pid % 15)}` : url
}

/** All messages, in the order of their writing. */
export async function messagesOf(office: TestOffice) {
  return office.database.reader.selectFrom('message').selectAll().orderBy('id').execute()
}

/** Issues tasks to one unit; each is a mail to its head. */
export async function issueMany(office: TestOffice, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await office.issued('2018-12-10', '2018-12-28')
}
