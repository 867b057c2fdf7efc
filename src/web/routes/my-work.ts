import type { FastifyInstance } from 'fastify'
import type { NavItem } from '../../render/views.ts'
import { myWorkData } from '../pages/my-work-page.ts'
import type { AppParts } from '../parts.ts'
import { navOf, rolesOf } from '../plugins/nav.ts'

/** The first page: what waits for this person. Who has no tasks goes to the first place they have. */
export async function myWorkRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  app.get('/', { config: { policy: 'signed_in' } }, async (request, reply) => {
    const { actor, t } = request
    const works = actor.holdings.some(held => rolesOf('my_work').includes(held.role))
    if (!works) return reply.seeOther(firstPlace(navOf(actor, t)))
    const data = await myWorkData(database.reader, request)
    return reply.page('my-work/page', data, { title: t('nav.my_work'), nav: 'my_work' })
  })
}

/** The calendar is everybody's, and nobody's business of its own. */
function firstPlace(places: NavItem[]): string {
  const place = places.find(one => one.key !== 'calendar') ?? places[0]
  return place?.href ?? '/profile'
}
