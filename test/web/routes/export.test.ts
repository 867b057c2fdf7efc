/** Reports are asked for, watched, fetched and called off, by whoever may see the figures and by nobody else. */
import { readSheet } from 'read-excel-file/node'
import type { Test } from 'tap'
import t from 'tap'
import { makeExportJob } from '../../../src/jobs/make-export.ts'
import { exportRow } from '../../support/export.ts'
import { openTestJobs } from '../../support/jobs.ts'
import type { CastKey } from '../../support/office.ts'
import { openTestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const never = new AbortController().signal

async function open(t: Test) {
  const office = await openTestOffice(t)
  await office.issued('2018-11-20', '2018-12-28')
  await office.issued('2018-11-20', '2018-12-05', { leadUnitId: office.unit.gdth })
  const jobs = openTestJobs(t, office, null)
  const app = await openTestApp(t, office, { files: jobs.files })
  const order = async (who: CastKey, fields: Record<string, string> = {}) => {
    const browser = await signInAs(app, office, who)
    const page = await browser.get('/reports')
    const actId = /name="act_id" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const answer = await browser.post('/reports', {
      act_id: actId,
      format: 'xlsx',
      asOf: '10/12/2018',
      ...fields,
    })
    return { browser, answer, id: String(answer.headers.location).split('/').at(-1) ?? '' }
  }
  const make = (id: string) => makeExportJob(jobs, { id }, never)
  return { office, app, order, make }
}

await t.test('asked for, watched, made and fetched, with each step on record', async t => {
  const { office, order, make } = await open(t)
  const { browser, answer, id } = await order('tuyet', { unitId: office.unit.gdth })
  t.equal(answer.statusCode, 303)
  const waiting = await browser.get(`/exports/${id}`)
  holds(t, waiting.body, 'Đang chờ lập')
  holds(t, waiting.body, 'Bộ phận chạy nền chưa hoạt động')
  holds(t, waiting.body, `hx-get="/exports/${id}/progress"`)
  holds(t, waiting.body, /<noscript>\s*<a[^>]+href="\/exports\//)
  const part = await browser.get(`/exports/${id}/progress`, {
    'hx-request': 'true',
    'hx-request-type': 'partial',
  })
  lacks(t, part.body, '<html')
  holds(t, part.body, 'id="export-progress"')
  t.equal((await browser.get(`/exports/${id}/file`)).statusCode, 404, 'there is nothing yet')

  await make(id)
  const answered = await browser.get(`/exports/${id}/progress`, {
    'hx-request': 'true',
    'hx-request-type': 'partial',
  })
  t.equal(answered.headers['hx-redirect'], `/exports/${id}`)
  const ready = await browser.get(`/exports/${id}`)
  holds(t, ready.body, 'Tệp đã sẵn sàng để tải.')
  holds(t, ready.body, 'Phòng Giáo dục Trung học')
  lacks(t, ready.body, 'hx-trigger')
  const file = await browser.get(`/exports/${id}/file`)
  t.equal(file.statusCode, 200)
  t.match(file.headers['content-disposition'], /attachment; .*10-12-2018\.xlsx/)
  const rows = await readSheet(file.rawPayload, 'Nhiệm vụ')
  t.same(
    rows.slice(4).map(row => row[7]),
    ['Phòng Giáo dục Trung học'],
  )
  const log = await office.database.reader
    .selectFrom('access_log')
    .select(['kind', 'detail', 'person_id'])
    .where('kind', '=', 'download')
    .execute()
  t.same(log, [{ kind: 'download', detail: id, person_id: office.person.tuyet }])
  const list = await browser.get('/reports')
  holds(t, list.body, 'Bảng theo dõi (XLSX), tính đến 10/12/2018')
  holds(t, list.body, `href="/exports/${id}/file"`)
})

await t.test(
  "nobody fetches, watches or cancels another's; who loses the role finds nothing (Z3, Z5)",
  async t => {
    const { office, app, order, make } = await open(t)
    const { browser, id } = await order('ngan')
    await make(id)
    for (const who of ['bao', 'minh', 'phuc', 'quan'] as const) {
      const other = await signInAs(app, office, who)
      for (const path of ['', '/file', '/progress'])
        t.equal((await other.get(`/exports/${id}${path}`)).statusCode, 404, `${who}${path}`)
      t.equal((await other.post(`/exports/${id}/cancel`)).statusCode, 404, who)
      lacks(t, (await other.get('/reports')).body, id)
    }
    for (const who of ['phuc', 'hanh', 'khoi', 'hieu', 'quan'] as const)
      t.equal((await (await signInAs(app, office, who)).get('/reports')).statusCode, 403, who)
    t.equal((await browser.get(`/exports/${id}/file`)).statusCode, 200)
    await office.database.writer
      .updateTable('appointment')
      .set({ to_on: '2018-12-01' })
      .where('id', '=', office.appointment.ngan)
      .execute()
    t.equal((await browser.get(`/exports/${id}/file`)).statusCode, 404)
    t.equal((await browser.get(`/exports/${id}`)).statusCode, 404)
  },
)

await t.test('what is wrong is said at its field and typed values stay', async t => {
  const { office, order } = await open(t)
  const wrong = await order('tuyet', { asOf: '11/12/2018', format: '', unitId: 'none' })
  t.equal(wrong.answer.statusCode, 422)
  holds(t, wrong.answer.body, 'Chọn loại tệp cần lập')
  holds(t, wrong.answer.body, 'Ngày này ở sau hôm nay')
  holds(t, wrong.answer.body, 'Chọn một mục trong danh sách')
  holds(t, wrong.answer.body, 'value="11/12/2018"')
  t.equal((await order('tuyet', { asOf: 'hôm qua' })).answer.statusCode, 422)
  t.equal((await order('tuyet', { inspectionId: office.person.son })).answer.statusCode, 422)
  for (let n = 0; n < 5; n++) t.equal((await order('tuyet', { format: 'csv' })).answer.statusCode, 303)
  const sixth = await order('tuyet', { format: 'csv' })
  t.equal(sixth.answer.statusCode, 422)
  holds(t, sixth.answer.body, 'Đang có 5 tệp chờ lập')
})

await t.test('a form sent twice asks once, and an order is called off once', async t => {
  const { office, order } = await open(t)
  const { browser, id } = await order('son')
  const page = await browser.get(`/exports/${id}`)
  const actId =
    /cancel"[^>]*>\s*<input type="hidden" name="act_id" value="([^"]+)"/.exec(page.body)?.[1] ?? ''
  t.ok(actId)
  for (let n = 0; n < 2; n++)
    t.equal((await browser.post(`/exports/${id}/cancel`, { act_id: actId })).statusCode, 303)
  t.match(await exportRow(office, id), { state: 'cancelled' })
  holds(t, (await browser.get(`/exports/${id}`)).body, 'Tệp này đã được hủy')
  const events = await office.database.reader
    .selectFrom('event')
    .select('act')
    .where('subject_id', '=', id)
    .orderBy('seq')
    .execute()
  t.same(
    events.map(event => event.act),
    ['export', 'cancel_export'],
  )
  const late = await browser.post(`/exports/${id}/cancel`, { act_id: 'another-one' })
  t.equal(late.statusCode, 303, 'what is over already is simply shown')
})
