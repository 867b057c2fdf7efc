import type { TSchema } from 'typebox'
import type { ApiScope } from '../../domain/api-token.ts'
import { object, ref } from './schema.ts'

export interface Operation {
  operationId: string
  summary: string
  description: string
  tag: string
  scope: ApiScope | null
  params?: Record<string, TSchema>
  query?: Record<string, TSchema>
  body?: TSchema
  headers?: Record<string, TSchema>
  answer: TSchema
  /** As the caller may get it: shown beside the schema. */
  example: unknown
  status?: 200 | 201
  /** Problems besides those that every operation may answer with. */
  problems?: readonly number[]
}

const problemWords: Record<number, string> = {
  400: 'The query, a header or the JSON itself cannot be read.',
  401: 'No token, or one that opens nothing: unknown, ended or revoked.',
  403: 'The token was made for other scopes, or its person may not do this.',
  404: 'It does not exist, or is not for the token’s person to see.',
  409: 'Someone changed it first, or it is not in a state for this; `current_version` tells what is stored now.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not application/json.',
  422: 'Fields that cannot be accepted, each named in `errors`.',
  429: 'Too many calls in this minute; wait for the seconds in Retry-After.',
  503: 'Too busy, or the database cannot be written just now. Nothing has changed.',
}
const always = [400, 401, 403, 429, 503]

const paceHeaders = {
  'RateLimit-Limit': { type: 'integer', description: 'Calls a token may make in a minute.' },
  'RateLimit-Remaining': { type: 'integer', description: 'What is left of them.' },
  'RateLimit-Reset': { type: 'integer', description: 'Seconds until the next minute begins.' },
}

/** A route's options out of its description: who may call it, what is checked, and what the document says of it. */
export function operation(op: Operation) {
  const { operationId, summary, description, tag, scope, params, query, headers, body } = op
  const writes = body === undefined ? [] : [409, 413, 415, 422]
  const statuses = [
    ...new Set([...always, ...writes, ...(params ? [404] : []), ...(op.problems ?? [])]),
  ].sort((a, b) => a - b)
  return {
    config: { policy: 'token', sessionless: true, scope } as const,
    schema: {
      operationId,
      summary,
      description,
      tags: [tag],
      security: [{ token: scope === null ? [] : [scope] }],
      ...(params ? { params: object(params) } : {}),
      ...(query ? { querystring: object(query) } : {}),
      ...(headers
        ? { headers: { type: 'object', properties: headers, required: Object.keys(headers) } }
        : {}),
      ...(body ? { body } : {}),
      response: {
        [op.status ?? 200]: {
          description: 'As asked.',
          headers: paceHeaders,
          content: { 'application/json': { schema: op.answer, example: op.example } },
        },
        ...Object.fromEntries(statuses.map(status => [status, problem(status)])),
      },
    },
  }
}

function problem(status: number) {
  return {
    description: problemWords[status] ?? '',
    content: { 'application/problem+json': { schema: ref('Problem') } },
  }
}
