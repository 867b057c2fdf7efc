import fastifyView from '@fastify/view'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  formatBytes,
  formatDate,
  formatDateLong,
  formatDateShort,
  formatDateTime,
  formatNumber,
  formatPercent,
} from '../../i18n/format.ts'
import { isMessageKey } from '../../i18n/translate.ts'
import type { FormPart } from '../../render/form.ts'
import { createHelpers, type Helpers } from '../../render/helpers.ts'
import type { FlashPart } from '../../render/parts.ts'
import type { PageHead, Views } from '../../render/views.ts'
import type { AppParts } from '../parts.ts'
import { type Flash, setFlash, takeFlash } from './flash.ts'
import type { NavKey } from './nav.ts'
import { ownPath } from './own-path.ts'
import { shellOf } from './shell.ts'

export interface PageOptions {
  /** Finished; the layout adds the product's name, and "Lỗi: " where `failed`. */
  title: string
  nav?: NavKey
  failed?: boolean
  /** Wider than the sign-in card (layout/plain only). */
  wide?: boolean
  status?: number
}

declare module '../../render/views.ts' {
  interface Views {
    'shared/form': FormPart
    'shared/flash': { flash: FlashPart | null }
  }
}

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Sends a whole page. The view says only `<% layout('/layout/page') %>` (or `/layout/plain`): title, nav and the
     * rest of `page` stand in its data as `it.page` already.
     */
    page<K extends keyof Views>(view: K, data: Views[K], options: PageOptions): FastifyReply
    /** Sends one partial alone, as the answer to htmx. */
    part<K extends keyof Views>(view: K, data: Views[K], status?: number): FastifyReply
    /** Renders one partial, for an answer made of several `<hx-partial>`. */
    rendered<K extends keyof Views>(view: K, data: Views[K]): string
    /** 303 to a path of our own with a flash; htmx gets HX-Redirect. */
    seeOther(to: string, flash?: Flash): FastifyReply
  }
}

/** `reply.page`, `reply.part` and `reply.seeOther`. */
export function addViews(app: FastifyInstance, parts: AppParts): void {
  app.register(fastifyView, { engine: { eta: parts.render.engine }, production: true })
  app.decorateReply('page', function page(view, data, options) {
    const { status = 200, ...head } = options
    const h = helpersOf(this.request)
    // What waits to be said to whoever is signed in is not for a page that looks at no session.
    const { sessionless } = this.request.routeOptions.config
    const shell = shellOf(this.request, parts, sessionless ? null : takeFlash(this.request, this, parts))
    const frame: { h: Helpers; shell: typeof shell; page: PageHead } = { h, shell, page: head }
    // Sends the page or the error that rendering met; the reply itself tells the route's caller when it is done.
    void html(this, status).view(view, { ...(data as object), ...frame })
    return this
  })
  app.decorateReply('rendered', function rendered(view, data) {
    return parts.render(view, data, { h: helpersOf(this.request) })
  })
  app.decorateReply('part', function part(view, data, status = 200) {
    return html(this, status).send(this.rendered(view, data))
  })
  app.decorateReply('seeOther', function seeOther(to, flash) {
    if (flash) setFlash(this, parts, flash)
    const path = ownPath(to)
    if (this.request.htmx)
      return this.header('hx-redirect', path).code(200).type('text/html; charset=utf-8').send('')
    return this.redirect(path, 303)
  })
}

export function helpersOf(request: FastifyRequest): Helpers {
  const { locale, t } = request
  return createHelpers({
    locale,
    // Partials and descriptors name keys as plain text; one that is missing throws, as in `t` itself.
    t: (key, values) => (isMessageKey(key) ? t(key, values) : missing(key)),
    cspNonce: request.cspNonce,
    formatDate,
    formatDateShort,
    formatDateLong: date => formatDateLong(date, locale),
    formatDateTime: instant => formatDateTime(instant, locale),
    formatNumber: value => formatNumber(value, locale),
    formatPercent: (numerator, denominator) => formatPercent(numerator, denominator, locale),
    formatBytes: bytes => formatBytes(bytes, locale),
  })
}

function missing(key: string): never {
  throw new Error(`no message for the key ${key}`)
}

function html(reply: FastifyReply, status: number): FastifyReply {
  return reply.code(status).header('vary', 'HX-Request-Type').type('text/html; charset=utf-8')
}
