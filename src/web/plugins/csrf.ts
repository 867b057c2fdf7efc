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
    if (safeMethods.has(request.method) || isFromUs(request, parts.config.publicUrl)) return
    throw new NotAllowed('refusal.cross_site')
  })
}

function isFromUs(request: FastifyRequest, publicUrl: string): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const origin = request.headers.origin
  if (origin === undefined) return false
  return origin === publicUrl || URL.parse(origin)?.host === request.host
}
