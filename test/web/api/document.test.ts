/** The document of the programming interface: valid OpenAPI, complete, and true to every answer. */
import { randomUUID } from 'node:crypto'
import { Validator } from '@seriousme/openapi-schema-validator'
import t from 'tap'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { callAs } from '../../support/api.ts'
import { issuedObligation } from '../../support/obligation.ts'
import { conclusion, openTestOffice } from '../../support/office.ts'
import { openBrowser, openTestApp } from '../../support/web.ts'

interface Operation {
  operationId: string
  summary: string
  description: string
  security: Record<string, string[]>[]
  responses: Record<
    string,
    { description: string; content?: Record<string, { schema: object; example?: unknown }> }
  >
  requestBody?: { content: Record<string, { schema: object; example?: unknown }> }
}
interface Document {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object> }
}

const office = await openTestOffice(t)
const app = await openTestApp(t, office, { callsPerMinute: 10_000 })
const answer = await openBrowser(app).get('/api/openapi.json')
const document = answer.json() as Document
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** The schema with the components it names in their place. */
function whole(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(whole)
  if (typeof schema !== 'object' || schema === null) return schema
  const { $ref } = schema as { $ref?: string }
  if ($ref) return whole(document.components.schemas[$ref.split('/').at(-1) as string])
  const entries = Object.entries(schema).filter(([key]) => !['$id', 'example', 'examples'].includes(key))
  return Object.fromEntries(entries.map(([key, value]) => [key, whole(value)]))
}

function faultsOf(schema: unknown, value: unknown): unknown[] {
  return Compile(whole(schema) as TSchema).Errors(value)
}

await t.test('it is OpenAPI 3.1, and every operation is told in full', async t => {
  const checked = await new Validator().validate(structuredClone(document) as never)
  t.same([checked.valid, checked.errors ?? []], [true, []])
  t.ok(operations.length >= 13)
  for (const { path, method, operation } of operations) {
    const name = `${method} ${path}`
    t.ok(operation.summary && operation.description && operation.operationId, name)
    t.same(Object.keys(operation.security[0] ?? {}), ['token'], name)
    for (const status of ['400', '401', '403', '429', '503'])
      t.ok(operation.responses[status]?.content?.['application/problem+json'], `${name} ${status}`)
    if (path.includes('{id}')) t.ok(operation.responses['404'], name)
    const good = operation.responses['200'] ?? operation.responses['201']
    const media = good?.content?.['application/json']
    t.same(faultsOf(media?.schema, media?.example), [], `${name}: its example is of its schema`)
    const body = operation.requestBody?.content['application/json']
    if (method === 'post') t.same(faultsOf(body?.schema, body?.example), [], `${name}: its body’s example`)
  }
})

await t.test('every operation answers as its schema says', async t => {
  const obligationId = await issuedObligation(office, '2018-12-10')
  const taskId = await office.issued('2018-12-10', '2018-12-28')
  await office.act('phuc', '2018-12-10', 'receive', taskId, { officerId: null })
  const reader = await callAs(app, office, 'tuyet')
  const head = await callAs(app, office, 'phuc')
  const ids: Record<string, string> = {
    '/tasks/{id}': taskId,
    '/tasks/{id}/events': taskId,
    '/tasks/{id}/updates': taskId,
    '/inspections/{id}': office.inspectionId,
    '/inspections/{id}/recommendations': office.inspectionId,
    '/recommendations/{id}': office.recommendationIds[0] as string,
    '/obligations/{id}/cycles': obligationId,
  }
  const bodies: Record<string, unknown> = {
    createUpdate: { text: 'Đã lấy ý kiến', percent: 30 },
    createRecommendations: { recommendations: [{ quote: conclusion.slice(0, 30) }] },
  }
  for (const { path, method, operation } of operations) {
    const short = path.replace('/api/v1', '')
    const url = short.replace('{id}', ids[short] ?? '')
    const caller = operation.operationId === 'createUpdate' ? head : reader
    const response =
      method === 'get' ? await caller.get(url) : await caller.post(url, bodies[operation.operationId])
    const name = `${method} ${path}`
    t.ok(response.statusCode < 300, `${name} ${response.statusCode} ${response.body.slice(0, 200)}`)
    const media = operation.responses[String(response.statusCode)]?.content?.['application/json']
    t.same(faultsOf(media?.schema, response.json()), [], name)
    t.equal(response.headers['content-type'], 'application/json; charset=utf-8')
    t.ok(Number(response.headers['ratelimit-remaining']) >= 0, name)
    t.equal(response.headers['cache-control'], 'no-store')
    t.notOk(response.headers['access-control-allow-origin'], 'closed to browsers of other sites')
    if (Array.isArray(response.json().items))
      t.ok(response.json().items.length > 0, `${name} has rows to judge by`)
    // The same as HEAD has no body, and as another method says which there are.
    if (method !== 'get') continue
    const head_ = await app.inject({
      method: 'HEAD',
      url: `/api/v1${url}`,
      headers: { authorization: `Bearer ${reader.token}` },
    })
    t.same([head_.statusCode, head_.body], [200, ''], `HEAD ${path}`)
  }
  const whole_ = await reader.get(`/tasks/${taskId}`)
  t.equal(whole_.headers.etag, `"${whole_.json().version}"`)
  t.same(
    whole_.json().updates.map((one: { text: string }) => one.text),
    ['Đã lấy ý kiến'],
  )
  const missing = await reader.get(`/tasks/${randomUUID()}`)
  const schema = document.components.schemas.Problem
  t.same(faultsOf(schema, missing.json()), [])
})

await t.test('the reference and the document are public and hold no data', async t => {
  const page = await openBrowser(app).get('/api/docs')
  t.equal(page.statusCode, 200)
  t.match(page.headers['content-security-policy'], /script-src 'self' 'nonce-/)
  t.notMatch(page.headers['content-security-policy'], /unsafe/)
  t.notMatch(answer.body, /Nguyễn Thị Ánh Tuyết@|sgddt\.example/)
})
