import { formatDate, formatDateShort, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { PlainDate } from '../../lib/plain-date.ts'
import type { NumberCell, NumberTablePart } from '../../render/parts.ts'
import { burnDownChart } from '../../reports/burn-down-chart.ts'
import { classAreaChart, type Strip, stackedClasses, type Tick } from '../../reports/class-area-chart.ts'
import type { ChartsFound } from './committee-charts.ts'
import { type CommitteeChoice, committeeHref, listLink } from './committee-query.ts'
import { taskListHref } from './task-link.ts'

export interface ChartWords {
  t: Translate
  locale: Locale
  choice: CommitteeChoice
}

/** What every picture has: words for those who do not see it, and its numbers as a table. */
export interface ChartFrame {
  id: string
  title: string
  desc: string
  table: NumberTablePart
}

export interface AxisPart {
  ticks: { value: string; y: number }[]
  /** Words under the left and the right end. */
  first: string
  last: string
  /** Upright strips that open the figures of their day. */
  strips: { x: number; width: number; href: string; label: string }[]
}

export interface AreaPart extends ChartFrame, AxisPart {
  bands: { key: string; path: string; label: string; value: string; at: number | null; href: string }[]
}

export interface BurnPart extends ChartFrame, AxisPart {
  pastPath: string
  aheadPath: string
  now: number
  nowY: number
  nowValue: string
  endY: number
  endValue: string
  nowLabel: string
  note: string
}

/** The four classes over time; null while there is one day alone. */
export function areaPart({ days, asOf }: ChartsFound, words: ChartWords): AreaPart | null {
  const { t, locale, choice } = words
  const last = days.at(-1)
  if (!last || days.length < 2 || days.every(day => stackedClasses.every(key => day[key] === 0))) return null
  const chart = classAreaChart(days)
  const counts = Object.fromEntries(stackedClasses.map(key => [key, last[key]]))
  const first = days[0]?.day ?? asOf
  return {
    id: 'area',
    title: t('page.committee.chart.area'),
    desc: t('page.committee.chart.area.desc', { from: formatDate(first), to: formatDate(asOf), ...counts }),
    bands: chart.bands.map(band => ({
      ...band,
      label: t(`class.${band.key}`),
      value: formatNumber(band.value, locale),
      href: taskListHref({ ...listLink(choice), class: band.key }),
    })),
    ...axisOf(chart, { first, last: asOf }, words),
    table: {
      id: 'area-table',
      caption: t('page.committee.chart.area'),
      rowLabel: t('page.committee.chart.day'),
      columns: stackedClasses.map(key => ({ label: t(`class.${key}`) })),
      rows: days.toReversed().map(day => ({
        label: formatDate(day.day),
        href: dayHref(choice, day.day),
        cells: stackedClasses.map(key =>
          cellOf(day[key], taskListHref({ ...listLink(onDay(choice, day.day)), class: key }), words),
        ),
      })),
    },
  }
}

/** Open tasks against the deadlines to come; null while nothing was or is open. */
export function burnPart({ days, due, later, asOf }: ChartsFound, words: ChartWords): BurnPart | null {
  const { t, locale, choice } = words
  const past = days.map(one => ({ day: one.day, open: one.running_in_time + one.running_late }))
  const now = past.at(-1)
  if (!now || past.every(one => one.open === 0)) return null
  const chart = burnDownChart({ past, due })
  const end = chart.ahead.at(-1) ?? now
  const values = { date: formatDate(asOf), open: now.open, end: formatDate(end.day), left: end.open }
  const first = past[0]?.day ?? asOf
  const row = ({ day, open }: { day: PlainDate; open: number }, ahead: boolean) => ({
    label: formatDate(day),
    ...(ahead ? {} : { href: dayHref(choice, day) }),
    cells: ahead
      ? [{ value: '' }, cellOf(open, null, words)]
      : [
          cellOf(open, taskListHref({ ...listLink(onDay(choice, day)), class: 'running' }), words),
          { value: '' },
        ],
  })
  return {
    id: 'burn',
    title: t('page.committee.chart.burn'),
    desc: t(
      chart.ahead.length > 0 ? 'page.committee.chart.burn.desc' : 'page.committee.chart.burn.desc.none',
      values,
    ),
    ...chart,
    ...axisOf(chart, { first, last: end.day }, words),
    nowValue: formatNumber(now.open, locale),
    endValue: chart.ahead.length > 0 ? formatNumber(end.open, locale) : '',
    nowLabel: formatDateShort(asOf),
    note: later > 0 ? t('page.committee.chart.burn.later', { count: later }) : '',
    table: {
      id: 'burn-table',
      caption: t('page.committee.chart.burn'),
      rowLabel: t('page.committee.chart.day'),
      columns: [
        { label: t('page.committee.chart.burn.open') },
        { label: t('page.committee.chart.burn.left') },
      ],
      rows: [...past.map(one => row(one, false)), ...chart.ahead.map(one => row(one, true))],
    },
  }
}

function axisOf(
  chart: { ticks: Tick[]; strips: Strip[] },
  ends: { first: PlainDate; last: PlainDate },
  { t, locale, choice }: ChartWords,
): AxisPart {
  return {
    ticks: chart.ticks.map(({ value, y }) => ({ value: formatNumber(value, locale), y })),
    first: formatDateShort(ends.first),
    last: formatDateShort(ends.last),
    strips: chart.strips.map(({ day, x, width }) => ({
      x,
      width,
      href: dayHref(choice, day),
      label: t('page.committee.chart.open_day', { date: formatDate(day) }),
    })),
  }
}

export function onDay(choice: CommitteeChoice, day: PlainDate): CommitteeChoice {
  return { ...choice, asOf: day }
}

export function dayHref(choice: CommitteeChoice, day: PlainDate): string {
  return committeeHref(onDay(choice, day), { compare: null, by: null, all: null })
}

export function cellOf(value: number, href: string | null, { t, locale }: ChartWords): NumberCell {
  if (value === 0) return { value: t('ui.nothing') }
  return { value: formatNumber(value, locale), ...(href ? { href } : {}) }
}
