import { formatDate, formatDateShort, formatNumber } from '../../i18n/format.ts'
import { type HeatCell, latenessMap } from '../../reports/lateness-map.ts'
import { type ChartFrame, type ChartWords, cellOf, onDay } from './committee-chart-parts.ts'
import type { ChartsFound } from './committee-charts.ts'
import { listLink } from './committee-query.ts'
import { taskListHref } from './task-link.ts'

export interface HeatPart extends ChartFrame {
  /** Names the first column. */
  rowLabel: string
  weeks: { label: string; x: number; width: number }[]
  rows: {
    id: string
    label: string
    /** The row in words. */
    text: string
    cells: { x: number; width: number; level: number; value: string; href: string }[]
  }[]
  /** Says that only the rows with most are drawn; '' where all are. */
  note: string
}

/** Rows drawn; the others stand in the table. */
const drawnRows = 12

/** What the page carries of them: the others are asked for by their unit. */
const tableRows = 30

interface UnitLate {
  unit: ChartsFound['units'][number]
  values: number[]
  hrefs: string[]
}

/** Units × weeks: how many tasks of each were late at the end of each week, those late most over them all first. */
export function heatPart(found: ChartsFound, words: ChartWords): HeatPart | null {
  const { t } = words
  const { weeks, units } = found
  if (units.length === 0 || weeks.length === 0) return null
  const rows = lateUnits(found, words)
  const drawn = rows.slice(0, drawnRows)
  const cells = latenessMap(drawn.map(row => row.values))
  const days = weeks.map(({ day }) => formatDateShort(day))
  const [from, to] = [weeks[0]?.day ?? '', weeks.at(-1)?.day ?? '']
  const more = { shown: drawnRows, count: rows.length }
  return {
    id: 'heat',
    title: t('page.committee.chart.heat'),
    desc: t('page.committee.chart.heat.desc', {
      from: formatDate(from),
      to: formatDate(to),
      count: units.length,
    }),
    rowLabel: t('page.committee.column.unit'),
    weeks: (cells[0] ?? []).map(({ x, width }, n) => ({ x, width, label: days[n] ?? '' })),
    rows: drawn.map((row, n) => drawnRow(row, cells[n] ?? [], days, { n, words })),
    note: rows.length > drawnRows ? t('page.committee.chart.heat.more', more) : '',
    table: {
      id: 'heat-table',
      caption: t('page.committee.chart.heat'),
      rowLabel: t('page.committee.column.unit'),
      columns: days.map(label => ({ label })),
      rows: rows.slice(0, tableRows).map(({ unit, values, hrefs }) => ({
        label: unit.name,
        cells: values.map((value, at) => cellOf(value, hrefs[at] ?? null, words)),
      })),
    },
  }
}

function lateUnits({ weeks, units }: ChartsFound, { choice }: ChartWords): UnitLate[] {
  return units
    .map(unit => ({
      unit,
      values: weeks.map(({ lateByUnit }) => lateByUnit.get(unit.id) ?? 0),
      hrefs: weeks.map(({ day }) =>
        taskListHref({ ...listLink(onDay(choice, day)), unit: unit.id, own: '1', class: 'running_late' }),
      ),
    }))
    .sort((a, b) => sum(b.values) - sum(a.values) || (a.unit.sort_key < b.unit.sort_key ? -1 : 1))
}

function drawnRow(
  { unit, values, hrefs }: UnitLate,
  cells: HeatCell[],
  days: string[],
  { n, words: { t, locale } }: { n: number; words: ChartWords },
): HeatPart['rows'][number] {
  const counts = values.map(value => formatNumber(value, locale))
  return {
    id: `heat-${n + 1}`,
    label: unit.name,
    text: t('page.committee.chart.heat.row', {
      name: unit.name,
      values: counts.map((count, at) => `${days[at]}: ${count}`).join('; '),
    }),
    cells: cells.map((cell, at) => ({
      ...cell,
      value: cell.value === 0 ? '' : (counts[at] ?? ''),
      href: hrefs[at] ?? '',
    })),
  }
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
