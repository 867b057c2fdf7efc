import { randomUUID } from 'node:crypto'
import t from 'tap'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader, writer } = office.database

t.beforeEach(async () => {
  await writer.deleteFrom('emulation_model_link').execute()
  await writer.deleteFrom('emulation_model').execute()
})

const typed = {
  modelKind: 'collective',
  modelField: 'society',
  year: '2018',
  name: 'Một giờ lắng nghe <giáo viên>',
  registrant: 'Chi bộ Tổ chức cán bộ',
  aim: 'Giảm một nửa đơn thư',
  fromOn: '15/01/2018',
  toOn: '15/12/2018',
}
const models = () => reader.selectFrom('emulation_model').selectAll().orderBy('id').execute()

await t.test('a head registers, a verifier checks, a leader recognises, and everybody reads', async t => {
  const app = await openTestApp(t, office)
  const head = await signInAs(app, office, 'phuc')
  const empty = await head.get('/emulation-models')
  holds(t, empty.body, 'Chưa có mô hình nào được đăng ký')
  const form = await head.get('/emulation-models/new')
  holds(t, form.body, new RegExp(`<option value="${office.unit.tccb}" selected`), 'the only unit is chosen')
  lacks(t, form.body, office.unit.vp)
  const wrong = await head.post('/emulation-models/new', { ...typed, unitId: office.unit.tccb, name: '' })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, /error-summary[\s\S]*Giảm một nửa đơn thư/)
  const actId = randomUUID()
  const fields = { ...typed, unitId: office.unit.tccb, act_id: actId }
  const done = await head.post('/emulation-models/new', fields)
  t.equal(done.statusCode, 303)
  t.equal((await head.post('/emulation-models/new', fields)).headers.location, done.headers.location)
  const [model, ...more] = await models()
  t.same(more, [])
  const path = `/emulation-models/${model?.id}`
  t.equal(done.headers.location, path)
  holds(
    t,
    (await head.get(path)).body,
    /Một giờ lắng nghe &lt;giáo viên&gt;[\s\S]*15\/01\/2018 – 15\/12\/2018/,
  )

  const verifier = await signInAs(app, office, 'khoi')
  const check = { version: '1', checkedOn: '10/12/2018', checkedBy: 'Tổ khảo sát', finding: 'Làm thật' }
  t.equal((await head.get(`${path}/check`)).statusCode, 403)
  t.equal((await verifier.post(`${path}/check`, { ...check, finding: '' })).statusCode, 422)
  t.equal((await verifier.post(`${path}/check`, check)).statusCode, 303)
  t.equal((await verifier.post(`${path}/check`, check)).statusCode, 409, 'someone was first')
  const leader = await signInAs(app, office, 'ngan')
  holds(t, (await leader.get(path)).body, `${path}/decision`)
  const decision = { version: '2', verdict: 'recognised', decisionNo: '45/QĐ-SGDĐT', decidedOn: '10/12/2018' }
  t.equal((await leader.post(`${path}/decision`, decision)).statusCode, 303)
  holds(t, (await leader.get(path)).body, /Được công nhận[\s\S]*Quyết định số 45\/QĐ-SGDĐT/)

  for (const who of ['son', 'minh', 'tuyet'] as const)
    t.equal((await (await signInAs(app, office, who)).get(path)).statusCode, 200, who)
  for (const who of ['nhung', 'hieu'] as const)
    t.equal((await (await signInAs(app, office, who)).get(path)).statusCode, 404, who)
  t.equal((await (await signInAs(app, office, 'quan')).get(path)).statusCode, 403)
})

await t.test('forty-six individuals are pasted, looked over, and registered all at once', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const lines = Array.from({ length: 46 }, (_, n) => `Mô hình ${n + 1}; Đảng viên ${n + 1}`).join('\r\n')
  const fields = {
    modelKind: 'individual',
    modelField: 'society',
    unitId: office.unit.tccb,
    year: '2018',
    lines,
    act_id: randomUUID(),
  }
  const url = '/emulation-models/several'
  const wrong = await secretary.post(url, { ...fields, lines: `${lines}\r\nChỉ có tên` })
  t.equal(wrong.statusCode, 422)
  holds(t, wrong.body, /Dòng 47 cần có tên mô hình và người đăng ký[\s\S]*Chỉ có tên/)
  const asked = await secretary.post(url, fields)
  t.equal(asked.statusCode, 200)
  holds(t, asked.body, /Kiểm tra 46 mô hình \(cá nhân\)[\s\S]*Đảng viên 46/)
  t.same(await models(), [], 'nothing is saved yet')
  const back = await secretary.post(url, { ...fields, confirmed: '1', step: 'edit' })
  holds(t, back.body, /<textarea[\s\S]*Đảng viên 46/)
  for (let n = 0; n < 2; n++)
    t.equal((await secretary.post(url, { ...fields, confirmed: '1' })).statusCode, 303)
  t.equal((await models()).length, 46)
  const list = await secretary.get('/emulation-models?kind=individual&q=dang+vien+46')
  holds(t, list.body, '1 mô hình: 0 tập thể, 1 cá nhân, 0 chính quyền')
  t.equal((await (await signInAs(app, office, 'khoi')).post(url, fields)).statusCode, 403)
})

await t.test('a long register is read page by page', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const lines = Array.from({ length: 100 }, (_, n) => `Mô hình ${n + 1}; Người ${n + 1}`).join('\n')
  const fields = {
    modelKind: 'individual',
    modelField: 'economy',
    unitId: office.unit.vp,
    year: '2018',
    lines,
  }
  await secretary.post('/emulation-models/several', { ...fields, confirmed: '1' })
  await secretary.post('/emulation-models/several', { ...fields, year: '2017', confirmed: '1' })
  const seen: string[] = []
  let url: string | undefined = '/emulation-models'
  for (let n = 0; url && n < 9; n++) {
    const { body } = await secretary.get(url)
    seen.push(
      ...[...body.matchAll(/href="\/emulation-models\/([0-9a-f-]{36})"/g)].map(found => found[1] as string),
    )
    url = /rel="next" href="([^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')
  }
  t.equal(seen.length, 200)
  t.equal(new Set(seen).size, 200)
})

await t.test('a recommendation and a task show which models are evidence of them', async t => {
  const app = await openTestApp(t, office)
  const secretary = await signInAs(app, office, 'tuyet')
  const taskId = await office.issued('2018-12-10', '2018-12-28')
  await secretary.post('/emulation-models/new', { ...typed, unitId: office.unit.tccb })
  const [model] = await models()
  const recommendation = `/recommendations/${office.recommendationIds[0]}`
  holds(t, (await secretary.get(recommendation)).body, 'Chưa gắn mô hình nào')
  const page = await secretary.get(`${recommendation}/models`)
  holds(t, page.body, `value="${model?.id}"`)
  lacks(t, page.body, /name="models"[^>]* checked/)
  const link = { models: [model?.id ?? ''], shown: '', year: '2018' }
  t.equal((await secretary.post(`${recommendation}/models`, link)).statusCode, 303)
  const shown = '1 mô hình: 1 tập thể, 0 cá nhân, 0 chính quyền'
  for (const who of ['tuyet', 'ngan', 'hieu', 'phuc'] as const)
    holds(t, (await (await signInAs(app, office, who)).get(recommendation)).body, shown, who)
  holds(t, (await secretary.get(`${recommendation}/models`)).body, / checked/)
  t.equal(
    (await secretary.post(`${recommendation}/models`, { ...link, shown: model?.id ?? '' })).statusCode,
    422,
  )

  const head = await signInAs(app, office, 'phuc')
  t.equal((await head.get(`${recommendation}/models`)).statusCode, 403)
  t.equal((await head.post(`/tasks/${taskId}/models`, link)).statusCode, 303)
  holds(t, (await head.get(`/tasks/${taskId}`)).body, shown)
  holds(t, (await head.get(`/emulation-models?task=${taskId}`)).body, 'Một giờ lắng nghe')
  holds(t, (await head.get(`/emulation-models/${model?.id}`)).body, `href="/tasks/${taskId}"`)
  const other = await signInAs(app, office, 'nhung')
  t.equal((await other.post(`/tasks/${taskId}/models`, link)).statusCode, 404)
})
