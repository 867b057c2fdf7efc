import t, { type Test } from 'tap'
import { listOwedMessages } from '../../src/domain/message.ts'
import { findOccasion } from '../../src/domain/occasion.ts'
import { isLoopbackUrl } from '../../src/jobs/deliver.ts'
import type { JobParts } from '../../src/jobs/parts.ts'
import { sendMailJob } from '../../src/jobs/send-mail.ts'
import { openTestJobs } from '../support/jobs.ts'
import { dispatchAll, ledgerOf } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'

const never = new AbortController().signal

/** An office whose head and secretary wait for a mail each, and the mail server. */
async function open(t: Test, behaviour?: Parameters<typeof startSmtpSink>[0]) {
  const office = await openTestOffice(t)
  const sink = await startSmtpSink(behaviour)
  // Before the mailer's: a server that is told to stop waits for its clients.
  t.teardown(() => sink.stop())
  const jobs = openTestJobs(t, office, sink.url)
  await office.database.writer.updateTable('office').set({ mail_from_on: '2018-11-01' }).execute()
  const id = await office.issued('2018-12-10', '2018-12-28')
  await office.issued('2018-12-10', '2018-12-28', { leadUnitId: office.unit.gdth })
  await dispatchAll(office, '2018-12-10')
  return { office, sink, jobs, id }
}

async function sendAll(jobs: JobParts, office: TestOffice): Promise<void> {
  const occasion = await findOccasion(office.database.reader, jobs.now(), jobs.keys)
  const ids = await listOwedMessages(office.database.reader, { occasion, now: jobs.now() }, 100)
  await Promise.all(ids.map(id => sendMailJob(jobs, { id }, never)))
}

async function states(office: TestOffice) {
  const rows = await office.database.reader.selectFrom('message').selectAll().orderBy('to_address').execute()
  return rows.map(
    row =>
      `${row.to_address.split('@')[0]} ${row.state} ${row.attempts}${row.maybe_twice ? ' maybe twice' : ''}`,
  )
}

await t.test('a mail goes once, as worded, under its lasting Message-ID', async t => {
  const { office, sink, jobs } = await open(t)
  await sendAll(jobs, office)
  await sendAll(jobs, office)
  t.same(sink.mails.map(mail => mail.to.join()).sort(), ['hang@sgddt.example', 'phuc@sgddt.example'])
  const mail = sink.mails.find(one => one.to.includes('phuc@sgddt.example'))
  t.match(mail, { from: 'don-doc@so.example', subject: /^\[KN-2018-01\] Giao nhiệm vụ/ })
  t.match(mail?.text, /Kính gửi: Đồng chí Phạm Hoàng Phúc/)
  const row = await office.database.reader
    .selectFrom('message')
    .selectAll()
    .where('to_address', 'like', 'phuc%')
    .executeTakeFirstOrThrow()
  t.equal(mail?.messageId, `<${row.header_id}@so.example>`)
  t.same(await states(office), ['hang sent 1', 'phuc sent 1'])
  t.ok((await ledgerOf(office)).every(line => line.state === 'sent'))
})

await t.test('one mail that fails in any way holds up no other', async t => {
  const cases = [
    [{ recipient: { code: 451 } }, 'phuc planned 1'],
    [{ data: { code: 421 } }, 'phuc planned 1'],
    [{ recipient: { code: 550 } }, 'phuc bounced 1'],
    [{ data: { code: 554 } }, 'phuc failed 1'],
    [{ drop: 'before_data' as const }, 'phuc planned 1'],
    [{ drop: 'before_answer' as const }, 'phuc planned 1 maybe twice'],
    [{ dawdleMs: 1500 }, 'phuc sent 1'],
  ] as const
  for (const [behaviour, expected] of cases) {
    const { office, sink, jobs } = await open(t, to => (to.startsWith('phuc') ? behaviour : {}))
    await sendAll(jobs, office)
    t.same(await states(office), ['hang sent 1', expected], JSON.stringify(behaviour))
    t.ok(sink.mails.some(mail => mail.to.includes('hang@sgddt.example')))
  }
})

await t.test('a lost answer: sent again with the same Message-ID, and marked', async t => {
  const { office, sink, jobs } = await open(t, to => (to.startsWith('phuc') ? { drop: 'before_answer' } : {}))
  await sendAll(jobs, office)
  t.same(
    (await ledgerOf(office, { who: 'phuc' })).map(line => line.state),
    ['unsure'],
  )
  sink.behave(() => ({}))
  jobs.clock.now = new Date('2018-12-10T02:02:00.000Z')
  await sendAll(jobs, office)
  const mails = sink.mails.filter(mail => mail.to.includes('phuc@sgddt.example'))
  t.equal(mails.length, 2)
  t.equal(new Set(mails.map(mail => mail.messageId)).size, 1)
  t.same(await states(office), ['hang sent 1', 'phuc sent 2 maybe twice'])
})

await t.test('a server that is away: nothing is lost or counted, and all goes once it is back', async t => {
  const { office, sink } = await open(t)
  await sink.stop()
  const away = openTestJobs(t, office, sink.url)
  await sendAll(away, office)
  t.same(await states(office), ['hang planned 0', 'phuc planned 0'])
  const back = await startSmtpSink()
  t.teardown(() => back.stop())
  const jobs = openTestJobs(t, office, back.url)
  jobs.clock.now = new Date('2018-12-10T02:10:00.000Z')
  await sendAll(jobs, office)
  t.equal(back.mails.length, 2)
  t.same(await states(office), ['hang sent 1', 'phuc sent 1'])
})

await t.test('without a server mail is kept; a sample’s leaves only for this machine', async t => {
  const { office } = await open(t)
  const kept = openTestJobs(t, office, null)
  await sendAll(kept, office)
  t.same(await states(office), ['hang kept 0', 'phuc kept 0'])
  const sample = await open(t)
  const { writer } = sample.office.database
  await writer.updateTable('office').set({ kind: 'sample' }).execute()
  await sendAll({ ...sample.jobs, isLoopback: false }, sample.office)
  t.same(await states(sample.office), ['hang kept 0', 'phuc kept 0'])
  t.equal(sample.sink.mails.length, 0)
})

await t.test('what is this machine, and what is not', async t => {
  for (const url of [
    'smtp://localhost:25',
    'smtp://127.0.0.1:2525',
    'smtps://127.8.0.1',
    'smtp://[::1]:25',
  ]) {
    t.ok(isLoopbackUrl(url), url)
  }
  for (const url of ['smtp://mail.so.example', 'smtp://127.0.0.1.evil.example', 'smtp://10.0.0.1:25']) {
    t.notOk(isLoopbackUrl(url), url)
  }
})

await t.test('the pace holds a mail back without losing it; a job for nothing does nothing', async t => {
  const { office, sink, jobs } = await open(t)
  const slow = { ...jobs, perMinute: 1 }
  await sendAll(slow, office)
  t.equal(sink.mails.length, 1)
  jobs.clock.now = new Date('2018-12-10T02:01:01.000Z')
  await sendAll(slow, office)
  t.equal(sink.mails.length, 2)
  await sendMailJob(jobs, { id: 'unknown' }, never)
  await sendMailJob(jobs, {}, never)
  t.equal(jobs.inHand.size, 0)
})

await t.test(
  'an error that nobody foresaw becomes another attempt, and a bad letter a dead one in the end',
  async t => {
    const { office, jobs } = await open(t)
    const throwing = { ...jobs, deliver: () => Promise.reject(new TypeError('unforeseen')) }
    await sendAll(throwing, office)
    t.same(await states(office), ['hang planned 1', 'phuc planned 1'])
    const wordless = {
      ...jobs,
      compose: () => {
        throw new TypeError('a view prints undefined')
      },
    }
    jobs.clock.now = new Date('2018-12-10T03:00:00.000Z')
    await sendAll(wordless, office)
    t.same(await states(office), ['hang planned 2', 'phuc planned 2'])
  },
)
