import type { FastifyInstance } from 'fastify'
import { listOpenParts } from '../../data/open-part.ts'
import { findTaskFor } from '../../data/task.ts'
import { listInspectionChoices, listUnitChoices } from '../../data/task-choice.ts'
import { countTasks, listTasks } from '../../data/task-list.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { NotFound } from '../../domain/errors.ts'
import { statusDay } from '../../domain/status-day.ts'
import { isId } from '../../lib/id.ts'
import type { ButtonPart, PagerPart, TablePart } from '../../render/parts.ts'
import { taskAsOfPage } from '../pages/task-as-of.ts'
import { isAsOf } from '../pages/task-as-of-query.ts'
import { type FilterBar, taskFilterBar } from '../pages/task-filter.ts'
import { taskPageData } from '../pages/task-page.ts'
import { filterOf, readTaskQuery, type TaskQuery, taskQuerySchema } from '../pages/task-query.ts'
import { countCap, pageSize, taskPager, taskTable } from '../pages/task-table.ts'
import { wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/list': {
      lead: string
      acts: ButtonPart[]
      filter: FilterBar
      table: TablePart
      pager: PagerPart | null
    }
  }
}

/** Inspections offered in the filter; older ones are reached from their own pages. */
const offeredInspections = 100
const rolesWithAPart: readonly string[] = ['unit_head', 'officer', 'leader', 'verifier']
const rolesThatPrepare: readonly string[] = ['secretary', 'leader']

/** The list of tasks and the page of one. */
export async function taskRoutes(app: FastifyInstance, { database, config }: AppParts): Promise<void> {
  const { reader } = database
  const open = { config: { policy: rolesOf('tasks') } }

  app.get<{ Querystring: TaskQuery }>(
    '/tasks',
    { ...open, schema: { querystring: taskQuerySchema } },
    async (request, reply) => {
      if (isAsOf(request.query)) return taskAsOfPage(reader, request, reply)
      const { actor, occasion, t } = request
      const calendar = await findCalendar(reader)
      const words = wordsFor(request, calendar)
      const choice = readTaskQuery(request.query)
      const units = await listUnitChoices(reader, actor)
      const inspections = await listInspectionChoices(reader, actor, offeredInspections)
      // A unit that is not theirs to choose gives an empty list, as the scope would.
      const unit = choice.unit ? units.find(one => one.id === choice.unit) : undefined
      const filter = filterOf(choice, choice.unit ? (unit?.path ?? '/-/') : undefined)
      const day = statusDay(occasion.today, calendar, request.terms)
      const { sort, descending, cursor } = choice
      const page = await listTasks(reader, actor, { filter, day, sort, descending, cursor, limit: pageSize })
      const openParts = await listOpenParts(
        reader,
        page.rows.map(row => row.id),
      )
      const total = await countTasks(reader, actor, filter, day, countCap)
      const holds = (roles: readonly string[]) => actor.holdings.some(held => roles.includes(held.role))
      const data = {
        lead: t(total.more ? 'page.tasks.count.more' : 'page.tasks.count', { count: total.count }),
        acts: [
          ...(holds(['secretary'])
            ? [{ label: t('page.unit_sheet.title'), href: '/unit-sheets', kind: 'line' as const }]
            : []),
          { label: t('page.tasks.as_of.act'), href: `/tasks?as_of=${occasion.today}`, kind: 'line' as const },
        ],
        filter: taskFilterBar(choice, { units, inspections, mayHavePart: holds(rolesWithAPart) }, words),
        table: taskTable({ ...page, openParts }, choice, holds(rolesThatPrepare), words),
        pager: taskPager(page, total, choice, words),
      }
      return reply.page('task/list', data, { title: t('page.tasks.title'), nav: 'tasks' })
    },
  )

  app.get<{ Params: { id: string } }>('/tasks/:id', open, async (request, reply) => {
    const { id } = request.params
    const facts = isId(id) ? await findTaskFor(reader, request.actor, id) : undefined
    if (!facts) throw new NotFound()
    const data = await taskPageData(reader, request, facts, config.publicUrl)
    return reply.page('task/page', data, { title: `${facts.task.code} ${facts.task.title}`, nav: 'tasks' })
  })
}
