import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { findObligationFor, listObligationPage, type ObligationOfUnit } from '../../data/obligation.ts'
import { type CycleWithTask, listCycles, listTasksSeen } from '../../data/obligation-cycle.ts'
import { NotFound } from '../../domain/errors.ts'
import { isId } from '../../lib/id.ts'
import { stateChoices } from '../pages/task-query.ts'
import type { AppParts } from '../parts.ts'
import { operation } from './operation.ts'
import { idAfter, numberAfter, type PageAsked, pageOfRows, usualLimit } from './page.ts'
import { count, date, exampleId, id, nullable, object, oneOf, pageOf, pageQuery, text } from './schema.ts'

const obligationExample = {
  id: exampleId,
  recommendation_id: exampleId,
  inspection_id: exampleId,
  title: 'Sơ kết việc thực hiện quy chế dân chủ',
  criterion: 'Báo cáo sơ kết có số, ngày',
  lead_unit: { id: exampleId, name: 'Văn phòng Sở' },
  cycle: 'quarter',
  cut_off_day: 14,
  send_days: 4,
  state: 'open',
  issued_on: '2018-11-20',
  next_from_on: '2019-03-15',
  closed_on: null,
  version: 2,
}
export const obligationSchema = object(
  {
    id: id(),
    recommendation_id: id(),
    inspection_id: id(),
    title: text(),
    criterion: text(),
    lead_unit: object({ id: id(), name: text() }),
    cycle: oneOf(['month', 'quarter', 'half_year', 'year', 'school_year']),
    cut_off_day: count(),
    send_days: count({ description: 'Calendar days from a period’s end to the deadline of its task.' }),
    state: oneOf(['draft', 'open', 'closed']),
    issued_on: nullable(date()),
    next_from_on: nullable(date()),
    closed_on: nullable(date()),
    version: Type.Integer(),
  },
  { description: 'The duty of a standing recommendation.', examples: [obligationExample] },
)

const cycleExample = {
  id: exampleId,
  ordinal: 1,
  period_from: '2018-12-15',
  period_to: '2019-03-14',
  missed_on: null,
  task_id: exampleId,
  code: '2.1',
  state: 'issued',
  due_on: '2019-03-18',
  reported_on: null,
  completed_on: null,
}
export const cycleSchema = object(
  {
    id: id(),
    ordinal: count(),
    period_from: date(),
    period_to: date(),
    missed_on: nullable(date({ description: 'The day from which on it counts as “không báo cáo”.' })),
    task_id: nullable(id({ description: 'Null where the person sees the cycle but not its task.' })),
    code: text(),
    state: oneOf(stateChoices),
    due_on: nullable(date()),
    reported_on: nullable(date()),
    completed_on: nullable(date()),
  },
  { description: 'One period of an obligation.', examples: [cycleExample] },
)

interface ById {
  Params: { id: string }
  Querystring: PageAsked
}

/** Standing duties with their cycles. */
export function obligationOperations(app: FastifyInstance, { database }: AppParts): void {
  const { reader } = database

  app.get<{ Querystring: PageAsked & { recommendation?: string } }>(
    '/obligations',
    operation({
      operationId: 'listObligations',
      summary: 'List standing duties',
      description: 'Obligations the person may see, in the order they were made.',
      tag: 'obligations',
      scope: 'tasks:read',
      query: { ...pageQuery, recommendation: Type.Optional(id()) },
      answer: pageOf('Obligation'),
      example: { items: [obligationExample], next_cursor: null },
    }),
    async ({ query, actor }) => {
      const limit = query.limit ?? usualLimit
      const of = query.recommendation ? { recommendationId: query.recommendation } : {}
      const rows = await listObligationPage(reader, actor, { ...of, after: idAfter(query), limit: limit + 1 })
      return pageOfRows(rows, limit, { item: obligationOf, cursor: row => row.id })
    },
  )

  app.get<ById>(
    '/obligations/:id/cycles',
    operation({
      operationId: 'listCycles',
      summary: 'List the cycles of a standing duty',
      description: 'Its periods with their tasks, the latest first.',
      tag: 'obligations',
      scope: 'tasks:read',
      params: { id: id() },
      query: pageQuery,
      answer: pageOf('Cycle'),
      example: { items: [cycleExample], next_cursor: null },
    }),
    async ({ params, query, actor }) => {
      const found = isId(params.id) ? await findObligationFor(reader, actor, params.id) : undefined
      if (!found) throw new NotFound()
      const limit = query.limit ?? usualLimit
      const rows = await listCycles(reader, found.id, limit + 1, numberAfter(query))
      const seen = await listTasksSeen(
        reader,
        actor,
        rows.map(row => row.task_id),
      )
      return pageOfRows(rows, limit, { item: row => cycleOf(row, seen), cursor: row => String(row.ordinal) })
    },
  )
}

function obligationOf(row: ObligationOfUnit) {
  const { id: rowId, recommendation_id, inspection_id, title, criterion, cycle, cut_off_day, send_days } = row
  const { state, issued_on, next_from_on, closed_on, version } = row
  return {
    id: rowId,
    recommendation_id,
    inspection_id,
    title,
    criterion,
    lead_unit: { id: row.lead_unit_id, name: row.lead_unit_name },
    cycle,
    cut_off_day,
    send_days,
    state,
    issued_on,
    next_from_on,
    closed_on,
    version,
  }
}

function cycleOf(row: CycleWithTask, seen: Set<string>) {
  const { id: rowId, ordinal, period_from, period_to, missed_on, code, state, due_on } = row
  const { reported_on, completed_on } = row
  const task_id = seen.has(row.task_id) ? row.task_id : null
  return {
    id: rowId,
    ordinal,
    period_from,
    period_to,
    missed_on,
    task_id,
    code,
    state,
    due_on,
    reported_on,
    completed_on,
  }
}
