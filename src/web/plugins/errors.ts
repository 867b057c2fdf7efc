import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Conflict, Invalid, NotAllowed, NotFound, WrongState } from '../../domain/errors.ts'
import { signInPage } from '../forms/sign-in.ts'
import { wordsOf } from '../forms/words.ts'
import type { AppParts } from '../parts.ts'
import { pathNamedBy } from './own-path.ts'
import { SignInNeeded } from './session.ts'

type Status = 400 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503

declare module '../../render/views.ts' {
  interface Views {
    'error/page': { title: string; text: string; requestId: string | null; home: boolean }
  }
}

/** The one error handler: typed errors become pages, all else a 500 with the request's id and nothing more (W8). */
export function addErrors(app: FastifyInstance, parts: AppParts): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, parts))
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    answerError(new NotFound(), request, reply, parts),
  )
}

function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  parts: AppParts,
): FastifyReply {
  if (error instanceof SignInNeeded) return askToSignIn(error, request, reply, parts)
  const status = statusOf(error)
  if (status >= 500) request.log.error({ err: error }, 'request failed')
  if (status === 503) reply.header('retry-after', '10')
  // The rest of a body that is too large is not waited for.
  if (status === 413) reply.header('connection', 'close')
  try {
    return showError(error, status, reply)
  } catch (failure) {
    request.log.error({ err: failure }, 'error page failed')
    return reply.code(status).type('text/plain; charset=utf-8').send(`${status} ${request.id}`)
  }
}

/** A page is asked for again after signing in; a form that was sent gets 401 with the sign-in page (DECISIONS 19). */
function askToSignIn(
  { back }: SignInNeeded,
  request: FastifyRequest,
  reply: FastifyReply,
  { config }: AppParts,
): FastifyReply {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  if (request.headers['hx-request'] === 'true') {
    // A part of a page is no place to come back to: the page it was wanted for is.
    const page = isRead ? pathNamedBy(request.headers['hx-current-url'], request, config.publicUrl) : null
    return reply
      .code(401)
      .header('hx-redirect', signInFor(page ?? back))
      .send()
  }
  if (isRead) return reply.redirect(signInFor(back), 303)
  const { view, data, options } = signInPage(request, { next: back, note: request.t('page.session.expired') })
  return reply.page(view, data, { ...options, status: 401 })
}

function signInFor(page: string): string {
  return `/sign-in?next=${encodeURIComponent(page)}`
}

function showError(error: unknown, status: Status, reply: FastifyReply): FastifyReply {
  const { t, id, htmx, visitor } = reply.request
  const text = error instanceof NotAllowed ? wordsOf(t, error.reasonKey) : t(`page.error.text.${status}`)
  if (htmx) {
    // Every status swaps in htmx 4: the message goes into the flash region and the target stays as it is.
    const flash = reply.rendered('shared/flash', { flash: { kind: 'problem', text } })
    const part = `<hx-partial hx-target="#flash" hx-swap="outerHTML">${flash}</hx-partial>`
    return reply.code(status).type('text/html; charset=utf-8').send(part)
  }
  const title = t(`page.error.title.${status}`)
  const data = { title, text, requestId: status >= 500 ? id : null, home: visitor !== null }
  return reply.page('error/page', data, { title, status })
}

function statusOf(error: unknown): Status {
  if (error instanceof NotFound) return 404
  if (error instanceof NotAllowed) return 403
  if (error instanceof Conflict || error instanceof WrongState) return 409
  if (error instanceof Invalid) return 422
  const { statusCode, code } = error as { statusCode?: number; code?: string }
  if (statusCode === 404 || statusCode === 413 || statusCode === 429 || statusCode === 503) return statusCode
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return 400
  return isOutOfService(code) ? 503 : 500
}

/** The database is busy, full, down or going down: worth another try, and nothing is wrong with the request. */
function isOutOfService(code: string | undefined): boolean {
  return /^(SQLITE_(BUSY|FULL|IOERR|CANTOPEN|READONLY)|ENOSPC|ECONNREFUSED|ECONNRESET|ETIMEDOUT|08|53|57P)/.test(
    code ?? '',
  )
}
