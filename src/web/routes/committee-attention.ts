import type { FastifyInstance } from 'fastify'
import { isId } from '../../lib/id.ts'
import { attentionPage, listedKinds } from '../pages/committee-attention-page.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

/** Everything that needs the committee's attention (PRODUCT §5), kind by kind. */
export async function committeeAttentionRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  app.get<{ Querystring: { kind?: unknown; after?: unknown } }>(
    '/committee/attention',
    { config: { policy: rolesOf('committee') } },
    async (request, reply) => {
      const { kind, after } = request.query
      const choice = { kind: listedKinds.find(one => one === kind), after: placeOf(after) }
      const data = await attentionPage(parts.database.reader, request, choice)
      return reply.page('committee/attention-page', data, {
        title: request.t('page.attention.title'),
        nav: 'committee',
      })
    },
  )
}

function placeOf(text: unknown): { sort_key: string; subject_id: string } | undefined {
  const [sort_key = '', subject_id = ''] = typeof text === 'string' ? text.split('~') : []
  return isId(subject_id) ? { sort_key: sort_key.slice(0, 40), subject_id } : undefined
}
