import { randomBytes } from 'node:crypto'
import type { Socket } from 'node:net'
import { securityHeaders } from './headers.ts'

const longestSegment = 500

/** Where requests are sent whose path cannot be read: no such page. */
const nowhere = '/404'

/**
 * The path to be routed. One that is malformed or has a segment longer than any of ours is routed to nowhere, so that it
 * gets the 404 page with all its headers instead of an answer of the framework's own.
 */
export function soundPath(url: string): string {
  const [path = ''] = url.split('?', 1)
  if (path.split('/').some(segment => segment.length > longestSegment)) return nowhere
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return nowhere
  }
}

const statusOf: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
}

/** Answers what is no HTTP: there is no request yet, so this is written to the socket as it is. */
export function answerSocket(error: NodeJS.ErrnoException, socket: Socket, https: boolean): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const headers = { ...securityHeaders(randomBytes(18).toString('base64url'), https), connection: 'close' }
  const lines = Object.entries({ ...headers, 'content-length': '0' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.end([`HTTP/1.1 ${statusOf[error.code ?? ''] ?? '400 Bad Request'}`, ...lines, '', ''].join('\r\n'))
}
