import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findAppointment, listAppointments } from '../../data/appointment.ts'
import { listCommittees } from '../../data/committee.ts'
import { listInspectionChoices } from '../../data/inspection.ts'
import { findPerson } from '../../data/person.ts'
import type { Db, Row } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { createAppointment, endAppointment, roleNames } from '../../domain/appointment.ts'
import { NotFound } from '../../domain/errors.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { appointmentFields, appointmentInput, endFields } from '../forms/appointment.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminFormPage } from '../pages/admin.ts'
import { unitTree } from '../pages/unit-tree.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

interface ById {
  Params: { id: string }
}

/** Posts are given and ended, never edited: what a person did in one stays under it. */
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

  async function personOf(id: string): Promise<Row<'person'>> {
    const person = await findPerson(reader, id)
    if (!person) throw new NotFound()
    return person
  }

  async function postOf(id: string): Promise<Row<'appointment'>> {
    const post = await findAppointment(reader, id)
    if (!post) throw new NotFound()
    return post
  }

  async function newPage(
    request: FastifyRequest,
    person: Row<'person'>,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t, occasion } = request
    const choices = await choicesOf(reader, request)
    const fields = appointmentFields.map(field => ({
      ...field,
      ...(choices[field.name] ? { options: choices[field.name] ?? [] } : {}),
    }))
    const errors = failure?.errors ?? {}
    return adminFormPage(request, {
      tab: 'people',
      trail: [{ label: person.name, href: `/admin/people/${person.id}` }],
      title: t('page.admin.appoint'),
      form: {
        id: 'appointment-form',
        action: `/admin/people/${person.id}/appointments/new`,
        fields: fill<FieldDescriptor>(fields, typed ?? { fromOn: formatDate(occasion.today) }, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
        submit: t('page.admin.appoint'),
        cancel: { label: t('ui.cancel'), href: `/admin/people/${person.id}` },
        actId: actIdFor(form),
      },
    })
  }

  async function endPage(
    request: FastifyRequest,
    post: Row<'appointment'>,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t, occasion } = request
    const person = await personOf(post.person_id)
    const errors = failure?.errors ?? {}
    return adminFormPage(request, {
      tab: 'people',
      trail: [{ label: person.name, href: `/admin/people/${person.id}` }],
      title: t('page.admin.posts.end'),
      lead: post.title,
      form: {
        id: 'end-form',
        action: `/admin/appointments/${post.id}/end`,
        fields: fill<FieldDescriptor>(endFields, typed ?? { toOn: formatDate(occasion.today) }, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(endFields, errors)],
        submit: t('page.admin.posts.end'),
        cancel: { label: t('ui.cancel'), href: `/admin/people/${person.id}` },
        actId: actIdFor(form),
        version: post.version,
      },
    })
  }
}

async function choicesOf(
  db: Db,
  { t, actor, occasion }: FastifyRequest,
): Promise<Record<string, FieldOption[]>> {
  const isAdmin = actor.holdings.some(held => held.role === 'admin')
  const posts = await listAppointments(db, { today: occasion.today })
  return {
    unitId: unitTree(await listUnits(db, occasion.today)).map(({ unit, depth }) => ({
      value: unit.id,
      label: `${'– '.repeat(depth)}${unit.name}`,
    })),
    role: roleNames
      .filter(role => isAdmin || role !== 'admin')
      .map(role => ({ value: role, label: t(`role.${role}`), hint: t(`role.hint.${role}`) })),
    actingForId: posts.map(post => ({
      value: post.id,
      label: `${post.person_name}, ${post.title}, ${post.unit_name}`,
    })),
    committeeId: (await listCommittees(db)).map(one => ({ value: one.id, label: one.name })),
    inspectionId: (await listInspectionChoices(db, actor)).map(one => ({
      value: one.id,
      label: `${formatDate(one.held_on)}, ${one.title}`,
    })),
  }
}
