import type { Row } from '../../data/schema.ts'
import type { AssignmentRow } from '../../domain/assignment-row.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { mostCoUnits } from './draft.ts'
import { type Form, readForm } from './form.ts'

/** The fields of one row, as the verb names them when it refuses one; `ordinal` is the recommendation's. */
export function rowFields(ordinal: number, coUnits: number, standing: boolean): FieldDescriptor[] {
  const name = (field: string) => `rows.${ordinal}.${field}`
  return [
    { name: name('title'), kind: 'text', labelKey: 'field.title', required: true, rows: 2 },
    { name: name('criterion'), kind: 'text', labelKey: 'field.criterion', required: true, rows: 2 },
    {
      name: name('leadUnitId'),
      kind: 'select',
      labelKey: 'field.leadUnitId',
      emptyKey: 'ui.choose',
      required: true,
    },
    ...Array.from(
      { length: coUnits },
      (_, index): FieldDescriptor => ({
        name: name(`coUnits.${index}.unitId`),
        kind: 'select',
        labelKey: 'page.draft.co_units',
        emptyKey: 'page.draft.none',
      }),
    ),
    ...(standing
      ? [
          {
            name: name('cycle'),
            kind: 'select',
            labelKey: 'field.cycle',
            hintKey: 'hint.assignmentCycle',
            emptyKey: 'cycle.none',
          } as const,
        ]
      : []),
    { name: name('dueOn'), kind: 'date', labelKey: 'field.dueOn', required: !standing },
    {
      name: name('officerId'),
      kind: 'select',
      labelKey: 'field.officerId',
      emptyKey: 'field.officerId.none',
    },
  ]
}

/** What holds for all rows, where a button asks for it. */
export const allFields = [
  { name: 'all.criterion', kind: 'text', labelKey: 'field.criterion', rows: 2 },
  { name: 'all.dueOn', kind: 'date', labelKey: 'field.dueOn' },
] as const satisfies FieldDescriptor[]

const otherFields: FieldDescriptor[] = [
  { name: 'shown', kind: 'checks' },
  { name: 'chosen', kind: 'checks' },
  { name: 'step', kind: 'hidden' },
]

type Numbered = Pick<Row<'recommendation'>, 'id' | 'ordinal' | 'kind'>

/** Reads the page's form: the rows it showed are named by `shown`, so that no others are touched. */
export function readAssignment(body: unknown, recommendations: readonly Numbered[]) {
  const named = new Set(readForm(otherFields, body).list('shown'))
  const shown = recommendations.filter(one => named.has(String(one.ordinal)))
  const fields = shown.flatMap(one => rowFields(one.ordinal, mostCoUnits, one.kind === 'standing'))
  return { form: readForm([...otherFields, ...allFields, ...fields], body), shown }
}

/** The row as typed, over what was kept of it. */
export function typedRow(form: Form, ordinal: number, before: AssignmentRow): AssignmentRow {
  const name = (field: string) => `rows.${ordinal}.${field}`
  const leadUnitId = form.line(name('leadUnitId'))
  const coUnitIds = Array.from({ length: mostCoUnits }, (_, n) => form.line(name(`coUnits.${n}.unitId`)))
  return {
    ...before,
    chosen: form.list('chosen').includes(String(ordinal)),
    title: form.line(name('title')),
    criterion: form.text(name('criterion')),
    leadUnitId,
    coUnitIds: [...coUnitIds.filter(Boolean), ...(form.line('step') === `add:${ordinal}` ? [''] : [])],
    cycle: form.line(name('cycle')),
    dueOn: form.date(name('dueOn')) ?? '',
    // Officers are of one unit: with another lead nobody is named.
    officerId: leadUnitId === before.leadUnitId ? form.line(name('officerId')) : '',
  }
}

/** The chosen rows with what stands above the list: only in empty fields, or in place of what is there. */
export function applyToAll(form: Form, rows: readonly AssignmentRow[]): AssignmentRow[] {
  const step = form.line('step')
  if (step !== 'fill' && step !== 'replace') return [...rows]
  const [criterion, dueOn] = [form.text('all.criterion'), form.date('all.dueOn') ?? '']
  const put = (there: string, given: string) => (given && (step === 'replace' || !there) ? given : there)
  return rows.map(row =>
    row.chosen
      ? {
          ...row,
          criterion: put(row.criterion, criterion),
          dueOn: row.cycle ? row.dueOn : put(row.dueOn, dueOn),
        }
      : row,
  )
}
