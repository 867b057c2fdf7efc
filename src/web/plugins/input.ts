import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../domain/errors.ts'
import { normaliseText } from '../../lib/fold.ts'

const longestPath = 500

/**
 * What no page and no database column can take never reaches a handler (F2): NUL and lone surrogates are dropped from
 * the query, and a path that holds them is a page that does not exist.
 */
export function addInputGuard(app: FastifyInstance): void {
  app.addHook('preValidation', async request => {
    for (const value of Object.values((request.params ?? {}) as Record<string, string>)) {
      if (value.length > longestPath || normaliseText(value) !== value) throw new NotFound()
    }
    request.query = cleaned(request.query)
  })
}

function cleaned(query: unknown): Record<string, unknown> {
  const entries = Object.entries((query ?? {}) as Record<string, unknown>)
  return Object.fromEntries(
    entries.filter(([name]) => name !== '__proto__').map(([name, value]) => [name, clean(value)]),
  )
}

function clean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(clean)
  return typeof value === 'string' ? normaliseText(value) : value
}
