import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listCommittees } from '../../data/committee.ts'
import type { Row } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { findImportOf, findWorkbook } from '../../data/workbook.ts'
import { NotFound } from '../../domain/errors.ts'
import {
  changeWorkbook,
  dropWorkbook,
  finishWorkbook,
  sheetsOf,
  startWorkbook,
  type WorkbookChange,
} from '../../domain/workbook.ts'
import type { WorkbookPlan } from '../../domain/workbook-plan.ts'
import { isId } from '../../lib/id.ts'
import { addDays } from '../../lib/plain-date.ts'
import { makeTemplate } from '../../spreadsheet/workbook-template.ts'
import { attachmentHeader } from '../content-disposition.ts'
import { actOf, answerForm, type Failure } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { factsOf, organisationsOf, typedFacts } from '../forms/inspection.ts'
import { checkFields, planOf, readWorkbookForm, uploadFields } from '../forms/workbook.ts'
import { checkPage } from '../pages/workbook-check.ts'
import { type ImportedFile, prefilled, uploadPage, workbookHref } from '../pages/workbook-page.ts'
import type { AppParts } from '../parts.ts'
import { draftFor } from '../plugins/draft.ts'
import type { Flash } from '../plugins/flash.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
type Asked = { Params: { id: string } }

/** An office's follow-up spreadsheet becomes an inspection in two steps: uploaded and kept, then looked over. */
export async function workbookRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const policy = ['secretary'] as const

  app.get('/inspections/import', { config: { policy } }, async (request, reply) => {
    const data = await uploadPage(reader, request, { typed: draftFor(request) ?? {} })
    return reply.page('workbook/new', data, { title: request.t('page.workbook.title'), nav: 'inspections' })
  })

  app.get('/inspections/import/template', { config: { policy } }, async (request, reply) => {
    const { today } = request.occasion
    const units = (await listUnits(reader, today)).map(unit => unit.name)
    return reply
      .header('content-disposition', attachmentHeader('Mẫu bảng theo dõi kiến nghị.xlsx'))
      .type(xlsx)
      .send(await makeTemplate(units, addDays(today, 30)))
  })

  app.post('/inspections/import', { config: { policy } }, async (request, reply) => {
    const { body, file, read } = await readWorkbookForm(request, parts)
    const form = readForm(uploadFields, body)
    const organisationId = form.id('organisationId') ?? organisationsOf(request)[0] ?? ''
    return answerForm(request, reply, {
      act: async () => {
        const workbook = await read()
        const committees = await listCommittees(reader)
        const fields = prefilled(workbook, { organisationId, committees })
        return startWorkbook(writer, actOf(request, form), { ...workbook, organisationId, fields })
      },
      done: ({ subjectId, repeated, mended }): { to: string; flash?: Flash } => {
        const to = workbookHref(subjectId)
        if (mended) return { to, flash: { key: 'flash.workbook.mended' } }
        return repeated ? { to, flash: { key: 'flash.workbook.begun' } } : { to }
      },
      again: async failure => {
        const { sha256 } = file ?? {}
        const imported: ImportedFile = sha256 && (await findImportOf(reader, { organisationId, sha256 }))
        return {
          view: 'workbook/new' as const,
          data: await uploadPage(reader, request, { typed: form.typed, form, failure, imported }),
          options: { title: request.t('page.workbook.title'), nav: 'inspections' as const },
        }
      },
    })
  })

  app.get<Asked>('/inspections/import/:id', { config: { policy } }, async (request, reply) => {
    const workbook = await findOwn(request)
    if (workbook.inspection_id) return reply.seeOther(`/inspections/${workbook.inspection_id}`)
    const late = draftFor(request)
    const sent = late ? { form: readForm(checkFields, late) } : {}
    const { view, data, options } = await shown(request, workbook, sent)
    return reply.page(view, data, options)
  })

  app.post<Asked>(
    '/inspections/import/:id',
    { config: { policy }, schema: { body: bodySchema(checkFields) } },
    async (request, reply) => {
      const workbook = await findOwn(request)
      const form = readForm(checkFields, request.body)
      if (form.line('step') !== 'finish') return keep(request, reply, workbook, form)
      const finish = { ...changeOf(workbook, form), facts: factsOf(form) }
      return answerForm(request, reply, {
        act: () => finishWorkbook(writer, actOf(request, form), workbook.id, finish),
        done: ({ subjectId, importedBefore }) => ({
          to: `/inspections/${subjectId}`,
          flash: { key: importedBefore ? 'flash.workbook.repeated' : 'flash.workbook.imported' },
        }),
        again: async failure => shown(request, await findOwn(request), { form, failure }),
      })
    },
  )

  app.post<Asked>(
    '/inspections/import/:id/removal',
    { config: { policy }, schema: { body: bodySchema([]) } },
    async (request, reply) => {
      await dropWorkbook(writer, actOf(request, readForm([], request.body)), request.params.id)
      return reply.seeOther('/inspections/import', { key: 'flash.workbook.removed' })
    },
  )

  async function keep(request: FastifyRequest, reply: FastifyReply, workbook: Row<'workbook'>, form: Form) {
    return answerForm(request, reply, {
      act: () => changeWorkbook(writer, actOf(request, form), workbook.id, changeOf(workbook, form)),
      done: () => ({ to: workbookHref(workbook.id), flash: { key: 'flash.workbook.kept' } }),
      again: async failure => shown(request, await findOwn(request), { form, failure }),
    })
  }

  async function findOwn({ actor, params }: FastifyRequest): Promise<Row<'workbook'>> {
    const { id } = params as { id: string }
    const workbook = isId(id) ? await findWorkbook(reader, actor.person.id, id) : undefined
    if (!workbook) throw new NotFound()
    return workbook
  }

  async function shown(
    request: FastifyRequest,
    workbook: Row<'workbook'>,
    { form, failure }: { form?: Form; failure?: Failure },
  ) {
    const plan = form ? sentPlan(workbook, form) : (JSON.parse(workbook.plan) as WorkbookPlan)
    return {
      view: 'workbook/check' as const,
      data: await checkPage(reader, request, workbook, {
        plan,
        ...(form ? { form } : {}),
        ...(failure ? { failure } : {}),
      }),
      options: { title: request.t('page.workbook.check'), nav: 'inspections' as const },
    }
  }
}

function changeOf(workbook: Row<'workbook'>, form: Form): WorkbookChange {
  return { version: form.version, fields: typedFacts(form), plan: sentPlan(workbook, form) }
}

/** What was chosen, upon what is stored; once imported there are no cells to choose for. */
function sentPlan(workbook: Row<'workbook'>, form: Form): WorkbookPlan {
  return planOf(form, sheetsOf(workbook), JSON.parse(workbook.plan) as WorkbookPlan)
}
