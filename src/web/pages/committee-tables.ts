import type { FigureInspection } from '../../data/figures.ts'
import type { Figures, FiguresFound, Rate } from '../../domain/figures.ts'
import type { StatusClass } from '../../domain/task-status.ts'
import { formatDate, formatNumber, formatPercent } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { BarPart, LinkPart, NumberCell, NumberTablePart, RatePart } from '../../render/parts.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

export interface TablesInput {
  t: Translate
  locale: Locale
  found: FiguresFound
  inspectionId?: string | undefined
}

const classes = [
  'done_on_time',
  'done_late',
  'running_in_time',
  'running_late',
] as const satisfies StatusClass[]
const apartStates = ['suspended', 'not_implemented', 'withdrawn'] as const

/** Units drawn with their bars; more would make the page heavy. */
const barredUnits = 18

export interface UnitsPart {
  table: NumberTablePart
  /** To all units, where some are left out. */
  all: LinkPart | null
}

/** The bars and the figures of the lead units on the same lines, and the sum of all; all units: figures alone. */
export function unitTable(input: TablesInput, all: boolean): UnitsPart {
  const { t, found, inspectionId: inspection } = input
  const apart = apartStates.filter(state => found.total[state] > 0)
  const max = Math.max(1, ...found.units.map(({ figures }) => figures.total))
  const scale = { max, digit: apart.length > 0 ? 0.075 : 0.04 }
  const barred = !all || found.units.length <= barredUnits
  const shown = barred ? found.units.slice(0, barredUnits) : found.units
  const table: NumberTablePart = {
    id: 'unit-table',
    caption: t('page.committee.units'),
    rowLabel: t('page.committee.column.unit'),
    ...(barred ? { barLabel: t('page.committee.column.bar') } : {}),
    columns: columnsOf(t, apart),
    rows: shown.map(({ unit, figures }, index) => ({
      label: unit.name,
      href: taskListHref({ unit: unit.id, own: '1', inspection, class: 'counted' }),
      ...(barred ? { bar: barOf(input, `bar-${index + 1}`, unit.name, figures, scale) } : {}),
      cells: cellsOf(input, figures, { unit: unit.id, own: '1', inspection }, apart),
    })),
    total: { label: t('page.committee.total'), cells: cellsOf(input, found.total, { inspection }, apart) },
  }
  return { table, all: shown.length < found.units.length ? allUnits(input) : null }
}

function allUnits({ t, found, inspectionId }: TablesInput): LinkPart {
  const query = new URLSearchParams({ ...(inspectionId ? { inspection: inspectionId } : {}), units: 'all' })
  return {
    label: t('page.committee.units.all', { count: found.units.length }),
    href: `/committee?${query.toString()}#units`,
  }
}

export function inspectionTable(input: TablesInput): NumberTablePart {
  const { t, found } = input
  const apart = apartStates.filter(state => found.total[state] > 0)
  return {
    id: 'inspection-table',
    caption: t('page.committee.inspections'),
    rowLabel: t('page.committee.column.inspection'),
    columns: columnsOf(t, apart),
    rows: found.inspections.map(({ inspection, figures }) => ({
      label: inspectionName(inspection, t),
      href: `/committee?inspection=${inspection.id}`,
      cells: cellsOf(input, figures, { inspection: inspection.id }, apart),
    })),
  }
}

/** An inspection that bears no number is known by its day. */
function inspectionName({ number, held_on, title }: FigureInspection, t: Translate): string {
  const date = formatDate(held_on)
  return number === ''
    ? t('page.committee.inspection.unnumbered', { date, title })
    : t('page.committee.inspection', { number, date, title })
}

/** The three rates of DOMAIN §4.2, each with its fraction's words. */
export function rateParts({ t, locale, found }: TablesInput): RatePart[] {
  const { completion, on_time, late } = found.total.rates
  const part = (name: 'completion' | 'on_time' | 'late', rate: Rate) => ({
    label: t(`page.committee.rate.${name}`),
    value: formatPercent(rate.numerator, rate.denominator, locale),
    basis: t(`page.committee.rate.${name}.basis`, { ...rate }),
  })
  return [part('completion', completion), part('on_time', on_time), part('late', late)]
}

function columnsOf(t: Translate, apart: readonly (typeof apartStates)[number][]): NumberTablePart['columns'] {
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

function cellsOf(
  input: TablesInput,
  figures: Figures,
  link: TaskLink,
  apart: readonly (typeof apartStates)[number][],
): NumberCell[] {
  const number = (value: number, more: TaskLink): NumberCell =>
    value === 0
      ? { value: input.t('ui.nothing') }
      : { value: formatNumber(value, input.locale), href: taskListHref({ ...link, ...more }) }
  const ofClass = (name: StatusClass): NumberCell => {
    const cell = number(figures[name], { class: name })
    return name === 'running_late' && figures[name] > 0 ? { ...cell, tone: 'late' } : cell
  }
  return [
    number(figures.total, { class: 'counted' }),
    ...classes.map(ofClass),
    ...apart.map(state => number(figures[state], { state })),
    rateCell(figures.rates.completion, input.locale),
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
  scale: BarScale,
): BarPart {
  const counts = Object.fromEntries(classes.map(key => [key, figures[key]]))
  return {
    id,
    label: t('page.committee.bar', { name, ...counts }),
    max: scale.max,
    segments: classes.map(key => {
      const text = formatNumber(figures[key], locale)
      const fits = figures[key] / scale.max >= text.length * scale.digit
      return { key, value: figures[key], label: fits ? text : '' }
    }),
  }
}
