import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { listFoundPeople, listFoundRecommendations, listFoundTasks } from '../../data/search.ts'
import { listUnitChoices } from '../../data/task-choice.ts'
import { fold, normaliseLine } from '../../lib/fold.ts'
import type { EmptyPart } from '../../render/parts.ts'
import { type FoundGroup, foundGroups, searchWords } from '../pages/search-results.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'search/results': { query: string; groups: FoundGroup[]; empty: EmptyPart | null }
  }
}

const shown = 10
const querySchema = Type.Object(
  { q: Type.Optional(Type.String({ maxLength: 300 })) },
  { additionalProperties: true },
)

/** One box over tasks, recommendations, people and units, each within what the person may see. */
export async function searchRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader } = database
  app.get<{ Querystring: { q?: string } }>(
    '/search',
    { config: { policy: 'signed_in' }, schema: { querystring: querySchema } },
    async (request, reply) => {
      const { actor, t } = request
      const query = normaliseLine(request.query.q ?? '')
      const words = searchWords(query)
      const holds = (roles: readonly string[]) => actor.holdings.some(held => roles.includes(held.role))
      const units = await listUnitChoices(reader, actor)
      const asked = { words, limit: shown + 1 }
      const groups = foundGroups(
        {
          query,
          tasks: await listFoundTasks(reader, actor, query, shown + 1),
          recommendations: await listFoundRecommendations(reader, actor, asked),
          people: await listFoundPeople(
            reader,
            actor,
            units.map(unit => unit.id),
            asked,
          ),
          units:
            words.length > 0 ? units.filter(unit => words.every(word => fold(unit.name).includes(word))) : [],
          limit: shown,
          seesTasks: holds(rolesOf('tasks')),
          managesPeople: holds(rolesOf('admin')),
        },
        t,
      )
      const empty = groups.length > 0 ? null : emptyOf(query, t)
      const title = query ? t('page.search.title', { query }) : t('page.search.title.none')
      return reply.page('search/results', { query, groups, empty }, { title })
    },
  )
}

function emptyOf(
  query: string,
  t: (
    key: 'page.search.none' | 'page.search.none.next' | 'page.search.start' | 'page.search.start.next',
  ) => string,
): EmptyPart {
  if (query === '') return { icon: 'search', fact: t('page.search.start'), next: t('page.search.start.next') }
  return { icon: 'search', fact: t('page.search.none'), next: t('page.search.none.next') }
}
