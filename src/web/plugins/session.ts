import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Row } from '../../data/schema.ts'
import { findSession } from '../../data/session.ts'
import {
  hashSessionId,
  hasSessionExpired,
  isSessionLive,
  touchSession,
  type Visitor,
} from '../../domain/session.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from './cookies.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Answered without a look at who asks: assets and /healthz. */
    bare?: boolean
    /** Whoever asks is nobody, also where a browser is signed in: the link alone says for whom it acts. */
    sessionless?: boolean
    /** Asked for by an open page itself: no sign that somebody still sits there, so that the session ages. */
    quiet?: boolean
  }
  interface FastifyRequest {
    /** The live session of this request. */
    session: Row<'session'> | null
    /** The session that the cookie names but that ran out by itself within a day (DECISIONS 19). */
    expiredSession: Row<'session'> | null
    /** The browser, for rows that say where something came from. */
    origin: Visitor
  }
}

/** Thrown where a page needs a session and there is none; `back` is where to go after signing in. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded'
  readonly back: string

  constructor(back: string) {
    super('sign-in needed')
    this.back = back
  }
}

/** Sessions of our own over a cookie: the table's key is the SHA-256 of the cookie's 256-bit id (DECISIONS 18). */
export function addSession(app: FastifyInstance, parts: AppParts): void {
  const { database, config, now } = parts
  app.decorateRequest('session', null)
  app.decorateRequest('expiredSession', null)
  app.decorateRequest('origin', {
    getter(): Visitor {
      return { address: this.ip, agent: String(this.headers['user-agent'] ?? '') }
    },
  })
  app.addHook('onRequest', async request => {
    const id = request.cookies[cookieName(config, 'session')]
    const { bare, sessionless, quiet } = request.routeOptions.config
    if (!id || bare || sessionless) return
    const session = await findSession(database.reader, hashSessionId(id))
    if (!session) return
    if (isSessionLive(session, now(), config)) {
      request.session = session
      if (!quiet) await touchSession(database.writer, session, now())
    } else if (hasSessionExpired(session, now(), config)) {
      request.expiredSession = session
    }
  })
}

/** Hands the id of a new session to the browser; what it sent before is never adopted. */
export function setSessionCookie(reply: FastifyReply, { config }: AppParts, sessionId: string): void {
  reply.setCookie(cookieName(config, 'session'), sessionId, cookieOptions(config))
}
