import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { listRecommendationPage, type RecommendationFilter } from '../../data/api-list.ts'
import { findInspectionFor, listInspections } from '../../data/inspection.ts'
import { findRecommendationFor } from '../../data/recommendation.ts'
import { NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import type { AppParts } from '../parts.ts'
import {
  inspectionExample,
  inspectionFields,
  recommendationExample,
  recommendationOf,
} from './inspection-schema.ts'
import { operation } from './operation.ts'
import { idAfter, type PageAsked, pageOfRows, usualLimit, writeCursor } from './page.ts'
import { date, exampleId, id, nullable, object, oneOf, pageOf, pageQuery, ref, text } from './schema.ts'

interface ById {
  Params: { id: string }
}
type RecommendationQuery = PageAsked & {
  kind?: 'once'
  outcome?: 'open'
  theme?: string
  inspection?: string
}

export function inspectionOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader } = database

  app.get<{ Querystring: PageAsked }>(
    '/inspections',
    operation({
      operationId: 'listInspections',
      summary: 'List inspections',
      description: 'Inspections the person may see, the latest first.',
      tag: 'inspections',
      scope: 'tasks:read',
      query: pageQuery,
      answer: pageOf('Inspection'),
      example: { items: [{ ...inspectionExample, recommendations: 7 }], next_cursor: null },
    }),
    async ({ query, actor }) => {
      const after = idAfter(query)
      const cursor = after ? { id: after, backwards: false } : undefined
      const page = await listInspections(reader, actor, { cursor, limit: query.limit ?? usualLimit })
      const last = page.rows.at(-1)
      return { items: page.rows, next_cursor: page.hasNext && last ? writeCursor(last.id) : null }
    },
  )

  app.get<ById>(
    '/inspections/:id',
    operation({
      operationId: 'getInspection',
      summary: 'Read one inspection',
      description: 'With the text of its conclusion, in which the offsets of recommendations count.',
      tag: 'inspections',
      scope: 'tasks:read',
      params: { id: id() },
      answer: object({
        ...inspectionFields,
        document_on: nullable(date()),
        team_lead: text(),
        committee_id: nullable(id()),
        inspected_unit_id: nullable(id()),
        conclusion: text(),
        version: Type.Integer(),
      }),
      example: {
        ...inspectionExample,
        document_on: null,
        team_lead: 'Trần Công Hiếu',
        committee_id: exampleId,
        inspected_unit_id: exampleId,
        conclusion: 'Đoàn kiểm tra đánh giá cao công tác lãnh đạo. …',
        version: 1,
      },
    }),
    async ({ params, actor }, reply) => {
      const found = isId(params.id) ? await findInspectionFor(reader, actor, params.id) : undefined
      if (!found) throw new NotFound()
      reply.header('etag', `"${found.version}"`)
      const { number, title, body, held_on, document_no, document_on, team_lead } = found
      const { committee_id, inspected_unit_id, conclusion, version } = found
      return {
        id: found.id,
        number,
        title,
        body,
        held_on,
        document_no,
        document_on,
        team_lead,
        committee_id,
        inspected_unit_id,
        conclusion,
        version,
      }
    },
  )

  app.get<{ Querystring: RecommendationQuery }>(
    '/recommendations',
    operation({
      operationId: 'listRecommendations',
      summary: 'List recommendations',
      description: 'Recommendations of the inspections the person may see, in the order they were recorded.',
      tag: 'recommendations',
      scope: 'tasks:read',
      query: {
        ...pageQuery,
        inspection: Type.Optional(id()),
        kind: Type.Optional(oneOf(['once', 'standing'])),
        outcome: Type.Optional(oneOf(['open', 'implemented', 'not_implemented', 'superseded'])),
        theme: Type.Optional(text({ maxLength: 300 })),
      },
      answer: pageOf('Recommendation'),
      example: { items: [recommendationExample], next_cursor: null },
    }),
    async ({ query, actor }) => {
      const limit = query.limit ?? usualLimit
      const { inspection: inspectionId, kind, outcome, theme } = query
      const filter: RecommendationFilter = { inspectionId, kind, outcome, theme }
      const after = idAfter(query)
      const rows = await listRecommendationPage(reader, actor, { filter, after, limit: limit + 1 })
      return pageOfRows(rows, limit, { item: recommendationOf, cursor: row => row.id })
    },
  )

  app.get<ById>(
    '/recommendations/:id',
    operation({
      operationId: 'getRecommendation',
      summary: 'Read one recommendation',
      description: 'Its tasks are found by `GET /tasks?recommendation=…`.',
      tag: 'recommendations',
      scope: 'tasks:read',
      params: { id: id() },
      answer: ref('Recommendation'),
      example: recommendationExample,
    }),
    async ({ params, actor }, reply) => {
      const found = isId(params.id) ? await findRecommendationFor(reader, actor, params.id) : undefined
      if (!found) throw new NotFound()
      reply.header('etag', `"${found.version}"`)
      return recommendationOf(found)
    },
  )
}
