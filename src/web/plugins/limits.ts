import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AppParts } from '../parts.ts'

/** Above this mean delay of the event loop, over a second, pages are shed so that those under way come through (L2). */
const mostDelayMs = 500
const requestsPerMinute = 600
/** What the start itself cost is no load: the first person to open the page is let in. */
const startMs = 5_000

/** Load and abuse (RELIABILITY L2, L4). Before the routes: both plugins look at each route as it is added. */
export function addLimits(app: FastifyInstance, parts: AppParts): void {
  let settledAt = 0
  app.addHook('onListen', async () => {
    settledAt = Date.now() + startMs
  })
  app.register(underPressure, {
    maxEventLoopDelay: parts.mostDelayMs ?? mostDelayMs,
    pressureHandler: request => {
      if (request.routeOptions.config.bare || Date.now() < settledAt) return
      throw Object.assign(new Error('shed'), { statusCode: 503 })
    },
  })
  app.register(rateLimit, {
    max: parts.requestsPerMinute ?? requestsPerMinute,
    timeWindow: '1 minute',
    // `ip` is the client's only as far as trustProxy believes the hops before us.
    keyGenerator: request => request.session?.id_hash ?? request.ip,
    allowList: isBare,
    errorResponseBuilder: () => Object.assign(new Error('too many requests'), { statusCode: 429 }),
  })
  app.register(compress, {
    threshold: 1024,
    // The default of 11 costs 50 ms a page.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
  })
}

function isBare(request: FastifyRequest): boolean {
  return request.routeOptions.config.bare === true
}
