import type { FastifyInstance } from 'fastify'
import { changePassword, changePreferences } from '../../domain/account.ts'
import { endSession } from '../../domain/session.ts'
import { answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { passwordFields, preferenceFields, profilePage } from '../forms/profile.ts'
import type { AppParts } from '../parts.ts'

/** One's own page: language, keys, password and the browsers one is signed in with. */
export async function profileRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { database, now } = parts

  app.get('/profile', { config: { policy: 'signed_in' } }, async (request, reply) => {
    const { view, data, options } = await profilePage(request, parts)
    return reply.page(view, data, options)
  })

  app.post(
    '/profile/preferences',
    { config: { policy: 'signed_in' }, schema: { body: bodySchema(preferenceFields) } },
    (request, reply) => {
      const form = readForm(preferenceFields, request.body)
      const typed = { locale: form.line('locale'), keysOn: form.ticked('keysOn') }
      const change = { personId: request.actor.person.id, version: form.version, ...typed }
      return answerForm(request, reply, {
        act: () => changePreferences(database.writer, change),
        done: () => ({ to: '/profile', flash: { key: 'flash.saved' } }),
        again: failure => profilePage(request, parts, { form: 'preferences', failure, typed }),
      })
    },
  )

  app.post(
    '/profile/password',
    { config: { policy: 'signed_in' }, schema: { body: bodySchema(passwordFields) } },
    (request, reply) => {
      const form = readForm(passwordFields, request.body)
      const change = {
        personId: request.actor.person.id,
        current: form.raw('currentPassword'),
        next: form.raw('password'),
        keptSession: request.session?.id_hash ?? '',
        address: request.origin.address,
      }
      return answerForm(request, reply, {
        act: () => changePassword(database.writer, change, now()),
        done: () => ({ to: '/profile', flash: { key: 'flash.password_changed' } }),
        again: failure => profilePage(request, parts, { form: 'password', failure }),
      })
    },
  )

  app.post<{ Params: { id: string } }>(
    '/profile/sessions/:id/end',
    { config: { policy: 'signed_in' } },
    async (request, reply) => {
      const { person_id } = request.session!
      await endSession(database.writer, person_id, request.params.id, now(), request.origin.address)
      return reply.seeOther('/profile', { key: 'flash.session_ended' })
    },
  )
}
