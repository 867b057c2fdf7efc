import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Figures } from '../../domain/figures.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { EmptyPart, LinkPart, NumberTablePart, PilePart, RatePart } from '../../render/parts.ts'
import type { Views } from '../../render/views.ts'
import { type AttentionRow, attentionLeftOut, committeeAttention } from '../pages/committee-attention.ts'
import { type Board, boardLimits, findBoard } from '../pages/committee-board.ts'
import { cycleTable } from '../pages/committee-cycles.ts'
import { committeePiles } from '../pages/committee-piles.ts'
import { committeeSentence, type SentencePart } from '../pages/committee-sentence.ts'
import { inspectionTable, rateParts, type UnitsPart, unitTable } from '../pages/committee-tables.ts'
import { committeeTrend, type TrendPart } from '../pages/committee-trend.ts'
import { taskListHref } from '../pages/task-link.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'committee/index': {
      lead: string
      /** Null where there is nothing to choose from. */
      filter: FilterPart | null
      sentence: SentencePart
      /** Says what to do while no task is given; everything below is null or empty then. */
      empty: EmptyPart | null
      piles: PilePart[]
      attention: AttentionPart
      units: UnitsPart | null
      inspections: { table: NumberTablePart; note: string } | null
      /** Cycles of obligations, counted apart; null where there are none. */
      cycles: NumberTablePart | null
      trend: TrendPart | null
      rates: RatePart[]
    }
  }
}

interface AttentionPart {
  rows: AttentionRow[]
  count: string
  /** Lists behind the rows, and a word on what has none. */
  more: LinkPart[]
  leftOut: string
}

interface FilterPart {
  id: string
  label: string
  action: string
  fields: FieldDescriptor[]
  resetHref?: string
}

export async function committeeRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  app.get<{ Querystring: { inspection?: unknown; units?: unknown } }>(
    '/committee',
    { config: { policy: rolesOf('committee') } },
    async (request, reply) => {
      const { actor, t, occasion, query } = request
      const { inspection } = query
      const inspectionId = typeof inspection === 'string' && inspection !== '' ? inspection : undefined
      const board = await findBoard(parts.database.reader, actor, occasion.today, inspectionId)
      const data = { ...aroundOf(request, board), ...figuresOf(request, board) }
      return reply.page('committee/index', data, { title: t('page.committee.title'), nav: 'committee' })
    },
  )
}

type Page = Views['committee/index']
type Around = 'lead' | 'filter' | 'sentence' | 'attention' | 'cycles'

/** What stands there with tasks and without. */
function aroundOf(request: FastifyRequest, board: Board): Pick<Page, Around> {
  const { t, locale } = request
  const { today, found, recommendations, implemented, chosen } = board
  return {
    lead: leadOf(request, board),
    filter: filterOf(request, board),
    sentence: committeeSentence({
      t,
      locale,
      today,
      figures: found.total,
      recommendations,
      implemented,
      inspectionId: chosen?.id,
    }),
    cycles: cycleTable(board.cycles, request, chosen?.id),
    attention: attentionOf(request, board),
  }
}

function figuresOf(request: FastifyRequest, board: Board): Omit<Page, Around> {
  const { t, locale, query } = request
  const { found, chosen, today, trend } = board
  if (found.units.length === 0) {
    return { empty: emptyOf(request), piles: [], units: null, inspections: null, trend: null, rates: [] }
  }
  const common = { t, locale, found, inspectionId: chosen?.id }
  const now = { day: today, done: found.total.done, late: found.total.running_late }
  return {
    empty: null,
    piles: committeePiles({ ...board, ...common, figures: found.total }),
    units: unitTable(common, (query as { units?: unknown }).units === 'all'),
    inspections: chosen ? null : inspectionsOf(request, board),
    trend: committeeTrend(trend, now, request),
    rates: rateParts(common),
  }
}

function leadOf({ t, office }: FastifyRequest, { chosen, inspections }: Board): string {
  const [only] = inspections
  const inspection = chosen ?? (inspections.length === 1 ? only : undefined)
  if (!inspection) return office?.name ?? ''
  const held = t('page.committee.lead', { date: formatDate(inspection.held_on) })
  return [office?.name, held].filter(Boolean).join(' · ')
}

function filterOf({ t }: FastifyRequest, { chosen, inspections }: Board): FilterPart | null {
  if (inspections.length < 2) return null
  const options = inspections.map(({ id, number, held_on }) => {
    const date = formatDate(held_on)
    return {
      value: id,
      label: number === '' ? date : t('page.committee.filter.inspection', { number, date }),
    }
  })
  return {
    id: 'committee-filter',
    label: t('page.committee.filter'),
    action: '/committee',
    fields: [
      {
        name: 'inspection',
        kind: 'select',
        labelKey: 'page.committee.column.inspection',
        emptyKey: 'page.committee.filter.all',
        value: chosen?.id ?? '',
        options,
        required: true,
        width: 'l',
      },
    ],
    ...(chosen ? { resetHref: '/committee' } : {}),
  }
}

function attentionOf(request: FastifyRequest, board: Board): AttentionPart {
  const { t, locale, actor } = request
  const mayAppoint = actor.holdings.some(held => held.role === 'secretary')
  const rows = committeeAttention({ ...board, t, mayAppoint })
  const inspection = board.chosen?.id
  const late = board.found.total.running_late
  const hidden = [
    { count: late, shown: board.late.length, class: 'running_late' as const },
    { count: board.lateOriginalCount, shown: board.lateOriginal.length, class: 'late_original' as const },
  ].filter(one => one.count > one.shown)
  const leftOut = attentionLeftOut(board)
  const count = hidden.reduce((sum, one) => sum + one.count - one.shown, rows.length + leftOut)
  return {
    rows,
    count: formatNumber(count, locale),
    more: [
      ...hidden.map(one => ({
        label: t(`page.committee.attention.all.${one.class}`),
        href: taskListHref({ inspection, class: one.class }),
      })),
      { label: t('page.committee.attention.by_kind'), href: '/committee/attention' },
    ],
    leftOut: leftOut > 0 ? t('page.committee.attention.left_out', { count: leftOut }) : '',
  }
}

/** Those with tasks; hundreds would make the page heavy, so the latest ones, and a word on how many there are. */
function inspectionsOf({ t, locale }: FastifyRequest, { found }: Board) {
  const withTasks = found.inspections.filter(({ figures }) => figures.total + apartOf(figures) > 0)
  const shown = withTasks.slice(0, boardLimits.inspections)
  const count = withTasks.length
  return {
    table: inspectionTable({ t, locale, found: { ...found, inspections: shown } }),
    note: count > shown.length ? t('page.committee.inspections.latest', { shown: shown.length, count }) : '',
  }
}

function apartOf({ suspended, not_implemented, withdrawn }: Figures): number {
  return suspended + not_implemented + withdrawn
}

function emptyOf({ t, actor }: FastifyRequest): EmptyPart {
  const prepares = actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
  const act = { label: t('page.committee.empty.act'), href: '/inspections', kind: 'line' as const }
  return {
    icon: 'committee',
    fact: t('page.committee.empty.fact'),
    next: t('page.committee.empty.next'),
    ...(prepares ? { act } : {}),
  }
}
