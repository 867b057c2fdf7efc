import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listPendingEvidence } from '../../data/evidence.ts'
import { findTaskFor, type TaskFacts } from '../../data/task.ts'
import { Invalid, NotFound } from '../../domain/errors.ts'
import { assertMayLayEvidence, removeEvidence } from '../../domain/evidence.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ErrorPart, LinkPart } from '../../render/parts.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { evidenceFields, layFormEvidence, shownEvidenceFields } from '../forms/evidence.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { readUploads } from '../forms/upload.ts'
import { evidenceBackHref, type PendingEvidence, pendingEvidence } from '../pages/evidence.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import { helpersOf } from '../plugins/views.ts'

declare module '../../render/views.ts' {
  interface Views {
    'evidence/index': {
      trail: (LinkPart | { label: string })[]
      lead: string
      pending: PendingEvidence
      form: FormPart
    }
  }
}

const backField = { name: 'back', kind: 'hidden' } as const satisfies FieldDescriptor

/** Evidence of one person on one task, before an update or a report attaches it. */
export async function evidenceRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const policy = ['unit_head', 'officer'] as const
  const { reader, writer } = parts.database

  app.get<{ Params: { id: string }; Querystring: { back?: string } }>(
    '/tasks/:id/evidence',
    { config: { policy } },
    async (request, reply) => {
      const typed = draftFor(request) ?? {
        back: typeof request.query.back === 'string' ? request.query.back : '',
      }
      const page = await evidencePage(parts, request, request.params.id, { typed })
      return reply.page(page.view, page.data, page.options)
    },
  )

  app.post<{ Params: { id: string } }>(
    '/tasks/:id/evidence',
    { config: { policy } },
    async (request, reply) => {
      const { id } = request.params
      const sent = await readUploads(request, parts)
      const form = readForm([...evidenceFields, backField], sent.body)
      let errors: Record<string, string> = {}
      return answerForm(request, reply, {
        act: async () => {
          const laid = await layFormEvidence(request, parts, actOf(request, form), id, sent)
          errors = laid.errors
          if (laid.laid + laid.removed === 0) errors.evidenceFile ??= request.t('error.required.evidence')
          // Words already: the failure only has to lead back to the form.
          if (Object.keys(errors).length > 0) throw new Invalid({})
          return laid
        },
        done: ({ laid }) => ({
          to: evidenceBackHref(id, form.line('back') || 'evidence'),
          flash:
            laid > 0
              ? { key: 'flash.evidence.added', values: { count: laid } }
              : { key: 'flash.evidence.removed' },
        }),
        again: failure =>
          evidencePage(parts, request, id, { typed: form.typed, form, errors, summary: failure.summary }),
      })
    },
  )

  app.post<{ Params: { id: string; evidenceId: string } }>(
    '/tasks/:id/evidence/:evidenceId/removal',
    { config: { policy }, schema: { body: bodySchema([backField]) } },
    async (request, reply) => {
      const { id, evidenceId } = request.params
      const form = readForm([backField], request.body)
      const { fileId } = await removeEvidence(writer, actOf(request, form), id, evidenceId)
      if (fileId) await parts.files.remove(fileId)
      return reply.seeOther(evidenceBackHref(id, form.line('back') || 'evidence'), {
        key: 'flash.evidence.removed',
      })
    },
  )

  async function findTask(request: FastifyRequest, id: string): Promise<TaskFacts> {
    const facts = await findTaskFor(reader, request.actor, id)
    if (!facts) throw new NotFound()
    return facts
  }

  interface Shown {
    typed: Form['typed']
    form?: Form
    errors?: Record<string, string>
    summary?: ErrorPart[]
  }

  async function evidencePage(
    { database }: AppParts,
    request: FastifyRequest,
    id: string,
    { typed, form, errors, summary }: Shown,
  ): Promise<FormPage & { view: 'evidence/index' }> {
    const facts = await findTask(request, id)
    if (!form) assertMayLayEvidence(request.actor, facts)
    const h = helpersOf(request)
    const { t } = request
    const rows = await listPendingEvidence(database.reader, id, request.actor.person.id)
    const back = [typed.back].flat()[0] ?? ''
    const fields = shownEvidenceFields(rows, h, { typed, ...(errors ? { errors } : {}) }).map(field => ({
      ...field,
      attached: [],
    }))
    return {
      view: 'evidence/index',
      options: { title: t('page.evidence.title'), nav: 'tasks' },
      data: {
        trail: [
          { label: t('nav.tasks'), href: '/tasks' },
          { label: `${facts.task.code} ${facts.task.title}`, href: `/tasks/${id}` },
          { label: t('page.evidence.title') },
        ],
        lead: t('page.evidence.lead'),
        pending: pendingEvidence(rows, h, { taskId: id, back: 'evidence' }),
        form: {
          id: 'evidence-form',
          action: `/tasks/${id}/evidence`,
          actId: actIdFor(form),
          hidden: { back },
          fields,
          submit: t('page.evidence.submit'),
          cancel: { label: t('page.evidence.back'), href: evidenceBackHref(id, back) },
          errors: summary ?? [],
        },
      },
    }
  }
}
