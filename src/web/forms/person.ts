import type { FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import type { PersonInput } from '../../domain/person.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { AgainWith } from '../pages/admin.ts'
import { actIdFor } from './answer.ts'
import { type Form, fill, strayErrors } from './form.ts'

export const personFields = [
  { name: 'name', kind: 'line', labelKey: 'field.person_name', required: true, autocomplete: 'off' },
  { name: 'email', kind: 'email', labelKey: 'field.email', hintKey: 'hint.no_email', autocomplete: 'off' },
  { name: 'phone', kind: 'line', labelKey: 'field.phone', width: 's', inputmode: 'tel', autocomplete: 'off' },
] as const satisfies FieldDescriptor[]

export function personInput(form: Form): PersonInput {
  return { name: form.line('name'), email: form.line('email'), phone: form.line('phone') }
}

export function personForm(
  { t }: FastifyRequest,
  person: Row<'person'> | undefined,
  { failure, typed }: AgainWith,
  form?: Form,
): FormPart {
  const stored = { name: person?.name ?? '', email: person?.email ?? '', phone: person?.phone ?? '' }
  const errors = failure?.errors ?? {}
  return {
    id: 'person-form',
    action: person ? `/admin/people/${person.id}` : '/admin/people/new',
    fields: fill<FieldDescriptor>(personFields, typed ?? stored, errors),
    errors: [...(failure?.summary ?? []), ...strayErrors(personFields, errors)],
    submit: t(person ? 'ui.save' : 'page.admin.people.add'),
    submitKind: person ? 'line' : 'solid',
    cancel: { label: t('ui.cancel'), href: '/admin/people' },
    actId: actIdFor(form),
    ...(person ? { version: person.version } : {}),
  }
}
