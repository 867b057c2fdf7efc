import type { FastifyReply, FastifyRequest } from 'fastify'
import { isMessageKey, type MessageKey, type MessageValues } from '../../i18n/translate.ts'
import type { FlashPart } from '../../render/parts.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from './cookies.ts'

/** What the next page says on top; the key begins with `flash.`. */
export interface Flash {
  key: MessageKey
  values?: MessageValues
  kind?: FlashPart['kind']
}

const lifeSeconds = 60

/** Puts the flash into a cookie of a minute; only the browser itself could forge it, and only with keys we have. */
export function setFlash(reply: FastifyReply, parts: AppParts, flash: Flash): void {
  const text = Buffer.from(JSON.stringify([flash.key, flash.values ?? {}, flash.kind ?? 'done'])).toString(
    'base64url',
  )
  reply.setCookie(cookieName(parts.config, 'flash'), text, cookieOptions(parts.config, lifeSeconds))
}

/** The flash of this request, taken: the cookie goes with the answer. */
export function takeFlash(request: FastifyRequest, reply: FastifyReply, parts: AppParts): FlashPart | null {
  const text = request.cookies?.[cookieName(parts.config, 'flash')]
  if (!text) return null
  reply.clearCookie(cookieName(parts.config, 'flash'), cookieOptions(parts.config))
  try {
    const [key, values, kind] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      string,
      object,
      string,
    ]
    if (!key.startsWith('flash.') || !isMessageKey(key)) return null
    return { kind: isKind(kind) ? kind : 'done', text: request.t(key, values as MessageValues) }
  } catch {
    return null
  }
}

function isKind(kind: unknown): kind is FlashPart['kind'] {
  return kind === 'done' || kind === 'note' || kind === 'problem'
}
