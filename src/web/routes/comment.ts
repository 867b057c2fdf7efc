import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findTaskFor, type TaskFacts } from '../../data/task.ts'
import { comment, findWriter } from '../../domain/comment.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { seeMention } from '../../domain/mention.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { commentFields, mentionFields } from '../forms/comment.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { commentPage } from '../pages/comment-page.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'

interface ById {
  Params: { id: string }
}

/** Everyone who writes on a task; who of them sees this one is the scope's to say (PRODUCT §1). */
const policy = ['secretary', 'leader', 'unit_head', 'officer', 'verifier', 'committee'] as const

/** Comments on a task, and the press that says one has seen where one was named. */
export async function commentRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database

  app.get<ById>('/tasks/:id/comments', { config: { policy } }, async (request, reply) => {
    const facts = await taskOf(request)
    if (!(await findWriter(reader, request.actor, facts))) throw new NotAllowed('refusal.role.comment')
    const page = await commentPage(reader, request, facts, { typed: draftFor(request) ?? undefined })
    return reply.page(page.view, page.data, page.options)
  })

  const body = bodySchema(commentFields)
  app.post<ById>('/tasks/:id/comments', { config: { policy }, schema: { body } }, async (request, reply) => {
    const facts = await taskOf(request)
    const sent = readForm(commentFields, request.body)
    const mentions = Object.values(mentionFields).flatMap(field => sent.list(field.name))
    const input = { taskId: facts.task.id, text: sent.text('text'), mentions }
    return answerForm(request, reply, {
      act: () => comment(writer, actOf(request, sent), input),
      done: () => ({
        to: `/tasks/${facts.task.id}`,
        flash: { key: 'flash.comment', values: { code: facts.task.code } },
      }),
      again: failure => commentPage(reader, request, facts, { typed: sent.typed, sent, failure }),
    })
  })

  app.post<ById>(
    '/mentions/:id/receipt',
    { config: { policy }, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      const { id } = request.params
      if (!isId(id)) throw new NotFound()
      const { taskId } = await seeMention(writer, actOf(request, readForm([], request.body)), id)
      request.nudge()
      return reply.seeOther(`/tasks/${taskId}#timeline-head`)
    },
  )

  async function taskOf(request: FastifyRequest<ById>): Promise<TaskFacts> {
    const { id } = request.params
    const facts = isId(id) ? await findTaskFor(reader, request.actor, id) : undefined
    if (!facts) throw new NotFound()
    return facts
  }
}
