import { randomUUID } from 'node:crypto'
import t from 'tap'
import { Conflict, Invalid, NotFound, WrongState } from '../../../src/domain/errors.ts'
import type { FieldDescriptor } from '../../../src/render/form.ts'
import { actIdFor, actOf, answerForm, type Failure } from '../../../src/web/forms/answer.ts'
import { bodySchema, fill, readForm, strayErrors } from '../../../src/web/forms/form.ts'
import { openTestOffice } from '../../support/office.ts'
import { openTestApp, signInAs } from '../../support/web.ts'

const fields: FieldDescriptor[] = [
  { name: 'title', kind: 'line', labelKey: 'field.office_name', required: true },
]
const office = await openTestOffice(t)
let result: () => unknown = () => 'done'
let seen: Failure | undefined
const acts: unknown[] = []

const app = await openTestApp(t, office, {
  routes: scope =>
    void scope.post(
      '/thing',
      { config: { policy: 'signed_in' }, schema: { body: bodySchema(fields) } },
      (request, reply) => {
        const form = readForm(fields, request.body)
        return answerForm(request, reply, {
          act: async () => {
            acts.push(actOf(request, form))
            const value = result()
            if (value instanceof Error) throw value
            return value
          },
          done: value => ({ to: `/profile?${String(value)}`, flash: { key: 'flash.saved' } }),
          again: failure => {
            seen = failure
            const part = {
              id: 'thing-form',
              action: '/thing',
              actId: actIdFor(form),
              version: form.version,
              fields: fill(fields, form.typed, failure.errors),
              errors: [...failure.summary, ...strayErrors(fields, failure.errors)],
              submit: 'Gửi',
              live: true,
            }
            return { view: 'setup/office', data: { form: part }, options: { title: 'Trang' }, form: part }
          },
        })
      },
    ),
})
const browser = await signInAs(app, office, 'phuc')
const htmx = { 'hx-request': 'true', 'hx-request-type': 'partial' }

await t.test('done: 303 with a flash that the next page says once, and the worker is nudged', async t => {
  const before = app.nudges()
  const actId = randomUUID()
  const response = await browser.post('/thing', { title: 'x', act_id: actId })
  t.equal(response.statusCode, 303)
  t.equal(response.headers.location, '/profile?done')
  t.equal(app.nudges(), before + 1)
  t.match(acts.at(-1), { personId: office.person.phuc, actId, occasion: { today: '2018-12-10' } })
  t.match((await browser.get('/profile')).body, /flash-done[\s\S]*Đã lưu/)
  t.notMatch((await browser.get('/profile')).body, /Đã lưu/)
})

await t.test('done, for htmx: a header says where to go', async t => {
  const response = await browser.post('/thing', { title: 'x' }, htmx)
  t.equal(response.statusCode, 200)
  t.equal(response.headers['hx-redirect'], '/profile?done')
  t.equal(response.body, '')
})

await t.test(
  'a wrong field: 422, the whole page, the sentence at the field and on top, typed values kept',
  async t => {
    const before = app.nudges()
    result = () =>
      new Invalid({
        title: { key: 'error.unit_twice', values: { name: 'Phòng 1' } },
        elsewhere: 'error.required',
      })
    const actId = randomUUID()
    const response = await browser.post('/thing', { title: '<b>"x"</b>', act_id: actId, version: 4 })
    t.equal(response.statusCode, 422)
    t.match(response.body, /<title>Lỗi: Trang/)
    t.match(response.body, /id="f-title-error"[\s\S]*Đơn vị “Phòng 1” được ghi hai lần/)
    t.match(response.body, /id="error-summary"[\s\S]*Nhập nội dung vào ô này[\s\S]*Đơn vị “Phòng 1”/)
    t.match(response.body, /value="&lt;b&gt;&quot;x&quot;&lt;\/b&gt;"/)
    t.match(response.body, new RegExp(`name="act_id" value="${actId}"`), 'the same sending')
    t.match(response.body, /name="version" value="4"/)
    t.equal(app.nudges(), before)
    const part = await browser.post('/thing', { title: 'x' }, htmx)
    t.equal(part.statusCode, 422)
    t.match(part.body, /^\s*<form class="form" id="thing-form"/)
    t.notMatch(part.body, /<html/)
  },
)

await t.test('a key that no catalog has is worded in general', async t => {
  result = () => new Invalid({ title: 'error.required.somethingNew', other: 'error.never_heard_of' })
  await browser.post('/thing', { title: '' })
  t.same(seen?.errors, { title: 'Nhập nội dung vào ô này', other: 'Giá trị này không dùng được' })
})

await t.test('changed meanwhile: 409, what is stored goes to the page, what was typed stays', async t => {
  result = () => new Conflict({ title: 'của người khác' })
  const response = await browser.post('/thing', { title: 'của tôi' })
  t.equal(response.statusCode, 409)
  t.match(response.body, /Đã có người thay đổi/)
  t.match(response.body, /value="của tôi"/)
  t.same(seen, { errors: {}, summary: seen?.summary, conflict: true, current: { title: 'của người khác' } })
})

await t.test('no longer possible: 409 with its own sentence', async t => {
  result = () => new WrongState('verified', 'receive')
  const response = await browser.post('/thing', { title: 'x' })
  t.equal(response.statusCode, 409)
  t.match(response.body, /trạng thái đã thay đổi/)
  t.equal(seen?.conflict, undefined)
})

await t.test('what is no matter of the form goes to the error handler', async t => {
  result = () => new NotFound()
  t.equal((await browser.post('/thing', { title: 'x' })).statusCode, 404)
  result = () => new TypeError('crash')
  t.equal((await browser.post('/thing', { title: 'x' })).statusCode, 500)
})
