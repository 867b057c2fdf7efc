import type { FigureDimension } from '../../domain/figure-label.ts'
import type { FigureRow, Figures, Rate } from '../../domain/figures.ts'
import type { StatusClass } from '../../domain/task-status.ts'
import { formatNumber, formatPercent } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { BarPart, LinkPart, NumberCell, NumberTablePart } from '../../render/parts.ts'
import { signOf } from './committee-change.ts'
import { type CommitteeChoice, committeeHref, datedLink, listLink } from './committee-query.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

export interface TablesInput {
  t: Translate
  locale: Locale
  choice: CommitteeChoice
  total: Figures
  /** What the table tells apart, those with most first. */
  rows: readonly FigureRow[]
  /** The same on the day compared with. */
  before: { total: Figures; rows: readonly FigureRow[] } | null
}

const classes = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
] as const satisfies StatusClass[]
const apartStates = ['suspended', 'not_implemented', 'withdrawn'] as const
type ApartState = (typeof apartStates)[number]

/** Rows drawn with their bars; more would make the page heavy. */
const barredRows = 18

export interface RowsPart {
  table: NumberTablePart
  /** To all rows, where some are left out. */
  all: LinkPart | null
}

/** Bars and figures of units (inspections, themes …) on the same lines, and the sum of all; all rows: figures alone. */
export function rowsTable(input: TablesInput): RowsPart {
  const { t, choice, total, rows, before } = input
  const { by, all } = choice
  const apart = apartStates.filter(state => total[state] > 0)
  const scale = {
    max: Math.max(1, ...rows.map(({ figures }) => figures.total)),
    digit: apart.length > 0 ? 0.075 : 0.04,
  }
  const barred = !all || rows.length <= barredRows
  const shown = barred ? rows.slice(0, barredRows) : rows
  const earlier = new Map(before?.rows.map(row => [row.key, row.figures]))
  const columns = columnsOf(t, apart)
  const table: NumberTablePart = {
    id: `${by}-table`,
    caption: t(`page.committee.by.${by}`),
    rowLabel: t(`page.committee.column.${by}`),
    ...(barred ? { barLabel: t('page.committee.column.bar') } : {}),
    columns,
    rows: shown.map(({ key, label, figures }, index) => {
      const name = label || t(`page.committee.nameless.${by === 'leader' ? 'leader' : 'theme'}`)
      const link = {
        ...(by === 'theme' || by === 'leader' ? datedLink(choice) : listLink(choice)),
        ...linkOf(by, key),
      }
      return {
        label: name,
        href: rowHref(choice, key, link),
        ...(barred ? { bar: barOf(input, `bar-${index + 1}`, name, figures, { scale, link }) } : {}),
        cells: cellsOf(input, figures, before && (earlier.get(key) ?? null), link, apart),
      }
    }),
    total: {
      label: t('page.committee.total'),
      cells: cellsOf(input, total, before?.total ?? null, listLink(choice), apart),
    },
  }
  return { table, all: shown.length < rows.length ? allRows(input) : null }
}

function allRows({ t, choice, rows }: TablesInput): LinkPart {
  return {
    label: t(`page.committee.all.${choice.by}`, { count: rows.length }),
    href: `${committeeHref(choice, { all: '1' })}#rows`,
  }
}

/** Lists of a unit's own row hold no tasks of units below it, which have rows of their own. */
function linkOf(by: FigureDimension, key: string): TaskLink {
  return by === 'unit' ? { unit: key, own: '1' } : { [by]: key }
}

/** A unit's name opens its list, a recommendation's its page; the others narrow this page. */
function rowHref(choice: CommitteeChoice, key: string, link: TaskLink): string {
  switch (choice.by) {
    case 'unit':
      return taskListHref({ ...link, class: 'counted' })
    case 'recommendation':
      return `/recommendations/${key}`
    default:
      return committeeHref(choice, { [choice.by]: key, by: null, all: null })
  }
}

function columnsOf(t: Translate, apart: readonly ApartState[]): NumberTablePart['columns'] {
  const [done, running] = [t('page.committee.group.done'), t('page.committee.group.running')]
  return [
    { label: t('page.committee.column.total') },
    { label: t('page.committee.column.done_on_time'), group: done },
    { label: t('page.committee.column.done_late'), group: done },
    { label: t('page.committee.column.running_in_time'), group: running },
    { label: t('page.committee.column.running_late'), group: running },
    ...apart.map(state => ({ label: t(`state.${state}`), group: t('page.committee.group.apart') })),
    { label: t('page.committee.column.rate'), rate: true },
  ]
}

/** `before`: the same figures on the day compared with; null where none is, or where the row was not there yet. */
function cellsOf(
  { t, locale }: TablesInput,
  figures: Figures,
  before: Figures | null,
  link: TaskLink,
  apart: readonly ApartState[],
): NumberCell[] {
  const number = (name: StatusClass | ApartState | 'total', more: TaskLink): NumberCell => {
    const value = figures[name]
    const sign = before ? signOf(value, before[name], locale) : ''
    const change = sign ? { change: sign } : {}
    if (value === 0) return { value: t('ui.nothing'), ...change }
    return { value: formatNumber(value, locale), href: taskListHref({ ...link, ...more }), ...change }
  }
  const ofClass = (name: StatusClass): NumberCell => {
    const cell = number(name, { class: name })
    return name === 'running_late' && figures[name] > 0 ? { ...cell, tone: 'late' } : cell
  }
  return [
    number('total', { class: 'counted' }),
    ...classes.map(ofClass),
    ...apart.map(state => number(state, { state })),
    rateCell(figures.rates.completion, locale),
  ]
}

function rateCell({ numerator, denominator }: Rate, locale: Locale): NumberCell {
  const value = formatPercent(numerator, denominator, locale)
  if (denominator === 0) return { value }
  return { value, basis: `${formatNumber(numerator, locale)}/${formatNumber(denominator, locale)}` }
}

interface BarScale {
  max: number
  /** The share of a bar that a digit takes: in narrow bars small parts stand without their number. */
  digit: number
}

function barOf(
  { t, locale }: TablesInput,
  id: string,
  name: string,
  figures: Figures,
  { scale, link }: { scale: BarScale; link: TaskLink },
): BarPart {
  const counts = Object.fromEntries(classes.map(key => [key, figures[key]]))
  return {
    id,
    label: t('page.committee.bar', { name, ...counts }),
    max: scale.max,
    segments: classes.map(key => {
      const text = formatNumber(figures[key], locale)
      const fits = figures[key] / scale.max >= text.length * scale.digit
      return {
        key,
        value: figures[key],
        label: fits ? text : '',
        href: taskListHref({ ...link, class: key }),
      }
    }),
  }
}
