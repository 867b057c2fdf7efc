import type { ClosingInput } from '../../domain/unit-closing.ts'
import type { RenameInput } from '../../domain/unit-name.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'

/** A new name from a day on. */
export const renameFields: readonly FieldDescriptor[] = [
  { name: 'name', kind: 'line', labelKey: 'field.rename.name', required: true },
  { name: 'shortName', kind: 'line', labelKey: 'field.short_name', width: 's' },
  { name: 'fromOn', kind: 'date', labelKey: 'field.rename.from', required: true },
  { name: 'documentNo', kind: 'line', labelKey: 'field.rename.document', width: 'm' },
]

export function renameInput(form: Form): RenameInput {
  return {
    name: form.line('name'),
    shortName: form.line('shortName'),
    fromOn: form.date('fromOn'),
    documentNo: form.line('documentNo'),
  }
}

/** The last day of a unit, and who takes over. */
export const closingFields: readonly FieldDescriptor[] = [
  { name: 'closedOn', kind: 'date', labelKey: 'field.closing.last_day', required: true },
  { name: 'successorId', kind: 'select', labelKey: 'field.closing.successor', emptyKey: 'ui.none' },
  { name: 'posts', kind: 'radio', labelKey: 'field.closing.posts', required: true },
]

export function closingInput(form: Form): ClosingInput {
  return { closedOn: form.date('closedOn'), successorId: form.id('successorId'), posts: form.line('posts') }
}
