import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseStrictJson } from '../../lib/strict-json.ts'
import { RequestFault } from './problem.ts'

const bodyLimit = 1024 * 1024
const mostErrors = 20

/**
 * How requests to the interface are read: JSON alone and strictly, everything against its schema, and nothing that is
 * not of the schema dropped or bent into shape, as the framework's own validator would.
 */
export function readStrictly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string', bodyLimit }, (_request, body, done) => {
    try {
      done(null, parseStrictJson(String(body)))
    } catch (error) {
      done(error as Error)
    }
  })
  app.addHook('onRequest', async request => refuseOddText(request))
  app.setValidatorCompiler(({ schema, httpPart }) => {
    const part = httpPart === 'querystring' ? 'query' : httpPart === 'headers' ? 'header' : 'body'
    return checkerOf(schema as TSchema, httpPart ?? 'body', part)
  })
  // The answers' schemas are held to by a test; a serializer that dropped what they lack would hide it.
  app.setSerializerCompiler(() => data => JSON.stringify(data))
}

/** What the pages' guard drops from a query in silence is here the caller's mistake to mend. */
function refuseOddText({ query }: FastifyRequest): void {
  for (const [name, value] of Object.entries((query ?? {}) as Record<string, unknown>)) {
    const texts = [name, ...[value].flat().map(String)]
    if (texts.some(one => one.includes('\0') || one.includes('\uFFFD') || !one.isWellFormed()))
      throw new RequestFault('query', [{ pointer: name.slice(0, 40), code: 'text' }])
  }
}

function checkerOf(schema: TSchema, httpPart: string, part: RequestFault['in']) {
  // A path is no one's field: what is no id of ours is simply not found, by the handler.
  if (httpPart === 'params') return (value: unknown) => ({ value })
  const checker = Compile(schema)
  return (sent: unknown) => {
    const value = httpPart === 'querystring' ? numbersOf(schema, sent) : sent
    if (checker.Check(value)) return { value }
    const errors = checker.Errors(value).flatMap(error => errorOf(error, part))
    return { error: new RequestFault(part, errors.slice(0, mostErrors)) }
  }
}

/** The numbers of a query, where the schema wants some; all else stays the text it is. */
function numbersOf(schema: TSchema, query: unknown): Record<string, unknown> {
  const { properties = {} } = schema as { properties?: Record<string, { type?: string }> }
  return Object.fromEntries(
    Object.entries((query ?? {}) as Record<string, unknown>).map(([name, value]) => {
      const wanted = Object.hasOwn(properties, name) ? properties[name]?.type : undefined
      const isWhole = typeof value === 'string' && /^\d{1,9}$/.test(value)
      if (wanted === 'integer' && isWhole) return [name, Number(value)]
      if (wanted === 'boolean' && (value === 'true' || value === 'false')) return [name, value === 'true']
      return [name, value]
    }),
  )
}

interface SchemaError {
  keyword: string
  instancePath: string
  params: object
}

function errorOf(
  { keyword, instancePath, params }: SchemaError,
  part: RequestFault['in'],
): RequestFault['errors'] {
  // Said again, with its name, by the property that is not wanted.
  if (keyword === 'additionalProperties') return []
  if (keyword === 'boolean') return [{ pointer: place(instancePath, part), code: 'unknown' }]
  const { requiredProperties = [''] } = params as { requiredProperties?: string[] }
  const names = keyword === 'required' ? requiredProperties : ['']
  return names.map(name => ({
    pointer: place(name === '' ? instancePath : `${instancePath}/${name}`, part),
    code: keyword,
  }))
}

function place(path: string, part: RequestFault['in']): string {
  return (part === 'body' ? path || '/' : path.slice(1)).slice(0, 200)
}
