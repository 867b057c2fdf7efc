import type { FoundPerson } from '../../data/search.ts'
import type { FoundText } from '../../data/search-row.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { Locale, Translate } from '../../i18n/translate.ts'
import { mostHits, type SearchQuery, type SnippetPiece, snippetOf } from '../../lib/search-words.ts'
import type { EmptyPart, PagerPart } from '../../render/parts.ts'
import type { FoundKind, FoundOfKind, FoundUnit } from '../search-everything.ts'

export interface FoundRow {
  title: SnippetPiece[]
  href: string | null
  /** Where the hit stands in what was said; empty where the title says it. */
  snippet: SnippetPiece[]
  meta: string
}

export interface FoundGroup {
  id: FoundKind
  title: string
  count: string
  rows: FoundRow[]
  /** The page of this kind alone, when there is more than is shown. */
  all: { label: string; href: string } | null
}

export interface SearchWords {
  t: Translate
  locale: Locale
  typed: string
  query: SearchQuery
  seesTasks: boolean
  managesPeople: boolean
}

/** On the first page, and on the page of one kind. */
export const shownOfAll = 5
export const shownOfKind = 20

/** What was found of each kind, with what was hit marked. */
export function foundGroups(found: FoundOfKind[], words: SearchWords, single: boolean): FoundGroup[] {
  const { t, typed } = words
  return found.map(one => ({
    id: one.kind,
    title: t(`page.search.kind.${one.kind}`),
    count: countOf(one, words),
    rows: [
      ...one.texts.map(row => textRow(row, one.kind, words)),
      ...one.people.map(row => personRow(row, words)),
      ...one.units.map(row => unitRow(row, words)),
    ],
    all:
      single || one.count <= shownOfAll
        ? null
        : {
            label: t('page.search.all_of_kind', { count: countOf(one, words) }),
            href: searchHref(typed, one.kind),
          },
  }))
}

function countOf({ count, more }: FoundOfKind, { t, locale }: SearchWords): string {
  const number = formatNumber(count, locale)
  return more ? t('page.search.more_than', { count: number }) : number
}

export function searchHref(typed: string, kind?: FoundKind, page = 1): string {
  const query = new URLSearchParams({ q: typed, ...(kind ? { kind } : {}) })
  if (page > 1) query.set('page', String(page))
  return `/search?${query.toString()}`
}

/** Leads through one kind; null where all of it stands on one page. */
export function searchPager(one: FoundOfKind, page: number, words: SearchWords): PagerPart | null {
  if (one.count <= shownOfKind) return null
  const { t, typed } = words
  const from = (page - 1) * shownOfKind
  const to = Math.min(from + shownOfKind, one.count)
  return {
    label: t('page.search.pages'),
    text: t('page.search.range', { from: from + 1, to, count: countOf(one, words) }),
    ...(page > 1 ? { previous: searchHref(typed, one.kind, page - 1) } : {}),
    ...(to < one.count ? { next: searchHref(typed, one.kind, page + 1) } : {}),
  }
}

/** Said beneath the last page: what lies beyond is found by another word. */
export function tooManyNote(one: FoundOfKind, { t, locale }: SearchWords): string | null {
  return one.more ? t('page.search.too_many', { count: formatNumber(mostHits, locale) }) : null
}

export function emptySearch(typed: string, words: Pick<SearchWords, 't'>, isReadable: boolean): EmptyPart {
  const { t } = words
  if (typed === '') return { icon: 'search', fact: t('page.search.start'), next: t('page.search.start.next') }
  const next = isReadable ? t('page.search.none.next') : t('page.search.short')
  return { icon: 'search', fact: t('page.search.none'), next }
}

function textRow(row: FoundText, kind: FoundKind, words: SearchWords): FoundRow {
  const { query } = words
  const title =
    kind === 'recommendation' ? snippetOf(row.title, query, 320) : snippetOf(row.title, query, 240)
  const said = row.text === '' ? [] : snippetOf(row.text, query)
  // Under a title that holds the hit, a criterion or summary says nothing more.
  const own = kind === 'task' || kind === 'recommendation' || kind === 'inspection'
  const snippet = own && title.some(piece => piece.hit) ? [] : said
  return { title, href: hrefOf(row), snippet, meta: metaOf(row, kind, words) }
}

function hrefOf(row: FoundText): string | null {
  if (row.task_id) return `/tasks/${row.task_id}`
  if (row.recommendation_id) return `/recommendations/${row.recommendation_id}`
  return row.inspection_id ? `/inspections/${row.inspection_id}` : null
}

function metaOf(row: FoundText, kind: FoundKind, { t }: SearchWords): string {
  const date = row.on_day === '' ? '' : formatDate(row.on_day)
  if (kind === 'recommendation')
    return join([t('page.search.recommendation', { ordinal: row.code, date }), row.place])
  if (kind === 'inspection') return join([row.code, row.place, date])
  const subject = row.task_id
    ? t('page.task.code', { code: row.code })
    : t('page.search.of_recommendation', { ordinal: row.code })
  return join([subject, row.place, row.person_name, date])
}

function personRow({ id, name, title, unit_id, unit_name }: FoundPerson, words: SearchWords): FoundRow {
  const { managesPeople, seesTasks, query } = words
  const href = managesPeople ? `/admin/people/${id}` : seesTasks ? `/tasks?unit=${unit_id}` : null
  const meta = [title, unit_name].filter(text => text !== '').join(', ')
  return { title: snippetOf(name, query), href, snippet: [], meta }
}

function unitRow({ id, name, former }: FoundUnit, { seesTasks, query, t }: SearchWords): FoundRow {
  const title = former ? t('page.search.unit.former', { name, former }) : name
  const href = seesTasks ? `/tasks?unit=${id}` : `/admin/units/${id}`
  const meta = t(seesTasks ? 'page.search.unit' : 'page.search.unit.admin')
  return { title: snippetOf(title, query, 300), href, snippet: [], meta }
}

function join(parts: string[]): string {
  return parts.filter(part => part !== '').join(' · ')
}
