import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Db } from '../../data/schema.ts'
import { listFoundPeople, listFoundRecommendations, listFoundTasks } from '../../data/search.ts'
import { listUnitChoices, type UnitChoice } from '../../data/task-choice.ts'
import { listFormerNames } from '../../data/unit-name.ts'
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
          units: words.length > 0 ? await called(reader, units, words, request) : [],
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

/** Units that go, or went, by a name with all of the words; a former name stands with the present one. */
async function called(
  db: Db,
  units: UnitChoice[],
  words: string[],
  { t, actor }: FastifyRequest,
): Promise<UnitChoice[]> {
  const former = Map.groupBy(await listFormerNames(db, actor.today), row => row.unit_id)
  const fits = (name: string) => words.every(word => fold(name).includes(word))
  return units.flatMap(unit => {
    if (fits(unit.name)) return [unit]
    const then = former.get(unit.id)?.find(row => fits(`${row.name} ${row.short_name}`))
    return then
      ? [{ ...unit, name: t('page.search.unit.former', { name: unit.name, former: then.name }) }]
      : []
  })
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
