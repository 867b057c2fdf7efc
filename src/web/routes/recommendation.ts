import type { FastifyInstance, FastifyRequest } from 'fastify'
import { countTasksUnder } from '../../data/inspection.ts'
import {
  findRecommendationFor,
  listTasksUnder,
  type RecommendationOfInspection,
} from '../../data/recommendation.ts'
import { listRepeated } from '../../data/repeat.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { recommendationLinker } from '../../domain/emulation-model-link.ts'
import { NotFound } from '../../domain/errors.ts'
import { statusDay } from '../../domain/status-day.ts'
import { formatDate } from '../../i18n/format.ts'
import { isId } from '../../lib/id.ts'
import type { ButtonPart, LinkPart, QuotePart, TablePart } from '../../render/parts.ts'
import { prepareAct } from '../forms/obligation-act.ts'
import { recommendationActs } from '../forms/recommendation-act.ts'
import { excerpt } from '../pages/conclusion-text.ts'
import { type ModelsLinked, modelsLinked } from '../pages/emulation-model-link.ts'
import { mayPrepare } from '../pages/inspection-page.ts'
import {
  progressWords,
  recommendationPart,
  type TaskLinePart,
  taskLine,
} from '../pages/recommendation-part.ts'
import { answersOf, type StandingParts, standingParts } from '../pages/recommendation-standing.ts'
import { type Words, wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'
import { rolesOf } from '../plugins/nav.ts'
import { addStandingActs } from './standing-act.ts'

declare module '../../render/views.ts' {
  interface Views {
    'recommendation/show': {
      title: string
      lead: string
      trail: { label: string; href?: string }[]
      acts: ButtonPart[]
      quote: QuotePart
      repeats: LinkPart | null
      notice: { text: string; act: ButtonPart } | null
      progress: string
      table: TablePart
      standing: StandingParts
      models: ModelsLinked | null
    }
  }
}

interface ById {
  Params: { id: string }
}

const mostTasks = 200

/** One recommendation: its words and the tasks made of it. */
export async function recommendationRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader } = parts.database

  app.get<ById>(
    '/recommendations/:id',
    { config: { policy: rolesOf('inspections') } },
    async (request, reply) => {
      const { actor, t } = request
      const found = await find(request)
      const words = wordsFor(request, await findCalendar(reader))
      const day = statusDay(words.today, words.calendar, words.terms)
      const counts = (await countTasksUnder(reader, actor, 'recommendation_id', [found.id], day)).get(
        found.id,
      )
      const tasks = await listTasksUnder(reader, actor, [found.id], mostTasks)
      const mayAssign = mayPrepare(actor, found.organisation_id) && found.outcome === null
      const earlier = found.repeats_id ? await listRepeated(reader, actor, [found.repeats_id]) : null
      const repeated = earlier?.get(found.repeats_id ?? '')
      const part = recommendationPart({ recommendation: found, tasks, counts, mayAssign, repeated }, words)
      const standing = await standingParts(reader, actor, found, words)
      const inspection = `/inspections/${found.inspection_id}`
      const title = t('page.recommendation.title', { ordinal: found.ordinal })
      return reply.page(
        'recommendation/show',
        {
          standing,
          title: `${title}: ${part.title}`,
          lead: part.kind,
          trail: [
            { label: t('page.inspection.title'), href: '/inspections' },
            { label: found.inspection_title, href: inspection },
            { label: title },
          ],
          acts: [
            ...(part.act ? [{ ...part.act, kind: 'solid', small: false } as const] : []),
            ...standing.acts,
          ],
          quote: {
            text: found.quote,
            caption: t('page.recommendation.source', {
              body: found.inspection_body,
              date: formatDate(found.held_on),
            }),
            link: { label: t('page.split.in_text'), href: `${inspection}#span-${found.ordinal}` },
          },
          repeats: part.repeats,
          notice: part.notice,
          progress: progressWords(counts, words),
          table: taskTable(
            tasks.map(task => taskLine(task, words)),
            words,
          ),
          models: await modelsLinked(
            reader,
            request,
            { recommendationId: found.id },
            { mayLink: recommendationLinker(actor, found.organisation_id) !== undefined, words },
          ),
        },
        { title, nav: 'inspections' },
      )
    },
  )

  addStandingActs(app, parts, {
    url: '/recommendations/:id',
    acts: [...recommendationActs, prepareAct],
    find,
    shown: ({ t }, found, words) => ({
      id: found.id,
      version: found.version,
      href: `/recommendations/${found.id}`,
      trail: [
        { label: t('page.inspection.title'), href: '/inspections' },
        { label: found.inspection_title, href: `/inspections/${found.inspection_id}` },
        {
          label: t('page.recommendation.title', { ordinal: found.ordinal }),
          href: `/recommendations/${found.id}`,
        },
      ],
      about: [
        {
          label: t('page.recommendation.title', { ordinal: found.ordinal }),
          value: excerpt(found.quote, 400),
        },
        ...answersOf(found, words),
      ],
    }),
  })

  async function find(request: FastifyRequest<ById>): Promise<RecommendationOfInspection> {
    const { id } = request.params
    const found = isId(id) ? await findRecommendationFor(reader, request.actor, id) : undefined
    if (!found) throw new NotFound()
    return found
  }
}

function taskTable(tasks: TaskLinePart[], { t }: Words): TablePart {
  return {
    id: 'tasks',
    caption: t('page.recommendation.tasks'),
    columns: [
      { label: t('page.recommendation.column.task'), card: 'title' },
      { label: t('field.leadUnitId') },
      { label: t('page.recommendation.column.status'), kind: 'status' },
      { label: t('field.dueOn'), kind: 'date' },
    ],
    rows: tasks.map(task => ({
      id: task.id,
      late: task.status.kind === 'late',
      cells: [
        { text: `${task.code} ${task.title}`, href: task.href },
        task.unit,
        { status: task.status, sub: task.sub },
        { text: task.date, nowrap: true },
      ],
    })),
    empty: {
      icon: 'task',
      fact: t('page.recommendation.empty'),
      next: t('page.recommendation.empty.next'),
    },
  }
}
