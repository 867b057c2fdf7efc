import type { FastifyInstance, FastifyRequest } from 'fastify'
import { formatDate } from '../../i18n/format.ts'
import type { EmptyPart, NumberTablePart, PilePart, RatePart } from '../../render/parts.ts'
import { type Board, findBoard } from '../pages/committee-board.ts'
import { cycleTable } from '../pages/committee-cycles.ts'
import { type AttentionPart, attentionPart } from '../pages/committee-now.ts'
import { committeePiles } from '../pages/committee-piles.ts'
import {
  type CommitteeChoice,
  committeeHref,
  datedLink,
  dimensions,
  isScoped,
  listLink,
} from '../pages/committee-query.ts'
import { latenessTable, rateParts } from '../pages/committee-rates.ts'
import { committeeSentence, type SentencePart } from '../pages/committee-sentence.ts'
import { type RowsPart, rowsTable } from '../pages/committee-tables.ts'
import { dimensionTabs, type TabsPart } from '../pages/committee-tabs.ts'
import { committeeTrend, type TrendPart } from '../pages/committee-trend.ts'
import {
  type CommitteeHead,
  digestOf,
  headOf,
  type LivePart,
  liveOf,
  readAsked,
} from '../pages/committee-view.ts'
import { keepPages } from '../pages/kept-page.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'committee/index': CommitteeHead & { board: BoardPart | null; live: LivePart | null }
    /** The region alone, and what is said of it, for an open page. */
    'committee/figures': { board: BoardPart; live: LivePart | null; told: boolean }
  }
}

/** Everything that changes when figures do. */
export interface BoardPart {
  sentence: SentencePart
  /** Says what to do while no task is given; everything below it is null or empty then. */
  empty: EmptyPart | null
  piles: PilePart[]
  /** Null for a day gone by, and for scopes that it cannot be narrowed to. */
  attention: AttentionPart | null
  by: TabsPart
  rows: (RowsPart & { title: string }) | null
  /** Says what the small numbers in tables compare with; '' where nothing is compared. */
  compared: string
  trend: TrendPart | null
  chartsHref: string
  rates: RatePart[]
  lateness: NumberTablePart | null
  /** Cycles of obligations, counted apart; null where there are none. */
  cycles: NumberTablePart | null
}

export async function committeeRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader } = parts.database
  const policy = rolesOf('committee')
  const keep = keepPages<Board>()
  const find = ({ actor }: FastifyRequest, choice: CommitteeChoice) =>
    keep(reader, actor, choice, () => findBoard(reader, actor, choice))
  app.get('/committee', { config: { policy } }, async (request, reply) => {
    const { t } = request
    const asked = await readAsked(reader, request)
    const head = headOf(app, request, asked, 'figures')
    const page = { title: t('page.committee.title'), nav: 'committee' as const }
    if (head.errors.length > 0) {
      return reply.page(
        'committee/index',
        { ...head, board: null, live: null },
        { ...page, status: 422, failed: true },
      )
    }
    const board = boardOf(request, asked.choice, await find(request, asked.choice))
    const live = await liveOf(reader, asked.choice, '/committee/figures', board)
    return reply.page('committee/index', { ...head, board, live }, page)
  })
  app.get<{ Querystring: { shown?: unknown } }>(
    '/committee/figures',
    { config: { policy, quiet: true } },
    async (request, reply) => {
      const { choice, errors } = await readAsked(reader, request)
      if (Object.keys(errors).length > 0 || !request.htmx) return reply.redirect(committeeHref(choice), 303)
      const board = boardOf(request, choice, await find(request, choice))
      if (digestOf(board) === request.query.shown) return reply.code(204).send()
      const live = await liveOf(reader, choice, '/committee/figures', board)
      return reply.part('committee/figures', { board, live, told: true })
    },
  )
}

function boardOf(request: FastifyRequest, choice: CommitteeChoice, board: Board): BoardPart {
  const { t, locale } = request
  const { found, asOf, rows, units, now } = board
  const link = listLink(choice)
  const before = board.before && { day: board.before.day, figures: board.before.total }
  const common = { t, locale, figures: found.total, before, link }
  const any = units.length > 0
  return {
    sentence: committeeSentence({ ...board, ...common }),
    empty: any ? null : emptyOf(request, choice),
    piles: any
      ? committeePiles({ ...noTasks, ...now, ...common, today: asOf, calendar: board.calendar })
      : [],
    attention: now
      ? attentionPart(request, now, {
          calendar: board.calendar,
          inspection: link.inspection,
          late: found.total.running_late,
        })
      : null,
    by: dimensionTabs(choice, t, dimensions),
    rows: any
      ? {
          ...rowsTable({ t, locale, choice, total: found.total, rows, before: board.before }),
          title: t(`page.committee.by.${choice.by}`),
        }
      : null,
    compared: before && any ? t('page.committee.compared', { date: formatDate(before.day) }) : '',
    trend: any ? trendOf(request, board) : null,
    chartsHref: committeeHref(choice, { by: null, all: null, compare: null }, '/committee/charts'),
    rates: any ? rateParts({ ...common, link: datedLink(choice) }) : [],
    lateness: any ? latenessTable({ ...common, link: datedLink(choice) }) : null,
    cycles: cycleTable({ ...common, units, total: found.total }),
  }
}

const noTasks = { done: [], inTime: [], late: [] }

function trendOf(request: FastifyRequest, { trend, asOf, found }: Board): TrendPart | null {
  if (trend.length === 0) return null
  return committeeTrend(trend, { day: asOf, done: found.total.done, late: found.total.running_late }, request)
}

function emptyOf({ t, actor }: FastifyRequest, choice: CommitteeChoice): EmptyPart {
  const narrowed = isScoped(choice) || choice.asOf !== choice.today
  const prepares = actor.holdings.some(held => held.role === 'secretary' || held.role === 'leader')
  const act = { label: t('page.committee.empty.act'), href: '/inspections', kind: 'line' as const }
  const all = { label: t('page.committee.empty.all'), href: '/committee', kind: 'line' as const }
  return {
    icon: 'committee',
    fact: t(narrowed ? 'page.committee.empty.narrowed' : 'page.committee.empty.fact'),
    next: t(narrowed ? 'page.committee.empty.narrowed.next' : 'page.committee.empty.next'),
    ...(narrowed ? { act: all } : prepares ? { act } : {}),
  }
}
