import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import { findOrganisationOf, findUnit, listUnits } from '../../data/unit.ts'
import { listTasksToMove } from '../../data/unit-task.ts'
import { mostTogether } from '../../domain/assignment.ts'
import { holdingOver } from '../../domain/authority.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { Invalid, NotFound } from '../../domain/errors.ts'
import type { Done } from '../../domain/event.ts'
import { takeBack } from '../../domain/rehearse.ts'
import { transferTasks } from '../../domain/task-transfer.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { type Form, readForm } from '../forms/form.ts'
import { behalfFields, behalfFieldsIn, behalfFileId, readBehalf } from '../forms/on-behalf.ts'
import { hasFileErrors, keepDocument, readAnyForm, withFileErrors } from '../forms/upload.ts'
import type { AgainWith } from '../pages/admin.ts'
import { taskChoices, transferPage } from '../pages/transfer.ts'
import { unitTree } from '../pages/unit-tree.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { helpersOf } from '../plugins/views.ts'

interface ById {
  Params: { id: string }
}

const policy = ['secretary', 'leader'] as const
const ownFields: readonly FieldDescriptor[] = [
  {
    name: 'leadUnitId',
    kind: 'select',
    labelKey: 'field.transfer.unit',
    required: true,
    emptyKey: 'ui.choose',
  },
  { name: 'taskIds', kind: 'checks', labelKey: 'field.transfer.tasks', required: true },
  { name: 'reason', kind: 'text', labelKey: 'field.reason', required: true, rows: 3 },
]
const allFields = [...ownFields, ...behalfFields, behalfFileId]

/** Open tasks of one unit go to another in one go, as when units are merged (PRODUCT §3 act 14). */
export async function transferRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database

  app.get<ById>('/units/:id/transfer', { config: { policy } }, async (request, reply) => {
    const desk = await deskOf(request)
    const page = await pageOf(request, desk, { fileId: null })
    if (!page) return reply.seeOther(`/tasks?unit=${desk.unit.id}`, { key: 'flash.transfer.none' })
    return reply.page(page.view, page.data, page.options)
  })

  app.post<ById>('/units/:id/transfer', { config: { policy } }, async (request, reply) => {
    const desk = await deskOf(request)
    const sent = await readAnyForm(request, parts)
    const form = readForm(allFields, sent.body)
    let fileId = sent.body.behalfFile_remove === undefined ? form.id('behalfFileId') : null
    return answerForm(request, reply, {
      act: async () => {
        const act = actOf(request, form)
        fileId = await keepDocument(parts, act, sent, { field: 'behalfFile', keptId: fileId, taskId: null })
        const verb = (db: typeof writer): Promise<Done> =>
          transferTasks(db, act, {
            fromUnitId: desk.unit.id,
            toUnitId: form.line('leadUnitId'),
            taskIds: form.list('taskIds'),
            reason: form.text('reason'),
            ...(desk.onBehalf ? { onBehalf: readBehalf(form, fileId) } : {}),
          })
        if (!hasFileErrors(sent)) return verb(writer)
        // A file was not taken: whatever else is wrong is said with it, and nothing is done.
        await takeBack(writer, verb)
        throw new Invalid({})
      },
      done: () => ({
        to: `/tasks?unit=${form.line('leadUnitId')}`,
        flash: { key: 'flash.transferred', values: { count: form.list('taskIds').length } },
      }),
      again: async failure => {
        const said = withFileErrors(failure, sent)
        const page = await pageOf(request, desk, { fileId, failure: said, typed: form.typed }, form)
        if (!page) throw new NotFound()
        return page
      },
    })
  })

  /** The unit, and whether the person records what a leader signed. */
  async function deskOf(request: FastifyRequest<ById>) {
    const unit = await findUnit(reader, request.params.id)
    if (!unit) throw new NotFound()
    const organisationId = await findOrganisationOf(reader, unit.path)
    const leads = holdingOver(request.actor, 'leader', organisationId) !== undefined
    if (!leads && !holdingOver(request.actor, 'secretary', organisationId)) throw new NotFound()
    return { unit, organisationId, onBehalf: !leads }
  }

  async function pageOf(
    request: FastifyRequest,
    { unit, organisationId, onBehalf }: { unit: Row<'unit'>; organisationId: string; onBehalf: boolean },
    state: AgainWith & { fileId: string | null },
    form?: Form,
  ): Promise<FormPage | undefined> {
    const tasks = await listTasksToMove(reader, { unitId: unit.id }, mostTogether)
    if (tasks.length === 0 && !form) return undefined
    const words = wordsFor(request, await findCalendar(reader))
    const { t } = words
    const units = unitTree(await listUnits(reader, words.today))
    const choices: Record<string, FieldDescriptor['options']> = {
      leadUnitId: units
        .filter(one => one.unit.id !== unit.id)
        .map(one => ({ value: one.unit.id, label: `${'– '.repeat(one.depth)}${one.unit.name}` })),
      taskIds: taskChoices(tasks, words),
    }
    const own = ownFields.map(field => ({ ...field, options: choices[field.name] ?? [] }))
    const place = { organisationId, personId: request.actor.person.id, words }
    const signed = onBehalf ? await behalfFieldsIn(reader, place, state.fileId, helpersOf(request)) : []
    const hidden = onBehalf ? [{ ...behalfFileId, value: state.fileId ?? '' }] : []
    const page = {
      title: t('page.transfer.title'),
      lead: t('page.transfer.lead', { unit: unit.name, count: tasks.length }),
      action: `/units/${unit.id}/transfer`,
      backHref: `/tasks?unit=${unit.id}`,
      fields: [...own, ...signed, ...hidden],
      values: { leadUnitId: unit.successor_id ?? '', taskIds: tasks.map(task => task.id) },
    }
    const typed = state.typed ? { typed: { ...state.typed, behalfFileId: state.fileId ?? '' } } : {}
    return transferPage(page, words, { ...state, ...typed }, form)
  }
}
