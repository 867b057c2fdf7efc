import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { EmptyPart } from '../../render/parts.ts'
import { type AreaPart, areaPart, type BurnPart, burnPart } from '../pages/committee-chart-parts.ts'
import { findCharts } from '../pages/committee-charts.ts'
import { type HeatPart, heatPart } from '../pages/committee-heat.ts'
import { committeeHref } from '../pages/committee-query.ts'
import {
  type Asked,
  type CommitteeHead,
  digestOf,
  headOf,
  type LivePart,
  liveOf,
  readAsked,
} from '../pages/committee-view.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'committee/charts': CommitteeHead & { charts: ChartsPart | null; live: LivePart | null }
    'committee/charts-region': { charts: ChartsPart; live: LivePart | null; told: boolean }
  }
}

export interface ChartsPart {
  area: AreaPart | null
  burn: BurnPart | null
  heat: HeatPart | null
  /** Where there is nothing to draw yet; says so in place of all pictures. */
  empty: EmptyPart | null
  /** A kind word in place of the map where nobody was late. */
  noneLate: string
}

/** The pictures, on a page of their own: they are heavy, and the first view of the figures stays light. */
export async function committeeChartRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader } = parts.database
  const policy = rolesOf('committee')
  const path = '/committee/charts'
  const draw = async (request: FastifyRequest, asked: Asked) =>
    chartsOf(request, asked, await findCharts(reader, request.actor, asked.choice, asked.known.first))
  app.get(path, { config: { policy } }, async (request, reply) => {
    const asked = await readAsked(reader, request)
    const head = headOf(app, request, asked, 'charts')
    const page = { title: request.t('page.committee.charts'), nav: 'committee' as const }
    if (head.errors.length > 0) {
      return reply.page(
        'committee/charts',
        { ...head, charts: null, live: null },
        { ...page, status: 422, failed: true },
      )
    }
    const charts = await draw(request, asked)
    const live = await liveOf(reader, asked.choice, `${path}/region`, charts)
    return reply.page('committee/charts', { ...head, charts, live }, page)
  })
  app.get<{ Querystring: { shown?: unknown } }>(
    `${path}/region`,
    { config: { policy, quiet: true } },
    async (request, reply) => {
      const asked = await readAsked(reader, request)
      if (Object.keys(asked.errors).length > 0 || !request.htmx)
        return reply.redirect(committeeHref(asked.choice, {}, path), 303)
      const charts = await draw(request, asked)
      if (digestOf(charts) === request.query.shown) return reply.code(204).send()
      const live = await liveOf(reader, asked.choice, `${path}/region`, charts)
      return reply.part('committee/charts-region', { charts, live, told: true })
    },
  )
}

function chartsOf(
  { t, locale }: FastifyRequest,
  { choice }: Asked,
  found: Awaited<ReturnType<typeof findCharts>>,
): ChartsPart {
  const words = { t, locale, choice }
  const [area, burn, heat] = [areaPart(found, words), burnPart(found, words), heatPart(found, words)]
  const any = area !== null || burn !== null || heat !== null
  return {
    area,
    burn,
    heat,
    empty: any
      ? null
      : {
          icon: 'committee',
          fact: t('page.committee.charts.empty'),
          next: t('page.committee.charts.empty.next'),
          act: { label: t('page.committee.tab.figures'), href: committeeHref(choice), kind: 'line' },
        },
    noneLate: any && heat === null ? t('page.committee.chart.heat.none') : '',
  }
}
