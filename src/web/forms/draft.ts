import type { DraftInput } from '../../domain/task-draft.ts'
import { parseDateInput } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'
import { acceptedFiles, type UploadForm } from './upload.ts'

/** Co-units that one form names; more can be added once the draft is kept. */
export const mostCoUnits = 6

/** What is owed and by whom; the names are those of the verb's input. */
export const owedFields = [
  { name: 'title', kind: 'text', labelKey: 'field.title', required: true, rows: 2 },
  {
    name: 'criterion',
    kind: 'text',
    labelKey: 'field.criterion',
    hintKey: 'hint.criterion',
    required: true,
    rows: 3,
  },
  { name: 'leadUnitId', kind: 'select', labelKey: 'field.leadUnitId', emptyKey: 'ui.choose', required: true },
  { name: 'dueOn', kind: 'date', labelKey: 'field.dueOn', required: true },
] as const satisfies FieldDescriptor[]

/** The document that assigns the task, and who verifies it. */
export const orderFields = [
  { name: 'documentNo', kind: 'line', labelKey: 'field.assigningNo', width: 'm' },
  { name: 'documentOn', kind: 'date', labelKey: 'field.assigningOn' },
  {
    name: 'documentFile',
    kind: 'file',
    labelKey: 'field.assigningFile',
    hintKey: 'hint.assigningFile',
    accept: acceptedFiles,
  },
  {
    name: 'verifierId',
    kind: 'select',
    labelKey: 'field.verifierId',
    hintKey: 'hint.verifierId',
    emptyKey: 'field.verifierId.any',
  },
] as const satisfies FieldDescriptor[]

/** The fields of one co-unit's row; named as the verb names them when it refuses one. */
export function coUnitFields(index: number): FieldDescriptor[] {
  return [
    {
      name: `coUnits.${index}.unitId`,
      kind: 'select',
      labelKey: 'field.coUnitId',
      emptyKey: 'ui.choose',
      required: true,
    },
    { name: `coUnits.${index}.deliverable`, kind: 'line', labelKey: 'field.deliverable' },
    { name: `coUnits.${index}.dueOn`, kind: 'date', labelKey: 'field.coUnitDueOn' },
  ]
}

/** Everything the form sends, besides its file. */
export const draftFields: readonly FieldDescriptor[] = [
  ...owedFields,
  ...orderFields,
  ...Array.from({ length: mostCoUnits }, (_, index) => coUnitFields(index)).flat(),
  { name: 'documentFileId', kind: 'hidden' },
  { name: 'step', kind: 'hidden' },
]

/** A row as typed; `dueOn` may be no date. */
export interface CoUnitTyped {
  unitId: string
  deliverable: string
  dueOn: string
}

/** What the form holds, typed or stored, with the rows of co-units that have anything in them. */
export interface DraftTyped {
  values: Record<string, string>
  coUnits: CoUnitTyped[]
  /** Rows to show; empty ones included. */
  rows: number
}

export function draftTyped(form: Form): DraftTyped {
  const names = [...owedFields, ...orderFields].map(field => field.name)
  const value = (name: string) => (name === 'criterion' ? form.text(name) : form.line(name))
  const all = Array.from({ length: mostCoUnits }, (_, index) => ({
    unitId: form.line(`coUnits.${index}.unitId`),
    deliverable: form.line(`coUnits.${index}.deliverable`),
    dueOn: form.line(`coUnits.${index}.dueOn`),
  }))
  const coUnits = all.filter(row => row.unitId || row.deliverable || row.dueOn)
  const more = form.line('step') === 'add_co_unit' ? 1 : 0
  return {
    values: Object.fromEntries(names.map(name => [name, value(name)])),
    coUnits,
    rows: Math.min(mostCoUnits, coUnits.length + more),
  }
}

/** The verb's input; rows that are empty are left out, so that an index names the row that is shown again. */
export function draftInput(form: Form, documentFileId: string | null): DraftInput {
  return {
    title: form.line('title'),
    criterion: form.text('criterion'),
    leadUnitId: form.line('leadUnitId'),
    dueOn: form.date('dueOn'),
    documentNo: form.line('documentNo'),
    documentOn: form.date('documentOn'),
    documentFileId,
    verifierId: form.id('verifierId'),
    coUnits: draftTyped(form).coUnits.map(row => ({ ...row, dueOn: dateOf(row.dueOn) })),
    partsWithinTask: true,
  }
}

/** YYYY-MM-DD; null when empty; what is no date as typed, for the verb to refuse. */
function dateOf(typed: string): string | null {
  return typed === '' ? null : (parseDateInput(typed) ?? typed)
}

/** The document that an earlier sending stored, unless it is ticked to be taken off. */
export function keptDocumentId(form: Form, sent: UploadForm): string | null {
  const removed = [sent.body.documentFile_remove ?? []].flat()
  const kept = form.id('documentFileId')
  return kept && removed.includes(kept) ? null : kept
}
