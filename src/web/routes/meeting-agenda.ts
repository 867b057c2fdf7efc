import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findMeetingFor, type MeetingOfCommittee } from '../../data/meeting.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { addFromAttention, addItem } from '../../domain/meeting-agenda.ts'
import { keeperOf } from '../../domain/meeting-record.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { itemFields, pickFields } from '../forms/meeting.ts'
import { agendaPage, itemPage } from '../pages/meeting-agenda.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
  Querystring: { q?: unknown }
}

const signedIn = { config: { policy: 'signed_in' } } as const

/** What is put on the agenda of a meeting: from what needs attention, or by hand. */
export async function meetingAgendaRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database

  app.get<ById>('/meetings/:id/agenda', signedIn, async (request, reply) =>
    show(reply, await agendaPage(reader, request, await kept(request))),
  )

  app.post<ById>(
    '/meetings/:id/agenda',
    { ...signedIn, schema: { body: bodySchema(pickFields) } },
    async (request, reply) => {
      const { id } = await kept(request)
      const sent = readForm(pickFields, request.body)
      return answerForm(request, reply, {
        act: () => addFromAttention(writer, actOf(request, sent), id, sent.list('picks')),
        done: () => ({ to: `/meetings/${id}`, flash: { key: 'flash.meeting.items' } }),
        again: async failure => agendaPage(reader, request, await kept(request), { sent, failure }),
      })
    },
  )

  app.get<ById>('/meetings/:id/items', signedIn, async (request, reply) => {
    const { q } = request.query
    const query = typeof q === 'string' ? q.trim().slice(0, 300) : ''
    return show(reply, await itemPage(reader, request, await kept(request), { query }))
  })

  app.post<ById>(
    '/meetings/:id/items',
    { ...signedIn, schema: { body: bodySchema(itemFields) } },
    async (request, reply) => {
      const { id } = await kept(request)
      const sent = readForm(itemFields, request.body)
      const input = {
        title: sent.line('title'),
        taskId: sent.id('taskId'),
        recommendationId: sent.id('recommendationId'),
      }
      return answerForm(request, reply, {
        act: () => addItem(writer, actOf(request, sent), id, input),
        done: () => ({ to: `/meetings/${id}`, flash: { key: 'flash.meeting.items' } }),
        again: async failure => itemPage(reader, request, await kept(request), { sent, failure }),
      })
    },
  )

  async function known({ params, actor }: { params: { id: string }; actor: FastifyRequest['actor'] }) {
    const meeting = isId(params.id) ? await findMeetingFor(reader, actor, params.id) : undefined
    if (!meeting) throw new NotFound()
    return meeting
  }

  /** The meeting for who keeps it. @throws NotFound, NotAllowed */
  async function kept(request: FastifyRequest<ById>): Promise<MeetingOfCommittee> {
    const meeting = await known(request)
    if (!keeperOf(request.actor, meeting)) throw new NotAllowed('refusal.role.keep_meeting')
    return meeting
  }
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
