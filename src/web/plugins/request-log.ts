import type { FastifyInstance } from 'fastify'

/**
 * One line a request, with the pattern of its route: the path itself may hold a token and the query what was searched,
 * and neither belongs in a log (RELIABILITY E2, P1).
 */
export function addRequestLog(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const facts = {
      method,
      route: routeOptions.url ?? '-',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    }
    request.log.info(facts, 'request')
  })
}
