import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../domain/errors.ts'
import { isMessageKey, type Translate, translate } from '../../i18n/translate.ts'
import { JsonFault } from '../../lib/strict-json.ts'
import { wordsOf } from '../forms/words.ts'
import { localeOf, TokenRefused } from '../plugins/api-token.ts'
import { object, text } from './schema.ts'

/** A part of the request that its schema refuses: `in` says which, the errors where and why. */
export class RequestFault extends Error {
  override readonly name = 'RequestFault'
  readonly in: 'query' | 'body' | 'header'
  readonly errors: Omit<FieldError, 'detail'>[]

  constructor(where: RequestFault['in'], errors: RequestFault['errors']) {
    super(`the ${where} is not of its schema`)
    this.in = where
    this.errors = errors
  }
}

export interface FieldError {
  /** JSON pointer into the body, or the name of the query's parameter or header. */
  pointer: string
  code: string
  detail: string
}

/** RFC 9457, with what our clients need besides. */
export const problemSchema = object(
  {
    type: text({ description: 'A URN that names the kind of problem; its last part is `code`.' }),
    code: text(),
    title: text(),
    status: Type.Integer(),
    detail: text(),
    request_id: text({ description: 'Name it when you ask for help.' }),
    current_version: Type.Optional(Type.Integer({ description: 'What is stored now, after a conflict.' })),
    errors: Type.Optional(Type.Array(object({ pointer: text(), code: text(), detail: text() }))),
  },
  {
    description: 'What went wrong, in Vietnamese, or in English where Accept-Language asks for it.',
    examples: [
      {
        type: 'urn:dondoc:problem:invalid',
        code: 'invalid',
        title: 'Có chỗ chưa đúng',
        status: 422,
        detail: 'Nội dung gửi lên chưa đúng ở những chỗ nêu trong errors.',
        request_id: 'req-1',
        errors: [
          { pointer: '/percent', code: 'error.percent', detail: 'Tiến độ là số nguyên từ 0 đến 100.' },
        ],
      },
    ],
  },
)

type Problem = { status: number; code: string; detail?: string; errors?: FieldError[]; version?: number }

/** Every error of the interface as a problem; of what is our own fault nothing is told but the request's id (W8). */
export function answerProblem(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  pointers: (field: string) => string = field =>
    `/${field.replace(/[A-Z]/g, one => `_${one.toLowerCase()}`)}`,
): FastifyReply {
  const t = translate(request.visitor ? request.locale : localeOf(request))
  const { status, code, detail, errors, version } = problemOf(error, t, pointers)
  if (status >= 500) request.log.error({ err: error }, 'request failed')
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="dondoc"')
  if (status === 503) reply.header('retry-after', '10')
  if (status === 413) reply.header('connection', 'close')
  if (error instanceof TokenRefused && error.retrySeconds !== null)
    reply.header('retry-after', error.retrySeconds)
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `urn:dondoc:problem:${code}`,
        code,
        title: t(`api.problem.${code}` as 'api.problem.not_found'),
        status,
        detail: detail ?? t(`api.problem.detail.${code}` as 'api.problem.detail.not_found'),
        request_id: request.id,
        ...(version === undefined ? {} : { current_version: version }),
        ...(errors ? { errors } : {}),
      }),
    )
}

function problemOf(error: unknown, t: Translate, pointers: (field: string) => string): Problem {
  if (error instanceof TokenRefused) return tokenProblems[error.access]
  if (error instanceof RequestFault)
    return { status: error.in === 'body' ? 422 : 400, code: 'invalid', errors: worded(error, t) }
  if (error instanceof JsonFault) return { status: 400, code: 'malformed' }
  if (error instanceof NotFound) return { status: 404, code: 'not_found' }
  if (error instanceof NotAllowed)
    return { status: 403, code: 'not_allowed', detail: wordsOf(t, error.reasonKey) }
  if (error instanceof WrongState) return { status: 409, code: 'wrong_state' }
  if (error instanceof Conflict) return { status: 409, code: 'conflict', ...versionOf(error.current) }
  if (error instanceof Invalid)
    return { status: 422, code: 'invalid', errors: fieldErrors(error, t, pointers) }
  return serverProblem(error as Partial<FastifyError>)
}

function worded({ errors }: RequestFault, t: Translate): FieldError[] {
  return errors.map(({ pointer, code }) => {
    const key = `api.field.${code}`
    return { pointer, code, detail: isMessageKey(key) ? t(key) : t('api.field.other') }
  })
}

const tokenProblems: Record<TokenRefused['access'], Problem> = {
  missing: { status: 401, code: 'no_token' },
  unknown: { status: 401, code: 'no_token' },
  narrow: { status: 403, code: 'narrow_token' },
  too_many: { status: 429, code: 'too_many' },
}

function versionOf(current: unknown): { version?: number } {
  const { version } = (current ?? {}) as { version?: unknown }
  return typeof version === 'number' ? { version } : {}
}

function fieldErrors(error: Invalid, t: Translate, pointers: (field: string) => string): FieldError[] {
  return Object.entries(error.fields).map(([field, key]) => ({
    pointer: pointers(field),
    code: typeof key === 'string' ? key : key.key,
    detail: wordsOf(t, key, error.values),
  }))
}

function serverProblem({ statusCode, code }: Partial<FastifyError>): Problem {
  if (statusCode === 404) return { status: 404, code: 'not_found' }
  if (statusCode === 405) return { status: 405, code: 'method_not_allowed' }
  if (statusCode === 413) return { status: 413, code: 'too_large' }
  if (statusCode === 415) return { status: 415, code: 'not_json' }
  if (statusCode === 429) return { status: 429, code: 'too_many' }
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
    return { status: 400, code: 'malformed' }
  const busy =
    /^(SQLITE_(BUSY|FULL|IOERR|CANTOPEN|READONLY)|ENOSPC|ECONNREFUSED|ECONNRESET|ETIMEDOUT|08|53|57P)/
  return statusCode === 503 || busy.test(code ?? '')
    ? { status: 503, code: 'busy' }
    : { status: 500, code: 'internal' }
}
