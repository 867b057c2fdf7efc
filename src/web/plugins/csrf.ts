import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotAllowed } from '../../domain/errors.ts'
import type { AppParts } from '../parts.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * DECISIONS 19 and W1: an unsafe request must say that it comes from our own pages, by Sec-Fetch-Site or, where the
 * browser sends none, by an Origin that matches. One that says neither is refused. No tokens.
 */
export function addCsrf(app: FastifyInstance, parts: AppParts): void {
  app.addHook('onRequest', async request => {
    // A token is sent by no browser on its own, and such a route looks at no cookie.
    if (request.routeOptions.config.policy === 'token' || isNoCall(request)) return
    if (safeMethods.has(request.method) || isFromUs(request, parts.config.publicUrl)) return
    throw new NotAllowed('refusal.cross_site')
  })
}

/** A path or method that the programming interface has not: whatever was sent does nothing, and is told so. */
function isNoCall({ is404, url }: FastifyRequest): boolean {
  return is404 && url.startsWith('/api/v1/')
}

function isFromUs(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const origin = request.headers.origin
  if (origin === undefined) return false
  return origin === publicUrl || URL.parse(origin)?.host === request.host
}
