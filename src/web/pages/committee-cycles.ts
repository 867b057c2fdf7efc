import type { FigureRow, Figures } from '../../domain/figures.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { NumberCell, NumberTablePart } from '../../render/parts.ts'
import { type Before, signOf } from './committee-change.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

const classes = ['met', 'missed', 'running'] as const

export interface CyclesInput {
  t: Translate
  locale: Locale
  /** The units of the day; those without cycles are left out. */
  units: readonly FigureRow[]
  total: Figures
  before: Before | null
  link: TaskLink
}

/** Cycles of obligations by unit, apart from the four classes (DECISIONS 3); every number opens its list. */
export function cycleTable(input: CyclesInput): NumberTablePart | null {
  const { t, units, total, before, link } = input
  const withCycles = units.filter(({ figures }) => countOf(figures) > 0)
  if (withCycles.length === 0) return null
  const sum = cellsOf(input, total, before?.figures ?? null, link)
  return {
    id: 'cycle-table',
    caption: t('obligation.many'),
    rowLabel: t('page.committee.column.unit'),
    columns: classes.map(key => ({ label: t(`cycle.class.${key}`) })),
    rows: withCycles.map(({ key, label, figures }) => {
      const own = { ...link, unit: key, own: '1' as const }
      return {
        label,
        href: taskListHref({ ...own, cycle: 'all' }),
        cells: cellsOf(input, figures, null, own),
      }
    }),
    ...(withCycles.length > 1 || before ? { total: { label: t('page.committee.total'), cells: sum } } : {}),
  }
}

function countOf({ cycles }: Figures): number {
  return cycles.met + cycles.missed + cycles.running
}

function cellsOf(
  { t, locale }: CyclesInput,
  now: Figures,
  before: Figures | null,
  link: TaskLink,
): NumberCell[] {
  return classes.map(cycle => {
    const count = now.cycles[cycle]
    const sign = before ? signOf(count, before.cycles[cycle], locale) : ''
    const change = sign ? { change: sign } : {}
    if (count === 0) return { value: t('ui.nothing'), ...change }
    const cell = { value: formatNumber(count, locale), href: taskListHref({ ...link, cycle }), ...change }
    return cycle === 'missed' ? { ...cell, tone: 'late' as const } : cell
  })
}
