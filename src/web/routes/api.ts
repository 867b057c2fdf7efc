import swagger from '@fastify/swagger'
import type { FastifyInstance } from 'fastify'
import { apiScopes } from '../../domain/api-token.ts'
import { eventSchema, postSchema } from '../api/event-schema.ts'
import { figureOperations, figuresSchema } from '../api/figures.ts'
import { inspectionOperations } from '../api/inspection.ts'
import { inspectionSchema, recommendationSchema } from '../api/inspection-schema.ts'
import { cycleSchema, obligationOperations, obligationSchema } from '../api/obligation.ts'
import { officeOperations, unitSchema } from '../api/office.ts'
import { answerProblem, problemSchema } from '../api/problem.ts'
import { addOperations } from '../api/recommendation.ts'
import { taskOperations } from '../api/task.ts'
import { summarySchema, taskSchema, updateSchema } from '../api/task-schema.ts'
import { updateOperations } from '../api/update.ts'
import { readStrictly } from '../api/validate.ts'
import type { AppParts } from '../parts.ts'

declare module '../../render/views.ts' {
  interface Views {
    'api/docs': { title: string }
  }
}

/** The document's components, by name. */
const components = {
  Problem: problemSchema,
  Figures: figuresSchema,
  TaskSummary: summarySchema,
  Task: taskSchema,
  Update: updateSchema,
  Post: postSchema,
  Event: eventSchema,
  Inspection: inspectionSchema,
  Recommendation: recommendationSchema,
  Unit: unitSchema,
  Obligation: obligationSchema,
  Cycle: cycleSchema,
}

const operations = [
  figureOperations,
  taskOperations,
  inspectionOperations,
  officeOperations,
  obligationOperations,
  updateOperations,
  addOperations,
]

/** The programming interface under /api/v1, and its description, which holds no data and is public. */
export async function apiRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  let documented: () => unknown = () => ({})

  await app.register(
    async api => {
      for (const [name, schema] of Object.entries(components)) api.addSchema({ $id: name, ...schema })
      await api.register(swagger, documentOptions(parts.config.publicUrl))
      api.decorateRequest('starts', null as unknown as number[])
      readStrictly(api)
      api.setErrorHandler((error, request, reply) => answerProblem(error, request, reply))
      for (const add of operations) add(api, parts)
      answerOthers(api)
      documented = () => api.swagger()
    },
    { prefix: '/api/v1' },
  )

  app.get('/api/openapi.json', { config: { policy: 'public', sessionless: true } }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(documented())),
  )

  app.get('/api/docs', { config: { policy: 'public', sessionless: true } }, async (request, reply) => {
    const title = request.t('page.api.title')
    return reply.page('api/docs', { title }, { title })
  })
}

/** Other methods of a known path, and paths that are none. Browsers of other sites are told nothing (no CORS). */
function answerOthers(api: FastifyInstance): void {
  const known = api.listedRoutes
    .filter(route => route.policy === 'token')
    .map(({ method, url }) => ({ method, pattern: new RegExp(`^${url.replace(/:\w+/g, '[^/]+')}/?$`) }))
  api.setNotFoundHandler({ preHandler: api.rateLimit() }, (request, reply) => {
    const path = request.url.split('?', 1)[0] as string
    const methods = known.filter(route => route.pattern.test(path)).map(route => route.method)
    if (methods.length === 0) return answerProblem({ statusCode: 404 }, request, reply)
    reply.header('allow', [...new Set([...methods, 'OPTIONS'])].join(', '))
    return request.method === 'OPTIONS'
      ? reply.code(204).send()
      : answerProblem({ statusCode: 405 }, request, reply)
  })
}

function documentOptions(publicUrl: string) {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Đôn Đốc API',
        version: '1',
        description:
          'Follows up the recommendations of inspections. A token acts for the person who made it, within its scopes and never beyond that person’s rights. Dates are YYYY-MM-DD in Asia/Ho_Chi_Minh, instants ISO 8601 in UTC.',
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: 'figures', description: 'The four official classes and what is counted apart.' },
        { name: 'tasks', description: 'Tasks, what happened to them, and progress.' },
        { name: 'recommendations', description: 'Recommendations of inspections.' },
        { name: 'inspections', description: 'Inspections and their conclusions.' },
        { name: 'obligations', description: 'Standing duties and their cycles.' },
        { name: 'units', description: 'The tree of units.' },
        { name: 'token', description: 'The token itself.' },
      ],
      components: {
        securitySchemes: {
          token: {
            type: 'http' as const,
            scheme: 'bearer',
            description: `A personal token (dd_…), made on the page “Hồ sơ của tôi”. Scopes: ${apiScopes.join(', ')}.`,
          },
        },
      },
    },
    refResolver: {
      buildLocalReference: (json: { $id?: unknown }, _base: unknown, _fragment: string, index: number) =>
        typeof json.$id === 'string' ? json.$id : `def-${index}`,
    },
  }
}
