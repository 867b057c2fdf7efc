/** Tasks that are issued in one go: each head gets one mail of all of theirs, the ledger one row for each. */
import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { issueAssignment, keepAssignment } from '../../src/domain/assignment.ts'
import { verifyChains } from '../../src/domain/chain.ts'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { listOwedMessages } from '../../src/domain/message.ts'
import { findOccasion } from '../../src/domain/occasion.ts'
import { findContradictions } from '../../src/domain/replay.ts'
import { sendMailJob } from '../../src/jobs/send-mail.ts'
import { recordAsks } from '../support/asks.ts'
import { openTestJobs } from '../support/jobs.ts'
import { ledgerOf, told } from '../support/ledger.ts'
import { openTestOffice, type TestOffice, testKeys, type UnitKey } from '../support/office.ts'
import { startSmtpSink } from '../support/smtp-sink.ts'

const never = new AbortController().signal

/** Whose each recommendation becomes, and who takes part. */
const shares: [UnitKey, UnitKey[]][] = [
  ['vp', ['tccb']],
  ['tccb', ['cd']],
  ['tccb', []],
  ['tccb', ['vp']],
  ['ttra', []],
  ['vp', []],
]

/** Six recommendations, issued by Lê Thị Kim Ngân in one go. */
async function issueSix(office: TestOffice, day = '2018-12-10', time = '09:00'): Promise<string[]> {
  const lines = shares.map((_, n) => `Yêu cầu các đơn vị hoàn thành việc số ${n + 1} của kế hoạch năm.`)
  const inspectionId = await recordAsks(office, lines)
  const { reader, writer } = office.database
  const recommendations = await reader
    .selectFrom('recommendation')
    .select('id')
    .where('inspection_id', '=', inspectionId)
    .orderBy('ordinal')
    .execute()
  const rows = recommendations.map(({ id }, n) => ({
    recommendationId: id,
    chosen: true,
    title: `Việc ${n + 1}`,
    criterion: 'Văn bản có số, ngày',
    leadUnitId: office.unit[shares[n]![0]],
    coUnitIds: shares[n]![1].map(key => office.unit[key]),
    dueOn: '2018-12-28',
    officerId: '',
    cycle: '',
    addressee: '',
  }))
  const act = () => ({
    personId: office.person.ngan,
    actId: randomUUID(),
    occasion: office.occasion(day, time),
  })
  await keepAssignment(writer, act(), inspectionId, { version: 0, rows })
  const document = { documentNo: '', documentOn: null, fileId: null }
  await issueAssignment(writer, act(), inspectionId, {
    version: 1,
    ordinals: [1, 2, 3, 4, 5, 6],
    issue: true,
    document,
  })
  const tasks = await reader
    .selectFrom('task')
    .select('id')
    .where('inspection_id', '=', inspectionId)
    .orderBy('code')
    .execute()
  return tasks.map(task => task.id)
}

async function open(t: Test) {
  const office = await openTestOffice(t)
  const sink = await startSmtpSink()
  t.teardown(() => sink.stop())
  const jobs = openTestJobs(t, office, sink.url)
  await office.database.writer.updateTable('office').set({ mail_from_on: '2018-11-01' }).execute()
  const sendAll = async () => {
    const occasion = await findOccasion(office.database.reader, jobs.now(), jobs.keys)
    const ids = await listOwedMessages(office.database.reader, { occasion, now: jobs.now() }, 100)
    await Promise.all(ids.map(id => sendMailJob(jobs, { id }, never)))
  }
  return { office, sink, sendAll }
}

await t.test('one mail a head, however the worker comes to it', async t => {
  const { office, sink, sendAll } = await open(t)
  await issueSix(office)
  const occasion = office.occasion('2018-12-10')
  for (let dispatched = 1; dispatched > 0; ) {
    // Two at a time, with the mails sent in between.
    ;({ dispatched } = await dispatchEvents(office.database.writer, occasion, { limit: 2 }))
    await sendAll()
  }
  const mails = sink.mails.toSorted((a, b) => a.to.join().localeCompare(b.to.join()))
  t.same(
    mails.map(mail => mail.to.join()),
    ['nhung@sgddt.example', 'phuc@sgddt.example', 'thuy@sgddt.example', 'tuyet@sgddt.example'],
  )
  const [nhung, phuc, thuy, tuyet] = mails
  for (const n of [1, 2, 3, 4]) t.match(phuc?.text, `Việc ${n}`)
  t.notMatch(phuc?.text, 'Việc 6')
  for (const n of [1, 4, 6]) t.match(nhung?.text, `Việc ${n}`)
  t.match(thuy?.text, 'Việc 2')
  t.match(phuc?.subject, /^\[KN-2018-02\] Giao nhiệm vụ.* và 3 việc khác$/, 'what they lead goes first')
  t.match(tuyet?.text, 'Việc 5', 'the secretary: nobody heads the Thanh tra')
  const lines = await ledgerOf(office)
  t.same(told(lines.filter(line => line.rung === 'issued')), [
    ...Array.from({ length: 3 }, () => '2018-12-10 issued nhung'),
    ...Array.from({ length: 4 }, () => '2018-12-10 issued phuc'),
    '2018-12-10 issued thuy',
  ])
  t.ok(lines.every(line => line.state === 'sent'))
})

await t.test('outside mail hours they wait in the bundle of the next morning', async t => {
  const { office } = await open(t)
  await issueSix(office, '2018-12-10', '21:00')
  await dispatchEvents(office.database.writer, office.occasion('2018-12-10', '21:00'), { limit: 500 })
  const messages = await office.database.reader.selectFrom('message').select(['kind', 'for_on']).execute()
  t.same(
    messages,
    Array.from({ length: 4 }, () => ({ kind: 'bundle', for_on: '2018-12-11' })),
  )
})

await t.test('a task that came back before the worker is told of by the later act alone', async t => {
  const { office } = await open(t)
  const [, second] = await issueSix(office)
  const why = { reason: 'Không thuộc', proposedUnitId: office.unit.gdth }
  await office.act('phuc', '2018-12-10', 'refuse', second!, why)
  await dispatchEvents(office.database.writer, office.occasion('2018-12-10'), { limit: 500 })
  const lines = await ledgerOf(office, { rung: 'issued' })
  t.equal(lines.filter(line => line.taskId === second).length, 0)
  t.equal(lines.length, 6, 'eight less the head and the co-unit of that one')
})

await t.test('the chain and the figures agree with the tables', async t => {
  const { office } = await open(t)
  await issueSix(office)
  t.equal((await verifyChains(office.database.reader, testKeys))[0]?.broken, undefined)
  t.same((await findContradictions(office.database.reader)).contradictions, [])
})
