import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countTasksUnder, findInspectionFor, listInspections } from '../../data/inspection.ts'
import { countClosedOf } from '../../data/recommendation-decision.ts'
import type { Row } from '../../data/schema.ts'
import { holdingOver } from '../../domain/authority.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { type Choice, mergePicks } from '../../domain/conclusion-choice.ts'
import { addChoices } from '../../domain/conclusion-draft.ts'
import { NotAllowed, NotFound } from '../../domain/errors.ts'
import { statusDay } from '../../domain/status-day.ts'
import { isId } from '../../lib/id.ts'
import { actIdFor, actOf, answerForm, type Failure } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { pickFields, picksOf } from '../forms/inspection.ts'
import { conclusionPage, knownMarks, recommendationsOfPage } from '../pages/conclusion-page.ts'
import { inspectionList, inspectionPager } from '../pages/inspection-list.ts'
import { inspectionPage } from '../pages/inspection-page.ts'
import { type SplitPart, splitPart } from '../pages/inspection-split.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import { rolesOf } from '../plugins/nav.ts'
import { pageNumber } from '../query.ts'

const rowsOfPage = 25

/** Inspections: the list, each one's page, its text, and recommendations added to it later. */
export async function inspectionRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const policy = rolesOf('inspections')
  type Asked = { Params: { id: string }; Querystring: Record<string, unknown> }

  app.get<{ Querystring: Record<string, unknown> }>(
    '/inspections',
    { config: { policy } },
    async (request, reply) => {
      const { actor, query, t } = request
      const words = wordsFor(request, await findCalendar(reader))
      const page = await listInspections(reader, actor, { cursor: cursorOf(query), limit: rowsOfPage })
      const ids = page.rows.map(row => row.id)
      const counts = await countTasksUnder(
        reader,
        actor,
        'inspection_id',
        ids,
        statusDay(words.today, words.calendar, words.terms),
      )
      const closed = await countClosedOf(reader, ids)
      const mayEnter = actor.holdings.some(held => held.role === 'secretary')
      const data = {
        lead: t('page.inspection.lead'),
        mayEnter,
        table: inspectionList(page, counts, words, { mayEnter, closed }),
        pager: inspectionPager(page, words),
      }
      return reply.page('inspection/index', data, { title: t('page.inspection.title'), nav: 'inspections' })
    },
  )

  app.get<Asked>('/inspections/:id', { config: { policy } }, async (request, reply) => {
    const { actor, params, query } = request
    const words = wordsFor(request, await findCalendar(reader))
    const data = await inspectionPage(reader, actor, words, {
      id: idOf(params),
      page: pageNumber(query.page),
    })
    return reply.page('inspection/show', data, { title: data.title, nav: 'inspections' })
  })

  app.get<Asked>('/inspections/:id/conclusion', { config: { policy } }, async (request, reply) => {
    const { actor, params, query } = request
    const words = wordsFor(request, await findCalendar(reader))
    const data = await conclusionPage(reader, actor, words, {
      id: idOf(params),
      part: pageNumber(query.part),
    })
    return reply.page('inspection/conclusion', data, { title: data.title, nav: 'inspections' })
  })

  app.get<Asked>(
    '/inspections/:id/recommendations/new',
    { config: { policy: ['secretary'] } },
    async (request, reply) => {
      const late = draftFor(request, `/inspections/${request.params.id}/recommendations`)
      const form = late ? readForm(pickFields, late) : undefined
      const data = await addPage(request, { part: pageNumber(request.query.part), ...(form ? { form } : {}) })
      return reply.page('inspection/split', data, { title: data.title, nav: 'inspections' })
    },
  )

  app.post<Asked>(
    '/inspections/:id/recommendations',
    { config: { policy: ['secretary'] }, schema: { body: bodySchema(pickFields) } },
    async (request, reply) => {
      const form = readForm(pickFields, request.body)
      const step = /^part:(\d{1,6})$/.exec(form.line('step'))
      const part = step ? Number(step[1]) : pageNumber(request.query.part)
      if (form.line('step') !== 'finish') {
        const data = await addPage(request, { part, form })
        return reply.page('inspection/split', data, { title: data.title, nav: 'inspections' })
      }
      const inspection = await findInspection(request)
      const before = await knownMarks(reader, inspection)
      return answerForm(request, reply, {
        act: () => addChoices(writer, actOf(request, form), inspection.id, picksOf(form)),
        done: ({ subjectId }) => ({
          to: `/inspections/${subjectId}?page=${Math.ceil((before.length + 1) / recommendationsOfPage)}#kn-${before.length + 1}`,
          flash: { key: 'flash.inspection.recommendations_added' },
        }),
        again: async failure => {
          const data = await addPage(request, { part, form, failure })
          return { view: 'inspection/split', data, options: { title: data.title, nav: 'inspections' } }
        },
      })
    },
  )

  async function findInspection({ actor, params }: FastifyRequest): Promise<Row<'inspection'>> {
    const inspection = await findInspectionFor(reader, actor, idOf(params as { id: string }))
    if (!inspection) throw new NotFound()
    if (!holdingOver(actor, 'secretary', inspection.organisation_id))
      throw new NotAllowed('refusal.role.create_inspection')
    return inspection
  }

  /** The text by parts; what was ticked in others travels along in the list. */
  async function addPage(
    request: FastifyRequest,
    { part, form, failure }: { part: number; form?: Form; failure?: Failure },
  ): Promise<SplitPart> {
    const inspection = await findInspection(request)
    const { t } = request
    const errors = failure?.errors ?? {}
    const choices = form ? tickedOf(inspection.conclusion, form) : []
    const known = await knownMarks(reader, inspection)
    return {
      title: t('page.inspection.add'),
      steps: [],
      lead: t('page.inspection.add.lead', { title: inspection.title }),
      action: `/inspections/${inspection.id}/recommendations?part=${part}`,
      actId: actIdFor(form),
      version: inspection.version,
      errors: [
        ...(failure?.summary ?? []),
        ...Object.entries(errors).map(([name, text]) =>
          name.startsWith('summary.') ? { name, text } : { text },
        ),
      ],
      notices: [],
      facts: null,
      none: t('page.inspection.add.none'),
      buttons: [
        { label: t('page.split.refresh'), step: 'refresh', kind: 'line' },
        { label: t('page.inspection.add.submit'), step: 'finish', kind: 'solid' },
      ],
      ...splitPart(t, { conclusion: inspection.conclusion, choices, known, stretch: { part }, errors }),
    }
  }
}

/** What is ticked, as far as its spans are real ones; the verb says so where they are not. */
function tickedOf(conclusion: string, form: Form): Choice[] {
  try {
    return mergePicks(conclusion, [], picksOf(form))
  } catch {
    return []
  }
}

/** A page of the list begins after one inspection, or ends before one. */
function cursorOf({ after, before }: Record<string, unknown>) {
  if (typeof after === 'string' && isId(after)) return { id: after, backwards: false }
  return typeof before === 'string' && isId(before) ? { id: before, backwards: true } : undefined
}

function idOf({ id }: { id: string }): string {
  if (!isId(id)) throw new NotFound()
  return id
}
