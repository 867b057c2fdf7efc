import type { FastifyInstance, FastifyRequest } from 'fastify'
import { acceptInvitation, findLinkHolder } from '../../domain/one-use-link.ts'
import { answerForm, type Failure, type FormPage } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { goneOptions, newPasswordFields, passwordForm } from '../forms/password.ts'
import type { AppParts } from '../parts.ts'

interface Link {
  Params: { token: string }
}

/** An invited person sets a password. Opening the link uses nothing up; the button does. */
export async function invitationRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, now } = parts

  async function pageOf(request: FastifyRequest<Link>, failure?: Failure): Promise<FormPage> {
    const { token } = request.params
    const held = await findLinkHolder(database.reader, 'invitation', token, '', now())
    if (!held) {
      const helpContact = request.office?.help_contact ?? ''
      return { view: 'invitation/gone', data: { helpContact }, options: goneOptions(request, 'invitation') }
    }
    const { name, email } = held.person
    const data = { name, email: email ?? '', form: passwordForm(request, failure) }
    return { view: 'invitation/page', data, options: { title: request.t('page.invitation.title') } }
  }

  app.get<Link>('/invitations/:token', { config: { policy: 'public' } }, async (request, reply) => {
    const { view, data, options } = await pageOf(request)
    return reply.page(view, data, { ...options, status: view === 'invitation/gone' ? 410 : 200 })
  })

  app.post<Link>(
    '/invitations/:token',
    { config: { policy: 'public' }, schema: { body: bodySchema(newPasswordFields) } },
    (request, reply) => {
      const password = readForm(newPasswordFields, request.body).raw('password')
      const { address } = request.origin
      const input = {
        token: request.params.token,
        password,
        browserSecret: '',
        address,
        occasion: request.occasion,
      }
      return answerForm(request, reply, {
        act: () => acceptInvitation(database.writer, input, now()),
        done: () => ({ to: '/sign-in', flash: { key: 'flash.password_set' } }),
        again: failure => pageOf(request, failure),
      })
    },
  )
}
