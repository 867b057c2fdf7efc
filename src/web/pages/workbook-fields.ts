import type { FastifyRequest } from 'fastify'
import type { Db } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import {
  columnKinds,
  headingChoices,
  noUnit,
  type Sheet,
  type WorkbookPlan,
} from '../../domain/workbook-plan.ts'
import type { WorkbookReading } from '../../domain/workbook-row.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { fill } from '../forms/form.ts'
import { checkFields, namesOfPage } from '../forms/workbook.ts'

/** A field whose label comes from the workbook. */
export type LabelledField = FieldDescriptor & { label?: string }

/** A name that no unit bears, with the field that asks which one it is. */
export interface AskedUnit {
  name: string
  field: LabelledField
}

/** Which sheet and heading row, where there is a choice. */
export function placeFields({ t }: FastifyRequest, sheets: Sheet[], plan: WorkbookPlan): FieldDescriptor[] {
  const sheet = sheets[plan.sheet] ?? { name: '', rows: [] }
  const options: Record<string, FieldDescriptor['options']> = {
    sheet: sheets.map(({ name }, index) => ({ value: String(index), label: name })),
    heading: headingChoices(sheet).map(index => {
      const words = (sheet.rows[index] ?? []).filter(Boolean).join(' · ').replace(/\s+/g, ' ')
      return {
        value: String(index),
        label: t('page.workbook.heading', { row: index + 1, words: shortened(words, 60) }),
      }
    }),
  }
  return fill(
    checkFields.filter(field => field.name in options),
    { sheet: String(plan.sheet), heading: String(plan.heading) },
  )
    .map(field => ({ ...field, options: options[field.name] ?? [] }))
    .filter(field => field.name !== 'sheet' || sheets.length > 1)
}

/** Columns with anything in them, each with its heading and its first value below. */
export function columnFields(
  { t }: FastifyRequest,
  sheets: Sheet[],
  plan: WorkbookPlan,
  errors: Readonly<Record<string, string>>,
): LabelledField[] {
  const below = (sheets[plan.sheet]?.rows ?? []).slice(plan.heading)
  const options = [...columnKinds, 'skip' as const].map(kind => ({
    value: kind,
    label: t(`workbook.column.${kind}`),
  }))
  return plan.columns.flatMap((kind, index) => {
    const cells = below.map(row => row[index] ?? '')
    if (cells.every(cell => cell === '')) return []
    const example = cells.slice(1).find(cell => cell !== '')
    return {
      name: `column.${index}`,
      kind: 'select' as const,
      required: true,
      label: columnLabel(t, sheets, plan, index),
      value: kind,
      options,
      error: errors[`column.${index}`],
      ...(example ? { hint: t('page.workbook.example', { text: shortened(example, 80) }) } : {}),
    }
  })
}

/** "B: Nội dung kiến nghị"; a column without a heading is its letter. */
function columnLabel(t: FastifyRequest['t'], sheets: Sheet[], plan: WorkbookPlan, index: number): string {
  const heading = sheets[plan.sheet]?.rows[plan.heading]?.[index]?.replace(/\s+/g, ' ') ?? ''
  const letter = index < 26 ? String.fromCharCode(65 + index) : `${columnLetterBefore(index)}`
  return heading === ''
    ? t('page.workbook.column.bare', { letter })
    : t('page.workbook.column', { letter, heading: shortened(heading, 60) })
}

function columnLetterBefore(index: number): string {
  return String.fromCharCode(64 + Math.floor(index / 26), 65 + (index % 26))
}

/** The office's units, and that a name is none of them. */
export async function unitOptions(db: Db, { t, occasion }: FastifyRequest) {
  const units = await listUnits(db, occasion.today)
  return [
    ...units.map(unit => ({ value: unit.id, label: unit.name })),
    { value: noUnit, label: t('page.workbook.no_unit') },
  ]
}

/** The unanswered ones first, so that a page that cannot show all of them comes to its end. */
export function unitFields(
  { t }: FastifyRequest,
  { asked }: WorkbookReading,
  options: NonNullable<FieldDescriptor['options']>,
  failed: boolean,
): AskedUnit[] {
  const ordered = [...asked.filter(one => !one.unitId), ...asked.filter(one => one.unitId)]
  return ordered.slice(0, namesOfPage).map(({ name, unitId }, index) => ({
    name,
    field: {
      name: `unit.${index}`,
      kind: 'select' as const,
      required: true,
      label: t('page.workbook.unit', { name: shortened(name, 120) }),
      value: unitId ?? '',
      options,
      error: failed && !unitId ? t('error.workbook.unit', { name: shortened(name, 80) }) : undefined,
    },
  }))
}

/** The beginning of a cell, whole characters only. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`
}
