import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'

export const meetingFields = [
  {
    name: 'title',
    kind: 'line',
    labelKey: 'field.meetingTitle',
    hintKey: 'hint.meetingTitle',
    required: true,
  },
  { name: 'onDay', kind: 'date', labelKey: 'field.meetingDay', required: true },
  {
    name: 'startsAt',
    kind: 'line',
    labelKey: 'field.startsAt',
    hintKey: 'hint.startsAt',
    required: true,
    width: 's',
  },
  { name: 'place', kind: 'line', labelKey: 'field.meetingPlace', required: true },
  { name: 'chairId', kind: 'select', labelKey: 'field.chairId', emptyKey: 'ui.choose', required: true },
  { name: 'guests', kind: 'text', labelKey: 'field.guests', hintKey: 'hint.guests', rows: 3 },
] as const satisfies FieldDescriptor[]

export const committeeField = {
  name: 'committeeId',
  kind: 'select',
  labelKey: 'field.meetingCommittee',
  emptyKey: 'ui.choose',
  required: true,
} as const satisfies FieldDescriptor

export function meetingInput(form: Form) {
  return {
    title: form.line('title'),
    onDay: form.date('onDay'),
    startsAt: form
      .line('startsAt')
      .replace(/^(\d):/, '0$1:')
      .replace(/[hH.]/, ':'),
    place: form.line('place'),
    chairId: form.line('chairId'),
    guests: form.text('guests'),
  }
}

export const cancelFields = [
  { name: 'reason', kind: 'text', labelKey: 'field.reason', required: true, rows: 3 },
] as const satisfies FieldDescriptor[]

export const noteFields = [
  {
    name: 'text',
    kind: 'text',
    labelKey: 'field.meetingNote',
    hintKey: 'hint.meetingNote',
    required: true,
    rows: 3,
  },
] as const satisfies FieldDescriptor[]

export const attendanceFields = [
  { name: 'present', kind: 'checks', labelKey: 'field.present' },
  { name: 'guests', kind: 'text', labelKey: 'field.guests', hintKey: 'hint.guests', rows: 3 },
] as const satisfies FieldDescriptor[]

export const pickFields = [{ name: 'picks', kind: 'checks' }] as const satisfies FieldDescriptor[]

export const itemFields = [
  { name: 'title', kind: 'line', labelKey: 'field.itemTitle', hintKey: 'hint.itemTitle' },
  { name: 'taskId', kind: 'hidden' },
  { name: 'recommendationId', kind: 'hidden' },
] as const satisfies FieldDescriptor[]

export const moveFields = [{ name: 'by', kind: 'hidden' }] as const satisfies FieldDescriptor[]

export const conclusionFields = [
  { name: 'concluded', kind: 'text', labelKey: 'field.concluded', hintKey: 'hint.concluded', rows: 4 },
  { name: 'followUp', kind: 'text', labelKey: 'field.followUp', hintKey: 'hint.followUp', rows: 2 },
  { name: 'followUpBy', kind: 'line', labelKey: 'field.followUpBy' },
  { name: 'followUpDueOn', kind: 'date', labelKey: 'field.followUpDueOn' },
] as const satisfies FieldDescriptor[]

/** The version of the task or recommendation that stood beside the form. */
export const subjectField = { name: 'subjectVersion', kind: 'hidden' } as const satisfies FieldDescriptor
