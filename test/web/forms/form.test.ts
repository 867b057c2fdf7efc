import t from 'tap'
import type { FieldDescriptor } from '../../../src/render/form.ts'
import { bodySchema, fill, readForm, strayErrors } from '../../../src/web/forms/form.ts'

const fields: FieldDescriptor[] = [
  { name: 'title', kind: 'line' },
  { name: 'text', kind: 'text' },
  { name: 'dueOn', kind: 'date' },
  { name: 'unitId', kind: 'select' },
  { name: 'percent', kind: 'number' },
  { name: 'agreed', kind: 'checkbox' },
  { name: 'units', kind: 'checks' },
  { name: 'secret', kind: 'password' },
]

await t.test('a form reads what was typed, normalised once at the edge', async t => {
  const form = readForm(fields, {
    title: '  Nguye\u0302\u0303n   Va\u0306n\tA ',
    text: 'một\r\nhai\0\uD800 ',
    dueOn: '1/2/26',
    unitId: '',
    percent: '70',
    agreed: '1',
    units: ['a', '', 'b'],
    secret: '  giữ\u00a0nguyên ',
    act_id: '2f1b6a9e-0000-4000-8000-000000000000',
    version: '3',
    role: 'admin',
  })
  t.equal(form.line('title'), 'Nguyễn Văn A')
  t.equal(form.text('text'), 'một\nhai')
  t.equal(form.date('dueOn'), '2026-02-01')
  t.equal(form.id('unitId'), null)
  t.equal(form.number('percent'), 70)
  t.equal(form.ticked('agreed'), true)
  t.same(form.list('units'), ['a', 'b'])
  t.equal(form.raw('secret'), '  giữ\u00a0nguyên ')
  t.equal(form.actId, '2f1b6a9e-0000-4000-8000-000000000000')
  t.equal(form.version, 3)
  t.notOk('role' in form.typed, 'fields the form does not have are left out')
})

await t.test('nothing sent is an empty form', async t => {
  for (const body of [undefined, null, {}, '']) {
    const form = readForm(fields, body)
    t.same(
      [form.line('title'), form.date('dueOn'), form.id('unitId'), form.list('units')],
      ['', null, null, []],
    )
    t.ok(Number.isNaN(form.number('percent')))
    t.same([form.ticked('agreed'), form.actId, form.version], [false, null, 0])
  }
})

await t.test('odd values are read as what they can be, never as what they claim', async t => {
  const odd = {
    title: ['một', 'hai'],
    dueOn: '31/02/2026',
    percent: '7e1',
    units: 'một',
    agreed: 'on',
    act_id: '<x>',
    version: '1e9',
  }
  const form = readForm(fields, odd)
  t.equal(form.line('title'), 'một')
  t.equal(form.date('dueOn'), '31/02/2026', 'the domain says what is wrong with it')
  t.ok(Number.isNaN(form.number('percent')))
  t.same(form.list('units'), ['một'])
  t.same([form.ticked('agreed'), form.actId, form.version], [false, null, 0])
  const objects = readForm(fields, { title: { a: 1 }, units: [{ a: 1 }, 'b'], text: [null] })
  t.same([objects.line('title'), objects.text('text'), objects.list('units')], ['', '', ['b']])
})

await t.test(
  'filled descriptors keep what was typed and say what is wrong, but never a password',
  async t => {
    const form = readForm(fields, { title: 'x', secret: 'abc', units: ['a'] })
    const filled = fill(fields, form.typed, { title: 'Quá ngắn' })
    const by = Object.fromEntries(filled.map(field => [field.name, field]))
    t.match(by.title, { value: 'x', error: 'Quá ngắn' })
    t.match(by.units, { value: ['a'] })
    t.equal(by.secret?.value, '')
    t.equal(by.text?.error, undefined)
    t.same(strayErrors(fields, { title: 'a', elsewhere: 'b' }), [{ text: 'b' }])
  },
)

await t.test('the schema of a body takes the fields and nothing else', async t => {
  const schema = bodySchema([...fields, { name: 'proof', kind: 'file' }])
  t.match(schema, { additionalProperties: false })
  t.same(Object.keys(schema.properties), [...fields.map(field => field.name), 'act_id', 'version'])
  t.equal(schema.required, undefined)
})
