import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findAppointment, listAppointments } from '../../data/appointment.ts'
import { findPerson } from '../../data/person.ts'
import type { Row } from '../../data/schema.ts'
import { findUnit } from '../../data/unit.ts'
import { changeAppointment, endAppointment } from '../../domain/appointment-change.ts'
import { NotFound } from '../../domain/errors.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { changeFields, endFields } from '../forms/appointment.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminFormPage, adminTabs } from '../pages/admin.ts'
import { unitPostTable } from '../pages/post-table.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

const querySchema = Type.Object(
  { unit: Type.Optional(Type.String({ maxLength: 64 })) },
  { additionalProperties: true },
)

/** The posts of a unit. One that has begun is ended, never edited: what a person did in it stays under it. */
export async function appointmentChangeRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }

  app.get<{ Querystring: { unit?: string } }>(
    '/admin/appointments',
    { ...open, schema: { querystring: querySchema } },
    async (request, reply) => {
      const { t } = request
      const { unit: unitId } = request.query
      if (!unitId) return reply.seeOther('/admin/units')
      const unit = await findUnit(reader, unitId)
      if (!unit) throw new NotFound()
      const title = t('page.admin.unit_posts', { unit: unit.name })
      const href = `/admin/appointments/new?unit=${unit.id}`
      const table = unitPostTable(request, await listAppointments(reader, { unitId: unit.id }))
      const acts = [{ label: t('page.admin.appoint'), href, kind: 'solid' as const }]
      const data = { title, acts, tabs: adminTabs(request, 'units'), table, form: null }
      return reply.page('admin/list', data, { title, nav: 'admin' })
    },
  )

  app.get<ById>('/admin/appointments/:id/end', open, async (request, reply) => {
    const { view, data, options } = await endPage(request, await postOf(request.params.id), {})
    return reply.page(view, data, options)
  })

  app.post<ById>(
    '/admin/appointments/:id/end',
    { ...open, schema: { body: bodySchema(endFields) } },
    async (request, reply) => {
      const post = await postOf(request.params.id)
      const form = readForm(endFields, request.body)
      const change = { id: post.id, version: form.version, toOn: form.date('toOn') }
      return answerForm(request, reply, {
        act: () => endAppointment(writer, actOf(request, form), change),
        done: () => ({ to: `/admin/people/${post.person_id}`, flash: { key: 'flash.appointment_ended' } }),
        again: failure => endPage(request, post, { failure, typed: form.typed }, form),
      })
    },
  )

  app.get<ById>('/admin/appointments/:id/change', open, async (request, reply) => {
    const post = await postOf(request.params.id)
    if (post.from_on <= request.occasion.today) return reply.seeOther(`/admin/people/${post.person_id}`)
    const { view, data, options } = await changePage(request, post, {})
    return reply.page(view, data, options)
  })

  app.post<ById>(
    '/admin/appointments/:id/change',
    { ...open, schema: { body: bodySchema(changeFields) } },
    async (request, reply) => {
      const post = await postOf(request.params.id)
      const form = readForm(changeFields, request.body)
      const input = {
        title: form.line('title'),
        fromOn: form.date('fromOn'),
        toOn: form.date('toOn'),
        overlap: form.ticked('overlap'),
      }
      const change = { id: post.id, version: form.version, input }
      return answerForm(request, reply, {
        act: () => changeAppointment(writer, actOf(request, form), change),
        done: () => ({ to: `/admin/people/${post.person_id}`, flash: { key: 'flash.appointment_changed' } }),
        again: failure => changePage(request, post, { failure, typed: form.typed }, form),
      })
    },
  )

  async function postOf(id: string): Promise<Row<'appointment'>> {
    const post = await findAppointment(reader, id)
    if (!post) throw new NotFound()
    return post
  }

  function endPage(request: FastifyRequest, post: Row<'appointment'>, again: AgainWith, form?: Form) {
    const stored = { toOn: formatDate(request.occasion.today) }
    return postPage(request, post, { key: 'end', fields: endFields, stored }, again, form)
  }

  function changePage(request: FastifyRequest, post: Row<'appointment'>, again: AgainWith, form?: Form) {
    const asksOverlap = again.failure?.errors.overlap !== undefined || again.typed?.overlap === '1'
    const fields = changeFields.filter(field => field.name !== 'overlap' || asksOverlap)
    const toOn = post.to_on ? formatDate(post.to_on) : ''
    const stored = { title: post.title, fromOn: formatDate(post.from_on), toOn }
    return postPage(request, post, { key: 'change', fields, stored }, again, form)
  }

  async function postPage(
    request: FastifyRequest,
    post: Row<'appointment'>,
    what: { key: 'end' | 'change'; fields: readonly FieldDescriptor[]; stored: Record<string, string> },
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t } = request
    const person = await findPerson(reader, post.person_id)
    const href = `/admin/people/${post.person_id}`
    const errors = failure?.errors ?? {}
    return adminFormPage(request, {
      tab: 'people',
      trail: [{ label: person?.name ?? '', href }],
      title: t(`page.admin.posts.${what.key}`),
      lead: post.title,
      form: {
        id: `${what.key}-form`,
        action: `/admin/appointments/${post.id}/${what.key}`,
        fields: fill<FieldDescriptor>(what.fields, typed ?? what.stored, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(what.fields, errors)],
        submit: t(`page.admin.posts.${what.key}`),
        cancel: { label: t('ui.cancel'), href },
        actId: actIdFor(form),
        version: post.version,
      },
    })
  }
}
