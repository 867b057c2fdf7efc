import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { Row } from '../../data/schema.ts'
import { listUnitChoices } from '../../data/task-choice.ts'
import { listUnits } from '../../data/unit.ts'
import { apiScopes } from '../../domain/api-token.ts'
import type { AppParts } from '../parts.ts'
import { operation } from './operation.ts'
import { idAfter, type PageAsked, pageOfRows, usualLimit, wrongCursor } from './page.ts'
import { date, exampleId, id, instant, nullable, object, oneOf, pageOf, pageQuery, text } from './schema.ts'

const unitExample = {
  id: exampleId,
  parent_id: exampleId,
  name: 'Phòng Tổ chức cán bộ',
  short_name: 'TCCB',
  is_organisation: false,
  valid_from: null,
  valid_to: null,
}
export const unitSchema = object(
  {
    id: id(),
    parent_id: nullable(id()),
    name: text(),
    short_name: text(),
    is_organisation: Type.Boolean(),
    valid_from: nullable(date()),
    valid_to: nullable(date()),
  },
  { description: 'A unit of the tree.', examples: [unitExample] },
)

/** Units, and the token itself. */
export function officeOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader } = database

  app.get<{ Querystring: PageAsked }>(
    '/units',
    operation({
      operationId: 'listUnits',
      summary: 'List units',
      description: 'Units by which the person may narrow a list of tasks, by name.',
      tag: 'units',
      scope: 'tasks:read',
      query: pageQuery,
      answer: pageOf('Unit'),
      example: { items: [unitExample], next_cursor: null },
    }),
    async ({ query, actor }) => {
      const limit = query.limit ?? usualLimit
      const reach = new Set((await listUnitChoices(reader, actor)).map(unit => unit.id))
      const units = (await listUnits(reader)).filter(unit => reach.has(unit.id))
      const after = idAfter(query)
      const at = after ? units.findIndex(unit => unit.id === after) : -1
      if (after && at < 0) throw wrongCursor()
      return pageOfRows(units.slice(at + 1, at + 2 + limit), limit, { item: unitOf, cursor: row => row.id })
    },
  )

  app.get(
    '/token',
    operation({
      operationId: 'getToken',
      summary: 'Read the token itself',
      description: 'Whose it is, what it is for and when it ends: a first call to try it by.',
      tag: 'token',
      scope: null,
      answer: object({
        name: text(),
        scopes: Type.Array(oneOf(apiScopes)),
        expires_at: instant(),
        person: object({ id: id(), name: text() }),
        roles: Type.Array(text()),
        today: date({ description: 'The office’s day.' }),
      }),
      example: {
        name: 'Trục liên thông',
        scopes: ['figures:read'],
        expires_at: '2019-03-10T02:00:00.000Z',
        person: { id: exampleId, name: 'Nguyễn Thị Ánh Tuyết' },
        roles: ['secretary'],
        today: '2018-12-10',
      },
    }),
    async ({ apiToken, actor, occasion }) => ({
      name: apiToken?.name ?? '',
      scopes: apiToken?.scopes.split(' ') ?? [],
      expires_at: apiToken?.expires_at ?? '',
      person: { id: actor.person.id, name: actor.person.name },
      roles: [...new Set(actor.holdings.map(held => held.role))],
      today: occasion.today,
    }),
  )
}

function unitOf(unit: Row<'unit'>) {
  const { id: unitId, parent_id, name, short_name, is_organisation, valid_from, valid_to } = unit
  return {
    id: unitId,
    parent_id,
    name,
    short_name,
    is_organisation: is_organisation === 1,
    valid_from,
    valid_to,
  }
}
