import type { FigureDimension } from '../../domain/figure-label.ts'
import { formatDate } from '../../i18n/format.ts'
import { type PlainDate, parseDateInput } from '../../lib/plain-date.ts'
import type { TaskLink } from './task-link.ts'

export const dimensions = [
  'unit',
  'inspection',
  'recommendation',
  'theme',
  'leader',
] as const satisfies FigureDimension[]

/** What the address asks the committee's page for, as typed where it cannot be read. */
export interface CommitteeChoice {
  today: PlainDate
  /** The day of the figures; null where what was typed is no date. */
  asOf: PlainDate | null
  /** The day to compare with; null where none is asked for, or what was typed is no date. */
  compare: PlainDate | null
  /** Whether a comparison was chosen, or chosen away: else the last meeting stands for it. */
  compareChosen: boolean
  typed: { asOf: string; compare: string }
  inspection: string
  unit: string
  theme: string
  leader: string
  recommendation: string
  /** What the table tells apart. */
  by: FigureDimension
  /** Every row of the table, not the first ones alone. */
  all: boolean
}

export type CommitteeQuery = Record<string, unknown>

export const noComparison = 'none'

export function readCommitteeQuery(query: CommitteeQuery, today: PlainDate): CommitteeChoice {
  const word = (name: string) => (typeof query[name] === 'string' ? query[name].trim().slice(0, 300) : '')
  const [asOf, compare] = [word('as_of'), word('compare')]
  return {
    today,
    asOf: asOf === '' ? today : parseDateInput(asOf),
    compare: compare === '' || compare === noComparison ? null : parseDateInput(compare),
    compareChosen: compare !== '',
    typed: { asOf, compare: compare === noComparison ? '' : compare },
    inspection: word('inspection'),
    unit: word('unit'),
    theme: word('theme'),
    leader: word('leader'),
    recommendation: word('recommendation'),
    by: dimensions.find(one => one === query.by) ?? 'unit',
    all: query.all === '1',
  }
}

/** The address of a page of the committee with what is chosen, but for what is changed. */
export function committeeHref(
  choice: CommitteeChoice,
  change: Partial<Record<'as_of' | 'compare' | 'by' | 'all' | ScopeName, string | null>> = {},
  path = '/committee',
): string {
  const stated: Record<string, string | null> = {
    as_of: choice.asOf && choice.asOf !== choice.today ? choice.asOf : null,
    compare: choice.compareChosen ? (choice.compare ?? noComparison) : null,
    ...scopeOf(choice),
    by: choice.by === 'unit' ? null : choice.by,
    all: choice.all ? '1' : null,
    ...change,
  }
  const named = Object.entries(stated).filter((entry): entry is [string, string] => Boolean(entry[1]))
  const query = new URLSearchParams(named).toString()
  return query === '' ? path : `${path}?${query}`
}

const scopeNames = ['inspection', 'unit', 'theme', 'leader', 'recommendation'] as const
type ScopeName = (typeof scopeNames)[number]

export function scopeOf(choice: CommitteeChoice): Record<ScopeName, string | null> {
  const { inspection, unit, theme, leader, recommendation } = choice
  const scope = { inspection, unit, theme, leader, recommendation }
  return Object.fromEntries(scopeNames.map(name => [name, scope[name] || null])) as Record<
    ScopeName,
    string | null
  >
}

export function isScoped(choice: CommitteeChoice): boolean {
  return Object.values(scopeOf(choice)).some(Boolean)
}

/** Whether the figures are those of everything or of one inspection: what today's lists can be narrowed to. */
export function isPlainScope({ unit, theme, leader, recommendation }: CommitteeChoice): boolean {
  return unit === '' && theme === '' && leader === '' && recommendation === ''
}

/**
 * What every list of tasks behind a figure is narrowed to: the scope, and the day where it is not today, or where only
 * the lists of a day know the scope.
 */
export function listLink(choice: CommitteeChoice): TaskLink {
  const { asOf, today, theme, leader } = choice
  const scope = Object.fromEntries(Object.entries(scopeOf(choice)).filter(([, value]) => value !== null))
  const dated = asOf !== null && (asOf !== today || theme !== '' || leader !== '')
  return { ...scope, ...(dated ? { asOf } : {}) }
}

/** The same with its day always: for lists that only days have, such as what was late against the first deadline. */
export function datedLink(choice: CommitteeChoice): TaskLink {
  return { ...listLink(choice), asOf: choice.asOf ?? choice.today }
}

/** As its field shows it: what was typed where it is no date. */
export function shownDate(day: PlainDate | null, typed: string): string {
  return day ? formatDate(day) : typed
}
