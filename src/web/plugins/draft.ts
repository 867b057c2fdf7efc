import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findNewestFormDraft } from '../../data/form-draft.ts'
import { type DraftFields, draftLifeMs, dropFormDraft, keepFormDraft } from '../../domain/form-draft.ts'
import type { Typed } from '../forms/form.ts'
import { readMultipart } from '../forms/multipart.ts'
import type { AppParts } from '../parts.ts'
import { ownPath, pathNamedBy } from './own-path.ts'
import { SignInNeeded } from './session.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** A form that was sent with a session that ran out: read for its fields, never handled. */
    lateForm: boolean
    /** What was kept of such a form, on the page shown after signing in again; see `draftFor`. */
    keptDraft: { path: string; fields: Typed } | null
    /** Forgets the draft of this request's path: the form was sent again and did its work. */
    dropDraft: () => Promise<void>
  }
}

/**
 * DECISIONS 19: a form that meets an expired session waits an hour, for the same person and path, and is shown filled
 * in after sign-in. Only the cookie of an expired session has anything stored.
 */
export function addDrafts(app: FastifyInstance, parts: AppParts): void {
  const { database, now } = parts
  app.decorateRequest('lateForm', false)
  app.decorateRequest('keptDraft', null)
  app.decorateRequest('dropDraft', async function dropDraft(this: FastifyRequest) {
    if (this.session) await dropFormDraft(database.writer, this.session.person_id, pathOf(this))
  })
  app.addHook('onRequest', async request => {
    request.lateForm = request.method === 'POST' && request.expiredSession !== null && !request.is404
    const asked = (request.query as Record<string, unknown> | undefined)?.draft === '1'
    if (!asked || !request.session || request.method !== 'GET') return
    const after = new Date(now().getTime() - draftLifeMs).toISOString()
    const draft = await findNewestFormDraft(database.reader, request.session.person_id, after)
    request.keptDraft = draft ? { path: draft.path, fields: JSON.parse(draft.fields) as Typed } : null
  })
  app.addHook('preValidation', async request => {
    if (!request.lateForm || request.visitor || request.routeOptions.config.policy === 'public') return
    const { person_id } = request.expiredSession!
    const fields = await fieldsOf(request)
    const kept = await keepFormDraft(database.writer, person_id, pathOf(request), fields, now())
    throw new SignInNeeded(pageOfForm(request, kept, parts.config.publicUrl))
  })
}

/** What was typed into the form that posts to `action` (default: this page's own path) before the session ran out. */
export function draftFor(request: FastifyRequest, action = pathOf(request)): Typed | null {
  return request.keptDraft?.path === action ? request.keptDraft.fields : null
}

export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] as string
}

/** The page that shows the form: the same path where it can be opened, else where the form was sent from. */
function pageOfForm(request: FastifyRequest, kept: boolean, publicUrl: string): string {
  const { url = '' } = request.routeOptions
  const isPage = request.server.hasRoute({ method: 'GET', url })
  const page = isPage ? ownPath(request.url) : pathNamedBy(request.headers.referer, request, publicUrl)
  if (!kept || page === null) return page ?? '/'
  const asked = new URL(page, publicUrl)
  asked.searchParams.set('draft', '1')
  return `${asked.pathname}${asked.search}`
}

async function fieldsOf(request: FastifyRequest): Promise<DraftFields> {
  const body = request.isMultipart() ? (await readMultipart(request, drain)).body : (request.body ?? {})
  const entries = Object.entries(body as Record<string, unknown>)
  return Object.fromEntries(entries.filter((entry): entry is [string, string | string[]] => isText(entry[1])))
}

async function drain(part: { file: NodeJS.ReadableStream }): Promise<void> {
  part.file.resume()
}

function isText(value: unknown): boolean {
  return typeof value === 'string' || (Array.isArray(value) && value.every(one => typeof one === 'string'))
}
