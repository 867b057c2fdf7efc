import type { Db, Row } from '../../data/schema.ts'
import { listPostOptions } from '../../data/task-place.ts'
import { findUnit, listUnits } from '../../data/unit.ts'
import { formatBytes, formatDate } from '../../i18n/format.ts'
import { parseDateInput } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { ErrorPart } from '../../render/parts.ts'
import { dateValue, dayOffWarning, deadlinePicks } from '../forms/date-picks.ts'
import { coUnitFields, type DraftTyped, orderFields, owedFields } from '../forms/draft.ts'
import { fill, strayErrors } from '../forms/form.ts'
import { postOption } from '../forms/task-act-fields.ts'
import { withAttached } from '../forms/upload.ts'
import type { Words } from './words.ts'

/** The fields in their groups as the form shows them, and every sentence of what is wrong. */
export function draftFields(
  { typed, choices, file, errors }: DraftFieldsInput,
  words: Words,
): { owed: FieldDescriptor[]; coUnits: FieldDescriptor[][]; order: FieldDescriptor[]; errors: ErrorPart[] } {
  const order = fill<FieldDescriptor>(orderFields, typed.values, errors).map(field =>
    orderField(field, choices, file, words),
  )
  const coUnits = Array.from({ length: typed.rows }, (_, index) =>
    coUnitRow(index, typed, choices, errors, words),
  )
  const owed = fill<FieldDescriptor>(owedFields, typed.values, errors).map(field =>
    owedField(field, choices, words),
  )
  const fields = [...owed, ...coUnits.flat(), ...order]
  const atFields = fields.flatMap(field => (field.error ? [{ name: field.name, text: field.error }] : []))
  return { owed, coUnits, order, errors: [...strayErrors(fields, errors), ...atFields] }
}

interface DraftFieldsInput {
  typed: DraftTyped
  choices: DraftChoices
  file: Row<'file'> | undefined
  errors: Readonly<Record<string, string>>
}

export interface DraftChoices {
  units: FieldOption[]
  verifiers: FieldOption[]
}

/** Units of the organisation, and who may verify. */
export async function draftChoices(db: Db, organisationId: string, { today }: Words): Promise<DraftChoices> {
  const organisation = await findUnit(db, organisationId)
  const unitPath = organisation?.path ?? '/'
  const units = (await listUnits(db, today)).filter(unit => unit.path.startsWith(unitPath))
  const posts = [
    ...(await listPostOptions(db, today, { role: 'verifier', unitPath })),
    ...(await listPostOptions(db, today, { role: 'leader', unitPath })),
  ]
  return {
    units: units.map(unit => ({ value: unit.id, label: unit.name })),
    verifiers: posts.map(postOption),
  }
}

function owedField(field: FieldDescriptor, { units }: DraftChoices, words: Words): FieldDescriptor {
  if (field.name === 'leadUnitId') return { ...field, options: units }
  if (field.name !== 'dueOn') return field
  const warning = field.error ? undefined : deadlineWarning(String(field.value ?? ''), words)
  const shown = dateValue(String(field.value ?? ''), words, false)
  return {
    ...field,
    ...shown,
    quickPicks: deadlinePicks(words.today, words, [7, 10, 15]),
    ...(warning ? { warning } : {}),
  }
}

/** Warns and allows: a day that has passed, a day off (issue 2, "Bad input"). */
export function deadlineWarning(typed: string, words: Words): string | undefined {
  const day = parseDateInput(typed)
  if (!day) return undefined
  const past = day < words.today ? words.t('page.draft.warn.past', { date: formatDate(day) }) : ''
  return [past, dayOffWarning(day, words)].filter(Boolean).join(' ') || undefined
}

/** One field of the document that assigns, and of who verifies, with what is to be chosen and the stored file. */
export function orderField(
  field: FieldDescriptor,
  { verifiers }: DraftChoices,
  file: Row<'file'> | undefined,
  words: Words,
): FieldDescriptor {
  if (field.name === 'verifierId') return { ...field, options: verifiers }
  if (field.name === 'documentOn') return { ...field, ...dateValue(String(field.value ?? ''), words, false) }
  if (field.name !== 'documentFile') return field
  const meta = file ? formatBytes(file.size, words.locale) : ''
  return withAttached({ ...field, value: '' }, file ? { id: file.id, name: file.name, meta } : null)
}

function coUnitRow(
  index: number,
  typed: DraftTyped,
  { units }: DraftChoices,
  errors: Readonly<Record<string, string>>,
  words: Words,
): FieldDescriptor[] {
  const row = typed.coUnits[index] ?? { unitId: '', deliverable: '', dueOn: '' }
  return coUnitFields(index).map(field => {
    const error = errors[field.name]
    if (field.kind === 'select') return { ...field, options: units, value: row.unitId, error }
    if (field.kind === 'date') return { ...field, ...dateValue(row.dueOn, words), error }
    return { ...field, value: row.deliverable, error }
  })
}
