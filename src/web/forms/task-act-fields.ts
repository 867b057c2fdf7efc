import { listPostOptions, type PostName } from '../../data/task-place.ts'
import { findUnit, listUnits } from '../../data/unit.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { TaskFormPage } from './task-act.ts'

export const textField = { name: 'text', kind: 'text', required: true, rows: 6 } as const
export const reasonField = {
  name: 'reason',
  kind: 'text',
  labelKey: 'field.reason',
  required: true,
  rows: 3,
} as const satisfies FieldDescriptor
export const noteField = {
  name: 'note',
  kind: 'text',
  labelKey: 'field.note',
  rows: 3,
} as const satisfies FieldDescriptor
export const percentField = {
  name: 'percent',
  kind: 'number',
  labelKey: 'field.percent',
  required: true,
  min: 0,
  max: 100,
  suffix: '%',
  inputmode: 'numeric',
  width: 's',
} as const satisfies FieldDescriptor
export const officerField = {
  name: 'officerId',
  kind: 'select',
  labelKey: 'field.officerId',
  emptyKey: 'field.officerId.none',
} as const satisfies FieldDescriptor

export function postOption({ id, person_name, title, unit_name }: PostName): FieldOption {
  return { value: id, label: [person_name, title, unit_name].filter(text => text !== '').join(', ') }
}

/** The officers of the lead unit and below it. */
export async function officerOptions({ parts, facts, words }: TaskFormPage): Promise<FieldOption[]> {
  const where = { role: 'officer', unitPath: facts.lead_unit_path } as const
  return (await listPostOptions(parts.database.reader, words.today, where)).map(postOption)
}

/** Units of the task's organisation that could lead it instead. */
export async function unitOptions(
  { parts, facts, words }: TaskFormPage,
  besides: string[],
): Promise<FieldOption[]> {
  const { reader } = parts.database
  const organisation = await findUnit(reader, facts.task.organisation_id)
  const units = await listUnits(reader, words.today)
  return units
    .filter(unit => unit.path.startsWith(organisation?.path ?? '/') && !besides.includes(unit.id))
    .map(unit => ({ value: unit.id, label: unit.name }))
}

export function dateText(date: string | null): string {
  return date ? formatDate(date) : ''
}
