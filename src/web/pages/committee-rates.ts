import type { Figures, Rates } from '../../domain/figures.ts'
import { formatNumber, formatPercent } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import type { NumberCell, NumberTablePart, RatePart } from '../../render/parts.ts'
import { type Before, rateChange, signOf } from './committee-change.ts'
import { type TaskLink, taskListHref } from './task-link.ts'

export interface RatesInput {
  t: Translate
  locale: Locale
  figures: Figures
  before: Before | null
  /** What every list behind a number is narrowed to, its day named: today's own lists know no such classes. */
  link: TaskLink
}

const rateNames = ['completion', 'on_time', 'late', 'receipt', 'freshness'] as const satisfies (keyof Rates)[]

/** The three rates of DOMAIN §4.2 and the two of PRODUCT §5, each with its fraction's words and its list. */
export function rateParts({ t, locale, figures, before, link }: RatesInput): RatePart[] {
  const lists = {
    completion: 'done',
    on_time: 'done_on_time',
    late: 'running_late',
    receipt: 'received_in_time',
    freshness: 'fresh',
  } as const
  return rateNames.map(name => {
    const rate = figures.rates[name]
    const { numerator, denominator } = rate
    const change = before ? rateChange(rate, before.figures.rates[name], before.day, { t, locale }) : ''
    return {
      label: t(`page.committee.rate.${name}`),
      value: formatPercent(numerator, denominator, locale),
      basis: t(`page.committee.rate.${name}.basis`, { numerator, denominator }),
      ...(numerator > 0 ? { href: taskListHref({ ...link, class: lists[name] }) } : {}),
      ...(change ? { change } : {}),
    }
  })
}

/** Lateness against both dates: the deadline in force and the first one (PRODUCT §3), each number with its list. */
export function latenessTable(input: RatesInput): NumberTablePart {
  const { t, figures, before, link, locale } = input
  const cell = (
    name: 'done_late' | 'running_late' | 'done_late_original' | 'running_late_original',
  ): NumberCell => {
    const count = figures[name]
    const sign = before ? signOf(count, before.figures[name], locale) : ''
    const change = sign ? { change: sign } : {}
    if (count === 0) return { value: t('ui.nothing'), ...change }
    const tone = name === 'running_late' ? { tone: 'late' as const } : {}
    return {
      value: formatNumber(count, locale),
      href: taskListHref({ ...link, class: name }),
      ...tone,
      ...change,
    }
  }
  return {
    id: 'lateness-table',
    caption: t('page.committee.lateness'),
    rowLabel: t('page.committee.lateness.against'),
    columns: [{ label: t('class.done_late') }, { label: t('class.running_late') }],
    rows: [
      { label: t('page.committee.lateness.current'), cells: [cell('done_late'), cell('running_late')] },
      {
        label: t('page.committee.lateness.original'),
        cells: [cell('done_late_original'), cell('running_late_original')],
      },
    ],
  }
}
