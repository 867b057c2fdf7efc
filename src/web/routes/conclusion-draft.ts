import type { FastifyInstance } from 'fastify'
import { listCommittees } from '../../data/committee.ts'
import { countInspectionsOf } from '../../data/inspection.ts'
import { listUnits } from '../../data/unit.ts'
import type { ChoiceStep } from '../../domain/choice-step.ts'
import { changeConclusionDraft } from '../../domain/conclusion-change.ts'
import {
  dropConclusionDraft,
  finishConclusionDraft,
  startConclusionDraft,
} from '../../domain/conclusion-draft.ts'
import { formatDateTime } from '../../i18n/format.ts'
import type { InspectionFacts } from '../../intake/proposal.ts'
import { fold } from '../../lib/fold.ts'
import { actOf, answerForm, type Failure } from '../forms/answer.ts'
import { type ConclusionUpload, readConclusionUpload, splitUpload } from '../forms/conclusion-upload.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import {
  choiceStepOf,
  conclusionFields,
  type FactValues,
  factFields,
  factsOf,
  organisationsOf,
  pickFields,
  picksOf,
  typedFacts,
} from '../forms/inspection.ts'
import { forgetFiles, withFileErrors } from '../forms/upload.ts'
import { anotherField } from '../pages/conclusion-notices.ts'
import { draftHref, newPart, splitPage, stretchHref } from '../pages/inspection-draft.ts'
import type { Stretch } from '../pages/inspection-split.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import type { Flash } from '../plugins/flash.ts'
import { pageNumber } from '../query.ts'

const splitFields = [...factFields, ...pickFields, anotherField]

/** An inspection is entered in two steps: its document is uploaded or pasted and kept, then cut into recommendations. */
export async function conclusionDraftRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const policy = ['secretary'] as const

  app.get('/inspections/new', { config: { policy } }, async (request, reply) => {
    const data = await newPart(reader, request, { typed: draftFor(request) ?? {} })
    return reply.page('inspection/new', data, { title: request.t('page.inspection.new'), nav: 'inspections' })
  })

  app.post('/inspections/new', { config: { policy } }, async (request, reply) => {
    const sent = await readConclusionUpload(request, parts)
    const form = readForm(conclusionFields, sent.body)
    const { file } = sent
    return answerForm(request, reply, {
      act: async () => {
        const organisationId = form.id('organisationId') ?? organisationsOf(request)[0] ?? ''
        const { conclusion, facts, choices } = await splitUpload(form.text('conclusion'), sent)
        const fields = await prefilled(facts, organisationId)
        const start = { organisationId, fields, conclusion, choices, file }
        return startConclusionDraft(writer, actOf(request, form), start)
      },
      done: async ({ subjectId, repeated }) => {
        if (repeated && file) await forgetFiles(parts, [file])
        return { to: draftHref(subjectId) }
      },
      again: async failure => ({
        view: 'inspection/new' as const,
        data: await newPart(reader, request, {
          typed: form.typed,
          form,
          failure: await forgotten(failure, sent),
        }),
        options: { title: request.t('page.inspection.new'), nav: 'inspections' as const },
      }),
    })
  })

  app.get<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/inspections/drafts/:id',
    { config: { policy } },
    async (request, reply) => {
      const late = draftFor(request)
      const form = late ? readForm(splitFields, late) : undefined
      const stretch = stretchOf(request.query)
      const data = await splitPage(reader, request, request.params.id, { stretch, ...(form ? { form } : {}) })
      return reply.page('inspection/split', data, {
        title: request.t('page.split.title'),
        nav: 'inspections',
      })
    },
  )

  app.post<{ Params: { id: string }; Querystring: Record<string, unknown> }>(
    '/inspections/drafts/:id',
    { config: { policy }, schema: { body: bodySchema(splitFields) } },
    async (request, reply) => {
      const { id } = request.params
      const form = readForm(splitFields, request.body)
      const act = actOf(request, form)
      const kept = { version: form.version, picks: picksOf(form) }
      const finishing = form.line('step') === 'finish'
      const step = choiceStepOf(form)
      if (form.line('step') === 'keep') {
        await changeConclusionDraft(writer, act, id, { ...kept, fields: typedFacts(form), meanwhile: true })
        const at = formatDateTime(request.occasion.at, request.locale)
        return reply.part('inspection/kept', { text: request.t('page.split.kept', { at }) })
      }
      return answerForm(request, reply, {
        act: () =>
          finishing
            ? finishConclusionDraft(writer, act, id, {
                ...kept,
                facts: factsOf(form),
                isAnother: form.ticked('isAnother'),
              })
            : changeConclusionDraft(writer, act, id, { ...kept, fields: typedFacts(form), step }),
        done: ({ subjectId }): { to: string; flash?: Flash } => {
          if (finishing)
            return { to: `/inspections/${subjectId}/assignment`, flash: { key: 'flash.inspection.created' } }
          const to = stretchHref(id, stretchAfter(form) ?? stretchOf(request.query))
          if (step) return { to: `${to}#${placeOf(step)}` }
          return form.line('step') === 'save' ? { to, flash: { key: 'flash.inspection.kept' } } : { to }
        },
        again: async failure => ({
          view: 'inspection/split' as const,
          data: await splitPage(reader, request, id, { stretch: stretchOf(request.query), form, failure }),
          options: { title: request.t('page.split.title'), nav: 'inspections' as const },
        }),
      })
    },
  )

  app.post<{ Params: { id: string } }>(
    '/inspections/drafts/:id/removal',
    { config: { policy }, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      const act = actOf(request, readForm([], request.body))
      const { fileId } = await dropConclusionDraft(writer, act, request.params.id)
      if (fileId) await parts.files.remove(fileId)
      return reply.seeOther('/inspections/new', { key: 'flash.inspection.draft_removed' })
    },
  )

  /** The file goes with the form that was refused: it is chosen again with it. */
  async function forgotten(failure: Failure, sent: ConclusionUpload): Promise<Failure> {
    if (sent.file) await forgetFiles(parts, [sent.file])
    return withFileErrors(failure, sent)
  }

  /** What the text says of itself, and what is usual: typed nowhere yet, looked over in step 2. */
  async function prefilled(facts: InspectionFacts | null, organisationId: string): Promise<FactValues> {
    const units = await listUnits(reader)
    const committees = await listCommittees(reader)
    const named = facts?.inspectedUnit ? fold(facts.inspectedUnit) : ''
    const year = facts?.date?.slice(0, 4)
    const count = year ? await countInspectionsOf(reader, organisationId, year) : 0
    return {
      title: (facts?.title ?? '').slice(0, 300),
      body: (facts?.body ?? '').slice(0, 300),
      heldOn: facts?.date ?? '',
      number: year ? `KT-${year}-${String(count + 1).padStart(2, '0')}` : '',
      documentNo: (facts?.number ?? '').slice(0, 100),
      documentOn: '',
      teamLead: (facts?.teamLead ?? '').slice(0, 300),
      inspectedUnitId: units.find(unit => unit.folded === named)?.id ?? organisationId,
      committeeId: committees.length === 1 ? (committees[0]?.id ?? '') : '',
    }
  }
}

/** `?part=3` or `?page=2`; the first page of proposals where neither is asked for. */
function stretchOf(query: Record<string, unknown>): Stretch {
  return query.part === undefined ? { page: pageNumber(query.page) } : { part: pageNumber(query.part) }
}

/** The card of the choice that was changed: a step may have moved its beginning by a word. */
function placeOf(step: ChoiceStep): string {
  if (step.act === 'add') return `choice-${step.start}`
  return `choice-${step.act === 'extent' ? step.span.start : step.start}`
}

/** The stretch whose button was pressed, where it was one of those. */
function stretchAfter(form: Form): Stretch | null {
  const step = /^(page|part):(\d{1,6})$/.exec(form.line('step'))
  if (!step) return null
  return step[1] === 'part' ? { part: Number(step[2]) } : { page: Number(step[2]) }
}
