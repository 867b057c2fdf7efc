import type { TrendDay } from '../../data/trend.ts'
import { formatDateShort, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import { dayNumber } from '../../lib/plain-date.ts'
import { trendChart } from '../../reports/trend-chart.ts'

/** How far back the chart looks, in calendar days. */
export const trendDays = 90

export interface TrendPart {
  id: string
  /** The whole picture in words, read instead of it. */
  label: string
  lines: { key: 'done' | 'late'; path: string; end: number; label: string }[]
  ticks: { value: string; y: number }[]
  first: string
  last: string
}

/** Done and late day by day, today included; null while there is nothing to compare. */
export function committeeTrend(
  days: TrendDay[],
  now: TrendDay,
  { t, locale }: { t: Translate; locale: Locale },
): TrendPart | null {
  const all = [...days.filter(({ day }) => day < now.day), now]
  const [first] = all
  if (!first || first.day === now.day) return null
  const points = (key: 'done' | 'late') => all.map(one => ({ at: dayNumber(one.day), value: one[key] }))
  const chart = trendChart([
    { key: 'done' as const, points: points('done') },
    { key: 'late' as const, points: points('late') },
  ])
  const dates = { from: formatDateShort(first.day), to: formatDateShort(now.day) }
  return {
    id: 'trend',
    label: t('page.committee.trend.label', {
      ...dates,
      done_from: first.done,
      done_to: now.done,
      late_from: first.late,
      late_to: now.late,
    }),
    lines: apart(chart.lines).map(line => ({
      ...line,
      label: t(`page.committee.trend.${line.key}`, { count: now[line.key] }),
    })),
    ticks: chart.ticks.map(tick => ({ value: formatNumber(tick.value, locale), y: tick.y })),
    first: dates.from,
    last: dates.to,
  }
}

/** Lines that end close together would write over each other: their labels keep a line's height apart. */
function apart<Line extends { end: number }>(lines: Line[]): Line[] {
  const [upper, lower] = lines.toSorted((a, b) => a.end - b.end)
  if (!upper || !lower || lower.end - upper.end >= labelHeight) return lines
  const top = Math.min(upper.end, 100 - labelHeight)
  return [
    { ...upper, end: top },
    { ...lower, end: top + labelHeight },
  ]
}

const labelHeight = 12
