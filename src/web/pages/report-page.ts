import type { FastifyRequest } from 'fastify'
import { type ExportRow, listExportsFor } from '../../data/export.ts'
import type { Db } from '../../data/schema.ts'
import { formatDate, formatDateTime } from '../../i18n/format.ts'
import { addDays, isPlainDate, type PlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { ButtonPart, LinkPart, TablePart } from '../../render/parts.ts'
import { reportFormats } from '../../reports/format.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { exportFields, exportGroups } from '../forms/export.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { type ExportChoices, findExportChoices, scopeOf } from './export-choices.ts'
import { exportMeta, exportName, exportStatus, isGone, queryOf } from './export-words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'report/index': {
      trail: (LinkPart | { label: string })[]
      /** The letter that urges, for those who write it. */
      acts: ButtonPart[]
      form: FormPart
      table: TablePart
    }
  }
}

/** What the address may fill in: other pages lead here with their own filter. */
export type ReportPreset = Partial<
  Record<'format' | 'as_of' | 'inspection' | 'recommendation' | 'unit' | 'theme' | 'leader', string>
>

const lastExports = 20

/** The form that asks for a report or a table, and the person's last ones. */
export async function reportPage(
  db: Db,
  request: FastifyRequest,
  { preset = {}, sent, failure }: { preset?: ReportPreset; sent?: Form; failure?: Failure },
): Promise<FormPage> {
  const { t, actor } = request
  const values = sent?.typed ?? presetValues(request, preset)
  const chosen = typeof values.inspectionId === 'string' ? values.inspectionId : ''
  const choices = await findExportChoices(db, request, chosen || undefined)
  const groups = exportGroups.map(({ fields, ...group }) => ({
    ...group,
    fields: fill(
      fields.flatMap(field => withOptions(field, choices, request)),
      values,
      failure?.errors,
    ),
  }))
  const data = {
    trail: reportTrail(request, t('page.reports.title')),
    acts: actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
      ? [
          {
            label: t('page.letter.title'),
            href: '/reminder-letters/new',
            icon: 'file',
            kind: 'line' as const,
          },
        ]
      : [],
    form: {
      id: 'report-form',
      action: '/reports',
      actId: actIdFor(sent),
      groups,
      errors: [...(failure?.summary ?? []), ...strayErrors(exportFields, failure?.errors ?? {})],
      submit: t('page.reports.submit'),
      submitIcon: 'file',
    },
    table: exportTable(
      await listExportsFor(db, actor, lastExports),
      await findExportChoices(db, request),
      request,
    ),
  }
  return { view: 'report/index', data, options: { title: t('page.reports.title'), nav: 'committee' } }
}

export function reportTrail({ t }: FastifyRequest, ...labels: string[]): (LinkPart | { label: string })[] {
  return [{ label: t('page.committee.title'), href: '/committee' }, ...labels.map(label => ({ label }))]
}

function presetValues({ occasion }: FastifyRequest, preset: ReportPreset): Record<string, string> {
  const { format = 'xlsx', as_of = '', inspection = '', recommendation = '', unit = '' } = preset
  const { theme = '', leader: leaderId = '' } = preset
  return {
    format,
    asOf: formatDate(isPlainDate(as_of) ? as_of : occasion.today),
    inspectionId: inspection,
    recommendationId: recommendation,
    unitId: unit,
    theme,
    leaderId,
  }
}

/** The field with what can be chosen; one that offers nothing is left out. */
function withOptions(
  field: FieldDescriptor,
  choices: ExportChoices,
  { t, occasion }: FastifyRequest,
): FieldDescriptor[] {
  if (field.name === 'format') {
    const options = reportFormats.map(({ id }) => ({
      value: id,
      label: t(`export.format.${id}`),
      hint: t(`export.format.${id}.hint`),
    }))
    return [{ ...field, options }]
  }
  if (field.name === 'asOf') return [{ ...field, quickPicks: asOfPicks(occasion.today, t) }]
  const options = choices[field.name as keyof ExportChoices]
  return options.length === 0 ? [] : [{ ...field, options }]
}

/** Today, and the last days of the month and quarter before: what reports are asked for. */
function asOfPicks(today: PlainDate, t: FastifyRequest['t']) {
  const month = addDays(`${today.slice(0, 8)}01`, -1)
  const firstOfQuarter = `${today.slice(0, 5)}${String(quarterMonth(today)).padStart(2, '0')}-01`
  const quarter = addDays(firstOfQuarter, -1)
  const picks = [
    { label: t('ui.pick.today'), value: formatDate(today) },
    { label: t('page.reports.pick.month'), value: formatDate(month) },
    { label: t('page.reports.pick.quarter'), value: formatDate(quarter) },
  ]
  return quarter === month ? picks.slice(0, 2) : picks
}

function quarterMonth(day: PlainDate): number {
  return Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
}

function exportTable(rows: ExportRow[], choices: ExportChoices, request: FastifyRequest): TablePart {
  const { t, locale } = request
  return {
    id: 'exports',
    caption: t('page.reports.last'),
    columns: [
      { label: t('page.reports.column.file'), card: 'title' },
      { label: t('page.reports.column.asked'), kind: 'date', width: 'm' },
      { label: t('page.reports.column.state'), kind: 'status', width: 'l', card: 'bare' },
      { label: t('page.reports.column.act'), kind: 'act', width: 's' },
    ],
    rows: rows.map(row => ({
      id: row.id,
      cells: [
        {
          text: exportName(row, request),
          href: `/exports/${row.id}`,
          sub: scopeOf(queryOf(row), choices, request),
        },
        { text: formatDateTime(row.created_at, locale) },
        { status: exportStatus(row, request), sub: exportMeta(row, request) },
        { acts: actsOf(row, request) },
      ],
    })),
    empty: { icon: 'file', fact: t('page.reports.empty'), next: t('page.reports.empty.next') },
  }
}

function actsOf(row: ExportRow, { t }: FastifyRequest): ButtonPart[] {
  if (row.state === 'done' && !isGone(row))
    return [
      {
        label: t('page.export.download'),
        href: `/exports/${row.id}/file`,
        icon: 'download',
        kind: 'line',
        small: true,
      },
    ]
  if (row.state === 'planned' || row.state === 'running')
    return [{ label: t('page.export.look'), href: `/exports/${row.id}`, kind: 'text', small: true }]
  return [{ label: t('page.export.again'), href: againHref(row), kind: 'text', small: true }]
}

/** The same question again: the form with what was asked. */
export function againHref(row: ExportRow): string {
  const { asOf, inspectionId, recommendationId, unitId, theme, leaderId } = queryOf(row)
  const asked = {
    format: row.format,
    as_of: asOf,
    inspection: inspectionId,
    recommendation: recommendationId,
    unit: unitId,
    theme,
    leader: leaderId,
  }
  const given = Object.entries(asked).filter((entry): entry is [string, string] => Boolean(entry[1]))
  return `/reports?${new URLSearchParams(given)}`
}
