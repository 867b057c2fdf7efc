import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findObligationFor, type ObligationOfUnit } from '../../data/obligation.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { Invalid, NotAllowed, NotFound } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { discardObligation, issueObligation } from '../../domain/obligation.ts'
import { takeBack } from '../../domain/rehearse.ts'
import { isId } from '../../lib/id.ts'
import { actOf, answerForm } from '../forms/answer.ts'
import { bodySchema, readForm } from '../forms/form.ts'
import { obligationActs } from '../forms/obligation-act.ts'
import { behalfFields, behalfFileId, readBehalf } from '../forms/on-behalf.ts'
import { hasFileErrors, keepDocument, readAnyForm, withFileErrors } from '../forms/upload.ts'
import { mayPrepare } from '../pages/inspection-page.ts'
import { obligationTrail } from '../pages/obligation-facts.ts'
import { issuesOnBehalf, obligationIssuePage } from '../pages/obligation-issue.ts'
import { obligationPage } from '../pages/obligation-page.ts'
import { scheduleWords } from '../pages/obligation-words.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import { rolesOf } from '../plugins/nav.ts'
import { addStandingActs } from './standing-act.ts'

interface ById {
  Params: { id: string }
}

const policy = ['secretary', 'leader'] as const
const fields = [...behalfFields, behalfFileId]

/** A standing duty: its cycles, its schedule, and what is done with it. */
export async function obligationRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<ById>(
    '/obligations/:id',
    { config: { policy: rolesOf('inspections') } },
    async (request, reply) => {
      const obligation = await find(request)
      const words = wordsFor(request, await findCalendar(reader))
      const data = await obligationPage(reader, request, obligation, words)
      return reply.page('obligation/show', data, { title: obligation.title, nav: 'inspections' })
    },
  )

  app.get<ById>('/obligations/:id/issue', { config: { policy } }, async (request, reply) => {
    const page = await findPrepared(request)
    const { id, state } = page.obligation
    if (state !== 'draft')
      return reply.seeOther(`/obligations/${id}`, { key: 'flash.act.not_now', kind: 'problem' })
    const late = draftFor(request)
    const form = late ? readForm(fields, late) : undefined
    const fileId = form?.id('behalfFileId') ?? null
    const shown = await obligationIssuePage(reader, request, page, { form, fileId })
    return reply.page(shown.view, shown.data, shown.options)
  })

  app.post<ById>('/obligations/:id/issue', { config: { policy } }, async (request, reply) => {
    const { obligation } = await findPrepared(request)
    const { id } = obligation
    const onBehalf = issuesOnBehalf(request, obligation)
    const sent = await readAnyForm(request, parts)
    const form = readForm(fields, sent.body)
    let fileId = sent.body.behalfFile_remove === undefined ? form.id('behalfFileId') : null
    return answerForm(request, reply, {
      act: async () => {
        const act = actOf(request, form)
        if (onBehalf)
          fileId = await keepDocument(parts, act, sent, { field: 'behalfFile', keptId: fileId, taskId: null })
        const signed = onBehalf ? { onBehalf: readBehalf(form, fileId) } : {}
        const verb = (db: typeof writer): Promise<Done> =>
          issueObligation(db, act, id, { version: form.version, ...signed })
        if (!hasFileErrors(sent)) return verb(writer)
        // A file was not taken: whatever else is wrong is said with it, and nothing is done.
        await takeBack(writer, verb)
        throw new Invalid({})
      },
      done: () => ({ to: `/obligations/${id}`, flash: { key: 'flash.obligation.issued' } }),
      again: async failure =>
        obligationIssuePage(reader, request, await findPrepared(request), {
          form,
          fileId,
          failure: withFileErrors(failure, sent),
        }),
    })
  })

  const schema = { body: bodySchema([]) }
  app.post<ById>('/obligations/:id/discard', { config: { policy }, schema }, async (request, reply) => {
    const { obligation } = await findPrepared(request)
    const form = readForm([], request.body)
    await discardObligation(writer, actOf(request, form), obligation.id, form.version)
    const to = `/recommendations/${obligation.recommendation_id}`
    return reply.seeOther(to, { key: 'flash.obligation.discarded' })
  })

  addStandingActs<ObligationOfUnit>(app, parts, {
    url: '/obligations/:id',
    acts: obligationActs,
    find,
    shown: ({ t }, obligation, words) => ({
      id: obligation.id,
      version: obligation.version,
      href: `/obligations/${obligation.id}`,
      trail: [
        ...obligationTrail(obligation, words),
        { label: t('obligation.one'), href: `/obligations/${obligation.id}` },
      ],
      about: [
        { label: t('field.obligationTitle'), value: obligation.title },
        { label: t('field.leadUnitId'), value: obligation.lead_unit_name },
        { label: t('field.cycle'), value: scheduleWords(obligation, words) },
      ],
    }),
  })

  async function find(request: FastifyRequest<ById>): Promise<ObligationOfUnit> {
    const { id } = request.params
    const found = isId(id) ? await findObligationFor(reader, request.actor, id) : undefined
    if (!found) throw new NotFound()
    return found
  }

  async function findPrepared(request: FastifyRequest<ById>) {
    const obligation = await find(request)
    if (!mayPrepare(request.actor, obligation.organisation_id)) throw new NotAllowed('refusal.role.prepare')
    return { obligation, words: wordsFor(request, await findCalendar(reader)) }
  }
}
