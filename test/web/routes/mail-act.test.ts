import t from 'tap'
import { runDuties } from '../../../src/domain/duty.ts'
import { setPersonDisabled } from '../../../src/domain/person.ts'
import { everything, linksOf, openMailRoute, sendMails } from '../../support/mail-link.ts'
import { dispatchAll } from '../../support/mailroom.ts'
import { type CastKey, openTestOffice, type TestOffice, testKeys } from '../../support/office.ts'
import { savePolicy } from '../../support/policy.ts'
import { openBrowser, openTestApp, signInAs } from '../../support/web.ts'

/** Monday 10/12/2018, 09:00: the office's moment and the system's are the same. */
const day = '2018-12-10'
const now = new Date('2018-12-10T02:00:00.000Z')

async function stage(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  await openMailRoute(office)
  const app = await openTestApp(t, office)
  const { reader, writer } = office.database
  const to = (who: CastKey, mails: { to: string }[]) =>
    mails.find(mail => mail.to.startsWith(`${who}@`)) as never
  const events = (act: string) => reader.selectFrom('event').selectAll().where('act', '=', act).execute()
  const task = (id: string) =>
    reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return { office, app, reader, writer, to, events, task }
}

/** A task just issued to Phạm Hoàng Phúc, and the links of the mail that told him. */
async function issued(t: { teardown(work: () => unknown): void }) {
  const all = await stage(t)
  const taskId = await all.office.issued(day, '2018-12-28', {
    coUnits: [{ unitId: all.office.unit.cd, deliverable: 'Góp ý dự thảo', dueOn: '2018-12-20' }],
  })
  const mails = await sendMails(all.office, day, { now })
  const links = linksOf(all.to('phuc', mails))
  return { ...all, taskId, mails, links, receive: links['Đã nhận'] as string }
}

await t.test('the mails of those who do the work carry their acts, of nobody else', async t => {
  const { links, to, mails, office } = await issued(t)
  t.same(Object.keys(links), ['Đã nhận', 'Không thuộc đơn vị tôi', 'Xem'])
  t.same(Object.keys(linksOf(to('thuy', mails))), ['Đã nhận phần phối hợp', 'Xem'])
  t.equal(mails.length, 2)
  const rows = await office.database.reader.selectFrom('mail_act_link').selectAll().execute()
  t.same(rows.map(row => row.act).sort(), ['receive', 'receive_co_unit', 'refuse', 'view', 'view'])
  for (const path of Object.values(links)) t.notOk(JSON.stringify(rows).includes(path.slice(3)))
})

await t.test(
  'opening a link by GET or HEAD, signed in or not, changes no row and sets no cookie',
  async t => {
    const { office, app, links, receive, task, taskId } = await issued(t)
    const browser = await signInAs(app, office, 'hang')
    app.clock.now = new Date(now.getTime() + 3 * 60_000)
    const before = await everything(office)
    for (const path of [...Object.values(links), `${receive}/done`]) {
      for (const method of ['GET', 'HEAD'] as const) {
        const answer = await app.inject({ method, url: path, cookies: browser.cookies })
        t.ok([200, 303].includes(answer.statusCode), `${method} ${answer.statusCode}`)
        t.equal(answer.headers['set-cookie'], undefined)
        t.equal(answer.headers['cache-control'], 'no-store')
        t.match(answer.headers['referrer-policy'], /no-referrer/)
        t.match(answer.headers['x-robots-tag'], /noindex/)
      }
    }
    t.equal(await everything(office), before)
    const page = await openBrowser(app).get(receive)
    t.match(page.body, /Ban hành Quy chế phối hợp[\s\S]*28\/12\/2018[\s\S]*“Đề nghị Ban Giám đốc Sở/)
    t.match(page.body, new RegExp(`method="post" action="${receive}"`))
    t.equal((await task(taskId)).state, 'issued')
  },
)

await t.test('the button receives the task as the post it was sent to, whoever is signed in', async t => {
  const { office, app, receive, events, task, taskId } = await issued(t)
  const browser = await signInAs(app, office, 'hang')
  const done = await browser.post(receive)
  t.equal(done.statusCode, 303)
  t.equal(done.headers.location, `${receive}/done`)
  t.equal(done.headers['set-cookie'], undefined)
  t.equal((await task(taskId)).state, 'in_progress')
  const [event, ...more] = await events('receive')
  t.same(more, [])
  t.equal(event?.person_id, office.person.phuc)
  t.equal(event?.appointment_id, office.appointment.phuc)
  t.equal(JSON.parse(event?.payload ?? '').channel, 'mail')
  const page = await openBrowser(app).get(`${receive}/done`)
  t.equal(page.statusCode, 200)
  t.match(page.body, /Đã ghi nhận[\s\S]*Tiếp nhận: [^<]*Phạm Hoàng Phúc, Trưởng phòng, Phòng Tổ chức cán bộ/)
  const again = await openBrowser(app).post(receive)
  t.equal(again.statusCode, 409)
  t.match(again.body, /Liên kết này đã được dùng[\s\S]*Gửi liên kết mới/)
  t.equal((await events('receive')).length, 1)
})

await t.test('of twenty who press at once one acts', async t => {
  const { app, receive, events, reader } = await issued(t)
  const all = await Promise.all(Array.from({ length: 20 }, () => openBrowser(app).post(receive)))
  t.equal(all.filter(answer => answer.statusCode === 303).length, 1)
  const others = all.filter(answer => answer.statusCode === 409)
  t.equal(others.length, 19)
  for (const { body } of others) t.match(body, /Đã ghi nhận[\s\S]*Phạm Hoàng Phúc/)
  t.equal((await events('receive')).length, 1)
  const used = await reader.selectFrom('mail_act_link').selectAll().where('used_at', 'is not', null).execute()
  t.same(
    used.map(link => link.act),
    ['receive'],
  )
  t.equal(used[0]?.used_event_id, (await events('receive'))[0]?.id)
})

await t.test('once the task has moved on, the other links say so', async t => {
  const { app, links, receive } = await issued(t)
  await openBrowser(app).post(receive)
  const refuse = links['Không thuộc đơn vị tôi'] as string
  const page = await openBrowser(app).get(refuse)
  t.equal(page.statusCode, 410)
  t.match(page.body, /Liên kết không còn cần nữa[\s\S]*Tiếp nhận: [^<]*Phạm Hoàng Phúc/)
  const post = await openBrowser(app).post(refuse, {
    reason: 'Không phải việc của phòng',
    proposedUnitId: '',
  })
  t.equal(post.statusCode, 409)
  t.equal((await openBrowser(app).get(links.Xem as string)).statusCode, 200, 'one may still look')
})

await t.test('a form that is wrong uses nothing up and keeps what was typed', async t => {
  const { app, office, links, events } = await issued(t)
  const refuse = links['Không thuộc đơn vị tôi'] as string
  const wrong = await openBrowser(app).post(refuse, {
    reason: 'Thuộc chức năng <Văn phòng>',
    proposedUnitId: '',
  })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /Thuộc chức năng &lt;Văn phòng&gt;/)
  t.match(wrong.body, /error-summary/)
  const right = { reason: 'Thuộc chức năng Văn phòng', proposedUnitId: office.unit.vp }
  t.equal((await openBrowser(app).post(refuse, right)).statusCode, 303)
  t.equal((await events('refuse')).length, 1)
})

await t.test('an update and a request for more time are made by their links', async t => {
  const { app, office, taskId, receive, to, events, task } = await issued(t)
  await openBrowser(app).post(receive)
  await office.act('ngan', '2018-12-11', 'suspend', taskId, {
    ground: 'law',
    note: 'Chờ văn bản',
    documentNo: '12/QĐ-SGDĐT',
    reviewOn: '2018-12-20',
  })
  await office.act('ngan', '2018-12-12', 'resume', taskId, { note: 'Đã có' })
  app.clock.now = new Date('2018-12-12T02:00:00.000Z')
  const mails = await sendMails(office, '2018-12-12', { now: app.clock.now })
  const links = linksOf(to('phuc', mails))
  t.same(Object.keys(links), ['Cập nhật', 'Xin gia hạn', 'Xem'])
  const update = links['Cập nhật'] as string
  const page = await openBrowser(app).get(update)
  t.match(page.body, /name="percent"[\s\S]*name="blocker"/)
  t.notMatch(page.body, /type="file"/)
  t.equal((await openBrowser(app).post(update, { text: '', percent: '40' })).statusCode, 422)
  t.equal((await openBrowser(app).post(update, { text: 'Đã có dự thảo', percent: '40' })).statusCode, 303)
  t.equal((await task(taskId)).percent, 40)
  const { version } = await task(taskId)
  const ask = links['Xin gia hạn'] as string
  const typed = { newDueOn: '11/01/2019', reason: 'Chờ góp ý', doneSoFar: 'Dự thảo', plan: 'Ký' }
  const stale = await openBrowser(app).post(ask, { ...typed, version: String(version - 1) })
  t.equal(stale.statusCode, 409, 'the task has changed since the page was opened')
  t.match(stale.body, /Chờ góp ý/)
  t.equal((await openBrowser(app).post(ask, { ...typed, version: String(version) })).statusCode, 303)
  t.equal((await events('request_extension')).length, 1)
})

await t.test('a link lives ten days of the system, whatever the office says', async t => {
  const { app, receive, task, taskId, reader } = await issued(t)
  app.clock.now = new Date(now.getTime() + 10 * 86_400_000 - 1)
  t.equal((await openBrowser(app).get(receive)).statusCode, 200)
  app.clock.now = new Date(now.getTime() + 10 * 86_400_000)
  const page = await openBrowser(app).get(receive)
  t.equal(page.statusCode, 410)
  t.match(page.body, /Liên kết đã hết hạn[\s\S]*Gửi liên kết mới/)
  t.equal((await openBrowser(app).post(receive)).statusCode, 409)
  t.equal((await task(taskId)).state, 'issued')
  const [link] = await reader
    .selectFrom('mail_act_link')
    .select('used_at')
    .where('act', '=', 'receive')
    .execute()
  t.equal(link?.used_at, null)
})

await t.test('how many days a link lives is the policy’s of the day on which its mail goes', async t => {
  const { office, app, to } = await stage(t)
  await savePolicy(office, '2018-12-07', day, { terms: { mail_act_days: 2 } })
  await office.issued(day, '2018-12-28')
  const mails = await sendMails(office, day, { now })
  const receive = linksOf(to('phuc', mails))['Đã nhận'] as string
  t.match(mails.map(mail => mail.text).join(), '12/12/2018')
  app.clock.now = new Date(now.getTime() + 2 * 86_400_000 - 1)
  t.equal((await openBrowser(app).get(receive)).statusCode, 200)
  app.clock.now = new Date(now.getTime() + 2 * 86_400_000)
  t.equal((await openBrowser(app).get(receive)).statusCode, 410)
})

await t.test('links end with the assignment, and do not come back with it', async t => {
  const { app, office, taskId, links, receive, events } = await issued(t)
  const move = (unit: 'vp' | 'tccb') =>
    office.act('ngan', day, 'reassign', taskId, { reason: 'Đúng chức năng', leadUnitId: office.unit[unit] })
  await move('vp')
  for (const path of Object.values(links)) {
    const page = await openBrowser(app).get(path)
    t.equal(page.statusCode, 410)
    t.notMatch(page.body, /Quy chế phối hợp|Gửi liên kết mới/, 'nothing of a task that is theirs no more')
    t.equal((await openBrowser(app).post(path)).statusCode, 409)
  }
  await move('tccb')
  t.equal((await openBrowser(app).post(receive)).statusCode, 409, 'also when the task comes back')
  t.same(await events('receive'), [])
})

await t.test('links end with the post, the account and the address', async t => {
  const { app, office, writer, receive, events, task, taskId } = await issued(t)
  const cases = [
    ['the post ended', 'appointment', office.appointment.phuc, { to_on: '2018-12-09' }, { to_on: null }],
    ['shut out', 'person', office.person.phuc, { disabled_at: now.toISOString() }, { disabled_at: null }],
    [
      'another address',
      'person',
      office.person.phuc,
      { email: 'khac@so.example' },
      { email: 'phuc@sgddt.example' },
    ],
    ['no address', 'person', office.person.phuc, { email: null }, { email: 'phuc@sgddt.example' }],
  ] as const
  for (const [name, table, id, change, back] of cases) {
    await writer
      .updateTable(table as 'person')
      .set(change as object)
      .where('id', '=', id)
      .execute()
    const page = await openBrowser(app).get(receive)
    t.equal(page.statusCode, 410, name)
    t.notMatch(page.body, /Quy chế phối hợp|Gửi liên kết mới/)
    t.equal((await openBrowser(app).post(receive)).statusCode, 409, name)
    await writer
      .updateTable(table as 'person')
      .set(back as object)
      .where('id', '=', id)
      .execute()
  }
  t.equal((await task(taskId)).state, 'issued')
  const act = { personId: office.person.quan, actId: null, occasion: office.occasion(day) }
  await setPersonDisabled(writer, act, { id: office.person.phuc, version: 1, disabled: true })
  await setPersonDisabled(writer, act, { id: office.person.phuc, version: 2, disabled: false })
  await dispatchAll(office, day)
  t.equal((await openBrowser(app).post(receive)).statusCode, 409, 'shut once, a link stays shut')
  t.same(await events('receive'), [])
})

await t.test('whatever is no link is one and the same page that does not exist', async t => {
  const { app, office, receive } = await issued(t)
  const token = receive.slice(3)
  const [link] = await office.database.reader.selectFrom('mail_act_link').selectAll().execute()
  const last = token.endsWith('A') ? 'B' : 'A'
  const wrong = [
    `${token.slice(0, -1)}${last}`,
    token.slice(1),
    token.toLowerCase(),
    'x',
    link?.id,
    link?.token_hash,
  ]
  const bodies = new Set<string>()
  for (const one of wrong) {
    const get = await openBrowser(app).get(`/m/${one}`)
    t.equal(get.statusCode, 404)
    bodies.add(get.body.replaceAll(/nonce-?=?"?[\w-]+"?/g, ''))
    const post = await openBrowser(app).post(`/m/${one}`)
    t.equal(post.statusCode, 404)
  }
  t.equal(bodies.size, 1)
  t.equal((await openBrowser(app).get(receive)).statusCode, 200)
})

await t.test('a link does the one act it is for', async t => {
  const { app, links, task, taskId, events } = await issued(t)
  const view = links.Xem as string
  t.equal((await openBrowser(app).post(view, { reason: 'x', text: 'y', percent: '50' })).statusCode, 409)
  t.equal((await task(taskId)).state, 'issued')
  const refuse = links['Không thuộc đơn vị tôi'] as string
  t.equal((await openBrowser(app).post(refuse)).statusCode, 422, 'it cannot receive')
  t.same(await events('receive'), [])
  for (let n = 0; n < 5; n++) t.equal((await openBrowser(app).get(view)).statusCode, 200)
})

await t.test('a press from another site does nothing', async t => {
  const { app, receive, task, taskId } = await issued(t)
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'none' },
    { origin: 'null' },
  ]) {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await app.inject({
      method: 'POST',
      url: receive,
      headers: { ...type, ...headers },
      payload: '',
    })
    t.equal(answer.statusCode, 403)
  }
  t.equal((await task(taskId)).state, 'issued')
})

await t.test('fresh links go to the holder alone, and every answer is the same', async t => {
  const { app, office, receive, writer, reader } = await issued(t)
  app.clock.now = new Date(now.getTime() + 12 * 86_400_000)
  const ask = async (path = receive) => {
    const answer = await openBrowser(app).post(`${path}/fresh`)
    t.equal(answer.statusCode, 303)
    t.equal(answer.headers.location, '/m/sent')
    t.equal(answer.headers['set-cookie'], undefined)
  }
  const waiting = () => reader.selectFrom('message').selectAll().where('kind', '=', 'access').execute()
  await ask('/m/nobody-has-this-token')
  t.same(await waiting(), [])
  await writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-09' })
    .where('id', '=', office.appointment.phuc)
    .execute()
  await ask()
  t.same(await waiting(), [], 'nothing for who holds the post no more')
  await writer
    .updateTable('appointment')
    .set({ to_on: null })
    .where('id', '=', office.appointment.phuc)
    .execute()
  await writer.deleteFrom('attempt').execute()
  for (let n = 0; n < 5; n++) await ask()
  const asked = await waiting()
  t.same(
    asked.map(message => [message.to_address, message.text]),
    [['phuc@sgddt.example', '']],
    'one that is on its way is enough',
  )
  // Saturday evening: what was asked for just now does not wait for office hours.
  const mails = await sendMails(office, '2018-12-22', { now: app.clock.now, time: '21:00' })
  const fresh = linksOf(mails.find(mail => mail.kind === 'access'))
  t.same(Object.keys(fresh), ['Đã nhận', 'Không thuộc đơn vị tôi', 'Xem'])
  t.notOk(
    JSON.stringify(await waiting()).includes((fresh['Đã nhận'] as string).slice(3)),
    'no word of it is kept',
  )
  t.equal((await openBrowser(app).post(fresh['Đã nhận'] as string)).statusCode, 303)
  await writer.deleteFrom('attempt').execute()
  await ask()
  const [again] = await sendMails(office, '2018-12-22', { now: app.clock.now, time: '21:05' })
  t.same(Object.keys(linksOf(again)), ['Cập nhật', 'Xin gia hạn', 'Xem'], 'what can be done now')
  await ask()
  const once = { now: app.clock.now, time: '21:10' }
  t.equal((await sendMails(office, '2018-12-22', once)).length, 1)
  await ask()
  t.same(await sendMails(office, '2018-12-22', once), [], 'a few a quarter of an hour')
})

await t.test('what is kept of a mail holds no link that works; sent again it carries the same', async t => {
  const { office, reader, to, app } = await stage(t)
  await office.issued(day, '2018-12-28')
  const [first] = await sendMails(office, day, { now, result: 'temporary' })
  const later = new Date(now.getTime() + 3_600_000)
  const [second] = await sendMails(office, day, { now: later, time: '10:00' })
  const links = linksOf(to('phuc', [first!]))
  t.equal(Object.keys(links).length, 3)
  t.same(linksOf(to('phuc', [second!])), links)
  t.equal(second?.headerId, first?.headerId)
  const stored = await reader.selectFrom('message').selectAll().executeTakeFirstOrThrow()
  t.equal(stored.state, 'sent')
  for (const path of Object.values(links)) {
    t.ok(first?.html.includes(path) && first.text.includes(path))
    t.notOk(`${stored.text}${stored.html}`.includes(path.slice(3)))
  }
  t.match(stored.html, /\/m\/…"/)
  const secretary = await signInAs(app, office, 'tuyet')
  for (const url of [`/outbox/${stored.id}`, `/outbox/${stored.id}/html`]) {
    const page = await secretary.get(url)
    t.equal(page.statusCode, 200)
    for (const path of Object.values(links)) t.notOk(page.body.includes(path.slice(3)))
  }
})

await t.test(
  'after the key was changed the mail sent again has new links, and the old ones are dead',
  async t => {
    const { office, app } = await stage(t)
    await office.issued(day, '2018-12-28')
    const [first] = await sendMails(office, day, { now, result: 'temporary' })
    const later = { now: new Date(now.getTime() + 3_600_000), time: '10:00' }
    const [second] = await sendMails(office, day, { ...later, keys: [Buffer.alloc(32, 7)] })
    const [old, fresh] = [linksOf(first), linksOf(second)]
    t.not(old['Đã nhận'], fresh['Đã nhận'])
    t.equal((await openBrowser(app).get(old['Đã nhận'] as string)).statusCode, 410)
    t.equal((await openBrowser(app).post(fresh['Đã nhận'] as string)).statusCode, 303)
  },
)

await t.test('the head of a co-unit and an officer act on what is theirs', async t => {
  const { app, office, taskId, to, mails, receive, reader, task } = await issued(t)
  const part = linksOf(to('thuy', mails))
  const page = await openBrowser(app).get(part['Đã nhận phần phối hợp'] as string)
  t.match(page.body, /Góp ý dự thảo/)
  t.equal((await openBrowser(app).post(part['Đã nhận phần phối hợp'] as string)).statusCode, 303)
  const [row] = await reader.selectFrom('co_unit').selectAll().execute()
  t.equal(row?.state, 'received')
  await openBrowser(app).post(receive)
  await office.act('phuc', day, 'assign_officer', taskId, { officerId: office.appointment.hanh })
  await writerDue(office, taskId)
  app.clock.now = new Date('2018-12-11T03:00:00.000Z')
  const rungs = await sendBundle(office)
  const hers = linksOf(to('hanh', rungs))
  t.same(Object.keys(hers), ['Cập nhật', 'Xem'])
  await office.act('phuc', day, 'assign_officer', taskId, { officerId: null })
  t.equal(
    (await openBrowser(app).post(hers['Cập nhật'] as string, { text: 'x', percent: '5' })).statusCode,
    409,
  )
  t.equal((await task(taskId)).percent, 0)
})

async function writerDue({ database }: TestOffice, taskId: string) {
  const change = { due_on: '2018-12-12', next_look_on: '2018-12-11' }
  await database.writer.updateTable('task').set(change).where('id', '=', taskId).execute()
}

async function sendBundle(office: TestOffice) {
  await runDuties(office.database.writer, testKeys, '2018-12-11')
  await office.database.writer.updateTable('office_clock').set({ worked_on: '2018-12-11' }).execute()
  return sendMails(office, '2018-12-11', { now: new Date('2018-12-11T03:00:00.000Z'), time: '10:00' })
}
