import type { CycleClass, UnitCycles } from '../../data/obligation-count.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { NumberCell, NumberTablePart } from '../../render/parts.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

const classes = ['met', 'missed', 'running'] as const satisfies CycleClass[]

/** Cycles of obligations by unit, apart from the four classes (DECISIONS 3); every number opens its list. */
export function cycleTable(
  units: readonly UnitCycles[],
  { t, locale }: { t: Translate; locale: Locale },
  inspection?: string,
): NumberTablePart | null {
  if (units.length === 0) return null
  const cells = (counts: Record<CycleClass, number>, link: TaskLink): NumberCell[] =>
    classes.map(cycle => cellOf(counts[cycle], cycle, { ...link, inspection, cycle }, { t, locale }))
  const total = Object.fromEntries(
    classes.map(key => [key, units.reduce((sum, unit) => sum + unit[key], 0)]),
  ) as Record<CycleClass, number>
  return {
    id: 'cycle-table',
    caption: t('obligation.many'),
    rowLabel: t('page.committee.column.unit'),
    columns: classes.map(key => ({ label: t(`cycle.class.${key}`) })),
    rows: units.map(unit => ({
      label: unit.unit_name,
      href: taskListHref({ unit: unit.unit_id, own: '1', inspection, cycle: 'all' }),
      cells: cells(unit, { unit: unit.unit_id, own: '1' }),
    })),
    ...(units.length > 1 ? { total: { label: t('page.committee.total'), cells: cells(total, {}) } } : {}),
  }
}

function cellOf(
  count: number,
  cycle: CycleClass,
  link: TaskLink,
  { t, locale }: { t: Translate; locale: Locale },
): NumberCell {
  if (count === 0) return { value: t('ui.nothing') }
  const cell = { value: formatNumber(count, locale), href: taskListHref(link) }
  return cycle === 'missed' ? { ...cell, tone: 'late' } : cell
}
