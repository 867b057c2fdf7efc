import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { countDates, type DateQuery, listDates } from '../../data/calendar-date.ts'
import { listDateDetails, listDatedTasks } from '../../data/calendar-row.ts'
import { listInspectionChoices } from '../../data/task-choice.ts'
import { findCalendar } from '../../domain/calendar.ts'
import type { PlainDate, Weekday } from '../../lib/plain-date.ts'
import type { Dated } from '../pages/calendar-date.ts'
import { agendaDays, monthWeeks } from '../pages/calendar-month.ts'
import {
  calendarFilter,
  dayPage,
  monthLead,
  monthSteps,
  monthTabs,
  monthTitle,
  shownOfDay,
} from '../pages/calendar-page.ts'
import {
  type CalendarChoice,
  type CalendarQuery,
  gridOf,
  readCalendarQuery,
} from '../pages/calendar-query.ts'
import { type Words, wordsFor } from '../pages/words.ts'
import type { AppParts } from '../parts.ts'

/** Of each day in the month's list; its own page has the others. */
const shownInAgenda = 8
/** Inspections offered in the filter. */
const offeredInspections = 100
const weekdays: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

/** The calendar of deadlines: a month, the list by day, and one day alone. */
export async function calendarRoutes(app: FastifyInstance, { database }: AppParts): Promise<void> {
  const { reader } = database
  app.get<{ Querystring: CalendarQuery & { year?: unknown } }>(
    '/calendar',
    { config: { policy: 'signed_in' } },
    async (request, reply) => {
      const { year } = request.query
      // Before it showed deadlines this address was the list of days off.
      if (typeof year === 'string' && /^\d{4}$/.test(year))
        return reply.seeOther(`/calendar/days?year=${year}`)
      const words = wordsFor(request, await findCalendar(reader))
      const choice = readCalendarQuery(request.query, request.actor, words.today)
      const { day } = choice
      return day
        ? showDay(request, reply, { ...choice, day }, words)
        : showMonth(request, reply, choice, words)
    },
  )

  async function showMonth(
    request: FastifyRequest,
    reply: FastifyReply,
    choice: CalendarChoice,
    words: Words,
  ) {
    const { actor, t } = request
    const query = queryOf(choice, gridOf(choice.month))
    const counts = await countDates(reader, actor, query)
    const dated = await datedOf(request, query, shownInAgenda)
    const inspections = await listInspectionChoices(reader, actor, offeredInspections)
    const title = monthTitle(choice, t)
    const data = {
      title,
      lead: monthLead(counts, choice, words),
      tabs: monthTabs(choice, t),
      view: choice.view ?? ('either' as const),
      steps: monthSteps(choice, words),
      filter: calendarFilter(choice, actor, inspections, words),
      weekdays: weekdays.map(n => ({ short: t(`page.dates.weekday.${n}`), long: t(`weekday.${n}`) })),
      weeks: monthWeeks(choice, counts, dated, words),
      days: agendaDays(choice, counts, dated, words),
      empty: { icon: 'calendar', fact: t('page.dates.none'), next: t('page.dates.none.next') },
    }
    return reply.page('calendar/index', data, { title, nav: 'calendar' })
  }

  async function showDay(
    request: FastifyRequest,
    reply: FastifyReply,
    choice: CalendarChoice & { day: PlainDate },
    words: Words,
  ) {
    const query = queryOf(choice, { from: choice.day, to: choice.day })
    const counts = await countDates(reader, request.actor, query)
    const dated = await datedOf(request, query, shownOfDay, (choice.page - 1) * shownOfDay)
    const data = dayPage(choice, counts, dated, words)
    return reply.page('calendar/day', data, { title: data.title, nav: 'calendar' })
  }

  async function datedOf(
    { actor }: FastifyRequest,
    query: DateQuery,
    perDay: number,
    offset = 0,
  ): Promise<Dated> {
    const dates = await listDates(reader, actor, query, perDay, offset)
    return {
      dates,
      tasks: await listDatedTasks(reader, dates),
      details: await listDateDetails(reader, dates),
    }
  }
}

function queryOf(
  { reach, inspection }: CalendarChoice,
  range: { from: PlainDate; to: PlainDate },
): DateQuery {
  return { ...range, reach, ...(inspection ? { inspectionId: inspection } : {}) }
}
