import { type AddressInfo, createServer, type Socket } from 'node:net'
import t from 'tap'
import { openDatabase } from '../../../src/data/database.ts'
import { writeWorkerStatus } from '../../../src/data/worker-status.ts'
import { openTestDatabase } from '../../support/database.ts'
import { openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp } from '../../support/web.ts'

await t.test('figures only, without a session, also on an empty database', async t => {
  const app = await openTestApp(t, { database: await openTestDatabase(t) })
  const response = await openBrowser(app).get('/healthz')
  t.equal(response.statusCode, 200)
  t.match(response.headers['content-type'], /^application\/json/)
  t.same(response.json(), {
    ok: true,
    database: true,
    worker: { lastBeat: null, ageSeconds: null },
    oldestUnsent: null,
  })
})

await t.test('the worker’s last beat and the oldest mail that should have gone', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const at = (seconds: number) => new Date(app.clock.now.getTime() - seconds * 1_000).toISOString()
  const { writer } = office.database
  await writeWorkerStatus(writer, { name: 'worker-1', beat_at: at(90), detail: '' })
  await writeWorkerStatus(writer, { name: 'worker-2', beat_at: at(4), detail: '' })
  const row = {
    organisation_id: null,
    person_id: office.person.phuc,
    kind: 'notice' as const,
    to_address: 'phuc@sgddt.example',
    subject: 'Tiêu đề',
    text: 'Nội dung',
    html: '',
    for_on: '2018-12-10',
    attempts: 0,
    claimed_at: null,
    claimed_by: null,
    sent_at: null,
    last_error: '',
    maybe_twice: 0,
    created_at: at(0),
    version: 1,
  }
  const messages = [
    { ...row, id: '1', header_id: '1', dedupe_key: '1', send_at: at(600), state: 'planned' as const },
    { ...row, id: '2', header_id: '2', dedupe_key: '2', send_at: at(900), state: 'sent' as const },
    { ...row, id: '3', header_id: '3', dedupe_key: '3', send_at: at(-600), state: 'planned' as const },
  ]
  await writer.insertInto('message').values(messages).execute()
  const health = (await openBrowser(app).get('/healthz')).json()
  t.same(health, { ok: true, database: true, worker: { lastBeat: at(4), ageSeconds: 4 }, oldestUnsent: 600 })
})

const dark = { ok: false, database: false, worker: { lastBeat: null, ageSeconds: null }, oldestUnsent: null }

await t.test('503 within seconds when the database takes the call and says nothing', async t => {
  const sockets: Socket[] = []
  const server = createServer(socket => sockets.push(socket))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const database = openDatabase({ url: `postgres://nobody@127.0.0.1:${port}/nothing` })
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await database.close()
  })
  const app = await openTestApp(t, { database })
  const start = performance.now()
  const response = await openBrowser(app).get('/healthz')
  t.equal(response.statusCode, 503)
  t.same(response.json(), dark)
  t.ok(performance.now() - start < 10_000)
})

await t.test('503 when its tables are gone, and no word of why', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  await office.database.writer.schema.dropTable('worker_status').execute()
  const response = await openBrowser(app).get('/healthz')
  t.equal(response.statusCode, 503)
  t.same(response.json(), dark)
})
