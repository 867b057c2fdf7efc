import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { signIn } from '../../domain/account.ts'
import { endSession, enterSample, takeSeat } from '../../domain/session.ts'
import { answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { signInFields, signInPage } from '../forms/sign-in.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from '../plugins/cookies.ts'
import { deviceOf, rememberDevice } from '../plugins/device.ts'
import { ownPath } from '../plugins/own-path.ts'
import { setSessionCookie } from '../plugins/session.ts'

const seatFields = [{ name: 'person', kind: 'hidden' }] as const
const query = Type.Object({ next: Type.Optional(Type.String()) }, { additionalProperties: false })

/** Signing in and out, and the seats of a sample office. */
export async function sessionRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { config, database, now } = parts

  app.get<{ Querystring: { next?: string } }>(
    '/sign-in',
    { config: { policy: 'public' }, schema: { querystring: query } },
    async (request, reply) => {
      const next = ownPath(request.query.next ?? '/')
      if (request.visitor) return reply.seeOther(next)
      const { view, data, options } = signInPage(request, { next })
      return reply.page(view, data, options)
    },
  )

  app.post(
    '/sign-in',
    { config: { policy: 'public' }, schema: { body: bodySchema(signInFields) } },
    (request, reply) => {
      const form = readForm(signInFields, request.body)
      const email = form.line('email')
      const next = ownPath(form.line('next'))
      return answerForm(request, reply, {
        act: () => {
          const previousSessionId = request.cookies[cookieName(config, 'session')] ?? null
          const input = {
            email,
            password: form.raw('password'),
            previousSessionId,
            device: deviceOf(request, parts, email),
          }
          return signIn(database.writer, input, request.origin, now(), config)
        },
        done: ({ sessionId }) => {
          setSessionCookie(reply, parts, sessionId)
          rememberDevice(reply, parts, email)
          return { to: next }
        },
        again: ({ errors, summary }) => signInPage(request, { next, email, errors, summary }),
      })
    },
  )

  app.post('/sign-out', { config: { policy: 'public' } }, async (request, reply) => {
    const { session } = request
    if (session)
      await endSession(database.writer, session.person_id, session.id_hash, now(), request.origin.address)
    reply.clearCookie(cookieName(config, 'session'), cookieOptions(config))
    // Not "cookies": the one that tells a known browser from a stranger's is to stay.
    reply.header('clear-site-data', '"cache", "storage"')
    return reply.seeOther('/sign-in', { key: 'flash.signed_out' })
  })

  app.post('/sample/enter', { config: { policy: 'public' } }, async (request, reply) => {
    setSessionCookie(
      reply,
      parts,
      await enterSample(database.writer, request.origin, request.occasion, now(), config),
    )
    return reply.seeOther('/')
  })

  app.post(
    '/sample/cast',
    { config: { policy: 'signed_in' }, schema: { body: bodySchema(seatFields) } },
    async (request, reply) => {
      const person = readForm(seatFields, request.body).line('person')
      const { id_hash } = request.session!
      await takeSeat(database.writer, id_hash, person, now(), request.origin.address)
      return reply.seeOther('/')
    },
  )
}
