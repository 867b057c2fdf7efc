import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotFound } from '../../domain/errors.ts'
import { confirmHandover, findHandoverFor, type SeenHandover } from '../../domain/handover.ts'
import { isId } from '../../lib/id.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { handoverPage } from '../pages/handover.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
}

const noFields: FieldDescriptor[] = []

/**
 * What lies in a post that changes hands, by the appointment that ends. Whoever left it may hold no post any more, so
 * that the page is open to everybody signed in; whose it is not, does not find it.
 */
export async function handoverRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const config = { policy: 'signed_in' } as const

  app.get<ById>('/handovers/:id', { config }, async (request, reply) => {
    const data = await handoverPage(reader, request, await seenBy(request))
    return reply.page('handover/page', data, { title: data.title, nav: 'my_work' })
  })

  app.post<ById>(
    '/handovers/:id/confirmation',
    { config, schema: { body: bodySchema(noFields) } },
    async (request, reply) => {
      const { post } = await seenBy(request)
      const form = readForm(noFields, request.body)
      const change = { appointmentId: post.id, version: form.version }
      return answerForm(request, reply, {
        act: () => confirmHandover(writer, actOf(request, form), change),
        done: () => ({ to: `/handovers/${post.id}`, flash: { key: 'flash.handover_confirmed' } }),
        again: async failure => {
          const data = await handoverPage(reader, request, await seenBy(request), { failure }, form)
          return { view: 'handover/page', data, options: { title: data.title, nav: 'my_work' } }
        },
      })
    },
  )

  async function seenBy({ actor, params }: FastifyRequest<ById>): Promise<SeenHandover> {
    const seen = isId(params.id) ? await findHandoverFor(reader, actor, params.id) : undefined
    if (!seen) throw new NotFound()
    return seen
  }
}
