import t from 'tap'
import { newId } from '../../../src/lib/id.ts'
import { type CastKey, openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { sceneFor } from '../../support/task-scene.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  return { office, app, as: (who: CastKey) => signInAs(app, office, who) }
}

await t.test('who has no tasks goes to the first place they have; who is not signed in signs in', async t => {
  const { app, as } = await open(t)
  for (const [who, place] of [
    ['minh', '/inspections'],
    ['hieu', '/inspections'],
    ['quan', '/admin'],
  ] as const) {
    const answer = await (await as(who)).get('/')
    t.match([answer.statusCode, answer.headers.location], [303, place], who)
  }
  const nobody = await app.inject({ method: 'GET', url: '/' })
  t.equal(nobody.statusCode, 303)
})

await t.test('with nothing to do the page says so kindly', async t => {
  const { as } = await open(t)
  const page = (await (await as('hang')).get('/')).body
  holds(t, page, 'Hiện không có việc nào chờ đồng chí.')
  holds(t, (await (await as('khoi')).get('/')).body, 'Không có báo cáo nào chờ thẩm định.')
})

await t.test('a head sees what is late, this week and awaited, each with its one button', async t => {
  const { office, as } = await open(t)
  await office.issued('2018-11-20', '2018-12-14')
  await sceneFor(office, 'receive_co_unit')
  const late = await office.issued('2018-11-20', '2018-12-05')
  await office.act('phuc', '2018-11-21', 'receive', late, { officerId: null })
  const phuc = await as('phuc')
  const page = (await phuc.get('/')).body
  holds(t, page, 'Có 3 việc chờ đồng chí, trong đó 1 việc đã quá hạn 3 ngày làm việc.')
  holds(t, page, 'id="work-late"')
  holds(t, page, `/tasks/${late}/report"`)
  holds(t, page, 'Quá hạn 3 ngày làm việc')
  holds(t, page, 'Thứ Tư, 05/12/2018')
  holds(t, page, /<b class="verb">Tiếp nhận<\/b>/)
  holds(t, page, /<b class="verb verb-wait">Chờ Công đoàn ngành<\/b>/)
  holds(t, page, '<span class="count">3</span>', 'the rail counts')
  holds(t, page, /<li class="late">.*?05\/12/s, 'the strip begins with what is late')
  t.equal(
    [...page.matchAll(/class="button button-solid/g)].length,
    1,
    'one solid button a row of the late section',
  )
  const thuy = (await (await as('thuy')).get('/')).body
  holds(t, thuy, /<b class="verb verb-late">Nhận phần phối hợp<\/b>/)
})

await t.test(
  'a secretary is told of recommendations without tasks, empty posts and mail that came back',
  async t => {
    const { office, as } = await open(t)
    await office.issued('2018-11-20', '2018-12-14')
    const { writer } = office.database
    await writer
      .updateTable('appointment')
      .set({ to_on: '2018-12-01' })
      .where('id', '=', office.appointment.phuc)
      .execute()
    await writer
      .insertInto('message')
      .values({
        id: newId(),
        organisation_id: office.unit.so,
        person_id: office.person.phuc,
        kind: 'notice',
        dedupe_key: null,
        to_address: 'phuc@sgddt.example',
        subject: 'x',
        text: 'x',
        html: 'x',
        for_on: '2018-12-07',
        send_at: '2018-12-07T00:30:00.000Z',
        state: 'bounced',
        attempts: 1,
        claimed_at: null,
        claimed_by: null,
        sent_at: null,
        last_error: '550',
        maybe_twice: 0,
        header_id: newId(),
        created_at: '2018-12-07T00:30:00.000Z',
        version: 1,
      })
      .execute()
    const page = (await (await as('tuyet')).get('/')).body
    holds(t, page, /1 kiến nghị chưa có nhiệm vụ/)
    holds(t, page, `/inspections/${office.inspectionId}`)
    holds(t, page, 'thủ trưởng Phòng Tổ chức cán bộ')
    holds(t, page, /1 thư bị trả lại/)
    holds(t, page, '/outbox?state=bounced')
    lacks(t, (await (await as('ngan')).get('/')).body, '/outbox', 'none of a leader’s business')
  },
)
