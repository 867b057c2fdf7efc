import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findPerson } from '../../data/person.ts'
import type { Row } from '../../data/schema.ts'
import { createAppointment } from '../../domain/appointment.ts'
import { NotFound } from '../../domain/errors.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { appointmentFields, appointmentInput, personField } from '../forms/appointment.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminFormPage } from '../pages/admin.ts'
import { appointmentChoices } from '../pages/appointment-choices.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

const anyFields: readonly FieldDescriptor[] = [personField, ...appointmentFields]
const querySchema = Type.Object(
  {
    unit: Type.Optional(Type.String({ maxLength: 64 })),
    role: Type.Optional(Type.String({ maxLength: 20 })),
  },
  { additionalProperties: true },
)

/** Posts are given from the page of a person, or from that of a post nobody holds. */
export async function appointmentRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const open = { config: { policy: rolesOf('admin') } }

  app.get<ById>('/admin/people/:id/appointments/new', open, async (request, reply) => {
    const { view, data, options } = await newPage(request, await personOf(request.params.id), {})
    return reply.page(view, data, options)
  })

  app.post<ById>(
    '/admin/people/:id/appointments/new',
    { ...open, schema: { body: bodySchema(appointmentFields) } },
    async (request, reply) => {
      const person = await personOf(request.params.id)
      const form = readForm(appointmentFields, request.body)
      return answerForm(request, reply, {
        act: () => createAppointment(writer, actOf(request, form), appointmentInput(person.id, form)),
        done: () => ({ to: `/admin/people/${person.id}`, flash: { key: 'flash.appointed' } }),
        again: failure => newPage(request, person, { failure, typed: form.typed }, form),
      })
    },
  )

  app.get<{ Querystring: { unit?: string; role?: string } }>(
    '/admin/appointments/new',
    { ...open, schema: { querystring: querySchema } },
    async (request, reply) => {
      const { unit = '', role = '' } = request.query
      const asked = { unitId: unit, role, fromOn: formatDate(request.occasion.today) }
      const { view, data, options } = await newPage(request, null, {}, undefined, asked)
      return reply.page(view, data, options)
    },
  )

  app.post(
    '/admin/appointments/new',
    { ...open, schema: { body: bodySchema(anyFields) } },
    async (request, reply) => {
      const form = readForm(anyFields, request.body)
      return answerForm(request, reply, {
        act: () =>
          createAppointment(writer, actOf(request, form), appointmentInput(form.line('personId'), form)),
        done: () => ({
          to: `/admin/appointments?unit=${form.line('unitId')}`,
          flash: { key: 'flash.appointed' },
        }),
        again: failure => newPage(request, null, { failure, typed: form.typed }, form),
      })
    },
  )

  async function personOf(id: string): Promise<Row<'person'>> {
    const person = await findPerson(reader, id)
    if (!person) throw new NotFound()
    return person
  }

  async function newPage(
    request: FastifyRequest,
    person: Row<'person'> | null,
    { failure, typed }: AgainWith,
    form?: Form,
    asked: Record<string, string> = { fromOn: formatDate(request.occasion.today) },
  ): Promise<FormPage> {
    const { t } = request
    const choices = await appointmentChoices(reader, request)
    const errors = failure?.errors ?? {}
    // That two hold one post is asked only where it would be so.
    const asksOverlap = errors.overlap !== undefined || typed?.overlap === '1'
    const fields = (person ? appointmentFields : anyFields)
      .filter(field => field.name !== 'overlap' || asksOverlap)
      .map(field => ({ ...field, ...(choices[field.name] ? { options: choices[field.name] ?? [] } : {}) }))
    const back = person ? `/admin/people/${person.id}` : `/admin/appointments?unit=${asked.unitId ?? ''}`
    return adminFormPage(request, {
      tab: person ? 'people' : 'units',
      trail: person ? [{ label: person.name, href: back }] : [],
      title: t('page.admin.appoint'),
      form: {
        id: 'appointment-form',
        action: person ? `/admin/people/${person.id}/appointments/new` : '/admin/appointments/new',
        fields: fill<FieldDescriptor>(fields, typed ?? asked, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
        submit: t('page.admin.appoint'),
        cancel: { label: t('ui.cancel'), href: back },
        actId: actIdFor(form),
      },
    })
  }
}
