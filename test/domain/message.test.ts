import { randomUUID } from 'node:crypto'
import t from 'tap'
import type { Letter } from '../../src/data/letter-facts.ts'
import { takeMailPace } from '../../src/domain/mail-pace.ts'
import { claimMessage, listOwedMessages, type Sender } from '../../src/domain/message.ts'
import {
  putOffMessage,
  recoverMessages,
  retryMinutes,
  settleMessage,
} from '../../src/domain/message-outcome.ts'
import { keepDueMessages, openMail, resendMessage } from '../../src/domain/outbox.ts'
import { beatWorker, buryWorkers, endWorker } from '../../src/domain/worker-beat.ts'
import { dispatchAll, endPost, ledgerOf, liveThrough } from '../support/ledger.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

const compose = (letter: Letter) => ({
  subject: letter.items.map(item => item.rung).join(' '),
  text: letter.recipient.name,
  html: '<p></p>',
})

/** How a worker of a real office stands at this moment, by the clocks of Viet Nam. */
function sender(office: TestOffice, day: string, time: string, more: Partial<Sender> = {}): Sender {
  const occasion = office.occasion(day, time)
  const now = new Date(occasion.at)
  return { worker: 'worker-a', occasion, now, route: 'smtp', perMinute: 6000, compose, ...more }
}

async function claimAll(office: TestOffice, who: Sender) {
  const claims = []
  for (const id of await listOwedMessages(office.database.reader, who, 100)) {
    claims.push(await claimMessage(office.database.writer, id, who))
  }
  return claims.flatMap(claim => (claim.claim === 'send' ? [claim.message] : []))
}

async function messages(office: TestOffice) {
  return office.database.reader.selectFrom('message').selectAll().orderBy('send_at').orderBy('id').execute()
}

async function set(office: TestOffice, change: { worked_on?: string; mail_from_on?: string | null }) {
  const { worked_on, mail_from_on } = change
  if (worked_on) await office.database.writer.updateTable('office_clock').set({ worked_on }).execute()
  if (mail_from_on !== undefined)
    await office.database.writer.updateTable('office').set({ mail_from_on }).execute()
}

/** One issued task whose notice waits to be sent. */
async function waiting(office: TestOffice, day = '2018-11-20'): Promise<string> {
  await set(office, { mail_from_on: '2018-11-01', worked_on: day })
  const id = await office.issued(day, '2018-12-14')
  await dispatchAll(office, day)
  return id
}

await t.test('claimed, worded as things stand, sent, and the ledger with it', async t => {
  const office = await openTestOffice(t)
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01')
  const [message] = await claimAll(office, me)
  t.match(message, { to: 'phuc@sgddt.example', subject: 'issued', text: 'Phạm Hoàng Phúc', attempts: 1 })
  t.match(await messages(office), [{ state: 'sending', claimed_by: 'worker-a' }])
  t.same(await listOwedMessages(office.database.reader, me, 10), [], 'nobody else gets it')
  t.ok(await settleMessage(office.database.writer, message!, { result: 'sent' }, me))
  t.match(await messages(office), [{ state: 'sent', sent_at: me.occasion.at, claimed_by: null }])
  t.match(await ledgerOf(office), [{ state: 'sent', reason: '' }])
  t.notOk(await settleMessage(office.database.writer, message!, { result: 'failed', error: 'x' }, me), 'once')
  t.match(await messages(office), [{ state: 'sent' }], 'an answered send is final')
})

await t.test('business mail keeps office hours, sign-in mail does not', async t => {
  const office = await openTestOffice(t)
  await waiting(office)
  const { writer } = office.database
  const [notice] = await messages(office)
  await writer
    .insertInto('message')
    .values({ ...notice!, id: randomUUID(), kind: 'access', dedupe_key: null, header_id: 'a', subject: 'S' })
    .execute()
  const owed = async (day: string, time: string) =>
    (await listOwedMessages(office.database.reader, sender(office, day, time), 10)).length
  t.equal(await owed('2018-11-20', '20:00'), 1, 'at night')
  t.equal(await owed('2018-11-24', '10:00'), 1, 'on a Saturday')
  t.equal(await owed('2018-11-26', '06:00'), 2)
  const [access] = await listOwedMessages(office.database.reader, sender(office, '2018-11-26', '06:00'), 1)
  t.not(access, notice?.id, 'who waits at the door goes first')
  const late = await claimMessage(writer, notice!.id, sender(office, '2018-11-26', '05:59'))
  t.match(late, { claim: 'settled' }, 'a job queued by day finds the night')
  t.match(
    (await messages(office)).find(one => one.id === notice!.id),
    { state: 'planned', attempts: 0 },
  )
})

await t.test('bundles wait until the day’s duties are done', async t => {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-14')
  await liveThrough(office, '2018-12-11', '2018-12-11')
  await set(office, { mail_from_on: '2018-11-01', worked_on: '2018-12-10' })
  const me = sender(office, '2018-12-11', '07:30')
  const bundles = async () => (await claimAll(office, me)).map(one => one.subject)
  t.notOk((await bundles()).includes('due_minus_3'))
  await set(office, { worked_on: '2018-12-11' })
  t.same(await bundles(), ['due_minus_3'])
})

await t.test('what is no longer owed is not sent: done, left, or without an address', async t => {
  const office = await openTestOffice(t)
  const id = await office.issued('2018-11-20', '2018-12-14')
  await office.issued('2018-11-20', '2018-12-14')
  await liveThrough(office, '2018-12-11', '2018-12-11')
  await set(office, { mail_from_on: '2018-11-01', worked_on: '2018-12-11' })
  await office.act('ngan', '2018-12-11', 'withdraw', id, { reason: 'Trùng', successorId: null })
  const me = sender(office, '2018-12-11', '07:45')
  const sent = await claimAll(office, me)
  t.same(
    sent.filter(one => one.subject.includes('due')).map(one => one.subject),
    ['due_minus_3'],
    'the other task alone',
  )
  const cancelled = (await ledgerOf(office, { rung: 'due_minus_3', state: 'cancelled' })).map(
    line => line.reason,
  )
  t.same(cancelled, ['closed'], 'though nobody has dispatched the withdrawal yet')
  await liveThrough(office, '2018-12-13', '2018-12-13')
  await set(office, { worked_on: '2018-12-13' })
  await endPost(office, 'phuc', '2018-12-12')
  t.same(await claimAll(office, sender(office, '2018-12-13', '07:45')), [])
  t.match(await ledgerOf(office, { rung: 'due_minus_1' }), [
    { state: 'cancelled', reason: 'appointment_ended' },
  ])
  t.ok(
    (await messages(office))
      .filter(one => one.for_on === '2018-12-13')
      .every(one => one.state === 'cancelled'),
  )
})

await t.test('an address taken away meanwhile; one that was corrected is used', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  await writer
    .updateTable('person')
    .set({ email: 'moi@sgddt.example' })
    .where('id', '=', office.person.phuc)
    .execute()
  const [message] = await claimAll(office, sender(office, '2018-11-20', '09:01'))
  t.equal(message?.to, 'moi@sgddt.example')
  await waiting(office, '2018-11-21')
  await writer.updateTable('person').set({ email: null }).where('id', '=', office.person.phuc).execute()
  t.same(await claimAll(office, sender(office, '2018-11-21', '09:01')), [])
  t.match((await ledgerOf(office)).at(-1), { state: 'no_address' })
  t.match((await messages(office)).at(-1), { state: 'cancelled', last_error: 'no_address' })
})

await t.test(
  'temporary refusals: 1, 5, 30 minutes, 2, 12 hours, then a dead letter that can be sent again',
  async t => {
    const office = await openTestOffice(t)
    const { writer } = office.database
    await waiting(office)
    let me = sender(office, '2018-11-20', '09:00')
    for (const [n, minutes] of retryMinutes.entries()) {
      const [message] = await claimAll(office, me)
      t.equal(message?.attempts, n + 1)
      await settleMessage(writer, message!, { result: 'temporary', error: '451 later' }, me)
      const [row] = await messages(office)
      const wait = (Date.parse(row!.send_at) - me.now.getTime()) / 60_000
      t.ok(wait >= minutes * 0.8 && wait <= minutes * 1.2, `${minutes} min, with jitter: ${wait}`)
      t.match(row, { state: 'planned', last_error: '451 later' })
      t.same(await claimAll(office, me), [], 'not before its time')
      // Retries go by the system's clock, the hours of business mail by the office's.
      me = { ...me, now: new Date(me.now.getTime() + 2 * 86_400_000) }
    }
    const [last] = await claimAll(office, me)
    t.equal(last?.attempts, 6)
    await settleMessage(writer, last!, { result: 'temporary', error: '451 later' }, me)
    t.match(await messages(office), [{ state: 'failed', last_error: '451 later' }])
    t.match(await ledgerOf(office), [{ state: 'failed', reason: 'refused_by_server' }])
    const act = () => ({
      personId: office.person.tuyet,
      actId: randomUUID(),
      occasion: office.occasion('2018-11-23'),
    })
    await t.rejects(
      resendMessage(writer, { ...act(), personId: office.person.ngan }, last!.id),
      { name: 'NotAllowed' },
      'a leader sees it, no more',
    )
    await t.rejects(resendMessage(writer, { ...act(), personId: office.person.phuc }, last!.id), {
      name: 'NotFound',
    })
    await resendMessage(writer, act(), last!.id)
    t.match(await messages(office), [{ id: last!.id, state: 'planned', attempts: 0 }])
    t.match(await ledgerOf(office), [{ state: 'planned', reason: '' }])
    await t.rejects(resendMessage(writer, act(), last!.id), { name: 'WrongState' })
    const event = await office.database.reader
      .selectFrom('event')
      .select('act')
      .where('act', '=', 'resend_message')
      .execute()
    t.equal(event.length, 1, 'on record')
  },
)

await t.test('a bad address bounces at once; another refusal is a dead letter at once', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01')
  const [first] = await claimAll(office, me)
  await settleMessage(writer, first!, { result: 'bad_address', error: '550 unknown' }, me)
  t.match(await ledgerOf(office), [{ state: 'bounced', reason: 'bad_address' }])
  await waiting(office, '2018-11-21')
  const then = sender(office, '2018-11-21', '09:01')
  const [second] = await claimAll(office, then)
  await settleMessage(writer, second!, { result: 'failed', error: '554 no' }, then)
  t.match((await messages(office)).at(-1), { state: 'failed' })
})

await t.test('a server that is away does not count against the mail, for a week', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  for (let n = 0; n < 9; n++) {
    const me = {
      ...sender(office, '2018-11-20', '09:01'),
      now: new Date(Date.parse('2018-11-20T02:01:00Z') + n * 3_600_000),
    }
    const [message] = await claimAll(office, me)
    t.equal(message?.attempts, 1)
    await settleMessage(writer, message!, { result: 'unreachable', error: 'ECONNREFUSED' }, me)
  }
  t.match(await messages(office), [{ state: 'planned', attempts: 0 }])
  const old = sender(office, '2018-11-28', '09:01')
  const [message] = await claimAll(office, old)
  await settleMessage(writer, message!, { result: 'unreachable', error: 'ECONNREFUSED' }, old)
  t.match(await messages(office), [{ state: 'failed' }])
})

await t.test('a connection lost after the whole mail: tried again, marked as perhaps sent twice', async t => {
  const office = await openTestOffice(t)
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01')
  const [message] = await claimAll(office, me)
  const lost = { result: 'temporary', error: 'ECONNRESET', maybeSent: true } as const
  await settleMessage(office.database.writer, message!, lost, me)
  t.match(await messages(office), [{ state: 'planned', maybe_twice: 1, header_id: message!.headerId }])
  t.match(await ledgerOf(office), [{ state: 'unsure' }])
})

await t.test('mail of a dead worker is taken back once it is known to be dead, and marked', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01')
  const at = (seconds: number) => new Date(me.now.getTime() + seconds * 1000)
  await beatWorker(writer, 'worker-a', me.now, { host: 'h', pid: 7 })
  const [held] = await claimAll(office, me)
  t.same(await recoverMessages(writer, at(59)), [], 'its beat is fresh')
  t.same(await recoverMessages(writer, at(61)), [held!.id])
  t.match(await messages(office), [
    { state: 'planned', maybe_twice: 1, claimed_by: null, header_id: held!.headerId },
  ])
  t.match(await ledgerOf(office), [{ state: 'unsure' }])
  t.notOk(
    await settleMessage(writer, held!, { result: 'sent' }, me),
    'the one taken for dead has no say any more',
  )
  const other = { ...sender(office, '2018-11-20', '09:05'), worker: 'worker-b' }
  const [again] = await claimAll(office, other)
  t.equal(again?.headerId, held!.headerId, 'the same Message-ID')
  await settleMessage(writer, again!, { result: 'sent' }, other)
  t.match(await messages(office), [{ state: 'sent', maybe_twice: 1 }])
  t.match(await ledgerOf(office), [{ state: 'sent' }])
})

await t.test('an earlier life of this process, or a process that is gone, is dead at once', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const now = new Date('2018-11-20T02:00:00Z')
  await beatWorker(writer, 'worker-own', now, { host: 'here', pid: 1 })
  await beatWorker(writer, 'worker-gone', now, { host: 'here', pid: 2 })
  await beatWorker(writer, 'worker-beside', now, { host: 'here', pid: 3 })
  await beatWorker(writer, 'worker-elsewhere', now, { host: 'there', pid: 2 })
  await beatWorker(writer, 'worker-old', new Date('2018-11-18T02:00:00Z'), { host: 'there', pid: 9 })
  const buried = await buryWorkers(writer, { host: 'here', pid: 1 }, now, pid => pid === 3)
  t.same(buried.sort(), ['worker-gone', 'worker-old', 'worker-own'])
  await endWorker(writer, 'worker-beside')
  const left = await office.database.reader.selectFrom('worker_status').select('name').execute()
  t.same(left, [{ name: 'worker-elsewhere' }])
})

await t.test('a mail that kills its worker again and again is left for a person', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01')
  for (let n = 0; n < 6; n++) {
    t.equal((await claimAll(office, me)).length, 1)
    t.equal((await recoverMessages(writer, me.now)).length, 1)
  }
  t.match(await messages(office), [{ state: 'unsure', maybe_twice: 1 }])
  t.match(await ledgerOf(office), [{ state: 'unsure' }])
})

await t.test('without a server mail is kept at its time, worded, and is never sent later', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  await set(office, { mail_from_on: null })
  const me = sender(office, '2018-11-20', '09:01')
  t.equal(await keepDueMessages(writer, me, compose), 1)
  t.match(await messages(office), [{ state: 'kept', subject: 'issued', attempts: 0 }])
  t.match(await ledgerOf(office), [{ state: 'kept' }])
  const later = office.occasion('2018-11-26')
  t.ok(await openMail(writer, later), 'a server is set')
  t.notOk(await openMail(writer, office.occasion('2018-11-27')), 'once')
  const act = { personId: office.person.tuyet, actId: randomUUID(), occasion: later }
  await t.rejects(resendMessage(writer, act, (await messages(office))[0]!.id), { name: 'WrongState' })
  t.same(await claimAll(office, sender(office, '2018-11-26', '09:01')), [])
})

await t.test(
  'what was planned before a server was set stays in the outbox, what comes after goes',
  async t => {
    const office = await openTestOffice(t)
    await waiting(office)
    await set(office, { mail_from_on: '2018-11-21' })
    t.same(await claimAll(office, sender(office, '2018-11-21', '08:00')), [])
    t.match(await messages(office), [{ state: 'kept' }])
    await office.issued('2018-11-21', '2018-12-14')
    await dispatchAll(office, '2018-11-21')
    t.equal((await claimAll(office, sender(office, '2018-11-21', '09:01'))).length, 1)
  },
)

await t.test('the words of mail that opens accounts are gone once it went', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  const [notice] = await messages(office)
  await writer
    .updateTable('message')
    .set({ kind: 'access', text: 'https://x/token', html: 'https://x/token' })
    .where('id', '=', notice!.id)
    .execute()
  const me = sender(office, '2018-11-20', '09:01')
  const [message] = await claimAll(office, me)
  t.equal(message?.text, 'https://x/token')
  await settleMessage(writer, message!, { result: 'sent' }, me)
  t.match(await messages(office), [{ state: 'sent', text: '', html: '' }])
})

await t.test('a mail that cannot be worded backs itself off, and the others go', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  await waiting(office)
  const me = sender(office, '2018-11-20', '09:01', {
    compose: () => {
      throw new TypeError('a view prints undefined')
    },
  })
  const [id] = await listOwedMessages(writer, me, 1)
  for (let n = 0; n <= retryMinutes.length; n++) {
    await t.rejects(claimMessage(writer, id!, { ...me, now: new Date(8e12) }), TypeError)
    t.match(await messages(office), [{ state: 'planned', attempts: n }], 'nothing of the claim is left')
    await putOffMessage(writer, id!, new TypeError('a view prints undefined'), me.now)
  }
  t.match(await messages(office), [{ state: 'failed', last_error: 'TypeError: a view prints undefined' }])
  t.match(await ledgerOf(office), [{ state: 'failed', reason: 'not_worded' }])
})

await t.test('the pace: no more than so many in any minute, for all workers together', async t => {
  const office = await openTestOffice(t)
  const { writer } = office.database
  const went: number[] = []
  for (let second = 0; second < 240; second++) {
    const now = new Date(Date.parse('2018-11-20T02:00:00Z') + second * 1000)
    const five = await Promise.all(
      [1, 2, 3, 4, 5].map(() => writer.transaction().execute(trx => takeMailPace(trx, now, 60))),
    )
    went.push(five.filter(Boolean).length)
  }
  const minutes = went.map((_, n) => went.slice(n, n + 60).reduce((sum, one) => sum + one, 0))
  t.ok(Math.max(...minutes) <= 60, `at most ${Math.max(...minutes)} in a minute`)
  t.ok(went.reduce((sum, one) => sum + one, 0) >= 170, 'and close to it over four')
  const earlier = new Date('2018-11-19T02:00:00Z')
  t.ok(
    await writer.transaction().execute(trx => takeMailPace(trx, earlier, 60)),
    'a clock set back stops nothing',
  )
})
