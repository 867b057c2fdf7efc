import type { FastifyRequest } from 'fastify'
import {
  countEmulationModels,
  type EmulationModel,
  type EmulationModelPage,
  listEmulationModels,
  listEmulationModelYears,
} from '../../data/emulation-model.ts'
import type { Db } from '../../data/schema.ts'
import { listUnitChoices } from '../../data/task-choice.ts'
import { modelFields, modelKinds } from '../../domain/emulation-model-check.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import type { ButtonPart, PagerPart, StatusPart, TablePart } from '../../render/parts.ts'
import { type ModelChoice, modelFilterOf, modelListHref, modelStates } from './emulation-model-query.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'emulation-model/index': EmulationModelIndex
  }
}

export interface EmulationModelIndex {
  lead: string
  acts: ButtonPart[]
  filter: {
    id: string
    label: string
    action: string
    fields: FieldDescriptor[]
    hidden: Record<string, string>
    resetHref?: string
  }
  table: TablePart
  pager: PagerPart | null
}

const pageSize = 50

/** The register as it was asked for, with how many of each kind. */
export async function emulationModelIndex(
  db: Db,
  request: FastifyRequest,
  choice: ModelChoice,
  words: Words,
): Promise<EmulationModelIndex> {
  const { actor, t } = request
  const filter = modelFilterOf(choice)
  const page = await listEmulationModels(db, actor, { filter, cursor: choice.cursor, limit: pageSize })
  const counts = await countEmulationModels(db, actor, filter)
  const units = await listUnitChoices(db, actor)
  const years = await listEmulationModelYears(db, actor)
  const mayRegister = actor.holdings.some(held => held.role === 'secretary' || held.role === 'unit_head')
  const acts: ButtonPart[] = [
    { label: t('page.models.several'), href: '/emulation-models/several', kind: 'line' },
    { label: t('page.models.new'), href: '/emulation-models/new', kind: 'solid', icon: 'plus' },
  ]
  return {
    lead: kindCounts(counts, words),
    acts: mayRegister ? acts : [],
    filter: filterBar(choice, { units, years }, words),
    table: tableOf(page, choice, mayRegister, words),
    pager: pagerOf(page, choice, words),
  }
}

/** "11 tập thể, 46 cá nhân, 9 chính quyền", with a sentence of its own where there is none. */
export function kindCounts(counts: Record<EmulationModel['kind'], number>, { t, locale }: Words): string {
  const number = (kind: EmulationModel['kind']) => formatNumber(counts[kind], locale)
  const total = counts.collective + counts.individual + counts.authority
  if (total === 0) return t('page.models.count.none')
  return t('page.models.count', {
    total: formatNumber(total, locale),
    collective: number('collective'),
    individual: number('individual'),
    authority: number('authority'),
  })
}

export function modelStatus({ state }: Pick<EmulationModel, 'state'>, { t }: Words): StatusPart {
  const kinds = {
    registered: 'issued',
    checked: 'reported',
    recognised: 'done',
    not_recognised: 'not_implemented',
    withdrawn: 'withdrawn',
  } as const
  return { kind: kinds[state], word: t(`model.state.${state}`) }
}

function filterBar(
  choice: ModelChoice,
  lists: { units: { id: string; name: string }[]; years: number[] },
  { t }: Words,
): EmulationModelIndex['filter'] {
  const words = {
    kind: 'line',
    name: 'q',
    labelKey: 'page.models.filter.q',
    value: choice.q,
    required: true,
  } as const
  const chosen = Object.entries(choice).some(([name, value]) => name !== 'cursor' && value !== '')
  return {
    id: 'model-filter',
    label: t('page.models.filter'),
    action: '/emulation-models',
    fields: [words, ...selectsOf(choice, lists, t)],
    hidden: {
      ...(choice.recommendation ? { recommendation: choice.recommendation } : {}),
      ...(choice.task ? { task: choice.task } : {}),
    },
    ...(chosen ? { resetHref: '/emulation-models' } : {}),
  }
}

function selectsOf(
  choice: ModelChoice,
  { units, years }: { units: { id: string; name: string }[]; years: number[] },
  t: Words['t'],
): FieldDescriptor[] {
  const select = (name: keyof ModelChoice, labelKey: string, options: FieldOption[]): FieldDescriptor => ({
    kind: 'select',
    name,
    labelKey,
    value: choice[name] as string,
    options,
    emptyKey: 'page.ledger.filter.all',
    required: true,
  })
  const kinds = modelKinds.map(value => ({ value, label: t(`model.kind.${value}`) }))
  const fields = modelFields.map(value => ({ value, label: t(`model.field.${value}`) }))
  const states = modelStates.map(value => ({ value, label: t(`model.state.${value}`) }))
  const named = units.map(({ id, name }) => ({ value: id, label: name }))
  return [
    select(
      'year',
      'field.modelYear',
      years.map(year => ({ value: String(year), label: String(year) })),
    ),
    select('kind', 'field.modelKind', kinds),
    select('field', 'field.modelField', fields),
    select('state', 'page.models.column.state', states),
    select('unit', 'field.modelUnit', named),
  ]
}

function tableOf(
  page: EmulationModelPage,
  choice: ModelChoice,
  mayRegister: boolean,
  words: Words,
): TablePart {
  const { t } = words
  const narrowed = modelListHref(choice) !== '/emulation-models'
  return {
    id: 'models',
    caption: t('page.models.title'),
    columns: [
      { label: t('page.models.column.model'), card: 'title' },
      { label: t('field.modelKind') },
      { label: t('field.modelField') },
      { label: t('field.modelUnit') },
      { label: t('field.modelYear'), kind: 'number' },
      { label: t('page.models.column.state'), kind: 'status' },
    ],
    rows: page.rows.map(row => ({
      id: row.id,
      cells: [
        { text: row.name, href: `/emulation-models/${row.id}`, sub: row.registrant },
        t(`model.kind.${row.kind}`),
        t(`model.field.${row.field}`),
        row.unit_name,
        String(row.year),
        { status: modelStatus(row, words) },
      ],
    })),
    empty: {
      icon: 'people',
      fact: t(narrowed ? 'page.models.empty.filter' : 'page.models.empty'),
      next: t(narrowed ? 'page.models.empty.filter.next' : 'page.models.empty.next'),
      ...(mayRegister && !narrowed
        ? { act: { label: t('page.models.new'), href: '/emulation-models/new', kind: 'line' as const } }
        : {}),
    },
  }
}

function pagerOf(page: EmulationModelPage, choice: ModelChoice, { t }: Words): PagerPart | null {
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  if ((!page.hasPrevious && !page.hasNext) || !first || !last) return null
  return {
    label: t('page.models.title'),
    text: t('page.models.pager', { from: first.year, to: last.year }),
    ...(page.hasPrevious ? { previous: modelListHref(choice, { row: first, newer: true }) } : {}),
    ...(page.hasNext ? { next: modelListHref(choice, { row: last, newer: false }) } : {}),
  }
}
