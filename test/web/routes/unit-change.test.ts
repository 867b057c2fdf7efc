import t from 'tap'
import { runDuties } from '../../../src/domain/duty.ts'
import { type CastKey, openTestOffice, testKeys } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

async function open(t: Parameters<typeof openTestOffice>[0]) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  return { office, as: (who: CastKey) => signInAs(app, office, who) }
}

await t.test(
  'a unit is renamed: the timeline and the issue keep the old name, everything else the new one',
  async t => {
    const { office, as } = await open(t)
    const tuyet = await as('tuyet')
    const unit = `/admin/units/${office.unit.vp}`
    const id = await office.issued('2018-11-20', '2018-12-28')
    await office.act('ngan', '2018-11-26', 'reassign', id, {
      leadUnitId: office.unit.vp,
      reason: 'Đúng chức năng',
    })
    holds(t, (await tuyet.get(unit)).body, `${unit}/names/new`)
    holds(t, (await tuyet.get(unit)).body, 'Đơn vị chưa đổi tên lần nào')
    const rename = {
      name: 'Phòng Hành chính',
      shortName: 'HC',
      fromOn: '01/12/2018',
      documentNo: '9/QĐ',
      version: 1,
    }
    const wrong = await tuyet.post(`${unit}/names/new`, { ...rename, name: '', act_id: 'rename-0' })
    t.equal(wrong.statusCode, 422)
    holds(t, wrong.body, 'value="9/QĐ"')
    t.equal((await tuyet.post(`${unit}/names/new`, { ...rename, act_id: 'rename-1' })).statusCode, 303)
    t.equal(
      (await tuyet.post(`${unit}/names/new`, { ...rename, act_id: 'rename-1' })).statusCode,
      303,
      'a second click',
    )
    const again = { ...rename, name: 'Phòng Khác', fromOn: '05/12/2018', act_id: 'rename-2' }
    t.equal((await tuyet.post(`${unit}/names/new`, again)).statusCode, 409, 'changed meanwhile')
    const page = (await tuyet.get(unit)).body
    holds(t, page, /Văn phòng Sở[\s\S]*đến 30\/11\/2018[\s\S]*9\/QĐ/)
    holds(t, page, /Phòng Hành chính[\s\S]*từ 01\/12\/2018/)
    const task = (await tuyet.get(`/tasks/${id}`)).body
    holds(t, task, 'sang Văn phòng Sở', 'the timeline of November')
    holds(t, task, 'Phòng Hành chính (khi giao: Văn phòng Sở)')
    const found = (await tuyet.get('/search?q=van+phong+so')).body.replaceAll(/<\/?mark>/g, '')
    holds(t, found, 'Phòng Hành chính (trước đây: Văn phòng Sở)')
    for (const who of ['ngan', 'phuc', 'minh'] as const)
      t.equal((await (await as(who)).get(`${unit}/names/new`)).statusCode, 403, who)
  },
)

await t.test('a name that waits is taken back on the page', async t => {
  const { office, as } = await open(t)
  const quan = await as('quan')
  const unit = `/admin/units/${office.unit.cd}`
  const rename = {
    name: 'Công đoàn Giáo dục',
    shortName: '',
    fromOn: '01/01/2019',
    version: 1,
    act_id: 'rename-3',
  }
  t.equal((await quan.post(`${unit}/names/new`, rename)).statusCode, 303)
  const [, removal = ''] = /action="([^"]+\/names\/[^"]+\/removal)"/.exec((await quan.get(unit)).body) ?? []
  t.equal((await (await as('phuc')).post(removal, { act_id: 'remove-1' })).statusCode, 403)
  t.equal((await quan.post(removal, { act_id: 'remove-2' })).statusCode, 303)
  t.equal((await quan.post(removal, { act_id: 'remove-3' })).statusCode, 404)
  lacks(t, (await quan.get(unit)).body, 'Công đoàn Giáo dục')
})

await t.test(
  'a merged unit offers its open tasks to the one that took over, which takes them in one go',
  async t => {
    const { office, as } = await open(t)
    const ids = [
      await office.issued('2018-11-20', '2018-12-14'),
      await office.issued('2018-11-20', '2018-12-28'),
    ]
    const tuyet = await as('tuyet')
    const unit = `/admin/units/${office.unit.tccb}`
    holds(t, (await tuyet.get(`${unit}/closing`)).body, 'Sáp nhập hoặc giải thể')
    const closing = { closedOn: '07/12/2018', successorId: office.unit.vp, posts: 'end', version: 1 }
    t.equal(
      (await tuyet.post(`${unit}/closing`, { ...closing, closedOn: '', act_id: 'close-0' })).statusCode,
      422,
    )
    t.equal((await tuyet.post(`${unit}/closing`, { ...closing, act_id: 'close-1' })).statusCode, 303)
    const page = (await tuyet.get(unit)).body
    holds(t, page, 'thôi hoạt động sau ngày 07/12/2018, Văn phòng Sở tiếp nhận. Còn 2 nhiệm vụ')
    const transfer = `/units/${office.unit.tccb}/transfer`
    holds(t, page, transfer)
    const ngan = await as('ngan')
    const form = (await ngan.get(transfer)).body
    lacks(t, form, 'behalfDocumentNo', 'a leader signs nothing besides')
    holds(t, form, new RegExp(`<option value="${office.unit.vp}" selected`), 'the successor is proposed')
    const sent = { leadUnitId: office.unit.vp, taskIds: ids, reason: 'Sáp nhập' }
    t.equal((await ngan.post(transfer, { ...sent, taskIds: [], act_id: 'move-0' })).statusCode, 422)
    const signed = await tuyet.upload(transfer, { ...sent, act_id: 'move-1' })
    t.equal(signed.statusCode, 422)
    holds(t, signed.body, 'name="behalfDocumentNo"')
    const done = await tuyet.upload(
      transfer,
      {
        ...sent,
        leaderId: office.appointment.bao,
        behalfDocumentNo: '15/QĐ',
        behalfDocumentOn: '07/12/2018',
        act_id: 'move-2',
      },
      { behalfFile: { name: 'qd.pdf', content: '%PDF-1.4\n%%EOF\n', type: 'application/pdf' } },
    )
    t.equal(done.statusCode, 303)
    t.equal((await ngan.post(transfer, { ...sent, act_id: 'move-3' })).statusCode, 409, 'they have moved')
    const leads = await office.database.reader.selectFrom('task').select('lead_unit_id').execute()
    t.ok(leads.every(row => row.lead_unit_id === office.unit.vp))
    t.equal((await ngan.get(transfer)).statusCode, 303, 'nothing is left')
    for (const who of ['phuc', 'khoi', 'minh'] as const)
      t.equal((await (await as(who)).get(transfer)).statusCode, 403, who)
    await runDuties(office.database.writer, testKeys, '2018-12-10')
  },
)

await t.test('a head gives the tasks of an officer to another on a page', async t => {
  const { office, as } = await open(t)
  const id = await office.issued('2018-11-20', '2018-12-28')
  await office.act('phuc', '2018-11-21', 'receive', id, { officerId: office.appointment.hanh })
  const url = `/officers/${office.appointment.hanh}/transfer`
  const phuc = await as('phuc')
  holds(t, (await phuc.get(url)).body, 'Đỗ Thị Mỹ Hạnh đang được giao 1 nhiệm vụ')
  t.equal((await phuc.post(url, { officerId: '', act_id: 'give-0' })).statusCode, 422)
  t.equal((await phuc.post(url, { officerId: '', taskIds: [id], act_id: 'give-1' })).statusCode, 303)
  t.equal((await phuc.get(url)).statusCode, 303, 'nothing is left')
  t.equal((await (await as('nhung')).get(url)).statusCode, 404, 'of another unit')
  t.equal((await (await as('hanh')).get(url)).statusCode, 403)
  t.equal((await phuc.get(`/officers/${office.appointment.khoi}/transfer`)).statusCode, 404, 'no officer')
})
