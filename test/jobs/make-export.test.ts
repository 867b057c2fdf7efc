/** The life of an export in the worker: made once, given back, taken up again, cancelled, told of, and gone in the end. */
import { randomUUID } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import t from 'tap'
import { findActor } from '../../src/data/actor.ts'
import { findExportFor, findNextExport } from '../../src/data/export.ts'
import { findKnownFiles } from '../../src/data/file.ts'
import { cancelExport } from '../../src/domain/export.ts'
import { claimExport, recoverExports } from '../../src/domain/export-making.ts'
import { beatWorker, newWorkerName } from '../../src/domain/worker-beat.ts'
import { makeExportJob } from '../../src/jobs/make-export.ts'
import { nightlyJob } from '../../src/jobs/nightly.ts'
import type { JobParts } from '../../src/jobs/parts.ts'
import { sendMailJob } from '../../src/jobs/send-mail.ts'
import { sha256 } from '../../src/lib/sha256.ts'
import { askFor, exportRow } from '../support/export.ts'
import { openTestJobs } from '../support/jobs.ts'
import { insertManyTasks } from '../support/many-tasks.ts'
import { openTestOffice } from '../support/office.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'

const never = new AbortController().signal

await t.test('two workers make one export once, and each only one of a person', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-28')
  const [one, two] = [openTestJobs(t, office, null), openTestJobs(t, office, null)]
  const id = await askFor(office, 'tuyet', 'xlsx')
  const second = await askFor(office, 'tuyet', 'csv')
  await Promise.all([makeExportJob(one, { id }, never), makeExportJob(two, { id }, never)])
  const row = await exportRow(office, id)
  t.match(row, { state: 'done', attempts: 1, rows_done: 1, rows_total: 1, claimed_by: null })
  const stored = [await one.files.open(row.file_id ?? ''), await two.files.open(row.file_id ?? '')]
  t.equal(stored.filter(Boolean).length, 1)
  const bytes = await buffer(stored.find(Boolean)!.stream)
  t.same([row.size, row.sha256], [bytes.length, sha256(bytes)])
  const held = await claimExport(office.database.writer, second, { worker: one.worker, now: one.now() })
  t.equal(held?.state, 'running')
  const third = await askFor(office, 'tuyet', 'csv')
  t.equal(await claimExport(office.database.writer, third, { worker: two.worker, now: two.now() }), undefined)
  const made = await office.database.reader
    .selectFrom('event')
    .select(['act', 'payload'])
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
  t.same(
    made.map(event => event.act),
    ['export', 'export_made'],
  )
  t.match(JSON.parse(made[1]?.payload ?? ''), { sha256: row.sha256, rows: 1, format: 'xlsx' })
})

await t.test('who was served longest ago comes next', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, null)
  const at = (minute: number) => new Date(`2018-12-10T02:0${minute}:00.000Z`)
  const many = [
    await askFor(office, 'tuyet', 'csv', {}, at(0)),
    await askFor(office, 'tuyet', 'csv', {}, at(1)),
    await askFor(office, 'tuyet', 'csv', {}, at(2)),
  ]
  const late = await askFor(office, 'bao', 'csv', {}, at(3))
  const order: (string | null)[] = []
  for (let n = 0; n < 4; n++) {
    const id = await findNextExport(office.database.reader)
    order.push(id)
    jobs.clock.now = at(4 + n)
    await makeExportJob(jobs, { id }, never)
  }
  t.same(order, [many[0], late, many[1], many[2]])
})

await t.test('a worker that closes gives the export back; one that dies is followed by another', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 30)
  const jobs = openTestJobs(t, office, null)
  const db = office.database.writer
  const id = await askFor(office, 'ngan', 'csv')
  await makeExportJob(jobs, { id }, AbortSignal.abort())
  t.match(await exportRow(office, id), { state: 'planned', attempts: 0, claimed_by: null, file_id: null })

  const dead = newWorkerName()
  await beatWorker(db, dead, jobs.now(), { host: 'x', pid: 1 })
  await claimExport(db, id, { worker: dead, now: jobs.now() })
  t.same(await recoverExports(db, { ...jobs, now: jobs.now() }), [], 'it has given a sign of life just now')
  const later = { ...jobs, now: new Date(jobs.now().getTime() + 61_000) }
  t.same(await recoverExports(db, later), [id])
  await makeExportJob(jobs, { id }, never)
  t.match(await exportRow(office, id), { state: 'done', attempts: 2 })

  const fatal = await askFor(office, 'ngan', 'csv')
  for (let n = 0; n < 3; n++) {
    await claimExport(db, fatal, { worker: 'worker-gone', now: jobs.now() })
    await recoverExports(db, later)
  }
  t.match(await exportRow(office, fatal), { state: 'failed', reason: 'crashed', attempts: 3 })
})

await t.test('what this worker let fall without a word is taken up again', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, null)
  const db = office.database.writer
  await beatWorker(db, jobs.worker, jobs.now(), { host: 'x', pid: 1 })
  const id = await askFor(office, 'ngan', 'csv')
  await claimExport(db, id, { worker: jobs.worker, now: jobs.now() })
  const { worker } = jobs
  t.same(await recoverExports(db, { worker, now: jobs.now(), exporting: new Set([id]) }), [])
  t.same(await recoverExports(db, { worker, now: jobs.now(), exporting: new Set() }), [id])
})

await t.test('a cancelled export stops, and leaves no file', async t => {
  const office = await openTestOffice(t)
  await insertManyTasks(office, 20)
  const id = await askFor(office, 'ngan', 'xlsx')
  const act = { personId: office.person.ngan, actId: randomUUID(), occasion: office.occasion('2018-12-10') }
  const kept: string[] = []
  const jobs = openTestJobs(t, office, null)
  const parts: JobParts = {
    ...jobs,
    files: {
      ...jobs.files,
      // At the worst moment: the file is whole, and its row not yet written.
      async make(write) {
        const file = await jobs.files.make(write)
        await cancelExport(office.database.writer, act, id)
        kept.push(file.id)
        return file
      },
    },
  }
  await makeExportJob(parts, { id }, never)
  t.match(await exportRow(office, id), { state: 'cancelled', file_id: null })
  t.equal(kept.length, 1)
  t.equal(await jobs.files.open(kept[0] ?? ''), undefined)
})

await t.test('a fault is told by its reason, and a full disk by another', async t => {
  const office = await openTestOffice(t)
  const jobs = openTestJobs(t, office, null)
  const failing = (error: Error): JobParts => ({
    ...jobs,
    files: { ...jobs.files, make: () => Promise.reject(error) },
  })
  const fault = await askFor(office, 'ngan', 'csv')
  await makeExportJob(failing(new Error('no such thing')), { id: fault }, never)
  t.match(await exportRow(office, fault), { state: 'failed', reason: 'fault' })
  const full = await askFor(office, 'ngan', 'csv')
  await makeExportJob(failing(Object.assign(new Error('full'), { code: 'ENOSPC' })), { id: full }, never)
  t.match(await exportRow(office, full), { state: 'failed', reason: 'disk' })
})

await t.test('rights that end: before the making, during it, and once it is made', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-28')
  const db = office.database.writer
  const jobs = openTestJobs(t, office, null)
  const end = (to_on: string | null) =>
    db.updateTable('appointment').set({ to_on }).where('id', '=', office.appointment.son).execute()
  const before = await askFor(office, 'son', 'csv')
  await end('2018-12-01')
  await makeExportJob(jobs, { id: before }, never)
  t.match(await exportRow(office, before), { state: 'failed', reason: 'rights' })
  await end(null)

  const during = await askFor(office, 'son', 'csv')
  const make: JobParts['files']['make'] = async write => {
    const file = await jobs.files.make(write)
    await end('2018-12-01')
    return file
  }
  await makeExportJob({ ...jobs, files: { ...jobs.files, make } }, { id: during }, never)
  t.match(await exportRow(office, during), { state: 'failed', reason: 'rights', file_id: null })
  await end(null)

  const made = await askFor(office, 'son', 'csv')
  await makeExportJob(jobs, { id: made }, never)
  const reader = async () => findActor(db, office.person.son, '2018-12-10')
  t.ok(await findExportFor(db, (await reader())!, made))
  // The inspection now reports to nobody he sits with.
  await db.updateTable('inspection').set({ committee_id: null }).execute()
  t.equal(await findExportFor(db, (await reader())!, made), undefined)
})

await t.test(
  'a mail tells of a slow one, with its way and nothing else, as long as it may be fetched',
  async t => {
    const office = await openTestOffice(t)
    const db = office.database.writer
    await db.updateTable('office').set({ mail_from_on: '2018-11-01' }).execute()
    const sink = await startSmtpSink()
    t.teardown(() => sink.stop())
    const jobs = openTestJobs(t, office, sink.url)
    await office.issued('2018-11-20', '2018-12-28')
    const quick = await askFor(office, 'bao', 'csv', {}, jobs.now())
    await makeExportJob(jobs, { id: quick }, never)
    const slow = await askFor(office, 'bao', 'csv', {}, new Date(jobs.now().getTime() - 11_000))
    const barred = await askFor(office, 'son', 'csv', {}, new Date(jobs.now().getTime() - 11_000))
    for (const id of [slow, barred]) await makeExportJob(jobs, { id }, never)
    const messages = await db
      .selectFrom('message')
      .selectAll()
      .where('dedupe_key', 'like', 'export:%')
      .orderBy('id')
      .execute()
    t.same(
      messages.map(({ kind, dedupe_key }) => [kind, dedupe_key]),
      [
        ['notice', `export:${slow}`],
        ['notice', `export:${barred}`],
      ],
    )
    await db.updateTable('inspection').set({ committee_id: null }).execute()
    for (const { id } of messages) await sendMailJob(jobs, { id }, never)
    t.equal(sink.mails.length, 1)
    t.match(sink.mails[0], { to: ['bao@sgddt.example'], subject: /^Đã lập xong: Bảng theo dõi \(CSV\)/ })
    t.match(sink.mails[0]?.text, new RegExp(`https://dondoc\\.example/exports/${slow}`))
    const states = await db
      .selectFrom('message')
      .select(['state', 'last_error'])
      .where('dedupe_key', 'like', 'export:%')
      .orderBy('id')
      .execute()
    t.match(states, [{ state: 'sent' }, { state: 'cancelled', last_error: 'no_holder' }])
  },
)

await t.test(
  'after a week the file is gone from the disk; until then no sweep of orphans takes it',
  async t => {
    const office = await openTestOffice(t)
    const jobs = openTestJobs(t, office, null)
    const id = await askFor(office, 'bao', 'csv')
    await makeExportJob(jobs, { id }, never)
    const fileId = (await exportRow(office, id)).file_id ?? ''
    const at = (days: number) => {
      jobs.clock.now = new Date(Date.parse('2018-12-10T02:00:00.000Z') + days * 86_400_000)
    }
    at(6)
    // The file was written by this machine's clock: for the sweep it is a hundred years old.
    await jobs.files.removeOrphans(new Date('2100-01-01'), ids => findKnownFiles(office.database.reader, ids))
    await nightlyJob(jobs)
    t.ok(await jobs.files.open(fileId))
    at(8)
    await nightlyJob(jobs)
    t.equal(await jobs.files.open(fileId), undefined)
    t.match(await exportRow(office, id), { state: 'done', file_id: null })
  },
)
