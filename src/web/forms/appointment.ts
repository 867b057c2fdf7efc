import type { AppointmentInput } from '../../domain/appointment.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'

/** Asked only where another holds the post at the time. */
const overlapField = {
  name: 'overlap',
  kind: 'checkbox',
  labelKey: 'field.overlap',
  hintKey: 'hint.overlap',
} as const satisfies FieldDescriptor

export const appointmentFields: readonly FieldDescriptor[] = [
  { name: 'unitId', kind: 'select', labelKey: 'field.unit', required: true, emptyKey: 'ui.choose' },
  { name: 'role', kind: 'radio', labelKey: 'field.role', required: true },
  { name: 'title', kind: 'line', labelKey: 'field.post_title', hintKey: 'hint.post_title', required: true },
  { name: 'fromOn', kind: 'date', labelKey: 'field.from_on', required: true },
  { name: 'toOn', kind: 'date', labelKey: 'field.to_on' },
  { name: 'isHead', kind: 'checkbox', labelKey: 'field.is_head', hintKey: 'hint.is_head' },
  {
    name: 'actingForId',
    kind: 'select',
    labelKey: 'field.acting_for',
    hintKey: 'hint.acting_for',
    emptyKey: 'ui.nobody',
  },
  {
    name: 'committeeId',
    kind: 'select',
    labelKey: 'field.committee',
    hintKey: 'hint.committee_role',
    emptyKey: 'ui.none',
  },
  {
    name: 'inspectionId',
    kind: 'select',
    labelKey: 'field.inspection',
    hintKey: 'hint.inspector_role',
    emptyKey: 'ui.none',
  },
  overlapField,
]

/** Where the page is not a person's own. */
export const personField = {
  name: 'personId',
  kind: 'select',
  labelKey: 'field.person_name',
  required: true,
  emptyKey: 'ui.choose',
} as const satisfies FieldDescriptor

export const endFields: readonly FieldDescriptor[] = [
  {
    name: 'toOn',
    kind: 'date',
    labelKey: 'field.to_on',
    hintKey: 'hint.last_day',
    required: true,
  },
]

/** What can be corrected of an appointment that has not begun. */
export const changeFields: readonly FieldDescriptor[] = [
  { name: 'title', kind: 'line', labelKey: 'field.post_title', required: true },
  { name: 'fromOn', kind: 'date', labelKey: 'field.from_on', required: true },
  { name: 'toOn', kind: 'date', labelKey: 'field.to_on' },
  overlapField,
]

export function appointmentInput(personId: string, form: Form): AppointmentInput {
  return {
    personId,
    unitId: form.line('unitId'),
    role: form.line('role'),
    title: form.line('title'),
    fromOn: form.date('fromOn'),
    toOn: form.date('toOn'),
    actingForId: form.id('actingForId'),
    committeeId: form.id('committeeId'),
    inspectionId: form.id('inspectionId'),
    isHead: form.ticked('isHead'),
    overlap: form.ticked('overlap'),
  }
}
