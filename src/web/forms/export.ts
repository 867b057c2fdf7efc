import type { ExportFormat, ExportQuery } from '../../domain/export.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { Form } from './form.ts'

/** What is wanted. */
const formatFields = [
  { name: 'format', kind: 'radio', labelKey: 'field.exportFormat', required: true },
  { name: 'asOf', kind: 'date', labelKey: 'field.asOf', hintKey: 'hint.asOf', required: true },
] as const satisfies FieldDescriptor[]

/** What it is narrowed to; several at once leave what belongs to all of them. */
const scopeFields = [
  { name: 'inspectionId', kind: 'select', labelKey: 'field.ofInspection', emptyKey: 'page.reports.all' },
  {
    name: 'recommendationId',
    kind: 'select',
    labelKey: 'field.ofRecommendation',
    emptyKey: 'page.reports.all',
  },
  { name: 'unitId', kind: 'select', labelKey: 'field.ofUnit', emptyKey: 'page.reports.all' },
  { name: 'theme', kind: 'select', labelKey: 'field.ofTheme', emptyKey: 'page.reports.all' },
  { name: 'leaderId', kind: 'select', labelKey: 'field.ofLeader', emptyKey: 'page.reports.all' },
] as const satisfies FieldDescriptor[]

export const exportGroups = [
  { legendKey: 'page.reports.what', fields: formatFields },
  { legendKey: 'page.reports.scope', hintKey: 'page.reports.scope.hint', fields: scopeFields },
] as const

export const exportFields: FieldDescriptor[] = [...formatFields, ...scopeFields]

/** The order as the verb takes it. */
export function exportInput(sent: Form): { format: ExportFormat; query: ExportQuery } {
  const some = (name: string) => sent.line(name) || undefined
  return {
    format: sent.line('format') as ExportFormat,
    query: {
      asOf: sent.date('asOf') ?? '',
      inspectionId: some('inspectionId'),
      recommendationId: some('recommendationId'),
      theme: some('theme'),
      unitId: some('unitId'),
      leaderId: some('leaderId'),
    },
  }
}
