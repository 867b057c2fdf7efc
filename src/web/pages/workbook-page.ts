import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import { listUnits } from '../../data/unit.ts'
import { listBegunWorkbooks } from '../../data/workbook.ts'
import { textLimits } from '../../domain/field-check.ts'
import { guessPlan } from '../../domain/workbook-plan.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import { localDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ActButtonPart, LinkPart } from '../../render/parts.ts'
import { actIdFor, type Failure } from '../forms/answer.ts'
import { type Form, fill, type Typed } from '../forms/form.ts'
import { organisationsOf } from '../forms/inspection.ts'
import { type UploadedWorkbook, uploadFields } from '../forms/workbook.ts'

declare module '../../render/views.ts' {
  interface Views {
    'workbook/new': UploadPart
  }
}

export interface UploadPart {
  steps: { label: string; done?: boolean; current?: boolean }[]
  form: FormPart
  /** The inspection that the uploaded file was imported as. */
  imported: LinkPart | null
  begun: { id: string; name: string; meta: string; href: string; remove: ActButtonPart }[]
}

export type ImportedFile = { inspection_id: string; created_at: string } | undefined | ''

/** Step 1: the template, the file, and what was begun before. */
export async function uploadPage(
  db: Db,
  request: FastifyRequest,
  shown: { typed: Typed; form?: Form; failure?: Failure; imported?: ImportedFile },
): Promise<UploadPart> {
  const { t, actor, locale } = request
  const ids = organisationsOf(request)
  const units = ids.length > 1 ? (await listUnits(db)).filter(unit => ids.includes(unit.id)) : []
  const options = units.map(unit => ({ value: unit.id, label: unit.name }))
  const typed = { organisationId: shown.typed.organisationId || ids[0] }
  const fields = fill<FieldDescriptor>(uploadFields, typed, shown.failure?.errors)
    .filter(field => field.name !== 'organisationId' || options.length > 1)
    .map(field => (field.kind === 'select' ? { ...field, options } : field))
  const { imported } = shown
  const day = imported ? formatDate(localDate(imported.created_at)) : ''
  return {
    steps: workbookSteps(t, 0),
    form: {
      id: 'workbook-form',
      action: '/inspections/import',
      actId: actIdFor(shown.form),
      fields,
      submit: t('page.workbook.submit'),
      cancel: { label: t('page.inspection.back'), href: '/inspections' },
      errors: shown.failure?.summary ?? [],
    },
    imported: imported
      ? { label: t('page.workbook.imported', { day }), href: `/inspections/${imported.inspection_id}` }
      : null,
    begun: (await listBegunWorkbooks(db, actor.person.id)).map(one => ({
      id: one.id,
      name: one.name,
      meta: t('page.inspection.draft.begun', { when: formatDateTime(one.created_at, locale) }),
      href: workbookHref(one.id),
      remove: {
        label: t('page.inspection.draft.remove'),
        kind: 'text',
        small: true,
        action: `${workbookHref(one.id)}/removal`,
      },
    })),
  }
}

export function workbookSteps(t: FastifyRequest['t'], current: number): UploadPart['steps'] {
  const labels = [
    t('page.workbook.step.upload'),
    t('page.workbook.step.check'),
    t('page.inspection.step.assign'),
  ]
  return labels.map((label, index) => ({ label, done: index < current, current: index === current }))
}

export function workbookHref(id: string): string {
  return `/inspections/import/${id}`
}

/** What the file says of the inspection: its longest line above the table, or its name. All of it is looked over. */
export function prefilled(
  { name, sheets }: UploadedWorkbook,
  { organisationId, committees }: { organisationId: string; committees: Pick<Row<'committee'>, 'id'>[] },
): Record<string, string> {
  const { sheet, heading } = guessPlan(sheets)
  const above = (sheets[sheet]?.rows ?? []).slice(0, heading).flat()
  const longest = above.reduce((best, cell) => (cell.length > best.length ? cell : best), '')
  const title = longest.length > 20 ? longest : name.replace(/\.xlsx$/i, '')
  return {
    title: title.replace(/\s+/g, ' ').slice(0, textLimits.line),
    inspectedUnitId: organisationId,
    committeeId: committees.length === 1 ? (committees[0]?.id ?? '') : '',
  }
}
