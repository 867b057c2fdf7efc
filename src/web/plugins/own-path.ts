import type { FastifyRequest } from 'fastify'

/** Only a path of this site, never another host, whatever was sent (W7). */
export function ownPath(to: string): string {
  const plain = /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(to) && !/%(2f|5c)/i.test(to.slice(0, 8))
  return plain ? to : '/'
}

/** The path and query of an address that a header names (Referer, HX-Current-URL), if it is one of ours. */
export function pathNamedBy(header: unknown, request: FastifyRequest, publicUrl: string): string | null {
  const url = typeof header === 'string' ? URL.parse(header) : null
  const ours = url && (url.origin === publicUrl || url.host === request.host)
  return ours ? ownPath(`${url.pathname}${url.search}`) : null
}
