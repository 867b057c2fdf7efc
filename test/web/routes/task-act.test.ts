import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import t from 'tap'
import type { TaskActName } from '../../../src/domain/task-transitions.ts'
import { taskActHref } from '../../../src/web/forms/task-act-path.ts'
import { type CastKey, openTestOffice, type TestOffice } from '../../support/office.ts'
import { holds, lacks } from '../../support/page.ts'
import { layStatement, type Scene, sceneDay, sceneFor } from '../../support/task-scene.ts'
import { openTestApp, signInAs } from '../../support/web.ts'
import { makeOfficeDocument } from '../../support/zip.ts'

const docx = makeOfficeDocument('docx')

async function open(t: { teardown(work: () => unknown): void }) {
  const office = await openTestOffice(t)
  const app = await openTestApp(t, office)
  app.clock.now = new Date(`${sceneDay}T02:00:00.000Z`)
  return { office, app, as: (who: CastKey) => signInAs(app, office, who) }
}

async function taskOf(office: TestOffice, id: string) {
  return office.database.reader.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
}

async function eventsOf(office: TestOffice, id: string, act: TaskActName) {
  const rows = office.database.reader
    .selectFrom('event')
    .selectAll()
    .where('task_id', '=', id)
    .where('act', '=', act)
  return rows.orderBy('seq').execute()
}

/** The hidden fields of the form on the page, as a browser would send them back. */
function hiddenOf(page: LightMyRequestResponse): Record<string, string> {
  const form = page.body.slice(page.body.indexOf('id="task-act-form"'))
  const inputs = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, plainText(value)]))
}

function plainText(html: string): string {
  const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
  return html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name) => names[name] as string)
}

interface Walk {
  act: TaskActName
  who: CastKey
  fields(office: TestOffice): Record<string, string>
  /** The task afterwards. */
  task: object
  /** The act asks to confirm. */
  check?: true
  lays?: true
}

const extension = {
  reason: 'Đại hội',
  doneSoFar: 'Dự thảo 1',
  plan: 'Ký trước 20/12',
  newDueOn: '20/12/2018',
}

/** Every act done once through its pages, as PRODUCT §3 says what becomes of the task. */
const walks: Walk[] = [
  {
    act: 'receive',
    who: 'phuc',
    fields: office => ({ officerId: office.appointment.hanh }),
    task: { state: 'in_progress' },
  },
  {
    act: 'refuse',
    who: 'phuc',
    fields: office => ({ reason: 'Việc của Văn phòng', proposedUnitId: office.unit.vp }),
    task: { state: 'issued' },
  },
  {
    act: 'update',
    who: 'hanh',
    fields: () => ({ text: 'Đã họp', percent: '45', blocker: '' }),
    task: { percent: 45 },
  },
  {
    act: 'draft_report',
    who: 'hanh',
    fields: () => ({ text: 'Dự thảo', claimedOn: '' }),
    task: { state: 'in_progress' },
  },
  {
    act: 'take_back',
    who: 'phuc',
    fields: () => ({ reason: 'Thiếu phụ lục' }),
    task: { state: 'in_progress' },
  },
  {
    act: 'verify',
    who: 'khoi',
    fields: () => ({ verdict: 'verify', note: 'Đạt' }),
    task: { state: 'verified', completed_on: '2018-11-30' },
    check: true,
  },
  {
    act: 'return',
    who: 'khoi',
    fields: () => ({ verdict: 'return', reason: 'Thiếu', missing: 'Phụ lục', supplementDueOn: '10/12/2018' }),
    task: { state: 'returned', supplement_due_on: '2018-12-10' },
    check: true,
  },
  {
    act: 'suspend',
    who: 'ngan',
    fields: () => ({ ground: 'law', note: '', documentNo: '15/TB', reviewOn: '20/12/2018' }),
    task: { state: 'suspended' },
    check: true,
  },
  { act: 'resume', who: 'ngan', fields: () => ({ note: '' }), task: { state: 'in_progress' } },
  {
    act: 'request_suspension',
    who: 'phuc',
    fields: () => ({
      ground: 'waiting_superior',
      note: 'Chờ',
      documentNo: '31/TCCB',
      reviewOn: '20/12/2018',
    }),
    task: { state: 'in_progress', due_on: '2018-12-14' },
    check: true,
  },
  {
    act: 'withdraw_suspension_request',
    who: 'phuc',
    fields: () => ({ reason: '' }),
    task: { state: 'in_progress' },
  },
  {
    act: 'decide_suspension_request',
    who: 'ngan',
    fields: () => ({ verdict: 'granted', documentNo: '', reviewOn: '17/12/2018', note: '' }),
    task: { state: 'suspended', frozen_days: 9 },
    check: true,
  },
  {
    act: 'reopen',
    who: 'son',
    fields: () => ({ reason: 'Quy chế bị bãi bỏ', newDueOn: '28/12/2018' }),
    task: { state: 'in_progress', due_on: '2018-12-28', original_due_on: '2018-12-14', completed_on: null },
    check: true,
  },
  {
    act: 'propose_non_implementation',
    who: 'ngan',
    fields: () => ({ explanation: 'Luật đã đổi' }),
    task: { state: 'in_progress' },
  },
  {
    act: 'decide_non_implementation',
    who: 'son',
    fields: () => ({ verdict: 'accepted', decisionNo: '7/QĐ', note: '' }),
    task: { state: 'not_implemented' },
    check: true,
  },
  {
    act: 'withdraw',
    who: 'ngan',
    fields: () => ({ reason: 'Trùng', successorId: '' }),
    task: { state: 'withdrawn' },
    check: true,
  },
  {
    act: 'reassign',
    who: 'ngan',
    fields: office => ({ leadUnitId: office.unit.gdth, reason: 'Đúng chức năng' }),
    task: { officer_id: null },
  },
  { act: 'assign_officer', who: 'phuc', fields: () => ({ officerId: '' }), task: { officer_id: null } },
  {
    act: 'correct',
    who: 'tuyet',
    fields: () => ({ title: 'Tên mới', criterion: 'Sản phẩm mới', reason: 'Sai tên' }),
    task: { title: 'Tên mới', criterion: 'Sản phẩm mới' },
  },
  {
    act: 'request_extension',
    who: 'phuc',
    fields: () => extension,
    task: { due_on: '2018-12-14' },
    check: true,
  },
  { act: 'withdraw_extension', who: 'phuc', fields: () => ({ reason: '' }), task: { due_on: '2018-12-14' } },
  {
    act: 'decide_extension',
    who: 'ngan',
    fields: () => ({ verdict: 'granted', grantedDueOn: '21/12/2018', note: '' }),
    task: { due_on: '2018-12-21', original_due_on: '2018-12-14', extension_count: 1 },
    check: true,
  },
  { act: 'receive_co_unit', who: 'thuy', fields: () => ({}), task: {} },
  { act: 'update_co_unit', who: 'thuy', fields: () => ({ text: 'Đang góp ý', percent: '50' }), task: {} },
  { act: 'submit_co_unit', who: 'thuy', fields: () => ({ text: 'Công văn góp ý' }), task: {} },
  { act: 'accept_co_unit', who: 'phuc', fields: () => ({}), task: {} },
  { act: 'return_co_unit', who: 'phuc', fields: () => ({ reason: 'Thiếu Điều 7' }), task: {} },
  { act: 'waive_co_unit', who: 'phuc', fields: () => ({ reason: 'Đã thống nhất' }), task: {} },
]

await t.test('each act is done once through its page, with one event and a word of what follows', async t => {
  const { office, app, as } = await open(t)
  for (const walk of walks) {
    await t.test(walk.act, async t => {
      const scene = await sceneFor(office, walk.act)
      // Too late to refuse on the day of the others: the three working days are over.
      if (walk.act === 'refuse') app.clock.now = new Date('2018-11-22T02:00:00.000Z')
      const browser = await as(walk.who)
      const url = taskActHref(scene.taskId, walk.act, scene.partId)
      const opened = await browser.get(url)
      t.equal(opened.statusCode, 200)
      holds(t, opened.body, /Ban hành Quy chế phối hợp/, 'the task stands on top')
      const sent = { ...hiddenOf(opened), ...walk.fields(office) }
      let answer = await browser.post(url, sent)
      if (walk.check) {
        t.equal(answer.statusCode, 200, 'asks to confirm')
        t.equal((await eventsOf(office, scene.taskId, walk.act)).length, 0, 'and has done nothing')
        answer = await browser.post(url, hiddenOf(answer))
      }
      t.equal(answer.statusCode, 303)
      t.equal(answer.headers.location, `/tasks/${scene.taskId}`)
      app.clock.now = new Date(`${sceneDay}T02:00:00.000Z`)
      if (walk.act !== 'refuse') t.match(await taskOf(office, scene.taskId), walk.task)
      const [event, ...more] = await eventsOf(office, scene.taskId, walk.act)
      t.match(event, { person_id: office.person[walk.who], act: walk.act })
      t.same(more, [])
      const page = await browser.get(`/tasks/${scene.taskId}`)
      if (page.statusCode === 200) holds(t, page.body, /class="flash flash-done"/)
    })
  }
})

await t.test(
  'a report: the draft is filled in, evidence is kept, a second sending changes nothing',
  async t => {
    const { office, as } = await open(t)
    const scene = await sceneFor(office, 'report')
    await office.act('phuc', '2018-11-22', 'waive_co_unit', scene.taskId, {
      coUnitId: scene.partId,
      reason: 'Xong',
    })
    await layStatement(office, scene.taskId, 'hanh')
    await office.act('hanh', '2018-12-02', 'draft_report', scene.taskId, {
      text: 'Bản của chuyên viên',
      claimedOn: '2018-11-30',
    })
    const phuc = await as('phuc')
    const url = taskActHref(scene.taskId, 'report')
    const opened = await phuc.get(url)
    holds(t, opened.body, />\s*Bản của chuyên viên<\/textarea>/)
    holds(t, opened.body, /value="30\/11\/2018"/)
    holds(t, opened.body, /Đã ban hành và niêm yết/, 'what the officer laid ready')
    const sent = { ...hiddenOf(opened), text: 'Đã ban hành', claimedOn: '30/11/2018' }
    const check = await phuc.upload(url, sent, { evidenceFile: { name: 'Quyết định.docx', content: docx } })
    t.equal(check.statusCode, 200)
    holds(t, check.body, /Kiểm tra lại/)
    holds(t, check.body, /Thứ Sáu, 30\/11\/2018/)
    holds(t, check.body, /Quyết định\.docx/)
    const back = await phuc.post(url, { ...hiddenOf(check), step: 'edit' })
    t.equal(back.statusCode, 200)
    holds(t, back.body, />\s*Đã ban hành<\/textarea>/)
    const confirm = hiddenOf(check)
    t.equal((await phuc.post(url, confirm)).statusCode, 303)
    t.equal((await phuc.post(url, confirm)).statusCode, 303, 'a second press')
    t.equal((await eventsOf(office, scene.taskId, 'report')).length, 1)
    const evidence = await office.database.reader.selectFrom('evidence').selectAll().execute()
    t.same(evidence.map(row => `${row.kind} ${row.state}`).sort(), ['file attached', 'statement attached'])
  },
)

await t.test(
  'a head opens the file that the officer laid ready with the draft, and nobody else does',
  async t => {
    const { office, as } = await open(t)
    const { taskId } = await sceneFor(office, 'report')
    const hanh = await as('hanh')
    const url = taskActHref(taskId, 'draft_report')
    const sent = { ...hiddenOf(await hanh.get(url)), text: 'Bản nháp', claimedOn: '' }
    t.equal(
      (await hanh.upload(url, sent, { evidenceFile: { name: 'a.docx', content: docx } })).statusCode,
      303,
    )
    const { id } = await office.database.reader.selectFrom('file').select('id').executeTakeFirstOrThrow()
    const opens = async (who: CastKey) => (await (await as(who)).get(`/files/${id}`)).statusCode
    const phuc = await as('phuc')
    holds(t, (await phuc.get(taskActHref(taskId, 'report'))).body, 'a.docx')
    t.equal(await opens('phuc'), 200)
    for (const who of ['hang', 'khoi', 'ngan', 'thuy', 'minh'] as const) t.equal(await opens(who), 404, who)
  },
)

await t.test(
  'a report without evidence, with an open part and a wrong date is refused at each of them',
  async t => {
    const { office, as } = await open(t)
    const { taskId } = await sceneFor(office, 'report')
    const phuc = await as('phuc')
    const url = taskActHref(taskId, 'report')
    const version = (await taskOf(office, taskId)).version
    const typed = 'Đã ban hành, kèm phụ lục <b>1</b>'
    const answer = await phuc.upload(
      url,
      { act_id: randomUUID(), version, text: typed, claimedOn: '31/02/2018' },
      {},
    )
    t.equal(answer.statusCode, 422)
    holds(t, answer.body, /<title>Lỗi: /)
    holds(t, answer.body, /Cần ít nhất một minh chứng/)
    holds(t, answer.body, /Còn 1 phần phối hợp chưa được chấp nhận/)
    holds(t, answer.body, /Nhập ngày theo dạng/)
    holds(t, answer.body, /31\/02\/2018/)
    holds(t, answer.body, /phụ lục &lt;b&gt;1&lt;\/b&gt;/)
    const late = await phuc.upload(
      url,
      { act_id: randomUUID(), version, text: 'x', claimedOn: '4/12/2018' },
      {},
    )
    holds(t, late.body, /Ngày này ở sau hôm nay/)
    const bad = { evidenceFile: { name: 'anh.docx', content: 'không phải tài liệu' } }
    const refused = await phuc.upload(url, { act_id: randomUUID(), version, text: '', claimedOn: '' }, bad)
    t.equal(refused.statusCode, 422)
    holds(t, refused.body, /f-evidenceFile-error/)
    holds(t, refused.body, /Nhập nội dung/, 'the other fields are judged with it')
  },
)

await t.test('text is kept as NFC, over-long text is refused with what was typed', async t => {
  const { office, as } = await open(t)
  const { taskId } = await sceneFor(office, 'update')
  const phuc = await as('phuc')
  const url = taskActHref(taskId, 'update')
  const version = (await taskOf(office, taskId)).version
  const long = 'Rất dài. '.repeat(1_200)
  const refused = await phuc.post(url, {
    act_id: randomUUID(),
    version,
    text: long,
    percent: '101',
    blocker: '',
  })
  t.equal(refused.statusCode, 422)
  holds(t, refused.body, /tối đa 10000 ký tự/)
  holds(t, refused.body, /Nhập mức độ hoàn thành từ 0 đến 100/)
  holds(t, refused.body, /Rất dài\. Rất dài\./)
  const words = 'Đã họp với Công đoàn ngành'
  const sent = {
    act_id: randomUUID(),
    version,
    text: words.normalize('NFD'),
    percent: '60',
    blocker: 'Chờ góp ý',
  }
  t.equal((await phuc.post(url, sent)).statusCode, 303)
  const [update] = await office.database.reader.selectFrom('task_update').select('text').execute()
  t.equal(update?.text, words)
})

await t.test(
  'who was second gets 409, what is stored now above what was typed, and may send it again',
  async t => {
    const { office, as } = await open(t)
    const { taskId } = await sceneFor(office, 'correct')
    const [tuyet, ngan] = [await as('tuyet'), await as('ngan')]
    const url = taskActHref(taskId, 'correct')
    const mine = hiddenOf(await tuyet.get(url))
    const theirs = hiddenOf(await ngan.get(url))
    const first = { ...theirs, title: 'Tên của lãnh đạo', criterion: 'Sản phẩm', reason: 'Sai' }
    t.equal((await ngan.post(url, first)).statusCode, 303)
    const answer = await tuyet.post(url, {
      ...mine,
      title: 'Tên của thư ký',
      criterion: 'Sản phẩm khác',
      reason: 'Nhầm',
    })
    t.equal(answer.statusCode, 409)
    holds(t, answer.body, /Đã có người thay đổi/)
    holds(t, answer.body, /<h2 id="act-task">Tên của lãnh đạo/)
    holds(t, answer.body, /value="Tên của thư ký"/)
    const again = { ...hiddenOf(answer), title: 'Tên của thư ký', criterion: 'Sản phẩm khác', reason: 'Nhầm' }
    t.equal((await tuyet.post(url, again)).statusCode, 303)
    t.match(await taskOf(office, taskId), { title: 'Tên của thư ký' })
  },
)

await t.test('one press receives a task and comes back to the list it was pressed on', async t => {
  const { office, as } = await open(t)
  const { taskId } = await sceneFor(office, 'receive')
  const phuc = await as('phuc')
  const page = await phuc.get('/')
  const form =
    new RegExp(`action="/tasks/${taskId}/receipt"[^>]*>(.*?)</form>`, 's').exec(page.body)?.[1] ?? ''
  const inputs = [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)]
  const fields = Object.fromEntries(inputs.map(([, name = '', value = '']) => [name, value]))
  const [one, two] = await Promise.all([
    phuc.post(`/tasks/${taskId}/receipt`, fields),
    phuc.post(`/tasks/${taskId}/receipt`, fields),
  ])
  t.match([one?.statusCode, two?.statusCode], [303, 303])
  t.equal(one?.headers.location, '/')
  t.equal((await eventsOf(office, taskId, 'receive')).length, 1)
  holds(t, (await phuc.get('/')).body, /Đã tiếp nhận nhiệm vụ 1\.1/)
})

await t.test(
  'a secretary records for a leader: who signed, number, date and file, and the file stays attached',
  async t => {
    const { office, as } = await open(t)
    const scene: Scene = await sceneFor(office, 'suspend')
    const tuyet = await as('tuyet')
    const url = taskActHref(scene.taskId, 'suspend')
    const opened = await tuyet.get(url)
    holds(t, opened.body, /Ghi thay lãnh đạo/)
    holds(t, opened.body, /Lê Thị Kim Ngân, Phó Giám đốc/)
    lacks(t, (await (await as('ngan')).get(url)).body, /Ghi thay lãnh đạo/)
    const own = { ground: 'law', note: '', documentNo: '15/TB', reviewOn: '15/12/2018' }
    const file = { behalfFile: { name: 'Tờ trình đã ký.docx', content: docx } }
    const half = await tuyet.upload(
      url,
      { ...hiddenOf(opened), ...own, leaderId: '', behalfDocumentNo: '', behalfDocumentOn: '' },
      file,
    )
    t.equal(half.statusCode, 422)
    for (const name of ['leaderId', 'behalfDocumentNo', 'behalfDocumentOn'])
      holds(t, half.body, new RegExp(`id="f-${name}-error"`))
    lacks(t, half.body, /id="f-behalfFile-error"/)
    holds(t, half.body, /Tờ trình đã ký\.docx/, 'is attached already')
    const signed = {
      leaderId: office.appointment.ngan,
      behalfDocumentNo: '15/TTr',
      behalfDocumentOn: '1/12/2018',
    }
    const taken = {
      ...hiddenOf(half),
      ...own,
      ...signed,
      behalfFile_remove: hiddenOf(half).behalfFileId ?? '',
    }
    holds(t, (await tuyet.upload(url, taken, {})).body, 'id="f-behalfFile-error"', 'taken off again')
    const check = await tuyet.upload(url, { ...hiddenOf(half), ...own, ...signed }, {})
    t.equal(check.statusCode, 200)
    holds(t, check.body, /Thứ Bảy, 15\/12\/2018 là ngày nghỉ/, 'a day off is said and allowed')
    holds(t, check.body, /Tờ trình đã ký\.docx/)
    t.equal((await tuyet.post(url, hiddenOf(check))).statusCode, 303)
    const [event] = await eventsOf(office, scene.taskId, 'suspend')
    t.match(event, { person_id: office.person.tuyet, on_behalf_of_id: office.appointment.ngan })
    t.match(JSON.parse(event?.payload ?? '{}'), {
      behalf: { document_no: '15/TTr', document_on: '2018-12-01', file_id: /./ },
    })
    const page = await tuyet.get(`/tasks/${scene.taskId}`)
    holds(t, page.body, /thay mặt Lê Thị Kim Ngân/)
    holds(t, page.body, /Văn bản lãnh đạo đã ký: số 15\/TTr ngày 01\/12\/2018/)
    t.equal(
      (await tuyet.post(taskActHref(scene.taskId, 'verify'), { verdict: 'verify' })).statusCode,
      403,
      'never a verdict',
    )
  },
)

await t.test('a form that meets an expired session is filled in after signing in', async t => {
  const { office, app, as } = await open(t)
  const { taskId } = await sceneFor(office, 'update')
  const phuc = await as('phuc')
  const url = taskActHref(taskId, 'update')
  const sent = { ...hiddenOf(await phuc.get(url)), text: 'Viết dở thì hết phiên', percent: '55', blocker: '' }
  app.clock.now = new Date(`${sceneDay}T05:00:00.000Z`)
  const answer = await phuc.post(url, sent)
  t.equal(answer.statusCode, 401)
  const again = await as('phuc')
  const page = await again.get(`${url}?draft=1`)
  holds(t, page.body, />\s*Viết dở thì hết phiên<\/textarea>/)
  holds(t, page.body, /value="55"/)
  t.equal((await taskOf(office, taskId)).percent, 0)
})

await t.test('no GET does anything, and other methods are no pages', async t => {
  const { office, app, as } = await open(t)
  const { taskId } = await sceneFor(office, 'update')
  const phuc = await as('phuc')
  const before = await taskOf(office, taskId)
  await phuc.get(`${taskActHref(taskId, 'update')}?text=x&percent=5&act_id=${randomUUID()}`)
  t.same(await taskOf(office, taskId), before)
  for (const method of ['PUT', 'DELETE', 'PATCH'] as const) {
    const response = await app.inject({
      method,
      url: taskActHref(taskId, 'update'),
      cookies: phuc.cookies,
      headers: { 'sec-fetch-site': 'same-origin' },
    })
    t.equal(response.statusCode, 404, method)
  }
  const cross = await phuc.post(
    taskActHref(taskId, 'update'),
    { text: 'x', percent: '1' },
    { 'sec-fetch-site': 'cross-site' },
  )
  t.equal(cross.statusCode, 403)
})
