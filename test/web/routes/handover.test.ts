import t from 'tap'
import { runDuties } from '../../../src/domain/duty.ts'
import { takePost } from '../../support/ledger.ts'
import { issuedObligation } from '../../support/obligation.ts'
import { type CastKey, openTestOffice, testKeys } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: Parameters<typeof openTestOffice>[0]) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  const as = (who: CastKey) => signInAs(app, office, who)
  return { office, app, as, writer: office.database.writer }
}

await t.test('a post is ended in the future, and its list can be read before and after', async t => {
  const { office, as, writer } = await open(t)
  await office.issued('2018-11-20', '2018-12-14')
  const tuyet = await as('tuyet')
  const url = `/handovers/${office.appointment.phuc}`
  const end = { toOn: '31/12/2018', version: 1, act_id: 'end-phuc-1' }
  t.equal((await tuyet.post(`/admin/appointments/${office.appointment.phuc}/end`, end)).statusCode, 303)
  holds(t, (await tuyet.get(`/admin/people/${office.person.phuc}`)).body, url)
  const before = (await tuyet.get(url)).body
  holds(t, before, 'Danh mục dự kiến')
  holds(t, before, 'Chức vụ kết thúc sau ngày 31/12/2018')
  holds(t, before, 'Chưa có người nhận')
  lacks(t, before, 'Xác nhận đã nhận bàn giao')
  // It was sooner than thought.
  const sooner = { toOn: '07/12/2018', version: 2, act_id: 'end-phuc-2' }
  t.equal((await tuyet.post(`/admin/appointments/${office.appointment.phuc}/end`, sooner)).statusCode, 303)
  await takePost(office, 'nhung', '2018-12-08').then(({ appointmentId }) =>
    writer
      .updateTable('appointment')
      .set({ person_id: office.person.hang, unit_id: office.unit.tccb, to_on: null })
      .where('id', '=', appointmentId)
      .execute(),
  )
  await runDuties(writer, testKeys, '2018-12-08')
  const hang = await as('hang')
  holds(t, (await hang.get('/')).body, /Nhận bàn giao<\/b>[\s\S]*?1 việc từ Phạm Hoàng Phúc/)
  const page = (await hang.get(url)).body
  holds(t, page, 'Xác nhận đã nhận bàn giao')
  holds(t, page, 'Danh mục lập ngày 10/12/2018')
  const phuc = await as('phuc')
  lacks(t, (await phuc.get(url)).body, 'Xác nhận đã nhận bàn giao')
  lacks(t, (await phuc.get(url)).body, 'href="/tasks/', 'what he may no longer open is no link')
  const confirm = { version: 1, act_id: 'confirm-hang-1' }
  t.equal((await phuc.post(`${url}/confirmation`, confirm)).statusCode, 403)
  t.equal((await (await as('nhung')).post(`${url}/confirmation`, confirm)).statusCode, 404)
  t.equal((await hang.post(`${url}/confirmation`, { version: 9, act_id: 'confirm-hang-0' })).statusCode, 409)
  t.equal((await hang.post(`${url}/confirmation`, confirm)).statusCode, 303)
  t.equal((await hang.post(`${url}/confirmation`, confirm)).statusCode, 303, 'a second click')
  holds(t, (await hang.get(url)).body, 'Trần Thị Diễm Hằng đã xác nhận nhận bàn giao')
  lacks(t, (await hang.get('/')).body, 'Nhận bàn giao')
  for (const who of ['hanh', 'nhung', 'khoi', 'quan', 'hieu'] as const)
    t.equal((await (await as(who)).get(url)).statusCode, 404, who)
  t.equal(
    (await tuyet.get(`/handovers/${office.appointment.quan}`)).statusCode,
    404,
    'nothing lies in that post',
  )
  t.equal((await tuyet.get('/handovers/nobody')).statusCode, 404)
})

await t.test('a standing duty is listed with its schedule and opens for who may see it', async t => {
  const { office, as, writer } = await open(t)
  const id = await issuedObligation(office, '2018-11-20')
  await writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-31' })
    .where('id', '=', office.appointment.phuc)
    .execute()
  const url = `/handovers/${office.appointment.phuc}`
  const page = (await (await as('phuc')).get(url)).body
  holds(t, page, 'Nghĩa vụ thường xuyên')
  holds(t, page, `href="/obligations/${id}"`)
  holds(t, page, 'chốt ngày 14')
  t.equal((await (await as('phuc')).get(`/obligations/${id}`)).statusCode, 200)
  await writer
    .updateTable('appointment')
    .set({ to_on: '2018-12-07' })
    .where('id', '=', office.appointment.phuc)
    .execute()
  await runDuties(writer, testKeys, '2018-12-08')
  const left = (await (await as('phuc')).get(url)).body
  holds(t, left, 'chốt ngày 14')
  lacks(t, left, 'href="/obligations/', 'what he may no longer open is no link')
})

await t.test('two heads are asked about, who stands in is told of everywhere', async t => {
  const { office, as } = await open(t)
  const tuyet = await as('tuyet')
  const url = '/admin/appointments/new'
  const post = {
    personId: office.person.hang,
    unitId: office.unit.tccb,
    role: 'unit_head',
    title: 'Phó Trưởng phòng',
    fromOn: '10/12/2018',
  }
  lacks(t, (await tuyet.get(`${url}?unit=${office.unit.tccb}`)).body, 'Hai người cùng giữ')
  const asked = await tuyet.post(url, { ...post, act_id: 'appoint-1' })
  t.equal(asked.statusCode, 422)
  holds(t, asked.body, 'Phạm Hoàng Phúc (Trưởng phòng) đang giữ chức vụ này')
  holds(t, asked.body, 'Hai người cùng giữ chức vụ này là đúng')
  holds(t, asked.body, 'value="Phó Trưởng phòng"', 'what was typed is kept')
  const acting = { ...post, actingForId: office.appointment.phuc }
  t.equal((await tuyet.post(url, { ...acting, act_id: 'appoint-2' })).statusCode, 422, 'without an end')
  const done = await tuyet.post(url, { ...acting, toOn: '20/12/2018', act_id: 'appoint-3' })
  t.equal(done.statusCode, 303)
  holds(
    t,
    (await tuyet.get(String(done.headers.location))).body,
    'Thủ trưởng đơn vị, thay mặt Phạm Hoàng Phúc',
  )
  const id = await office.issued('2018-12-10', '2018-12-28')
  await office.act('hang', '2018-12-10', 'receive', id, { officerId: null })
  const page = (await tuyet.get(`/tasks/${id}`)).body
  holds(t, page, /\(Phó Trưởng phòng, thay mặt Phạm Hoàng Phúc\) /i)
  holds(t, page, 'Trần Thị Diễm Hằng, Phó Trưởng phòng, thay mặt Phạm Hoàng Phúc')
  t.equal((await (await as('phuc')).get(url)).statusCode, 403)
})

await t.test(
  'an appointment that has not begun is corrected on a page, one that has begun is not',
  async t => {
    const { office, as } = await open(t)
    const tuyet = await as('tuyet')
    const post = { unitId: office.unit.gdth, role: 'officer', title: 'Chuyên viên', fromOn: '01/01/2019' }
    await tuyet.post(`/admin/people/${office.person.hanh}/appointments/new`, { ...post, act_id: 'appoint-4' })
    const { id } = await office.database.reader
      .selectFrom('appointment')
      .select('id')
      .where('from_on', '=', '2019-01-01')
      .executeTakeFirstOrThrow()
    const url = `/admin/appointments/${id}/change`
    holds(t, (await tuyet.get(`/admin/people/${office.person.hanh}`)).body, url)
    holds(t, (await tuyet.get(url)).body, 'value="01/01/2019"')
    const change = { title: 'Chuyên viên chính', fromOn: '02/01/2019', toOn: '', version: 1 }
    t.equal((await tuyet.post(url, { ...change, fromOn: 'mai', act_id: 'change-1' })).statusCode, 422)
    t.equal((await tuyet.post(url, { ...change, act_id: 'change-2' })).statusCode, 303)
    t.equal((await tuyet.post(url, { ...change, act_id: 'change-3' })).statusCode, 409, 'changed meanwhile')
    const begun = `/admin/appointments/${office.appointment.phuc}/change`
    t.equal((await tuyet.get(begun)).statusCode, 303)
    t.equal((await tuyet.post(begun, { ...change, act_id: 'change-4' })).statusCode, 409)
  },
)
