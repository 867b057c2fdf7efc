/** Webhooks against a real receiver on this machine: what arrives, what is tried again, and what is never sent. */
import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { dispatchEvents } from '../../src/domain/dispatch.ts'
import { createWebhook, setWebhookState } from '../../src/domain/webhook.ts'
import { resendDelivery, tryWebhook } from '../../src/domain/webhook-delivery.ts'
import { webhookEventNames } from '../../src/domain/webhook-event.ts'
import { claimDelivery, settleDelivery } from '../../src/domain/webhook-send.ts'
import { forgetDeliveries, recoverDeliveries } from '../../src/domain/webhook-upkeep.ts'
import { beatWorker } from '../../src/domain/worker-beat.ts'
import { sendWebhookJob } from '../../src/jobs/send-webhook.ts'
import { parseWebhookHosts } from '../../src/lib/webhook-host.ts'
import { openTestJobs } from '../support/jobs.ts'
import { dispatchAll } from '../support/mailroom.ts'
import { openTestOffice, type TestOffice } from '../support/office.ts'

interface Call {
  headers: IncomingHttpHeaders
  body: string
  path: string
}

/** A receiver that answers as it is told; what it got stands in `calls`. */
async function receiver(t: Test) {
  const calls: Call[] = []
  let answer = (response: ServerResponse): void => void response.writeHead(204).end()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      calls.push({ headers: request.headers, body, path: request.url ?? '' })
      answer(response)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const stop = () => {
    server.closeAllConnections()
    return new Promise(resolve => server.close(resolve))
  }
  t.teardown(stop)
  const { port } = server.address() as AddressInfo
  const answerBy = (way: typeof answer) => {
    answer = way
  }
  return { calls, stop, answerBy, port, origin: `http://127.0.0.1:${port}` }
}

async function scene(t: Test, where?: string) {
  const office = await openTestOffice(t)
  const sink = await receiver(t)
  const hosts = parseWebhookHosts(where ?? sink.origin) ?? []
  const jobs = openTestJobs(t, office, null)
  Object.assign(jobs.webhook, { hosts, timeoutMs: 2_500 })
  const terms = () => ({ hosts, keys: jobs.webhook.keys, now: jobs.clock.now })
  const act = () => ({
    personId: office.person.quan,
    actId: randomUUID(),
    occasion: office.occasion('2018-12-10'),
  })
  const made = await createWebhook(
    office.database.writer,
    act(),
    { url: `${where ?? sink.origin}/hook?key=1`, events: webhookEventNames },
    terms(),
  )
  const id = made.subjectId
  const send = () => sendWebhookJob(jobs, { id }, new AbortController().signal)
  const later = (minutes: number) => {
    jobs.clock.now = new Date(jobs.clock.now.getTime() + minutes * 60_000)
  }
  return { office, sink, jobs, act, id, secret: made.secret as string, send, later, terms }
}

const deliveriesOf = (office: TestOffice) =>
  office.database.reader.selectFrom('webhook_delivery').selectAll().orderBy('seq').orderBy('id').execute()
const attemptsOf = (office: TestOffice) =>
  office.database.reader.selectFrom('webhook_attempt').selectAll().orderBy('id').execute()
const webhookOf = (office: TestOffice) =>
  office.database.reader.selectFrom('webhook').selectAll().executeTakeFirstOrThrow()

await t.test('events arrive signed, in order, once, and hold no name and no text', async t => {
  const { office, sink, secret, send } = await scene(t)
  const taskId = await office.issued('2018-12-10', '2018-12-28')
  await office.act('phuc', '2018-12-10', 'receive', taskId, { officerId: null })
  await office.act('phuc', '2018-12-10', 'update', taskId, {
    text: 'Đang xin ý kiến',
    percent: 20,
    blocker: '',
  })
  await dispatchAll(office, '2018-12-10')
  await send()
  const told = sink.calls.map(call => JSON.parse(call.body))
  t.same(
    told.map(one => one.type),
    ['recommendation.added', 'task.issued', 'task.received', 'task.updated'],
  )
  t.same(
    told.map(one => one.event.seq),
    told.map(one => one.event.seq).toSorted((a, b) => a - b),
  )
  t.match(told[3], {
    task: { id: taskId, code: '1.1', state: 'in_progress', percent: 20, due_on: '2018-12-28' },
    url: `https://dondoc.example/tasks/${taskId}`,
  })
  for (const { headers, body } of sink.calls) {
    const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-dondoc-signature'])) ?? []
    t.equal(createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex'), given)
    t.equal(JSON.parse(body).delivery_id, headers['x-dondoc-delivery'])
    t.equal(JSON.parse(body).event.id, headers['x-dondoc-event-id'])
    // RELIABILITY P1: nothing of what people are called or wrote, nor a hash that could be looked up.
    t.notMatch(body, /Đang xin|Quy chế|Phúc|Tuyết|sha256|[0-9a-f]{64}/)
  }
  await office.database.writer.updateTable('event_dispatch').set({ dispatched_at: null }).execute()
  await dispatchAll(office, '2018-12-10')
  await send()
  t.equal(sink.calls.length, 4, 'an event that is dispatched again is told once')
  const stored = await webhookOf(office)
  t.notMatch(JSON.stringify(stored), secret.slice(6), 'the secret is stored sealed')
})

await t.test('what does not arrive is tried again under the same id, and is dead in the end', async t => {
  const { office, sink, jobs, act, id, send, later } = await scene(t)
  await tryWebhook(office.database.writer, act(), id, jobs.clock.now)
  sink.answerBy(response => void response.writeHead(500).end('a name: Nguyễn Văn A'))
  await send()
  await send()
  t.equal(sink.calls.length, 1, 'not before its time')
  for (const minutes of [1, 5, 30, 120]) {
    later(minutes * 1.2)
    await send()
  }
  t.equal(sink.calls.length, 5)
  later(720 * 1.2)
  sink.answerBy(response => void response.writeHead(302, { location: `${sink.origin}/elsewhere` }).end())
  await send()
  t.same(
    sink.calls.map(call => call.path).filter(path => path !== '/hook?key=1'),
    [],
    'no redirect is followed',
  )
  t.equal(new Set(sink.calls.map(call => call.headers['x-dondoc-delivery'])).size, 1)
  const [delivery] = await deliveriesOf(office)
  t.match(delivery, { state: 'dead', attempts: 6 })
  t.same(
    (await attemptsOf(office)).map(one => one.status),
    [500, 500, 500, 500, 500, 302],
  )
  t.notMatch(JSON.stringify(await attemptsOf(office)), /Nguyễn/)
  sink.answerBy(response => void response.writeHead(200).end('x'.repeat(1_000_000)))
  await resendDelivery(office.database.writer, act(), String(delivery?.id), jobs.clock.now)
  await t.rejects(resendDelivery(office.database.writer, act(), String(delivery?.id), jobs.clock.now), {
    name: 'WrongState',
  })
  await send()
  t.match(
    (await deliveriesOf(office))[0],
    { state: 'delivered' },
    'sent again by hand, also to one that talks much',
  )
  await forgetDeliveries(office.database.writer, new Date(jobs.clock.now.getTime() + 31 * 86_400_000))
  t.same([await deliveriesOf(office), await attemptsOf(office)], [[], []], 'kept for 30 days')
})

await t.test(
  'one that hangs is given up, one that is gone is waited for, and after a day it is paused',
  async t => {
    const { office, sink, jobs, act, id, send, later } = await scene(t)
    await tryWebhook(office.database.writer, act(), id, jobs.clock.now)
    sink.answerBy(() => {})
    await send()
    t.match((await attemptsOf(office)).at(-1), { status: null, error: 'timeout' })
    await sink.stop()
    later(2)
    await send()
    t.match((await attemptsOf(office)).at(-1), { status: null, error: 'econnrefused' })
    t.equal((await webhookOf(office)).state, 'active')
    later(25 * 60)
    await send()
    t.equal((await webhookOf(office)).state, 'failing')
    const events = await office.database.reader.selectFrom('event').select('act').execute()
    t.ok(events.some(event => event.act === 'pause_webhook'))
    const tries = (await attemptsOf(office)).length
    later(25 * 60)
    await send()
    t.equal((await attemptsOf(office)).length, tries, 'nothing is sent while it is paused')
    await setWebhookState(office.database.writer, act(), id, 'active', jobs.clock.now)
    await send()
    t.equal((await attemptsOf(office)).length, tries + 1, 'and what waited goes on')
  },
)

await t.test('nothing goes where the setting does not lead', async t => {
  const { office, sink, jobs, act, id, send } = await scene(t)
  await tryWebhook(office.database.writer, act(), id, jobs.clock.now)
  jobs.webhook.hosts = parseWebhookHosts('hooks.example.vn') ?? []
  await send()
  t.match((await attemptsOf(office)).at(-1), { status: null, error: 'refused_host' })
  t.equal(sink.calls.length, 0)
  // A name that is allowed but leads to this very machine, as a hostile name server would have it.
  jobs.webhook.hosts = [{ protocol: 'http:', hostname: '*.localhost', port: String(sink.port) }]
  await office.database.writer
    .updateTable('webhook')
    .set({ url: `http://inner.localhost:${sink.port}/` })
    .execute()
  await office.database.writer.updateTable('webhook_delivery').set({ next_try_at: '2018-01-01' }).execute()
  await send()
  t.match((await attemptsOf(office)).at(-1), { status: null })
  t.equal(sink.calls.length, 0)
})

await t.test(
  'of two workers at once one gets it; what a killed one held is sent again under the same id',
  async t => {
    const { office, sink, jobs, act, id, send } = await scene(t)
    await tryWebhook(office.database.writer, act(), id, jobs.clock.now)
    const sender = { now: jobs.clock.now, keys: jobs.webhook.keys, publicUrl: 'https://dondoc.example' }
    const claims = await Promise.all(
      ['worker-a', 'worker-b'].map(worker =>
        claimDelivery(office.database.writer, id, { ...sender, worker }),
      ),
    )
    const [held] = claims.filter(claim => claim !== null)
    t.equal(claims.filter(claim => claim !== null).length, 1)
    const { worker } = held!
    await beatWorker(office.database.writer, worker, jobs.clock.now, {} as never)
    t.same(await recoverDeliveries(office.database.writer, jobs.clock.now), [], 'its worker lives')
    jobs.clock.now = new Date(jobs.clock.now.getTime() + 61_000)
    t.same(
      await recoverDeliveries(office.database.writer, jobs.clock.now),
      [held!.id],
      'killed before it could say',
    )
    await send()
    t.same(
      sink.calls.map(call => call.headers['x-dondoc-delivery']),
      [held!.id],
    )
    const moment = { occasion: office.occasion('2018-12-10'), now: jobs.clock.now }
    const late = await settleDelivery(
      office.database.writer,
      held!,
      { status: 500, ms: 1, error: '' },
      moment,
    )
    t.equal(late, false, 'what the first one finds afterwards changes nothing')
    t.match((await deliveriesOf(office))[0], { state: 'delivered', attempts: 2 })
  },
)

await t.test('an organisation’s webhook is told of its own events alone', async t => {
  const { office, jobs } = await scene(t)
  const { writer } = office.database
  await writer.updateTable('webhook').set({ organisation_id: office.unit.vp }).execute()
  await office.issued('2018-12-10', '2018-12-28')
  await dispatchEvents(writer, office.occasion('2018-12-10'), { limit: 500, now: jobs.clock.now })
  t.same(await deliveriesOf(office), [])
})
