import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { normaliseEmail } from '../../domain/account.ts'
import { Invalid } from '../../domain/errors.ts'
import { findLinkHolder, requestReset, resetPassword } from '../../domain/one-use-link.ts'
import { isEmailAddress } from '../../lib/email-address.ts'
import { answerForm, type Failure, type FormPage } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { askFields, askPage, goneOptions, newPasswordFields, passwordForm } from '../forms/password.ts'
import type { AppParts } from '../parts.ts'
import { cookieName, cookieOptions } from '../plugins/cookies.ts'

interface Link {
  Params: { token: string }
}

const cookieSeconds = 10 * 60

/** A forgotten password: a one-use link of ten minutes, for the browser that asked for it (RELIABILITY E2). */
export async function resetRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, config, now } = parts
  const mailGoesOut = config.smtpUrl !== null
  const secretOf = (request: FastifyRequest) => request.cookies[cookieName(config, 'reset')] ?? ''

  app.get('/reset', { config: { policy: 'public' } }, async (request, reply) => {
    const { view, data, options } = askPage(request, !mailGoesOut)
    return reply.page(view, data, options)
  })

  app.post(
    '/reset',
    { config: { policy: 'public' }, schema: { body: bodySchema(askFields) } },
    (request, reply) => {
      const email = normaliseEmail(readForm(askFields, request.body).line('email'))
      const browserSecret = randomBytes(32).toString('base64url')
      return answerForm(request, reply, {
        act: async () => {
          if (!isEmailAddress(email)) throw new Invalid({ email: 'error.not_an_email' })
          const { address } = request.origin
          const letters = {
            compose: parts.composeAccess,
            publicUrl: config.publicUrl,
            mailGoesOut,
            now: now(),
          }
          await requestReset(
            database.writer,
            { email, browserSecret, address, occasion: request.occasion },
            letters,
          )
        },
        done: () => {
          reply.setCookie(cookieName(config, 'reset'), browserSecret, cookieOptions(config, cookieSeconds))
          return { to: '/reset/sent' }
        },
        again: failure => askPage(request, !mailGoesOut, email, failure),
      })
    },
  )

  app.get('/reset/sent', { config: { policy: 'public' } }, async (request, reply) =>
    reply.page('reset/sent', { noMail: !mailGoesOut }, { title: request.t('page.reset.sent') }),
  )

  async function pageOf(request: FastifyRequest<Link>, failure?: Failure): Promise<FormPage> {
    const held = await findLinkHolder(
      database.reader,
      'reset',
      request.params.token,
      secretOf(request),
      now(),
    )
    if (!held) return { view: 'reset/gone', data: {}, options: goneOptions(request, 'reset') }
    const data = { name: held.person.name, form: passwordForm(request, failure) }
    return { view: 'reset/page', data, options: { title: request.t('page.reset.title') } }
  }

  app.get<Link>('/reset/:token', { config: { policy: 'public' } }, async (request, reply) => {
    const { view, data, options } = await pageOf(request)
    return reply.page(view, data, { ...options, status: view === 'reset/gone' ? 410 : 200 })
  })

  app.post<Link>(
    '/reset/:token',
    { config: { policy: 'public' }, schema: { body: bodySchema(newPasswordFields) } },
    (request, reply) => {
      const password = readForm(newPasswordFields, request.body).raw('password')
      const { token } = request.params
      const from = {
        browserSecret: secretOf(request),
        address: request.origin.address,
        occasion: request.occasion,
      }
      return answerForm(request, reply, {
        act: () => resetPassword(database.writer, { token, password, ...from }, now()),
        done: () => {
          reply.clearCookie(cookieName(config, 'reset'), cookieOptions(config))
          return { to: '/sign-in', flash: { key: 'flash.password_set' } }
        },
        again: failure => pageOf(request, failure),
      })
    },
  )
}
