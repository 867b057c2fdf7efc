/** Writing through the interface: the verbs of the pages, once a key, with conflicts and faults told in full. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import { callAs } from '../../support/api.ts'
import { dispatchAll } from '../../support/mailroom.ts'
import { conclusion, openTestOffice } from '../../support/office.ts'
import { openTestApp } from '../../support/web.ts'

const office = await openTestOffice(t)
const { reader } = office.database
const app = await openTestApp(t, office, { callsPerMinute: 1_000_000 })
const head = await callAs(app, office, 'phuc')
const secretary = await callAs(app, office, 'tuyet')

await t.test('an update is written once a key, by the same rules as the page', async t => {
  const taskId = await office.issued('2018-12-10', '2018-12-28')
  const url = `/tasks/${taskId}/updates`
  const body = { text: 'Đã gửi lấy ý kiến\u0301', percent: 40 }
  t.equal((await head.post(url, body)).statusCode, 409, 'not before it is received')
  await office.act('phuc', '2018-12-10', 'receive', taskId, { officerId: null })
  const key = { 'idempotency-key': randomUUID() }
  const before = (await head.get(`/tasks/${taskId}`)).json()
  const first = await head.post(url, { ...body, version: before.version }, key)
  t.equal(first.statusCode, 201)
  t.equal(first.headers.etag, `"${before.version + 1}"`)
  const again = await Promise.all([head.post(url, body, key), head.post(url, body, key)])
  t.same(
    again.map(one => one.json().update.id),
    [first.json().update.id, first.json().update.id],
  )
  t.equal((await head.get(`/tasks/${taskId}`)).json().updates.length, 1)
  const another = await head.post(url, { ...body, text: 'Khác hẳn' }, key)
  t.same([another.statusCode, another.json().errors[0].code], [422, 'error.idempotency_key'])
  const late = await head.post(url, { ...body, version: before.version })
  t.same(
    [late.statusCode, late.json().code, late.json().current_version],
    [409, 'conflict', before.version + 1],
  )
  const blank = await head.post(url, { text: '   ', percent: 101 })
  t.same(
    blank.json().errors.map((one: { pointer: string }) => one.pointer),
    ['/percent'],
  )
  const empty = await head.post(url, { text: '   ', percent: 10 })
  t.same(empty.json().errors, [
    { pointer: '/text', code: 'error.required.text', detail: empty.json().errors[0].detail },
  ])
  const without = await app.inject({
    method: 'POST',
    url: `/api/v1${url}`,
    payload: JSON.stringify(body),
    headers: { authorization: `Bearer ${head.token}`, 'content-type': 'application/json' },
  })
  t.same([without.statusCode, without.json().errors[0].pointer], [400, 'idempotency-key'])
  const event = await reader
    .selectFrom('event')
    .selectAll()
    .where('act', '=', 'update')
    .executeTakeFirstOrThrow()
  t.equal(JSON.parse(event.payload).channel, 'api')
  await dispatchAll(office, '2018-12-10')
})

await t.test('recommendations are verbatim words of the conclusion, all or none', async t => {
  const url = `/inspections/${office.inspectionId}/recommendations`
  const quote = 'đánh giá cao công tác lãnh đạo'
  const count = async () => (await reader.selectFrom('recommendation').select('id').execute()).length
  const known = await count()
  const wrong = await secretary.post(url, {
    recommendations: [{ quote }, { quote: 'không có' }, { quote: 'ao' }],
  })
  t.same(
    wrong.json().errors.map((one: { pointer: string; code: string }) => [one.pointer, one.code]),
    [
      ['/recommendations/1/quote', 'error.quote_not_verbatim'],
      ['/recommendations/2/quote', 'error.quote_twice'],
    ],
  )
  const taken = await secretary.post(url, { recommendations: [{ quote: 'Nâng cao vai trò' }] })
  t.same(
    taken.json().errors.map((one: { code: string }) => one.code),
    ['error.quotes_overlap'],
  )
  t.equal(await count(), known, 'nothing is half done')
  const key = { 'idempotency-key': randomUUID() }
  const body = { recommendations: [{ quote, summary: 'Phát huy', kind: 'standing' }] }
  const done = await secretary.post(url, body, key)
  t.equal(done.statusCode, 201)
  const [made] = done.json().items
  t.equal(conclusion.slice(made.start, made.end), quote)
  t.match(made, { ordinal: known + 1, summary: 'Phát huy', kind: 'standing' })
  t.same((await secretary.post(url, body, key)).json(), done.json())
  t.equal(await count(), known + 1)
})

await t.test('lists go on by cursors without a row lost or twice', async t => {
  for (let n = 0; n < 7; n++) await office.issued('2018-12-10', `2018-12-${18 + (n % 2)}`)
  const all = (await secretary.get('/tasks?limit=200')).json().items.map((one: { id: string }) => one.id)
  const walk = async (path: string) => {
    const seen: string[] = []
    for (let cursor: string | null = '', n = 0; cursor !== null && n < 50; n++) {
      const page: { items: { id: string }[]; next_cursor: string | null } = (
        await secretary.get(`${path}&limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()
      seen.push(...page.items.map(one => one.id))
      cursor = page.next_cursor
    }
    return seen
  }
  t.same(await walk('/tasks?sort=due'), all)
  t.same(new Set(await walk('/tasks?as_of=2018-12-10')), new Set(all))
  t.equal((await walk('/units?')).length, 6)
  t.ok((await walk(`/tasks/${all[0]}/events?`)).length >= 2)
  const late = (await secretary.get('/tasks?as_of=2018-12-11')).json()
  t.same([late.code, late.errors[0].pointer], ['invalid', '/as_of'])
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=1e2',
    'state=open&state=all',
    'x=1',
    'cursor=%21',
    'theme=a',
    'q=%00',
  ])
    t.equal((await secretary.get(`/tasks?${query}`)).statusCode, 400, query)
})

const nasty = fc.oneof(
  fc.jsonValue().map(value => JSON.stringify(value)),
  fc.constantFrom(
    '',
    '{',
    '{"text":"a","text":"b","percent":1}',
    '{"text":"a","te\\u0078t":"b","percent":1}',
    '{"__proto__":{"x":1},"text":"a","percent":1}',
    '{"text":"\\u0000","percent":1}',
    '{"text":"\\ud800","percent":1}',
    '{"text":"a","percent":1e309}',
    '{"text":"a","percent":1.5}',
    '{"text":"a","percent":1,"state":"verified"}',
    '{"text":"a","percent":1,"version":-1}',
    `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
    '{"recommendations":[{"quote":"a","start":-1}]}',
    '{"recommendations":[{"quote":"a","start":9007199254740993}]}',
    '{"recommendations":[]}',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)

await t.test('whatever is sent is refused with a problem, never with a fault of ours', async t => {
  const routes = app.listedRoutes.filter(route => route.policy === 'token' && route.method !== 'HEAD')
  const word = fc.oneof(
    fc.constantFrom('%00', '%ED%A0%80', '%zz', '1e309', '-1', "'%20or%201=1", '__proto__', 'a'.repeat(600)),
    fc.string({ maxLength: 12 }).map(encodeURIComponent),
  )
  const name = fc.constantFrom(
    'limit',
    'cursor',
    'unit',
    'as_of',
    'class',
    'by',
    'sort',
    '__proto__',
    'q',
    'x',
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      fc.array(fc.tuple(name, word), { maxLength: 4 }),
      word,
      nasty,
      async ({ method, url }, query, id, body) => {
        const real = url.includes('inspections') ? office.inspectionId : id
        const path = url.replace(':id', real || 'x').replace('/api/v1', '')
        const asked = `${path}?${query.map(pair => pair.join('=')).join('&')}`
        const response = method === 'GET' ? await secretary.get(asked) : await secretary.post(path, body)
        if (response.statusCode >= 500) throw new Error(`${method} ${asked} ${body}: ${response.statusCode}`)
        if (
          response.statusCode >= 400 &&
          !response.body.includes('"urn:dondoc:problem:') &&
          !path.startsWith('/404')
        )
          t.match(response.headers['content-type'], /problem\+json|text\/html/)
      },
    ),
    { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
  )
  t.pass()
})
