import type { FastifyRequest } from 'fastify'
import type { Row } from '../../data/schema.ts'
import type { UnitInput } from '../../domain/unit.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption, FormPart } from '../../render/form.ts'
import type { AgainWith } from '../pages/admin.ts'
import { actIdFor } from './answer.ts'
import { type Form, fill, strayErrors } from './form.ts'

export const unitFields: readonly FieldDescriptor[] = [
  { name: 'name', kind: 'line', labelKey: 'field.unit_name', hintKey: 'hint.unit_name', required: true },
  { name: 'shortName', kind: 'line', labelKey: 'field.short_name', width: 's' },
  { name: 'parentId', kind: 'select', labelKey: 'field.parent_unit', required: true },
  {
    name: 'leaderAppointmentId',
    kind: 'select',
    labelKey: 'field.leader_in_charge',
    emptyKey: 'hint.director_in_charge',
  },
  { name: 'validFrom', kind: 'date', labelKey: 'field.valid_from' },
  { name: 'validTo', kind: 'date', labelKey: 'field.valid_to' },
  {
    name: 'isOrganisation',
    kind: 'checkbox',
    labelKey: 'field.is_organisation',
    hintKey: 'hint.is_organisation',
  },
]

/** What a unit's form sent; a place in the tree is chosen once, when the unit is made. */
export function unitInput(form: Form): UnitInput {
  return {
    name: form.line('name'),
    shortName: form.line('shortName'),
    parentId: form.line('parentId'),
    isOrganisation: form.ticked('isOrganisation'),
    leaderAppointmentId: form.id('leaderAppointmentId'),
    validFrom: form.date('validFrom'),
    validTo: form.date('validTo'),
  }
}

export interface UnitChoices {
  parents: FieldOption[]
  leaders: FieldOption[]
}

/** The form of a new unit, or of one that stands; only a new one chooses its parent. */
export function unitForm(
  { t }: FastifyRequest,
  unit: Row<'unit'> | undefined,
  choices: UnitChoices,
  { failure, typed }: AgainWith,
  form?: Form,
): FormPart {
  const stored = {
    name: unit?.name ?? '',
    shortName: unit?.short_name ?? '',
    parentId: unit?.parent_id ?? choices.parents[0]?.value ?? '',
    leaderAppointmentId: unit?.leader_appointment_id ?? '',
    validFrom: unit?.valid_from ? formatDate(unit.valid_from) : '',
    validTo: unit?.valid_to ? formatDate(unit.valid_to) : '',
    isOrganisation: unit?.is_organisation === 1,
  }
  const options: Record<string, FieldOption[]> = {
    parentId: choices.parents,
    leaderAppointmentId: choices.leaders,
  }
  const fields = unitFields
    .filter(field => !unit || (field.name !== 'parentId' && field.name !== 'isOrganisation'))
    .map(field => ({ ...field, ...(options[field.name] ? { options: options[field.name] ?? [] } : {}) }))
  const errors = failure?.errors ?? {}
  return {
    id: 'unit-form',
    action: unit ? `/admin/units/${unit.id}` : '/admin/units/new',
    fields: fill<FieldDescriptor>(fields, typed ?? stored, errors),
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
    submit: t(unit ? 'ui.save' : 'page.admin.units.add'),
    cancel: { label: t('ui.cancel'), href: '/admin/units' },
    actId: actIdFor(form),
    ...(unit ? { version: unit.version } : {}),
  }
}
