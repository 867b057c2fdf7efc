import type { FoundPerson, FoundRecommendation, FoundTask } from '../../data/search.ts'
import type { UnitChoice } from '../../data/task-choice.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import { fold } from '../../lib/fold.ts'

export interface FoundRow {
  title: string
  href: string | null
  meta: string
}

export interface FoundGroup {
  id: 'tasks' | 'recommendations' | 'people' | 'units'
  title: string
  rows: FoundRow[]
  /** Where the rest stands, when there is more than shown. */
  all: { label: string; href: string } | null
}

export interface Found {
  query: string
  tasks: FoundTask[]
  recommendations: FoundRecommendation[]
  people: FoundPerson[]
  units: UnitChoice[]
  /** More than these are not shown. */
  limit: number
  seesTasks: boolean
  managesPeople: boolean
}

/** What was found, by kind; what is spelled as it was typed stands before what only sounds so (UX rule 8). */
export function foundGroups(found: Found, t: Translate): FoundGroup[] {
  const { query, limit } = found
  const exactFirst = <T>(rows: T[], text: (row: T) => string) =>
    rows.toSorted((a, b) => rank(b, text) - rank(a, text))
  const rank = <T>(row: T, text: (row: T) => string) =>
    Number(text(row).toLowerCase().includes(query.toLowerCase()))
  const groups: FoundGroup[] = [
    {
      id: 'tasks',
      title: t('page.search.tasks'),
      rows: exactFirst(found.tasks, task => task.title)
        .slice(0, limit)
        .map(task => taskRow(task, t)),
      all: found.tasks.length > limit ? { label: t('page.search.all'), href: allHref(query) } : null,
    },
    {
      id: 'recommendations',
      title: t('page.search.recommendations'),
      rows: exactFirst(found.recommendations, one => one.quote)
        .slice(0, limit)
        .map(one => recommendationRow(one, t)),
      all: null,
    },
    {
      id: 'people',
      title: t('page.search.people'),
      rows: exactFirst(found.people, one => one.name)
        .slice(0, limit)
        .map(one => personRow(one, found)),
      all: null,
    },
    {
      id: 'units',
      title: t('page.search.units'),
      rows: exactFirst(found.units, one => one.name)
        .slice(0, limit)
        .map(one => unitRow(one, found, t)),
      all: null,
    },
  ]
  return groups.filter(group => group.rows.length > 0)
}

function allHref(query: string): string {
  return `/tasks?${new URLSearchParams({ q: query, state: 'all' }).toString()}`
}

function taskRow({ id, code, title, lead_unit_name }: FoundTask, t: Translate): FoundRow {
  return { title, href: `/tasks/${id}`, meta: [t('page.task.code', { code }), lead_unit_name].join(' · ') }
}

function recommendationRow(one: FoundRecommendation, t: Translate): FoundRow {
  const values = { ordinal: one.ordinal, date: formatDate(one.held_on) }
  return {
    title: one.quote,
    href: `/recommendations/${one.id}`,
    meta: t('page.search.recommendation', values),
  }
}

function personRow({ id, name, title, unit_id, unit_name }: FoundPerson, found: Found): FoundRow {
  const href = found.managesPeople ? `/admin/people/${id}` : found.seesTasks ? `/tasks?unit=${unit_id}` : null
  return { title: name, href, meta: [title, unit_name].filter(text => text !== '').join(', ') }
}

function unitRow({ id, name }: UnitChoice, found: Found, t: Translate): FoundRow {
  const href = found.seesTasks ? `/tasks?unit=${id}` : `/admin/units/${id}`
  return { title: name, href, meta: t(found.seesTasks ? 'page.search.unit' : 'page.search.unit.admin') }
}

/** Folded words of letters and digits, at most twelve. */
export function searchWords(query: string): string[] {
  return (
    fold(query)
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? []
  )
}
