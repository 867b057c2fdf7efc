import type { InspectionListRow, InspectionPage, TaskCounts } from '../../data/inspection.ts'
import type { ClosedCounts } from '../../data/recommendation-decision.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { CellPart, ColumnPart, PagerPart, TablePart } from '../../render/parts.ts'
import { taskListHref } from './task-link.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'inspection/index': { lead: string; mayEnter: boolean; table: TablePart; pager: PagerPart | null }
  }
}

const classes = ['done_on_time', 'done_late', 'running_in_time', 'running_late'] as const

/** The inspections, each with its recommendations and the person's tasks by class; every number leads to its list. */
export function inspectionList(
  page: InspectionPage,
  counts: Map<string, TaskCounts>,
  words: Words,
  { mayEnter, closed }: { mayEnter: boolean; closed: ReadonlyMap<string, ClosedCounts> },
): TablePart {
  const { t } = words
  const columns: ColumnPart[] = [
    { label: t('page.inspection.column.inspection'), card: 'title' },
    { label: t('field.heldOn'), kind: 'date' },
    { label: t('page.inspection.column.recommendations'), kind: 'number' },
    ...classes.map(key => ({ label: t(`class.${key}`), kind: 'number' as const })),
  ]
  return {
    id: 'inspections',
    caption: t('page.inspection.title'),
    columns,
    rows: page.rows.map(row => ({
      id: row.id,
      cells: cellsOf(row, counts.get(row.id), closed.get(row.id), words),
    })),
    empty: {
      icon: 'recommendation',
      fact: t('page.inspection.empty'),
      next: t(mayEnter ? 'page.inspection.empty.enter' : 'page.inspection.empty.wait'),
      ...(mayEnter
        ? { act: { label: t('page.inspection.new'), href: '/inspections/new', kind: 'line' } }
        : {}),
    },
  }
}

function cellsOf(
  row: InspectionListRow,
  counts: TaskCounts | undefined,
  closed: ClosedCounts | undefined,
  { t, locale }: Words,
): CellPart[] {
  const number = (value: number, href: string): CellPart =>
    value === 0 ? { text: t('ui.nothing') } : { text: formatNumber(value, locale), href }
  const withDone = (cell: CellPart): CellPart =>
    closed && closed.implemented > 0 && typeof cell === 'object'
      ? { ...cell, sub: t('page.inspection.implemented.short', { implemented: closed.implemented }) }
      : cell
  return [
    {
      text: row.title,
      href: `/inspections/${row.id}`,
      sub: [row.number, row.body].filter(Boolean).join(' · '),
    },
    { text: formatDate(row.held_on), nowrap: true },
    withDone(number(row.recommendations, `/inspections/${row.id}#recommendations`)),
    ...classes.map(key => number(counts?.[key] ?? 0, taskListHref({ inspection: row.id, class: key }))),
  ]
}

/** Older and newer inspections, where there are more than one page of them. */
export function inspectionPager(page: InspectionPage, { t }: Words): PagerPart | null {
  if (!page.hasPrevious && !page.hasNext) return null
  const [first, last] = [page.rows[0], page.rows.at(-1)]
  return {
    label: t('page.inspection.title'),
    text: t('page.inspection.pager', {
      from: first ? formatDate(first.held_on) : '',
      to: last ? formatDate(last.held_on) : '',
    }),
    ...(page.hasPrevious && first ? { previous: `/inspections?before=${first.id}` } : {}),
    ...(page.hasNext && last ? { next: `/inspections?after=${last.id}` } : {}),
  }
}
