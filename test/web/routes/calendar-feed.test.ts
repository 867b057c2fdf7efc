import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import ICAL from 'ical.js'
import t from 'tap'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const app = await openTestApp(t, office)
const { reader, writer } = office.database
const title = 'Rà soát, sửa đổi; bổ sung Quy chế làm việc theo hướng xác định rõ trách nhiệm người đứng đầu'
const taskId = await office.issued('2018-11-20', '2018-12-14', { title })
await office.act('phuc', '2018-11-21', 'receive', taskId, { officerId: office.appointment.hanh })

async function make(who: CastKey, fields: Record<string, string | string[]> = { content: ['mine', 'unit'] }) {
  const browser = await signInAs(app, office, who)
  const { body } = await browser.post('/profile/feed', fields)
  const path = /value="http:\/\/localhost:3000(\/feeds\/[\w-]+\.ics)"/.exec(body)?.[1] ?? ''
  return { browser, body, path, read: (headers = {}) => app.inject({ method: 'GET', url: path, headers }) }
}

const eventsOf = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map(event => ({ component: event, event: new ICAL.Event(event) }))

await t.test('an address is shown once, kept as a hash, and read without a session', async t => {
  const { browser, body, path, read } = await make('phuc')
  holds(t, body, 'Địa chỉ chỉ hiện một lần này')
  holds(t, body, `webcal://localhost:3000${path}`)
  lacks(t, (await browser.get('/profile/feed')).body, path)
  const rows = await reader.selectFrom('calendar_feed').selectAll().execute()
  t.notOk(JSON.stringify(rows).includes(path.slice(7, -4)), 'the secret is not stored')
  t.ok(Buffer.from(path.slice(7, -4), 'base64url').length >= 16, '128 bits or more')
  const answer = await read()
  t.equal(answer.statusCode, 200)
  t.match(answer.headers, {
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'private, no-cache',
    'x-robots-tag': /noindex/,
  })
  t.same(answer.cookies, [])
  const again = await read({ 'if-none-match': answer.headers.etag })
  t.same([again.statusCode, again.body], [304, ''], 'unchanged')
  t.equal((await app.inject({ method: 'GET', url: `/feeds/${'a'.repeat(43)}.ics` })).statusCode, 404)
  t.equal((await app.inject({ method: 'GET', url: '/feeds/x' })).statusCode, 404)
})

await t.test('its events are whole days that grow with each change and end with the task', async t => {
  const { read } = await make('phuc')
  const first = await read()
  for (const line of first.body.split('\r\n')) t.ok(Buffer.byteLength(line) <= 75, line)
  const calendar = new ICAL.Component(ICAL.parse(first.body))
  t.match(String(calendar.getFirstPropertyValue('x-wr-calname')), 'Hạn Đôn Đốc')
  const found = eventsOf(first.body).find(one => one.event.uid.includes(taskId))
  if (!found) return t.fail('no event')
  t.equal(found.event.summary, `Hạn hoàn thành: 1.1 ${title}`)
  t.equal(found.event.startDate.toString(), '2018-12-14')
  t.equal(found.event.endDate.toString(), '2018-12-15')
  t.ok(found.event.startDate.isDate)
  t.match(found.event.description, 'Phòng Tổ chức cán bộ')
  lacks(t, found.event.description, 'Đề nghị Ban Giám đốc', 'no quote')
  t.equal(found.component.getAllSubcomponents('valarm').length, 0, 'no alarm unless asked for')
  await office.act('phuc', '2018-12-03', 'update', taskId, { text: 'Đang làm', percent: 40, blocker: '' })
  const second = eventsOf((await read()).body).find(one => one.event.uid === found.event.uid)
  t.ok(second && second.event.sequence > found.event.sequence, 'the same event, a later version')
  const stamp = (one: typeof found) => String(one.component.getFirstPropertyValue('last-modified'))
  t.ok(second && stamp(second) > stamp(found))
  const other = await office.issued('2018-11-20', '2018-12-20', { title: 'Thu hồi sau' })
  await office.act('ngan', '2018-12-04', 'withdraw', other, { reason: 'Giao nhầm', successorId: null })
  const gone = eventsOf((await read()).body).find(one => one.event.uid.includes(other))
  t.equal(gone?.component.getFirstPropertyValue('status'), 'CANCELLED')
})

await t.test('whole days are the same on a host in any time zone', t => {
  const script = `
    import { calendarFile } from './src/web/calendar-file.ts'
    import { translate } from './src/i18n/translate.ts'
    const task = { id: 't', code: '1.1', title: 'Việc', state: 'in_progress', closed_on: null, obligation_id: null,
      version: 3, lead_unit_name: 'Phòng', inspection_number: 'KT' }
    const dates = ['2018-12-31', '2019-01-01', '2024-02-29'].map((day, n) => ({ kind: 'due', day, subject_id: 's' + n, task_id: 't', late: 0 }))
    process.stdout.write(calendarFile({ office: 'Sở', publicUrl: 'https://a.example', dates, tasks: new Map([['t', task]]),
      details: new Map(), changes: new Map([['t', '2018-12-01T01:02:03.000Z']]), hasAlarm: true, since: '2018-12-01T00:00:00.000Z' }, translate('vi')))`
  const cwd = join(import.meta.dirname, '../../..')
  const made = ['UTC', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Ho_Chi_Minh'].map(zone =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd,
      env: { PATH: process.env.PATH, TZ: zone },
      encoding: 'utf8',
    }),
  )
  t.equal(new Set(made).size, 1, 'the same bytes')
  t.same(
    eventsOf(made[0] ?? '').map(({ event }) => event.startDate.toString()),
    ['2018-12-31', '2019-01-01', '2024-02-29'],
  )
  holds(t, made[0] ?? '', 'DTSTART;VALUE=DATE:20181231')
  holds(t, made[0] ?? '', 'LAST-MODIFIED:20181201T010203Z')
  holds(t, made[0] ?? '', 'BEGIN:VALARM')
  t.end()
})

await t.test('a feed holds what its person may see now, and nothing of others', async t => {
  const { read } = await make('hanh', { content: ['mine', 'unit', 'all'] })
  holds(t, (await read()).body, taskId)
  lacks(t, (await (await make('hang', { content: ['all'] })).read()).body, taskId)
  await writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-09' })
    .where('id', '=', office.appointment.hanh)
    .execute()
  const ended = await read()
  t.equal(ended.statusCode, 200)
  lacks(t, ended.body, 'BEGIN:VEVENT', 'the appointment has ended')
  await writer
    .updateTable('person')
    .set({ disabled_at: '2018-12-10T00:00:00.000Z' })
    .where('id', '=', office.person.hanh)
    .execute()
  t.equal((await read()).statusCode, 410, 'the account is shut')
})

await t.test('renewing and revoking end the old address at once', async t => {
  const old = await make('phuc')
  const fresh = await make('phuc', { content: ['mine'], alarm: '1' })
  t.equal((await old.read()).statusCode, 410)
  t.equal((await fresh.read()).statusCode, 200)
  holds(t, (await fresh.browser.get('/profile/feed')).body, 'Việc của tôi')
  t.equal((await fresh.browser.post('/profile/feed/revocation', {})).statusCode, 303)
  t.equal((await fresh.read()).statusCode, 410)
  t.equal((await fresh.browser.post('/profile/feed/revocation', {})).statusCode, 404)
  const nothing = await fresh.browser.post('/profile/feed', {})
  t.equal(nothing.statusCode, 422)
  holds(t, nothing.body, 'Chọn ít nhất một mục')
  const noted = await reader.selectFrom('access_log').select('kind').where('kind', 'like', 'feed%').execute()
  t.ok(noted.some(row => row.kind === 'feed_made') && noted.some(row => row.kind === 'feed_revoked'))
})
