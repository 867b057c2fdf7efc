import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { findSearchIsWhole } from '../../data/search-hit.ts'
import { normaliseLine } from '../../lib/fold.ts'
import { readSearch, type SearchQuery } from '../../lib/search-words.ts'
import type { EmptyPart, PagerPart } from '../../render/parts.ts'
import type { Views } from '../../render/views.ts'
import {
  emptySearch,
  type FoundGroup,
  foundGroups,
  type SearchWords,
  searchHref,
  searchPager,
  shownOfAll,
  shownOfKind,
  tooManyNote,
} from '../pages/search-results.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'
import { pageNumber } from '../query.ts'
import { type FoundKind, foundKinds, searchEverything } from '../search-everything.ts'

declare module '../../render/views.ts' {
  interface Views {
    'search/results': {
      typed: string
      /** Back from one kind to all of them. */
      back: string | null
      groups: FoundGroup[]
      pager: PagerPart | null
      notes: (string | null)[]
      empty: EmptyPart | null
    }
  }
}

const querySchema = Type.Object(
  { q: Type.Optional(Type.String({ maxLength: 300 })) },
  { additionalProperties: true },
)

/** One box over everything that is said and everybody who is named, each within what the person may see. */
export async function searchRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader } = database
  app.get<{ Querystring: { q?: string; kind?: unknown; page?: unknown } }>(
    '/search',
    { config: { policy: 'signed_in' }, schema: { querystring: querySchema } },
    async (request, reply) => {
      const typed = normaliseLine(request.query.q ?? '')
      const kind = foundKinds.find(one => one === request.query.kind)
      const data = await resultsOf(request, typed, kind, kind ? pageNumber(request.query.page) : 1)
      const title = typed
        ? request.t('page.search.title', { query: typed })
        : request.t('page.search.title.none')
      return reply.page('search/results', data, { title })
    },
  )

  async function buildingNote({ t }: FastifyRequest): Promise<string | null> {
    return (await findSearchIsWhole(reader)) ? null : t('page.search.building')
  }

  async function resultsOf(
    request: FastifyRequest,
    typed: string,
    kind: FoundKind | undefined,
    page: number,
  ): Promise<Views['search/results']> {
    const query = readSearch(typed)
    const words = wordsOf(request, typed, query)
    if (!query) return { ...nothingFound, typed, empty: emptySearch(typed, words, false) }
    const limit = kind ? shownOfKind : shownOfAll
    const found = await searchEverything(reader, request.actor, {
      query,
      kind,
      from: (page - 1) * limit,
      limit,
    })
    const [only] = kind ? found : []
    return {
      typed,
      back: kind ? searchHref(typed) : null,
      groups: foundGroups(found, words, kind !== undefined),
      pager: only ? searchPager(only, page, words) : null,
      notes: [await buildingNote(request), only ? tooManyNote(only, words) : null],
      empty: found.length > 0 ? null : emptySearch(typed, words, true),
    }
  }
}

const nothingFound = { back: null, groups: [], pager: null, notes: [] }

function wordsOf(
  { t, locale, actor }: FastifyRequest,
  typed: string,
  query: SearchQuery | null,
): SearchWords {
  const holds = (roles: readonly string[]) => actor.holdings.some(held => roles.includes(held.role))
  const reach = { seesTasks: holds(rolesOf('tasks')), managesPeople: holds(rolesOf('admin')) }
  return { t, locale, typed, query: query ?? { words: [], exact: [], folded: [] }, ...reach }
}
