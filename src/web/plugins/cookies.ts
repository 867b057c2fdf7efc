import type { CookieSerializeOptions } from '@fastify/cookie'
import type { Config } from '../../config.ts'

type Place = Pick<Config, 'publicUrl'>

/** https, or this very machine, where browsers trust plain http as well (DECISIONS 18). */
export function isTrustworthy({ publicUrl }: Place): boolean {
  const { protocol, hostname } = new URL(publicUrl)
  return protocol === 'https:' || /^(localhost|127(\.\d+){3}|\[::1\]|.+\.localhost)$/.test(hostname)
}

/** `__Host-` keeps subdomains and plain http from setting the cookie; it needs Secure, so plain http goes without. */
export function cookieName(place: Place, name: 'session' | 'flash' | 'reset' | 'device'): string {
  return isTrustworthy(place) ? `__Host-dondoc-${name}` : `dondoc-${name}`
}

/** A session cookie unless `maxAge` (seconds) is given. */
export function cookieOptions(place: Place, maxAge?: number): CookieSerializeOptions {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isTrustworthy(place),
    ...(maxAge === undefined ? {} : { maxAge }),
  }
}
