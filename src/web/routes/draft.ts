import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findRecommendationFor, type RecommendationOfInspection } from '../../data/recommendation.ts'
import type { Db } from '../../data/schema.ts'
import type { TaskFacts } from '../../data/task.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { Invalid, NotAllowed, NotFound } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { perform } from '../../domain/perform.ts'
import { takeBack } from '../../domain/rehearse.ts'
import { createTask } from '../../domain/task.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm, type Failure } from '../forms/answer.ts'
import { draftFields, draftInput, draftTyped, keptDocumentId } from '../forms/draft.ts'
import { type Form, readForm } from '../forms/form.ts'
import { taskActHref } from '../forms/task-act-path.ts'
import { hasFileErrors, keepDocument, readUploads, type UploadForm, withFileErrors } from '../forms/upload.ts'
import { draftFormPage, storedDraft } from '../pages/draft-form.ts'
import { mayPrepare } from '../pages/inspection-page.ts'
import { type ByTaskId, findTaskDraft } from '../pages/task-draft.ts'
import { type Words, wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import type { Flash } from '../plugins/flash.ts'

const policy = ['secretary', 'leader'] as const

/** What was sent, with the document that this or an earlier sending stored. */
interface SentDraft {
  sent: UploadForm
  form: Form
  documentFileId: string | null
}

/** A task before it is issued: drafted from a recommendation, and changed. */
export async function draftRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<ByTaskId>('/recommendations/:id/tasks/new', { config: { policy } }, async (request, reply) => {
    const recommendation = await findRecommendation(request)
    const late = draftFor(request, `/recommendations/${recommendation.id}/tasks`)
    const form = readForm(draftFields, late ?? { title: recommendation.summary })
    const shown = await draftFormPage(reader, request, await wordsOf(request), {
      recommendation,
      typed: draftTyped(form),
      documentFileId: form.id('documentFileId'),
    })
    return reply.page(shown.view, shown.data, shown.options)
  })

  app.post<ByTaskId>('/recommendations/:id/tasks', { config: { policy } }, async (request, reply) => {
    const recommendation = await findRecommendation(request)
    const draft = await readDraft(request)
    const { form } = draft
    const show = async (failure?: Failure) =>
      showAgain(request, await wordsOf(request), recommendation, draft, failure)
    return answerForm(request, reply, {
      act: () =>
        keep(request, draft, null, (db, documentFileId) =>
          createTask(db, actOf(request, form), recommendation.id, draftInput(form, documentFileId)),
        ),
      ask: async result => (result === null ? show() : undefined),
      done: result => afterDraft(result?.subjectId ?? '', recommendation.id, form),
      again: show,
    })
  })

  app.get<ByTaskId>('/tasks/:id/preparation', { config: { policy } }, async (request, reply) => {
    const { facts, words } = await findTaskDraft(request, parts)
    const { task } = facts
    if (task.state !== 'draft')
      return reply.seeOther(`/tasks/${task.id}`, { key: 'flash.act.not_now', kind: 'problem' })
    const late = draftFor(request)
    const form = late ? readForm(draftFields, late) : undefined
    const shown = await draftFormPage(reader, request, words, {
      recommendation: await recommendationOf(request, facts),
      facts,
      typed: form ? draftTyped(form) : storedDraft(facts, proposedUnit(request, facts)),
      documentFileId: form ? form.id('documentFileId') : task.document_file_id,
    })
    return reply.page(shown.view, shown.data, shown.options)
  })

  app.post<ByTaskId>('/tasks/:id/preparation', { config: { policy } }, async (request, reply) => {
    const { facts } = await findTaskDraft(request, parts)
    const { id, recommendation_id } = facts.task
    const draft = await readDraft(request)
    const { form } = draft
    const show = async (failure?: Failure) => {
      const now = await findTaskDraft(request, parts)
      const recommendation = await recommendationOf(request, now.facts)
      return showAgain(request, now.words, recommendation, draft, failure, now.facts)
    }
    return answerForm(request, reply, {
      act: () =>
        keep(request, draft, id, (db, documentFileId) => {
          const act = { ...actOf(request, form), act: 'prepare', taskId: id, version: form.version } as const
          return perform(db, { ...act, input: draftInput(form, documentFileId) })
        }),
      ask: async result => (result === null ? show() : undefined),
      done: () => afterDraft(id, recommendation_id, form),
      again: show,
    })
  })

  async function findRecommendation(request: FastifyRequest<ByTaskId>): Promise<RecommendationOfInspection> {
    const { id } = request.params
    const found = isId(id) ? await findRecommendationFor(reader, request.actor, id) : undefined
    if (!found) throw new NotFound()
    if (!mayPrepare(request.actor, found.organisation_id)) throw new NotAllowed('refusal.role.prepare')
    return found
  }

  async function recommendationOf(
    request: FastifyRequest,
    { task }: TaskFacts,
  ): Promise<RecommendationOfInspection> {
    const found = await findRecommendationFor(reader, request.actor, task.recommendation_id)
    if (!found) throw new NotFound()
    return found
  }

  async function wordsOf(request: FastifyRequest): Promise<Words> {
    return wordsFor(request, await findCalendar(reader))
  }

  async function readDraft(request: FastifyRequest): Promise<SentDraft> {
    const sent = await readUploads(request, parts)
    const form = readForm(draftFields, sent.body)
    return { sent, form, documentFileId: keptDocumentId(form, sent) }
  }

  /**
   * Stores the document before anything is judged, so that a page shown again has it attached (DECISIONS 10), then runs
   * the verb; null where only another row was asked for.
   */
  async function keep(
    request: FastifyRequest,
    draft: SentDraft,
    taskId: string | null,
    verb: (db: Db, documentFileId: string | null) => Promise<Done>,
  ): Promise<Done | null> {
    const { form, sent } = draft
    const where = { field: 'documentFile', keptId: draft.documentFileId, taskId }
    draft.documentFileId = await keepDocument(parts, actOf(request, form), sent, where)
    const adding = form.line('step') === 'add_co_unit'
    if (!hasFileErrors(sent)) return adding ? null : verb(writer, draft.documentFileId)
    // A file was not taken: whatever else is wrong is said with it, and nothing is done.
    if (!adding) await takeBack(writer, trx => verb(trx, draft.documentFileId))
    throw new Invalid({})
  }

  async function showAgain(
    request: FastifyRequest,
    words: Words,
    recommendation: RecommendationOfInspection,
    { form, sent, documentFileId }: SentDraft,
    failure?: Failure,
    facts?: TaskFacts,
  ) {
    return draftFormPage(reader, request, words, {
      recommendation,
      typed: draftTyped(form),
      documentFileId,
      form,
      ...(facts ? { facts } : {}),
      ...(failure ? { failure: withFileErrors(failure, sent) } : {}),
    })
  }
}

function afterDraft(taskId: string, recommendationId: string, form: Form): { to: string; flash?: Flash } {
  if (form.line('step') !== 'keep') return { to: taskActHref(taskId, 'issue') }
  return { to: `/recommendations/${recommendationId}`, flash: { key: 'flash.draft.kept' } }
}

/** The unit that the refusing one proposed, where the link that follows it was pressed. */
function proposedUnit(request: FastifyRequest<ByTaskId>, { pending_refusal }: TaskFacts): string | undefined {
  const proposed = pending_refusal?.proposed_unit_id
  return proposed !== undefined && request.query.unit === proposed ? proposed : undefined
}
