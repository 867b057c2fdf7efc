import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findAppointment } from '../../data/appointment.ts'
import { findPosts, listPostOptions } from '../../data/task-place.ts'
import { findUnit } from '../../data/unit.ts'
import { listTasksToMove } from '../../data/unit-task.ts'
import { mostTogether } from '../../domain/assignment.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { transferOfficerTasks } from '../../domain/task-transfer.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, readForm } from '../forms/form.ts'
import { postOption } from '../forms/task-act-fields.ts'
import type { AgainWith } from '../pages/admin.ts'
import { taskChoices, transferPage } from '../pages/transfer.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'

interface ById {
  Params: { id: string }
}

const policy = ['unit_head'] as const
const fields: readonly FieldDescriptor[] = [
  { name: 'officerId', kind: 'select', labelKey: 'field.officerId', emptyKey: 'page.transfer.to_head' },
  { name: 'taskIds', kind: 'checks', labelKey: 'field.transfer.tasks', required: true },
]

/** A head gives the open tasks of one officer to another, as when the officer moves on. */
export async function officerTransferRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database

  app.get<ById>('/officers/:id/transfer', { config: { policy } }, async (request, reply) => {
    const page = await pageOf(request, request.params.id, {})
    if (!page) return reply.seeOther('/tasks', { key: 'flash.transfer.none' })
    return reply.page(page.view, page.data, page.options)
  })

  app.post<ById>(
    '/officers/:id/transfer',
    { config: { policy }, schema: { body: bodySchema(fields) } },
    async (request, reply) => {
      const officer = await officerOf(request, request.params.id)
      const form = readForm(fields, request.body)
      const input = {
        fromOfficerId: officer.id,
        toOfficerId: form.id('officerId'),
        taskIds: form.list('taskIds'),
      }
      return answerForm(request, reply, {
        act: () => transferOfficerTasks(writer, actOf(request, form), input),
        done: () => ({
          to: '/tasks?mine=1',
          flash: { key: 'flash.transferred', values: { count: input.taskIds.length } },
        }),
        again: async failure => {
          const page = await pageOf(request, officer.id, { failure, typed: form.typed }, form)
          if (!page) throw new NotFound()
          return page
        },
      })
    },
  )

  /** An officer, of today or before, of a unit that the person heads. */
  async function officerOf({ actor }: FastifyRequest, id: string) {
    const officer = await findAppointment(reader, id)
    const unit = officer?.role === 'officer' ? await findUnit(reader, officer.unit_id) : undefined
    const heads = actor.holdings.filter(held => held.role === 'unit_head')
    if (!officer || !heads.some(held => unit?.path.startsWith(held.unit_path))) throw new NotFound()
    return { ...officer, unit_path: unit?.path ?? '' }
  }

  async function pageOf(
    request: FastifyRequest,
    id: string,
    again: AgainWith,
    form?: Form,
  ): Promise<FormPage | undefined> {
    const officer = await officerOf(request, id)
    const tasks = await listTasksToMove(reader, { officerId: officer.id }, mostTogether)
    if (tasks.length === 0 && !form) return undefined
    const words = wordsFor(request, await findCalendar(reader))
    const others = await listPostOptions(reader, words.today, {
      role: 'officer',
      unitPath: officer.unit_path,
    })
    const choices: Record<string, FieldDescriptor['options']> = {
      officerId: others.filter(post => post.id !== officer.id).map(postOption),
      taskIds: taskChoices(tasks, words),
    }
    const name = (await findPosts(reader, [officer.id])).get(officer.id)?.person_name ?? ''
    const page = {
      title: words.t('page.transfer.title'),
      lead: words.t('page.transfer.officer', { name, count: tasks.length }),
      action: `/officers/${officer.id}/transfer`,
      backHref: '/tasks?mine=1',
      fields: fields.map(field => ({ ...field, options: choices[field.name] ?? [] })),
      values: { taskIds: tasks.map(task => task.id) },
    }
    return transferPage(page, words, again, form)
  }
}
