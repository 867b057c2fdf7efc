import type { FastifyInstance } from 'fastify'
import { findMessageFor, listMessageReminders, type OutboxView } from '../../data/outbox.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { resendMessage } from '../../domain/outbox.ts'
import { isId } from '../../lib/id.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { type MessagePage, messagePage } from '../pages/outbox-message.ts'
import { type OutboxIndex, outboxIndex } from '../pages/outbox-page.ts'
import { type OutboxQuery, outboxQuerySchema, readOutboxQuery } from '../pages/outbox-query.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'outbox/index': OutboxIndex
    'outbox/message': MessagePage
  }
}

type ById = { Params: { id: string } }

/** From which of the two views of the outbox the button was pressed. */
const resendFields: FieldDescriptor[] = [{ name: 'from', kind: 'hidden' }]

/** What a mail may do when it is shown as it was sent: nothing but look as it looks. */
const mailPolicy =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'"

export async function outboxRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const db = parts.database.reader
  const readers = { policy: rolesOf('ledger') }

  app.get<{ Querystring: OutboxQuery }>(
    '/outbox',
    { config: readers, schema: { querystring: outboxQuerySchema } },
    async (request, reply) => {
      const page = await outboxIndex(request, parts, 'office', readOutboxQuery(request.query))
      return reply.page('outbox/index', page, { title: page.title, nav: 'ledger' })
    },
  )

  app.get<{ Querystring: OutboxQuery }>(
    '/admin/mail',
    { config: { policy: ['admin'] }, schema: { querystring: outboxQuerySchema } },
    async (request, reply) => {
      const page = await outboxIndex(request, parts, 'admin', readOutboxQuery(request.query))
      return reply.page('outbox/index', page, { title: page.title, nav: 'admin' })
    },
  )

  app.get<ById>('/outbox/:id', { config: readers }, async (request, reply) => {
    const { actor } = request
    const message = isId(request.params.id) ? await findMessageFor(db, actor, request.params.id) : undefined
    if (!message) throw new NotFound()
    const reminders = await listMessageReminders(db, message.id)
    const mayResend = actor.holdings.some(held => held.role === 'secretary')
    const page = messagePage(message, reminders, mayResend, wordsFor(request, await findCalendar(db)))
    return reply.page('outbox/message', page, { title: page.title, nav: 'ledger' })
  })

  app.get<ById>('/outbox/:id/html', { config: readers }, async (request, reply) => {
    const { id } = request.params
    const message = isId(id) ? await findMessageFor(db, request.actor, id) : undefined
    if (!message || message.html === '') throw new NotFound()
    return reply
      .header('content-security-policy', mailPolicy)
      .type('text/html; charset=utf-8')
      .send(message.html)
  })

  app.post<ById>(
    '/outbox/:id/resend',
    { config: { policy: ['secretary', 'admin'] }, schema: { body: bodySchema(resendFields) } },
    async (request, reply) => {
      const { id } = request.params
      if (!isId(id)) throw new NotFound()
      const form = readForm(resendFields, request.body)
      const view: OutboxView = form.line('from') === 'admin' ? 'admin' : 'office'
      return answerForm(request, reply, {
        act: () => resendMessage(parts.database.writer, actOf(request, form), id),
        done: () => ({
          to: view === 'admin' ? '/admin/mail' : '/outbox',
          flash: { key: 'flash.outbox.resent' },
        }),
        again: async ({ summary }) => {
          const data = await outboxIndex(request, parts, view, readOutboxQuery({}), summary)
          const nav = view === 'admin' ? ('admin' as const) : ('ledger' as const)
          return { view: 'outbox/index' as const, data, options: { title: data.title, nav } }
        },
      })
    },
  )
}
