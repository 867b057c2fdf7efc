import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { findRecommendationFor } from '../../data/recommendation.ts'
import { findTaskFor } from '../../data/task.ts'
import { linkModels, recommendationLinker, taskLinker } from '../../domain/emulation-model-link.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { type LinkSubject, linkFields, modelLinkPage } from '../pages/emulation-model-link.ts'
import type { AppParts } from '../parts.ts'

interface BySubject {
  Params: { id: string }
  Querystring: { year?: string }
}

type FindSubject = (request: FastifyRequest<BySubject>) => Promise<LinkSubject & { year: number }>

/** Which models a recommendation or a task points to as evidence. */
export async function emulationModelLinkRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database

  const findRecommendation: FindSubject = async ({ params, actor, t }) => {
    const found = isId(params.id) ? await findRecommendationFor(reader, actor, params.id) : undefined
    if (!found) throw new NotFound()
    if (!recommendationLinker(actor, found.organisation_id)) throw new NotAllowed('refusal.role.link_models')
    const label = t('page.recommendation.title', { ordinal: found.ordinal })
    const href = `/recommendations/${found.id}`
    const trail = [
      { label: t('nav.inspections'), href: '/inspections' },
      { label, href },
    ]
    return {
      href,
      label,
      trail,
      filter: { recommendationId: found.id },
      year: Number(found.held_on.slice(0, 4)),
    }
  }

  const findTask: FindSubject = async ({ params, actor, t }) => {
    const facts = isId(params.id) ? await findTaskFor(reader, actor, params.id) : undefined
    if (!facts) throw new NotFound()
    if (!taskLinker(actor, facts)) throw new NotAllowed('refusal.role.link_models')
    const { id, code, issued_on } = facts.task
    const label = t('page.task.code', { code })
    const href = `/tasks/${id}`
    const trail = [
      { label: t('nav.tasks'), href: '/tasks' },
      { label, href },
    ]
    return { href, label, trail, filter: { taskId: id }, year: Number((issued_on ?? '').slice(0, 4)) }
  }

  addRoutes('/recommendations/:id/models', findRecommendation, ['secretary'])
  addRoutes('/tasks/:id/models', findTask, ['secretary', 'unit_head', 'officer'])

  function addRoutes(
    url: string,
    find: FindSubject,
    policy: readonly ('secretary' | 'unit_head' | 'officer')[],
  ) {
    app.get<BySubject>(url, { config: { policy } }, async (request, reply) => {
      const { year, ...subject } = await find(request)
      return show(
        reply,
        await modelLinkPage(reader, request, subject, { year: yearOf(request.query.year) ?? year }),
      )
    })

    app.post<BySubject>(
      url,
      { config: { policy }, schema: { body: bodySchema(linkFields) } },
      async (request, reply) => {
        const { year, ...subject } = await find(request)
        const sent = readForm(linkFields, request.body)
        const shown = sent.line('shown').split(' ').filter(isId)
        const input = { subject: subject.filter, shown, picked: sent.list('models').filter(isId) }
        return answerForm(request, reply, {
          act: () => linkModels(writer, actOf(request, sent), input),
          done: () => ({ to: subject.href, flash: { key: 'flash.model.linked' } }),
          again: failure =>
            modelLinkPage(reader, request, subject, {
              year: yearOf(sent.line('year')) ?? year,
              sent,
              failure,
            }),
        })
      },
    )
  }
}

function yearOf(text: string | undefined): number | undefined {
  return /^\d{4}$/.test(text ?? '') ? Number(text) : undefined
}

function show(reply: FastifyReply, { view, data, options }: FormPage): FastifyReply {
  return reply.page(view, data, options)
}
