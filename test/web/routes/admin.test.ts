import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const pages = [
  '/admin',
  '/admin/units',
  '/admin/people',
  '/admin/committees',
  '/calendar/days',
  '/admin/units/new',
  '/admin/people/new',
]

await t.test('an office is set up to the end: units, people, posts, invitations', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const quan = await signInAs(app, office, 'quan')
  for (const url of pages) t.equal((await quan.get(url)).statusCode, 200, url)
  const unit = {
    name: 'Trường THPT Sông Tiền',
    shortName: 'ST',
    parentId: office.unit.so,
    act_id: 'unit-act-1',
  }
  t.equal((await quan.post('/admin/units/new', unit)).statusCode, 303)
  t.equal((await quan.post('/admin/units/new', unit)).statusCode, 303, 'a second click')
  const units = await office.database.reader
    .selectFrom('unit')
    .selectAll()
    .where('name', '=', unit.name)
    .execute()
  t.equal(units.length, 1)
  const person = { name: 'Dương Thị Tuyết Mai', email: 'Mai@SGDDT.example', phone: '', act_id: 'person-act' }
  const made = await quan.post('/admin/people/new', person)
  t.equal(made.statusCode, 303)
  const page = String(made.headers.location)
  t.match((await quan.get(page)).body, 'mai@sgddt.example')
  const post = {
    unitId: units[0]?.id ?? '',
    role: 'unit_head',
    title: 'Hiệu trưởng',
    fromOn: '1/12/2018',
    act_id: 'post-act-1',
  }
  t.equal((await quan.post(`${page}/appointments/new`, post)).statusCode, 303)
  const invited = await quan.post(`${page}/invitation`, { act_id: 'invite-act' })
  t.match(invited.body, /http:\/\/localhost:3000\/invitations\/[\w-]{20,}/)
  t.notMatch((await quan.get('/admin')).body, 'Trường THPT Sông Tiền</a></td><td>')
})

await t.test('bad input stays in the form with a sentence at the field', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const quan = await signInAs(app, office, 'quan')
  const taken = await quan.post('/admin/people/new', {
    name: 'Trùng',
    email: 'phuc@sgddt.example',
    act_id: 'a-person-1',
  })
  t.equal(taken.statusCode, 422)
  t.match(taken.body, 'Địa chỉ này đã thuộc về người khác')
  t.match(taken.body, 'value="Trùng"')
  t.match((await quan.post('/admin/people/new', { name: '', email: 'a@x, evil@y' })).body, /Nhập tên/)
  t.equal((await quan.post('/admin/units/new', { name: 'X', parentId: 'no-such' })).statusCode, 422)
  const own = await quan.post(`/admin/people/${office.person.quan}/appointments/new`, {
    unitId: office.unit.so,
    role: 'leader',
    title: 'Giám đốc',
    fromOn: '01/12/2018',
  })
  t.equal(own.statusCode, 403, 'nobody appoints themselves')
  const last = await quan.post(`/admin/appointments/${office.appointment.quan}/end`, {
    toOn: '31/12/2018',
    version: 1,
  })
  t.equal(last.statusCode, 422)
  t.match(last.body, 'quản trị viên cuối cùng')
  t.equal((await quan.get('/admin/people/nobody')).statusCode, 404)
})

await t.test('a secretary appoints anyone but administrators; everybody else is refused', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const tuyet = await signInAs(app, office, 'tuyet')
  const url = `/admin/people/${office.person.hanh}/appointments/new`
  const post = { unitId: office.unit.tccb, title: 'Chức danh', fromOn: '01/12/2018' }
  t.equal((await tuyet.post(url, { ...post, role: 'admin' })).statusCode, 403)
  t.equal((await tuyet.post(url, { ...post, role: 'verifier' })).statusCode, 303)
  t.equal((await tuyet.get('/admin/office')).statusCode, 403)
  for (const who of ['bao', 'phuc', 'hanh', 'khoi', 'son', 'hieu', 'minh'] as const) {
    const browser = await signInAs(app, office, who)
    for (const page of pages.filter(one => one !== '/calendar/days'))
      t.equal((await browser.get(page)).statusCode, 403, `${who} ${page}`)
    t.equal(
      (await browser.post('/calendar/days', { day: '24/12/2018', kind: 'holiday', name: 'X' })).statusCode,
      403,
    )
    t.equal((await browser.post(url, { ...post, role: 'leader' })).statusCode, 403)
  }
})

await t.test('a day off moves what is counted, and the past stays as it was', async t => {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const tuyet = await signInAs(app, office, 'tuyet')
  t.equal(
    (
      await tuyet.post('/calendar/days', {
        day: '24/12/2018',
        kind: 'holiday',
        name: 'Nghỉ thêm',
        act_id: 'day-act-1',
      })
    ).statusCode,
    303,
  )
  t.match((await tuyet.get('/calendar/days?year=2018')).body, 'Nghỉ thêm')
  t.equal(
    (await tuyet.post('/calendar/days', { day: '03/12/2018', kind: 'holiday', name: 'Muộn' })).statusCode,
    422,
  )
  t.equal(
    (await tuyet.post('/calendar/days', { day: '26/12/2018', kind: 'worked', name: 'Sai' })).statusCode,
    422,
  )
  t.equal((await tuyet.post('/calendar/days/2018-12-24/removal', {})).statusCode, 303)
  t.equal((await tuyet.post('/calendar/days/2018-12-24/removal', {})).statusCode, 404)
})
