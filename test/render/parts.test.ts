import { readdirSync } from 'node:fs'
import t from 'tap'
import type { FieldDescriptor, FormPart } from '../../src/render/form.ts'
import type {
  BarPart,
  FactSheetPart,
  NumberTablePart,
  TablePart,
  TimelineEntry,
} from '../../src/render/parts.ts'
import { createRenderer, type Render } from '../../src/render/renderer.ts'
import { h, nonce } from './frame.ts'

const render = createRenderer({ viewsDir: 'views' }) as unknown as (
  name: string,
  data: object,
  frame: Parameters<Render>[2],
) => string
const part = (name: string, data: object) => render(`shared/${name}`, data, { h }).trim()

/** One root element: what opens first closes last, and only whitespace stands around. */
function rootTag(html: string): string {
  const tag = /^<([a-z]+)/.exec(html)?.[1]
  return tag && (html.endsWith(`</${tag}>`) || tag === 'input') ? tag : ''
}

const bar: BarPart = {
  id: 'bar-1',
  label: 'Phòng A: 1 đúng hạn, 1 quá hạn',
  max: 4,
  segments: [
    { key: 'done_on_time', value: 1, label: '1' },
    { key: 'running_late', value: 1, label: '1' },
  ],
}
const entry: TimelineEntry = {
  id: 'e1',
  icon: 'flag',
  dot: 'key',
  who: 'Lê Thị Kim Ngân',
  text: 'giao việc',
  when: 'thứ Ba 20/11, 14:00',
  iso: '2018-11-20T07:00:00.000Z',
  evidence: [{ name: 'a.pdf', href: '/files/1', meta: 'PDF' }],
}
const table: TablePart = {
  id: 'tasks',
  caption: 'Nhiệm vụ',
  columns: [
    { label: 'Tên', card: 'title', sort: { href: '?sort=title', direction: 'ascending' } },
    { label: 'Đơn vị' },
    { label: 'Mở', kind: 'act' },
  ],
  rows: [
    {
      id: '7',
      cells: [{ text: 'Quy chế', href: '/tasks/7' }, 'Phòng A', { acts: [{ label: 'Xem', href: '/' }] }],
    },
  ],
}
const numbers: NumberTablePart = {
  id: 'by-unit',
  caption: 'Theo đơn vị',
  rowLabel: 'Đơn vị',
  barLabel: 'Biểu đồ',
  columns: [{ label: 'Tổng' }, { label: 'đúng hạn', group: 'Hoàn thành' }, { label: 'Tỷ lệ', rate: true }],
  rows: [
    {
      label: 'Phòng A',
      href: '/u',
      bar,
      cells: [{ value: '4', href: '/t' }, { value: '–' }, { value: '25,0%', basis: '1/4' }],
    },
  ],
  total: { label: 'Cả Sở', cells: [{ value: '4' }, { value: '1' }, { value: '25,0%', basis: '1/4' }] },
}
const facts: FactSheetPart = {
  id: 'facts',
  owed: [{ label: 'Phải nộp', text: 'Quyết định' }],
  peopleLabel: 'Ai làm',
  people: [{ label: 'Chủ trì', name: 'Phòng A' }],
  due: {
    label: 'Hạn hiện tại',
    date: 'Thứ Sáu, 14/12/2018',
    status: { kind: 'soon', word: 'Còn 2 ngày' },
    lines: ['x'],
  },
  ruler: {
    id: 'ruler',
    label: 'Từ 20/11 đến 14/12',
    days: [{ tone: 'within' }],
    marks: [{ at: 1, label: '14/12', side: 'below' }],
  },
}
const title: FieldDescriptor = {
  name: 'title',
  kind: 'line',
  labelKey: 'ui.search',
  required: true,
  value: 'x',
}
const form: FormPart = {
  id: 'the-form',
  action: '/tasks',
  actId: 'act-1',
  version: 3,
  submit: 'Giao việc',
  cancel: { label: 'Bỏ qua', href: '/tasks' },
  live: true,
  errors: [{ text: 'Đã có người thay đổi' }],
  groups: [
    { legendKey: 'ui.nav', hintKey: 'ui.skip', fields: [{ ...title, error: 'Nhập tên nhiệm vụ' }] },
    { fields: [{ name: 'f', kind: 'file', labelKey: 'ui.skip' }] },
  ],
}

/** Every partial with sample data, its root and what must be found in it. */
const samples: Record<string, [data: object, root: string, ...found: RegExp[]]> = {
  act: [
    { action: '/x', fields: { act_id: 'a' }, label: 'Nhận', hxTarget: '#d' },
    'form',
    /method="post" action="\/x"/,
    /name="act_id" value="a"/,
    new RegExp(`hx-target="#d".*hx-nonce="${nonce}"`),
    /<button[^>]*type="submit"/,
  ],
  acts: [
    {
      id: 'acts',
      main: { label: 'Cập nhật', href: '/u' },
      others: [{ label: 'Gia hạn', href: '/e' }],
      copy: { id: 'zalo', text: 'NV 1' },
    },
    'div',
    /role="group" aria-label="[^"]+"/,
    /button-solid" href="\/u"/,
    /<summary/,
  ],
  answers: [
    { rows: [{ label: 'Hạn', value: '14/12', changeHref: '/x#f-due' }] },
    'dl',
    /<dt>Hạn<\/dt>/,
    /href="\/x#f-due">Sửa<span class="unseen"> Hạn/,
  ],
  bar: [bar, 'svg', /role="img" aria-labelledby="bar-1-label"/, /<title id="bar-1-label">Phòng A/],
  bars: [{ label: 'Biểu đồ', rows: numbers.rows }, 'ul', /aria-label="Biểu đồ"/, /id="bar-1-phone"/],
  breadcrumb: [
    { items: [{ label: 'Nhiệm vụ', href: '/tasks' }, { label: 'NV 1' }] },
    'nav',
    /aria-label="[^"]+"/,
    /<li aria-current="page">/,
  ],
  button: [
    { label: 'Lưu', name: 'act', value: 'save', id: 'save' },
    'button',
    /type="submit" name="act" value="save"/,
    /id="save"/,
  ],
  'co-unit': [
    { id: '1', status: { kind: 'late', word: 'Quá hẹn' }, unit: 'Công đoàn', text: 'x' },
    'div',
    /id="co-unit-1"/,
  ],
  copy: [
    { id: 'zalo', text: 'NV 1\nHạn' },
    'details',
    /data-copy="zalo"/,
    /<label for="zalo">/,
    /readonly>NV 1\nHạn</,
  ],
  'decision-row': [
    {
      id: '9',
      verb: 'Tiếp nhận',
      object: 'việc',
      href: '/t',
      tone: 'late',
      meta: 'm',
      status: { kind: 'late', word: 'Quá hạn' },
      date: '05/12',
      act: { label: 'Nhận', href: '/r' },
    },
    'li',
    /id="decision-9" data-row/,
    /verb-late">Tiếp nhận</,
  ],
  empty: [
    { fact: 'Không có.', next: 'Sẽ hiện ở đây.', act: { label: 'Xem', href: '/' } },
    'div',
    /<b>Không có\.<\/b>/,
  ],
  'error-summary': [
    { errors: [{ name: 'title', text: 'Nhập tên' }, { text: 'Chung' }] },
    'div',
    /id="error-summary" role="alert" tabindex="-1" autofocus/,
    /href="#f-title">Nhập tên/,
    /<li>Chung<\/li>/,
  ],
  evidence: [{ name: 'a.pdf', href: '/files/1', meta: 'PDF' }, 'p', /href="\/files\/1"/],
  'fact-sheet': [facts, 'div', /id="facts"/, /<dt>Phải nộp<\/dt><dd>Quyết định<\/dd>/, /id="ruler"/],
  field: [
    { ...title, error: 'Nhập tên', hintKey: 'ui.skip' },
    'div',
    /id="f-title-field"/,
    /<label for="f-title">/,
    /aria-describedby="f-title-hint f-title-error" aria-invalid="true" aria-required="true"/,
  ],
  'field-checkbox': [
    { id: 'f-a', name: 'a', label: 'Có', value: true, aria: '' },
    'div',
    /checked/,
    /<label for="f-a">Có/,
  ],
  'field-choices': [
    {
      id: 'f-a',
      name: 'a',
      kind: 'radio',
      value: 'x',
      options: [
        { value: 'x', label: 'X', hint: 'h' },
        { value: 'y', label: 'Y' },
      ],
    },
    'div',
    /type="radio" id="f-a" name="a" value="x" checked aria-describedby="f-a-note"/,
    /id="f-a-1" name="a" value="y"/,
  ],
  'field-date': [
    {
      id: 'f-d',
      name: 'd',
      value: '1/2/26',
      weekday: 'Chủ Nhật',
      aria: '',
      quickPicks: [{ label: '+7', value: '19/12/2018' }],
    },
    'div',
    /value="1\/2\/26" inputmode="numeric"/,
    /<output id="f-d-weekday" for="f-d">Chủ Nhật/,
    /data-fill="f-d" data-value="19\/12\/2018"/,
  ],
  'field-file': [
    {
      id: 'f-f',
      name: 'f',
      aria: '',
      accept: '.pdf',
      attached: [{ name: 'a.pdf', meta: 'PDF', removeValue: '1' }],
    },
    'div',
    /type="file" id="f-f" name="f" accept=".pdf"/,
    /name="f_remove" value="1"/,
  ],
  'field-line': [
    { id: 'f-p', name: 'p', kind: 'number', value: 70, suffix: '%', aria: '' },
    'span',
    /inputmode="decimal"/,
    /value="70"/,
  ],
  'field-notes': [
    { id: 'f-p', error: 'Sai', warning: '', hint: '' },
    'p',
    /id="f-p-error"/,
    /class="unseen">Lỗi: /,
  ],
  'field-select': [
    { id: 'f-s', name: 's', value: 'b', aria: '', options: [{ value: 'b', label: 'B' }] },
    'select',
    /<option value="">Chọn…/,
    /value="b" selected/,
  ],
  'field-text': [
    { id: 'f-t', name: 't', value: '\n<x>', aria: '' },
    'textarea',
    /rows="4"\s*>\n\n&lt;x&gt;</,
  ],
  'filter-bar': [
    { id: 'filter', label: 'Lọc', action: '/tasks', fields: [title], resetHref: '/tasks' },
    'form',
    /method="get" action="\/tasks" role="search" aria-label="Lọc"/,
  ],
  flash: [{ flash: { kind: 'done', text: 'Đã lưu' } }, 'div', /id="flash"[^>]*role="status"/, /Đã lưu/],
  form: [
    form,
    'form',
    /method="post"[^>]*novalidate/,
    /enctype="multipart\/form-data"/,
    /hx-target="#the-form"/,
    /name="act_id" value="act-1"/,
    /name="version" value="3"/,
    /Có 2 chỗ cần sửa/,
    /<legend>/,
    /href="\/tasks"/,
  ],
  legend: [{}, 'ul', /Hoàn thành đúng hạn/],
  notice: [{ text: 'Cùng nói về', act: { label: 'Gộp', href: '/' } }, 'div', /button-small/],
  'number-cell': [{ cell: { value: '1', href: '/x', tone: 'late' }, rate: false }, 'td', /number-late/],
  'number-table': [
    numbers,
    'div',
    /id="by-unit"/,
    /role="region" tabindex="0" aria-label="[^"]+"/,
    /<th scope="row"><a href="\/u">Phòng A/,
    /<th scope="colgroup" colspan="1"/,
  ],
  once: [
    { id: 'secret', text: 'Lưu lại ngay', label: 'Khóa', value: 'dd_1' },
    'div',
    /role="status"/,
    /<label for="secret-value">Khóa/,
    /readonly value="dd_1"/,
  ],
  'page-head': [
    { title: 'Nhiệm vụ', lead: 'x', acts: [{ label: 'Thêm', href: '/' }] },
    'div',
    /<h1 id="page-title">Nhiệm vụ/,
  ],
  pager: [
    { label: 'Trang', text: '1–50', previous: '?a', next: '?b' },
    'nav',
    /aria-label="Trang"/,
    /rel="prev" href="\?a"/,
    /rel="next" href="\?b"/,
  ],
  pile: [
    {
      status: { kind: 'late', word: 'Quá hạn' },
      figure: '2',
      href: '/t',
      note: 'x',
      rows: [{ text: '2.1', href: '/', aside: '05/12' }],
      all: { label: 'Xem cả', href: '/t' },
    },
    'section',
    /<a href="\/t">2<span class="unseen"> Quá hạn/,
  ],
  quote: [
    { text: 'Tăng cường', caption: 'Kiến nghị 4', link: { label: 'Xem', href: '/c' } },
    'figure',
    /“Tăng cường”/,
    /<figcaption>Kiến nghị 4 · <a href="\/c">/,
  ],
  rates: [
    { rates: [{ label: 'Hoàn thành', value: '41,7%', basis: '5 trên 12', href: '/t' }] },
    'ul',
    /41,7%/,
    /5 trên 12/,
  ],
  ruler: [facts.ruler!, 'div', /id="ruler"/, /role="img" aria-labelledby="ruler-label"/],
  'section-head': [
    { id: 'late', title: 'Quá hạn', count: 0, tone: 'late', note: 'x' },
    'div',
    /<h2 id="late">Quá hạn <span class="count">0</,
  ],
  status: [{ kind: 'late', word: 'Quá hạn 3 ngày' }, 'span', /status-late/, /Quá hạn 3 ngày/],
  steps: [
    {
      label: 'Các bước',
      items: [
        { label: 'Nhập', done: true },
        { label: 'Giao', current: true },
      ],
    },
    'ol',
    /aria-current="step">\s*2\. Giao/,
  ],
  strip: [
    {
      label: 'Mười ngày',
      cells: [
        {
          label: 'Hôm nay',
          date: '10/12',
          today: true,
          items: [{ status: { kind: 'soon', word: 'NV 1' }, href: '/t' }],
        },
      ],
    },
    'ol',
    /aria-current="date"/,
  ],
  table: [
    table,
    'div',
    /id="tasks"/,
    /<caption class="unseen">Nhiệm vụ/,
    /aria-sort="ascending"/,
    /<tr id="row-7"[^>]*data-row/,
    /data-label="Đơn vị"/,
  ],
  'table-row': [{ row: table.rows[0], columns: table.columns }, 'tr', /card-title/],
  tabs: [
    { label: 'Xem', items: [{ label: 'A', href: '/a', current: true, count: 0 }] },
    'nav',
    /aria-current="page">A <span class="count">0/,
  ],
  timeline: [{ id: 'timeline', entries: [entry] }, 'ol', /id="timeline"/],
  'timeline-entry': [entry, 'li', /id="event-e1"/, /entry-key/, /<time datetime="2018-11-20T07:00:00.000Z">/],
}

await t.test('every partial is tried', async t => {
  const files = readdirSync('views/shared').map(file => file.replace('.eta', ''))
  t.same(files.sort(), Object.keys(samples).sort())
})

for (const [name, [data, root, ...found]] of Object.entries(samples))
  await t.test(`${name}: one root element, roles, ids and labels`, async t => {
    const html = part(name, data)
    t.equal(rootTag(html), root)
    for (const what of found) t.match(html, what)
    t.notMatch(html, /undefined|\[object/)
  })

await t.test('links of the summary lead to inputs that exist', async t => {
  const kinds: FieldDescriptor['kind'][] = [
    'line',
    'text',
    'date',
    'number',
    'email',
    'password',
    'select',
    'radio',
    'checkbox',
    'checks',
    'file',
  ]
  const fields = kinds.map(kind => ({
    name: `a_${kind}`,
    kind,
    labelKey: 'ui.skip',
    error: `Sai ${kind}`,
    options: [
      { value: '1', label: 'Một' },
      { value: '2', label: 'Hai' },
    ],
  }))
  const html = part('form', { ...form, groups: undefined, fields })
  for (const [, id] of html.matchAll(/href="#(f-[\w-]+)"/g))
    t.match(html, new RegExp(`<(input|select|textarea)[^>]* id="${id}"`))
  t.equal([...html.matchAll(/href="#f-/g)].length, kinds.length)
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(match => match[1])
  t.equal(new Set(ids).size, ids.length, 'ids are unique')
})

await t.test('typed values are kept and escaped, passwords never sent back', async t => {
  const evil = `"><script>alert('x')</script>`
  for (const kind of ['line', 'text', 'date', 'number', 'email', 'hidden'] as const) {
    const html = part('field', { name: 'a', kind, labelKey: 'ui.skip', value: evil })
    t.match(html, '&quot;&gt;&lt;script&gt;')
    t.notMatch(html, '<script>')
  }
  t.notMatch(part('field', { name: 'a', kind: 'password', labelKey: 'ui.skip', value: 'secret' }), 'secret')
  const select = part('field', {
    name: 'a',
    kind: 'select',
    labelKey: 'ui.skip',
    value: '2',
    options: [{ value: '2', label: evil }],
  })
  t.match(select, /value="2" selected/)
  t.notMatch(select, '<script>')
})

await t.test('a table without rows says what to do next', async t => {
  const html = part('table', {
    ...table,
    rows: [],
    empty: { fact: 'Chưa có nhiệm vụ.', next: 'Giao việc để bắt đầu.' },
  })
  t.match(html, /Chưa có nhiệm vụ\./)
  t.notMatch(html, '<table')
})

await t.test('an empty flash keeps its region, so that an answer can fill it', async t => {
  t.match(part('flash', { flash: null }), /^<div id="flash"/)
})
