import type { FastifyInstance, FastifyRequest } from 'fastify'
import { findOffice } from '../../data/office.ts'
import { NotFound } from '../../domain/errors.ts'
import { changeOffice, salutations } from '../../domain/office.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { actIdFor, actOf, answerForm, type FormPage } from '../forms/answer.ts'
import { bodySchema, type Form, fill, readForm, strayErrors } from '../forms/form.ts'
import { type AgainWith, adminFormPage } from '../pages/admin.ts'
import type { AppParts } from '../parts.ts'

const officeFields: readonly FieldDescriptor[] = [
  { name: 'name', kind: 'line', labelKey: 'field.office_name', required: true },
  { name: 'parentName', kind: 'line', labelKey: 'field.parent_name' },
  { name: 'shortName', kind: 'line', labelKey: 'field.short_name', width: 's' },
  { name: 'place', kind: 'line', labelKey: 'field.place', width: 'm' },
  { name: 'helpContact', kind: 'line', labelKey: 'field.help_contact', hintKey: 'hint.help_contact' },
  { name: 'subjectTerm', kind: 'line', labelKey: 'field.subject_term', required: true },
  { name: 'salutation', kind: 'radio', labelKey: 'field.salutation', required: true },
]

/** What the office is called and how its letters speak: the administrator's. */
export async function officeRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader, writer } = database
  const adminOnly = { config: { policy: ['admin'] as const } }

  app.get('/admin/office', adminOnly, async (request, reply) => {
    const { view, data, options } = await officePage(request, {})
    return reply.page(view, data, options)
  })

  app.post(
    '/admin/office',
    { ...adminOnly, schema: { body: bodySchema(officeFields) } },
    (request, reply) => {
      const form = readForm(officeFields, request.body)
      const line = (name: string) => form.line(name)
      const input = {
        name: line('name'),
        parentName: line('parentName'),
        shortName: line('shortName'),
        place: line('place'),
        helpContact: line('helpContact'),
        subjectTerm: line('subjectTerm'),
        salutation: line('salutation'),
      }
      return answerForm(request, reply, {
        act: () => changeOffice(writer, actOf(request, form), input, form.version),
        done: () => ({ to: '/admin/office', flash: { key: 'flash.office_saved' } }),
        again: failure => officePage(request, { failure, typed: form.typed }, form),
      })
    },
  )

  async function officePage(
    request: FastifyRequest,
    { failure, typed }: AgainWith,
    form?: Form,
  ): Promise<FormPage> {
    const { t } = request
    const office = await findOffice(reader)
    if (!office) throw new NotFound()
    const stored = {
      name: office.name,
      parentName: office.parent_name,
      shortName: office.short_name,
      place: office.place,
      helpContact: office.help_contact,
      subjectTerm: office.subject_term,
      salutation: office.salutation,
    }
    const choices = salutations.map(value => ({ value, label: t(`salutation.${value}`) }))
    const fields = officeFields.map(field =>
      field.name === 'salutation' ? { ...field, options: choices } : field,
    )
    const errors = failure?.errors ?? {}
    return adminFormPage(request, {
      tab: 'office',
      title: t('page.admin.office.title'),
      form: {
        id: 'office-form',
        action: '/admin/office',
        fields: fill<FieldDescriptor>(fields, typed ?? stored, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
        submit: t('ui.save'),
        actId: actIdFor(form),
        version: office.version,
      },
    })
  }
}
