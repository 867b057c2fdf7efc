import type { FastifyInstance } from 'fastify'

/** On an empty database every page leads to the set-up. */
export function addFirstRun(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.office || request.routeOptions.config.bare || /^\/setup(\/|\?|$)/.test(request.url)) return
    return reply.seeOther('/setup')
  })
}
