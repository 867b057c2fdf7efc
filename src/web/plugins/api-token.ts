import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Access, findAccess, type Pace } from '../../domain/api-access.ts'
import type { ApiScope } from '../../domain/api-token.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import type { AppParts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a token needs for the route; null: any live one will do. Only with the policy `token`. */
    scope?: ApiScope | null
  }
  interface FastifyRequest {
    /** The token by which the request was let in. */
    apiToken: Extract<Access, { access: 'granted' }>['token'] | null
  }
}

/** A call that is not let in: no token or none that opens anything (401), one for something else (403), too many (429). */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused'
  readonly access: Exclude<Access['access'], 'granted'>
  readonly retrySeconds: number | null

  constructor(access: TokenRefused['access'], retrySeconds: number | null = null) {
    super(`token ${access}`)
    this.access = access
    this.retrySeconds = retrySeconds
  }
}

/**
 * Lets callers of the programming interface in by their token alone: cookies are not looked at, so that no page of
 * another site can make a browser call it. The person's rights are those of today; they are read at each call.
 */
export function addApiTokens(app: FastifyInstance, parts: AppParts): void {
  app.decorateRequest('apiToken', null)
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.policy !== 'token') return
    request.locale = localeOf(request)
    const access = await findAccess(parts.database, {
      token: tokenOf(request),
      scope: request.routeOptions.config.scope ?? null,
      today: request.occasion.today,
      address: request.ip,
      now: parts.now(),
      ...(parts.callsPerMinute ? { perMinute: parts.callsPerMinute } : {}),
    })
    if ('pace' in access && access.pace) sayPace(reply, access.pace)
    if (access.access !== 'granted')
      throw new TokenRefused(access.access, 'retrySeconds' in access ? access.retrySeconds : null)
    request.apiToken = access.token
    request.visitor = access.actor
    request.terms = (await findReaderPolicy(parts.database.reader, access.actor)).terms
  })
}

function tokenOf({ headers }: FastifyRequest): string {
  return /^bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1] ?? ''
}

/** Vietnamese unless English is asked for first: machines send what their writer set, not what a person reads. */
export function localeOf({ headers }: Pick<FastifyRequest, 'headers'>): 'vi' | 'en' {
  const wanted = (headers['accept-language'] ?? '').split(',').map(part => {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const weight = parameters.find(one => one.trim().startsWith('q='))
    return { tag: tag.split('-', 1)[0], q: weight ? Number(weight.trim().slice(2)) : 1 }
  })
  const q = (tag: string) => Math.max(0, ...wanted.filter(one => one.tag === tag).map(one => one.q || 0))
  return q('en') > q('vi') ? 'en' : 'vi'
}

/** In place of what the limiter of addresses says: a token's own limit is the one that its holder can keep to. */
function sayPace(reply: FastifyReply, { limit, remaining, resetSeconds }: Pace): void {
  reply.headers({
    'ratelimit-limit': limit,
    'ratelimit-remaining': remaining,
    'ratelimit-reset': resetSeconds,
  })
}
