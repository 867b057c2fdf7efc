import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findUnitSheet, listTasksOfSheet } from '../../data/unit-sheet.ts'
import { recordAccess } from '../../domain/access-log.ts'
import { NotFound } from '../../domain/errors.ts'
import { makeUnitSheet, sheetOrganisations } from '../../domain/unit-sheet.ts'
import {
  applySheetReturn,
  dropSheetReturn,
  findSheetReading,
  startSheetReturn,
} from '../../domain/unit-sheet-return.ts'
import type { SheetTask } from '../../domain/unit-sheet-row.ts'
import { isId } from '../../lib/id.ts'
import { attachmentHeader } from '../content-disposition.ts'
import { actOf, answerForm, type Failure, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { makeFields, readSheetForm, returnFields, takeFields, takenTasks } from '../forms/unit-sheet.ts'
import { returnHref, sheetsPage } from '../pages/unit-sheet.ts'
import { sheetFileName, sheetWorkbook } from '../pages/unit-sheet-file.ts'
import { returnPage } from '../pages/unit-sheet-return.ts'
import type { AppParts } from '../parts.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
type Asked = { Params: { id: string } }

/** Sheets for units that do not sign in: made out, sent back, looked over row by row, taken over. */
export async function unitSheetRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const policy = ['secretary'] as const

  app.get('/unit-sheets', { config: { policy } }, async (request, reply) => {
    const { view, data, options } = await index(request)
    return reply.page(view, data, options)
  })

  app.post(
    '/unit-sheets',
    { config: { policy }, schema: { body: bodySchema(makeFields) } },
    (request, reply) => {
      const form = readForm(makeFields, request.body)
      return answerForm(request, reply, {
        act: () => makeUnitSheet(writer, actOf(request, form), { unitId: known(form.line('unitId')) }),
        done: ({ subjectId }) => ({ to: `/unit-sheets/${subjectId}/file` }),
        again: failure => index(request, { form, failure }),
      })
    },
  )

  app.get<Asked>('/unit-sheets/:id/file', { config: { policy } }, async (request, reply) => {
    const { actor, office } = request
    const sheet = await findUnitSheet(reader, sheetOrganisations(actor), known(request.params.id))
    if (!sheet) throw new NotFound()
    const ids = (JSON.parse(sheet.rows) as SheetTask[]).map(task => task.id)
    const file = await sheetWorkbook(sheet, await listTasksOfSheet(reader, ids), office?.name ?? '')
    await recordAccess(writer, {
      kind: 'download',
      personId: actor.person.id,
      organisationId: sheet.organisation_id,
      detail: sheet.id,
      address: request.ip,
      at: parts.now(),
    })
    return reply
      .header('content-disposition', attachmentHeader(sheetFileName(sheet)))
      .type(xlsx)
      .send(file)
  })

  app.post('/unit-sheets/returns', { config: { policy } }, async (request, reply) => {
    const { body, read } = await readSheetForm(request, parts)
    const form = readForm(returnFields, body)
    return answerForm(request, reply, {
      act: async () => startSheetReturn(writer, actOf(request, form), await read()),
      done: ({ subjectId }) => ({ to: returnHref(subjectId) }),
      again: failure => index(request, { form, failure }),
    })
  })

  app.get<Asked>('/unit-sheets/returns/:id', { config: { policy } }, async (request, reply) => {
    const { view, data, options } = await shown(request)
    return reply.page(view, data, options)
  })

  app.post<Asked>(
    '/unit-sheets/returns/:id',
    { config: { policy }, schema: { body: bodySchema(takeFields) } },
    (request, reply) => {
      const form = readForm(takeFields, request.body)
      const tasks = takenTasks(form.list('tasks'))
      const choice = { version: form.version, tasks }
      return answerForm(request, reply, {
        act: () => applySheetReturn(writer, actOf(request, form), known(request.params.id), choice),
        done: () => ({
          to: '/unit-sheets',
          flash: { key: 'flash.unit_sheet.taken', values: { count: tasks.length } },
        }),
        again: failure => shown(request, { form, failure }),
      })
    },
  )

  app.post<Asked>(
    '/unit-sheets/returns/:id/removal',
    { config: { policy }, schema: { body: bodySchema([]) } },
    (request, reply) => {
      const form = readForm([], request.body)
      return answerForm(request, reply, {
        act: () => dropSheetReturn(writer, actOf(request, form), known(request.params.id)),
        done: () => ({ to: '/unit-sheets', flash: { key: 'flash.unit_sheet.removed' } }),
        again: failure => shown(request, { form, failure }),
      })
    },
  )

  async function index(
    request: FastifyRequest,
    sent: { form?: Form; failure?: Failure } = {},
  ): Promise<Extract<FormPage, { view: 'unit-sheet/index' }>> {
    return {
      view: 'unit-sheet/index',
      data: await sheetsPage(reader, request, sent),
      options: { title: request.t('page.unit_sheet.title'), nav: 'tasks' },
    }
  }

  async function shown(
    request: FastifyRequest,
    sent: { form?: Form; failure?: Failure } = {},
  ): Promise<Extract<FormPage, { view: 'unit-sheet/return' }>> {
    const { id } = request.params as { id: string }
    const data = returnPage(request, await findSheetReading(reader, request.actor, known(id)), sent)
    return { view: 'unit-sheet/return', data, options: { title: data.title, nav: 'tasks' } }
  }
}

function known(id: string): string {
  if (!isId(id)) throw new NotFound()
  return id
}
