import type { FastifyInstance, FastifyRequest } from 'fastify'
import { listCycleTaskIds, listTaskEvents } from '../../data/api-list.ts'
import { listEvidence } from '../../data/evidence.ts'
import { listExtensions } from '../../data/extension.ts'
import { listNonImplementations } from '../../data/non-implementation.ts'
import { listRefusals } from '../../data/refusal.ts'
import { listSuspensionRequests } from '../../data/suspension-request.ts'
import { findTaskFor, type TaskFacts } from '../../data/task.ts'
import { listTaskRows, listTasks } from '../../data/task-list.ts'
import { findPosts } from '../../data/task-place.ts'
import { listTaskUpdates } from '../../data/task-update.ts'
import { listUpdateRequests } from '../../data/update-request.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { offeredActs } from '../../domain/offered-acts.ts'
import { statusDay } from '../../domain/status-day.ts'
import { maySeeSubtasks } from '../../domain/subtask-authority.ts'
import { subtaskTransitions } from '../../domain/subtask-transitions.ts'
import { isId } from '../../lib/id.ts'
import type { AppParts } from '../parts.ts'
import { eventExample } from './event-schema.ts'
import { operation } from './operation.ts'
import { idAfter, numberAfter, type PageAsked, pageOfRows, usualLimit, writeCursor } from './page.ts'
import { id, pageOf, pageQuery, ref } from './schema.ts'
import { refuseWithoutDay, tasksAsOf } from './task-as-of.ts'
import { summaryExample, taskExample } from './task-schema.ts'
import { type Day, eventOf, requestsOf, summaryOf, taskOf } from './task-shape.ts'
import { askedOf, type ListQuery, listQuery } from './task-words.ts'

interface ById {
  Params: { id: string }
  Querystring: PageAsked
}

const ofSubtasks = Object.keys(subtaskTransitions)

/** Tasks as the token's person may see them: the list with the filters of its page, one, and what happened to it. */
export function taskOperations(app: FastifyInstance, { database, config }: AppParts): void {
  const { reader } = database

  app.get<{ Querystring: ListQuery }>(
    '/tasks',
    operation({
      operationId: 'listTasks',
      summary: 'List tasks',
      description:
        'Tasks within the person’s reach, by the same filters as the page of tasks; with `as_of` as they stood at the end of that day.',
      tag: 'tasks',
      scope: 'tasks:read',
      query: listQuery,
      answer: pageOf('TaskSummary'),
      example: { items: [summaryExample], next_cursor: null },
    }),
    async request => {
      const { actor, occasion, terms } = request
      const limit = request.query.limit ?? usualLimit
      if (request.query.as_of !== undefined)
        return tasksAsOf(reader, actor, occasion.today, { ...request.query, limit }, config.publicUrl)
      refuseWithoutDay({ ...request.query })
      const { filter, sort, descending } = await askedOf(reader, request)
      const day = await dayOf(request)
      const after = idAfter(request.query)
      const page = await listTasks(reader, actor, {
        filter,
        day: statusDay(occasion.today, day.calendar, terms),
        sort,
        descending,
        cursor: after ? { id: after, backwards: false } : undefined,
        limit,
      })
      const cycles = await listCycleTaskIds(
        reader,
        page.rows.map(row => row.id),
      )
      const last = page.rows.at(-1)
      return {
        items: page.rows.map(row => summaryOf(row, cycles.has(row.id), day)),
        next_cursor: page.hasNext && last ? writeCursor(last.id) : null,
      }
    },
  )

  app.get<ById>(
    '/tasks/:id',
    operation({
      operationId: 'getTask',
      summary: 'Read one task',
      description:
        'With its parts, updates, names of evidence, requests, and what the person may do with it now.',
      tag: 'tasks',
      scope: 'tasks:read',
      params: { id: id() },
      answer: ref('Task'),
      example: taskExample,
    }),
    async (request, reply) => {
      const facts = await findTask(request)
      reply.header('etag', `"${facts.task.version}"`)
      return wholeTask(request, facts)
    },
  )

  app.get<ById>(
    '/tasks/:id/events',
    operation({
      operationId: 'listTaskEvents',
      summary: 'Read what happened to a task',
      description: 'The acts on it in the order of the append-only record, the oldest first.',
      tag: 'tasks',
      scope: 'tasks:read',
      params: { id: id() },
      query: pageQuery,
      answer: pageOf('Event'),
      example: { items: [eventExample], next_cursor: null },
    }),
    async request => {
      const facts = await findTask(request)
      const limit = request.query.limit ?? usualLimit
      const rows = await listTaskEvents(reader, facts.task.id, {
        afterSeq: numberAfter(request.query) ?? 0,
        leftOut: maySeeSubtasks(request.actor, facts) ? [] : ofSubtasks,
        limit: limit + 1,
      })
      const ids = rows.flatMap(row => [row.appointment_id, row.on_behalf_of_id]).filter(one => one !== null)
      const posts = await findPosts(reader, ids)
      return pageOfRows(rows, limit, { item: row => eventOf(row, posts), cursor: row => String(row.seq) })
    },
  )

  async function findTask({ params, actor }: FastifyRequest<ById>): Promise<TaskFacts> {
    const facts = isId(params.id) ? await findTaskFor(reader, actor, params.id) : undefined
    if (!facts) throw new NotFound()
    return facts
  }

  async function wholeTask(request: FastifyRequest, facts: TaskFacts) {
    const { id: taskId } = facts.task
    const [row] = await listTaskRows(reader, [taskId])
    if (!row) throw new NotFound()
    const updates = await listTaskUpdates(reader, taskId)
    const requests = requestsOf({
      extensions: await listExtensions(reader, taskId),
      refusals: await listRefusals(reader, taskId),
      suspensions: await listSuspensionRequests(reader, taskId),
      proposals: await listNonImplementations(reader, taskId),
      questions: await listUpdateRequests(reader, taskId),
    })
    const posts = await findPosts(
      reader,
      updates.map(update => update.appointment_id),
    )
    const evidence = await listEvidence(reader, taskId)
    const acts = offeredActs(request.actor, facts).map(({ act }) => act)
    return taskOf({ row, facts, updates, posts, evidence, requests, acts }, await dayOf(request))
  }

  async function dayOf({ occasion, terms }: FastifyRequest): Promise<Day> {
    const calendar = await findCalendar(reader)
    return { today: occasion.today, calendar, terms, publicUrl: config.publicUrl }
  }
}
