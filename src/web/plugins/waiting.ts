import type { FastifyInstance } from 'fastify'
import { findCalendar } from '../../domain/calendar.ts'
import { countMyWork } from '../../domain/my-work.ts'
import { keepPages } from '../pages/kept-page.ts'
import type { AppParts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** How many things wait for the person, for the rail; 0 where nobody is signed in. */
    waiting: number
  }
}

/** Counts what waits for the person, for every whole page that they are shown. */
export function addWaiting(app: FastifyInstance, { database }: AppParts): void {
  const keep = keepPages<number>()
  app.decorateRequest('waiting', 0)
  app.addHook('preHandler', async request => {
    const { policy } = request.routeOptions.config
    if (!request.visitor || request.htmx || policy === 'token') return
    const { reader } = database
    const { visitor } = request
    request.waiting = await keep(reader, visitor, visitor.person.id, async () =>
      countMyWork(reader, visitor, await findCalendar(reader)),
    )
  })
}
