import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Role } from '../../data/schema-office.ts'
import { NotAllowed } from '../../domain/errors.ts'
import { SignInNeeded } from './session.ts'

/**
 * Who may call a route: anybody, anybody signed in, whoever holds one of the roles today, or whoever sends a token
 * (plugins/api-token.ts) and no cookie.
 */
export type Policy = 'public' | 'signed_in' | 'token' | readonly Role[]

export interface ListedRoute {
  method: string
  url: string
  policy: Policy
}

declare module 'fastify' {
  interface FastifyContextConfig {
    policy?: Policy
  }
  interface FastifyInstance {
    /** Every route with its policy, for the matrix of tests. */
    listedRoutes: ListedRoute[]
  }
}

/** Deny by default (Z1): a route that does not say who may call it stops the start. */
export function addPolicy(app: FastifyInstance): void {
  const listed: ListedRoute[] = []
  app.decorate('listedRoutes', listed)
  app.addHook('onRoute', ({ method, url, config }) => {
    const methods = [method].flat()
    const policy = config?.policy
    if (!isPolicy(policy)) throw new Error(`the route ${methods.join()} ${url} does not declare its policy`)
    for (const one of methods) listed.push({ method: one, url, policy })
  })
  app.addHook('onRequest', async request => {
    if (!request.is404) checkPolicy(request, request.routeOptions.config.policy)
  })
}

/** @throws SignInNeeded, NotAllowed */
function checkPolicy(request: FastifyRequest, policy: Policy | undefined): void {
  if (policy === 'public') return
  // A form sent with a session that ran out is read first, so that what was typed can be kept (draft.ts).
  if (!request.visitor && request.lateForm) return
  if (!request.visitor) throw new SignInNeeded(request.method === 'GET' ? request.url : '/')
  if (policy === 'signed_in' || policy === 'token') return
  const roles = request.visitor.holdings.map(held => held.role)
  if (!roles.some(role => policy?.includes(role))) throw new NotAllowed('refusal.page')
}

function isPolicy(policy: unknown): policy is Policy {
  return (
    ['public', 'signed_in', 'token'].includes(policy as string) ||
    (Array.isArray(policy) && policy.length > 0)
  )
}
