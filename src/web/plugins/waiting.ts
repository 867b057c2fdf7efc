import type { FastifyInstance } from 'fastify'
import { findCalendar } from '../../domain/calendar.ts'
import { countMyWork } from '../../domain/my-work.ts'
import type { AppParts } from '../parts.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** How many things wait for the person, for the rail; 0 where nobody is signed in. */
    waiting: number
  }
}

/** Counts what waits for the person, for every whole page that they are shown. */
export function addWaiting(app: FastifyInstance, { database }: AppParts): void {
  app.decorateRequest('waiting', 0)
  app.addHook('preHandler', async request => {
    const { policy } = request.routeOptions.config
    if (!request.visitor || request.htmx || policy === 'token') return
    request.waiting = await countMyWork(database.reader, request.visitor, await findCalendar(database.reader))
  })
}
