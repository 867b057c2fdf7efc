import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { AppParts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** New for every response; the same in the policy, on scripts and on htmx elements (`h.hx`). */
    cspNonce: string
  }
}

/** W4 and W5: on every response, errors and assets included; see raw-answer.ts for what is no request yet. */
export function addHeaders(app: FastifyInstance, parts: AppParts): void {
  const https = parts.config.publicUrl.startsWith('https:')
  app.decorateRequest('cspNonce', '')
  app.addHook('onRequest', async (request, reply) => {
    request.cspNonce = randomBytes(18).toString('base64url')
    reply.headers(securityHeaders(request.cspNonce, https)).header('x-request-id', request.id)
  })
}

export function securityHeaders(nonce: string, https: boolean): Record<string, string> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
    ...(https ? ['upgrade-insecure-requests'] : []),
  ]
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // `no-referrer` would make browsers send form posts with `Origin: null` (DECISIONS 18).
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cache-control': 'no-store',
    ...(https ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}
