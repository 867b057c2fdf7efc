import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../data/actor.ts'
import { type LeaderChoice, listFigureThemes, listLeaderChoices } from '../../data/figure-choice.ts'
import { type FigureInspection, listFigureInspections } from '../../data/figures.ts'
import type { Db } from '../../data/schema.ts'
import { listUnitChoices, type UnitChoice } from '../../data/task-choice.ts'
import { NotFound } from '../../domain/errors.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { weekday } from '../../lib/plain-date.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import { comparePicks, type DayPick, dayPicks, type KnownDays } from './committee-day.ts'
import { type CommitteeChoice, committeeHref, isScoped, shownDate } from './committee-query.ts'

export interface FilterPart {
  id: string
  label: string
  action: string
  dates: { field: FieldDescriptor; picks: DayPick[]; picksLabel: string }[]
  scope: FieldDescriptor[]
  /** What is chosen of them, in words; '' for everything. */
  scoped: string
  hidden: Record<string, string>
  resetHref: string | null
}

export interface ScopeChoices {
  inspections: FigureInspection[]
  units: UnitChoice[]
  themes: string[]
  leaders: LeaderChoice[]
}

/**
 * What the figures can be narrowed to by this person.
 * @throws NotFound where the address names what is not theirs, however its id was come by
 */
export async function findScopeChoices(db: Db, actor: Actor, choice: CommitteeChoice): Promise<ScopeChoices> {
  const inspections = await listFigureInspections(db, actor)
  const units = await listUnitChoices(db, actor)
  const leaders = await listLeaderChoices(db, actor)
  const among = (rows: { id: string }[], id: string) => id === '' || rows.some(row => row.id === id)
  if (!among(inspections, choice.inspection) || !among(units, choice.unit)) throw new NotFound()
  if (choice.leader !== 'head' && !among(leaders, choice.leader)) throw new NotFound()
  return { inspections, units, leaders, themes: await listFigureThemes(db, actor) }
}

/** The day, the day compared with, and the scope, as one form whose answer is an address. */
export function committeeFilter(
  { t }: FastifyRequest,
  choice: CommitteeChoice,
  choices: ScopeChoices,
  { known, errors, path }: { known: KnownDays; errors: Record<string, string>; path: string },
): FilterPart {
  const scope = scopeFields(choice, choices, t)
  const asOf = dateField('as_of', choice.asOf, choice.typed.asOf, errors.as_of, t)
  const compare = dateField('compare', choice.compare, choice.typed.compare, errors.compare, t)
  const picksLabel = t('ui.date.picks')
  return {
    id: 'committee-filter',
    label: t('page.committee.filter'),
    action: path,
    dates: [
      { field: asOf, picks: dayPicks(choice, known, t, path), picksLabel },
      ...(path === '/committee'
        ? [{ field: compare, picks: comparePicks(choice, known, t), picksLabel }]
        : []),
    ],
    scope,
    scoped: scopeWords(scope),
    hidden: {
      ...(choice.by === 'unit' ? {} : { by: choice.by }),
      ...(choice.recommendation ? { recommendation: choice.recommendation } : {}),
    },
    resetHref: isScoped(choice) ? committeeHref(choice, noScope, path) : null,
  }
}

const noScope = { inspection: null, unit: null, theme: null, leader: null, recommendation: null }

function dateField(
  name: 'as_of' | 'compare',
  day: string | null,
  typed: string,
  error: string | undefined,
  t: Translate,
): FieldDescriptor {
  return {
    name,
    kind: 'date',
    labelKey: `page.committee.filter.${name}`,
    value: shownDate(day, typed),
    weekday: day ? t(`weekday.${weekday(day)}`) : '',
    required: true,
    error,
  }
}

/** Only what can be chosen among: one inspection alone is no choice. */
function scopeFields(choice: CommitteeChoice, choices: ScopeChoices, t: Translate): FieldDescriptor[] {
  const inspections = choices.inspections.map(({ id, number, held_on }) => {
    const date = formatDate(held_on)
    return {
      value: id,
      label: number === '' ? date : t('page.committee.filter.inspection', { number, date }),
    }
  })
  const units = choices.units.map(({ id, name }) => ({ value: id, label: name }))
  const themes = choices.themes.map(theme => ({ value: theme, label: theme }))
  const leaders = choices.leaders.map(({ id, name, title }) => ({ value: id, label: `${name}, ${title}` }))
  const head = { value: 'head', label: t('page.committee.nameless.leader') }
  return [
    select('inspection', choice.inspection, inspections.length > 1 || choice.inspection ? inspections : []),
    select('unit', choice.unit, units),
    select('theme', choice.theme, themes),
    select('leader', choice.leader, leaders.length > 0 || choice.leader ? [head, ...leaders] : []),
  ].filter(field => (field.options ?? []).length > 0)
}

function select(
  name: 'inspection' | 'unit' | 'theme' | 'leader',
  value: string,
  options: FieldOption[],
): FieldDescriptor {
  return {
    name,
    kind: 'select',
    labelKey: `page.committee.column.${name}`,
    emptyKey: 'page.committee.filter.all',
    value,
    options,
    required: true,
  }
}

function scopeWords(fields: FieldDescriptor[]): string {
  return fields
    .flatMap(
      ({ value, options }) => options?.find(option => option.value === value && value !== '')?.label ?? [],
    )
    .join(' · ')
}
