import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance } from 'fastify'
import type { AppParts } from './web/parts.ts'
import { addBodies } from './web/plugins/bodies.ts'
import { addCsrf } from './web/plugins/csrf.ts'
import { addCurrentPerson } from './web/plugins/current-person.ts'
import { addDrafts } from './web/plugins/draft.ts'
import { addErrors, answerFrameworkError } from './web/plugins/errors.ts'
import { addFirstRun } from './web/plugins/first-run.ts'
import { addHeaders } from './web/plugins/headers.ts'
import { addInputGuard } from './web/plugins/input.ts'
import { addLimits } from './web/plugins/limits.ts'
import { addPolicy } from './web/plugins/policy.ts'
import { addSession } from './web/plugins/session.ts'
import { registerShared } from './web/plugins/shared.ts'
import { addViews } from './web/plugins/views.ts'
import { assetRoutes } from './web/routes/asset.ts'
import { committeeRoutes } from './web/routes/committee.ts'
import { evidenceRoutes } from './web/routes/evidence.ts'
import { fileRoutes } from './web/routes/file.ts'
import { healthRoutes } from './web/routes/health.ts'
import { invitationRoutes } from './web/routes/invitation.ts'
import { profileRoutes } from './web/routes/profile.ts'
import { resetRoutes } from './web/routes/reset.ts'
import { sessionRoutes } from './web/routes/session.ts'
import { setupRoutes } from './web/routes/setup.ts'

/** What each file under web/routes exports: its routes on the app, each with a policy. */
type Routes = (app: FastifyInstance, parts: AppParts) => Promise<void>

/** One line a resource. */
const routes: readonly Routes[] = [
  assetRoutes,
  healthRoutes,
  setupRoutes,
  sessionRoutes,
  invitationRoutes,
  resetRoutes,
  profileRoutes,
  committeeRoutes,
  evidenceRoutes,
  fileRoutes,
]

/** In the order in which a request meets them. */
const plugins: readonly ((app: FastifyInstance, parts: AppParts) => void)[] = [
  addHeaders,
  addViews,
  addLimits,
  addErrors,
  addCsrf,
  addSession,
  addCurrentPerson,
  addFirstRun,
  addDrafts,
  addPolicy,
  addInputGuard,
  addBodies,
]

/** The web app out of its parts, not listening yet; `ready()` fails when a route declares no policy. */
export function buildApp(parts: AppParts): FastifyInstance {
  const app = Fastify({
    loggerInstance: parts.log,
    trustProxy: trusted(parts.config.trustProxy),
    // RELIABILITY §1.11: without the checking interval Node looks at slow clients every 30 s only.
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 2_000 },
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    frameworkErrors: (error, request, reply) => void answerFrameworkError(error, request, reply, parts),
  })
  app.server.maxConnections = 2_000
  app.register(cookie)
  for (const plugin of plugins) registerShared(app, scope => plugin(scope, parts))
  for (const route of routes) app.register(async scope => route(scope, parts))
  return app
}

/** Fastify no longer takes a number of hops, since it cannot tell who the nearest one is; whoever sets it vouches. */
function trusted(hops: AppParts['config']['trustProxy']) {
  return typeof hops === 'number' ? (_address: string, hop: number) => hop < hops : hops
}
