import type { FastifyRequest } from 'fastify'
import { listTemplates, type TemplateRow } from '../../data/document-template.ts'
import type { Db } from '../../data/schema.ts'
import type { TemplateKind } from '../../data/schema-document.ts'
import { templateKinds } from '../../domain/document-template.ts'
import { formatBytes, formatDateTime } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { CellPart, LinkPart, TablePart } from '../../render/parts.ts'
import { placeholders } from '../../reports/template-placeholder.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { ownOrganisation } from './own-organisation.ts'

declare module '../../render/views.ts' {
  interface Views {
    'document/templates': {
      breadcrumb: (Partial<LinkPart> & { label: string })[]
      kinds: TemplateKindPart[]
      form: FormPart
      places: TablePart
    }
  }
}

interface TemplateKindPart {
  id: string
  title: string
  note: string
  sample: LinkPart
  history: TablePart
}

export const uploadFields: readonly FieldDescriptor[] = [
  { name: 'kind', kind: 'radio', labelKey: 'field.template_kind', required: true },
  {
    name: 'file',
    kind: 'file',
    labelKey: 'field.template_file',
    required: true,
    accept: '.docx',
    hintKey: 'hint.template_file',
  },
]

export const chooseFields: readonly FieldDescriptor[] = [
  { name: 'kind', kind: 'hidden' },
  { name: 'templateId', kind: 'hidden' },
]

/** The forms of each kind with what was used before, the upload, and what a form may name. */
export async function templatePage(
  db: Db,
  request: FastifyRequest,
  { failure, form }: { failure?: Failure; form?: Form } = {},
): Promise<FormPage> {
  const { t } = request
  const rows = await listTemplates(db, await ownOrganisation(db, request.actor))
  const errors = failure?.errors ?? {}
  const options = templateKinds.map(value => ({ value, label: t(`template.kind.${value}`) }))
  const fields = uploadFields.map(field => (field.name === 'kind' ? { ...field, options } : field))
  const title = t('page.template.title')
  return {
    view: 'document/templates',
    data: {
      breadcrumb: [
        { label: t('page.admin.title'), href: '/admin' },
        { label: t('page.admin.tab.documents'), href: '/admin/documents' },
        { label: title },
      ],
      kinds: templateKinds.map(kind => kindPart(request, kind, rows)),
      form: {
        id: 'template-form',
        action: '/admin/templates',
        fields: fill<FieldDescriptor>(fields, form?.typed ?? { kind: 'report' }, errors),
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
        submit: t('page.template.upload'),
        actId: actIdFor(form),
      },
      places: placesTable(request),
    },
    options: { title, nav: 'admin' },
  }
}

function kindPart(request: FastifyRequest, kind: TemplateKind, all: TemplateRow[]): TemplateKindPart {
  const { t } = request
  const rows = all.filter(row => row.kind === kind)
  const current = rows[0]?.file_name ?? null
  return {
    id: kind,
    title: t(`template.kind.${kind}`),
    note: current ? t('page.template.own', { name: current }) : t('page.template.built_in'),
    sample: { label: t('page.template.sample'), href: `/admin/templates/samples/${kind}` },
    history: historyTable(request, kind, rows),
  }
}

function historyTable(request: FastifyRequest, kind: TemplateKind, rows: TemplateRow[]): TablePart {
  const { t, locale } = request
  const title = t(`template.kind.${kind}`)
  return {
    id: `templates-${kind}`,
    caption: title,
    columns: [
      { label: t('field.template_file'), card: 'title' },
      { label: t('page.template.since'), kind: 'date' },
      { label: t('page.template.by') },
      { label: t('page.template.act'), kind: 'act' },
    ],
    rows: rows.map((row, at) => ({ id: row.id, cells: cellsOf(row, at === 0) })),
    empty: { icon: 'file', fact: t('page.template.none'), next: t('page.template.none_next') },
  }

  function cellsOf(row: TemplateRow, isCurrent: boolean): CellPart[] {
    const name: CellPart = row.file_id
      ? {
          text: row.file_name ?? '',
          href: `/admin/templates/${row.id}/file`,
          sub: formatBytes(row.size ?? 0, locale),
        }
      : t('page.template.built_in_form')
    const act = isCurrent
      ? row.file_id
        ? [choice('', t('page.template.drop'))]
        : []
      : row.file_id
        ? [choice(row.id, t('page.template.again'))]
        : []
    const status: CellPart =
      isCurrent && act.length === 0
        ? { status: { kind: 'done', word: t('page.template.in_use') } }
        : { acts: act }
    return [name, formatDateTime(row.created_at, locale), row.person_name, status]
  }

  function choice(templateId: string, label: string) {
    const fields = { kind, templateId, act_id: actIdFor() }
    return { label, kind: 'line' as const, action: '/admin/templates/choice', fields }
  }
}

/** What a form may name, with what stands there in the end. */
function placesTable({ t }: FastifyRequest): TablePart {
  return {
    id: 'places',
    caption: t('page.template.places'),
    columns: [{ label: t('page.template.place'), card: 'title' }, { label: t('page.template.meaning') }],
    rows: placeholders.map(name => ({ id: name, cells: [`{{${name}}}`, t(`placeholder.${name}`)] })),
  }
}
