import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { normaliseEmail } from '../../domain/account.ts'
import { deriveKey } from '../../lib/derive-key.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from './cookies.ts'

const lifeSeconds = 180 * 24 * 60 * 60

/**
 * What tells a browser that signed in to this account before, or null. Its attempts are counted apart from those of
 * strangers, who so cannot keep the owner out (A3). It opens nothing by itself.
 */
export function deviceOf(request: FastifyRequest, { config }: AppParts, email: string): string | null {
  const [nonce = '', seal = ''] = (request.cookies[cookieName(config, 'device')] ?? '').split('.')
  const given = Buffer.from(seal, 'base64url')
  const fits = config.secrets.some(({ secret }) => {
    const due = sealOf(secret, nonce, email)
    return given.length === due.length && timingSafeEqual(given, due)
  })
  return fits ? nonce : null
}

/** Marks the browser as one in which the account has signed in. */
export function rememberDevice(reply: FastifyReply, { config }: AppParts, email: string): void {
  const [newest] = config.secrets
  if (!newest) return
  const nonce = randomBytes(16).toString('base64url')
  const value = `${nonce}.${sealOf(newest.secret, nonce, email).toString('base64url')}`
  reply.setCookie(cookieName(config, 'device'), value, cookieOptions(config, lifeSeconds))
}

function sealOf(secret: string, nonce: string, email: string): Buffer {
  return createHmac('sha256', deriveKey(secret, 'device'))
    .update(`${nonce}\n${normaliseEmail(email)}`)
    .digest()
}
