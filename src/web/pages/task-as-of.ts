import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FigureDay } from '../../data/figure-condition.ts'
import { listFigureLeaders } from '../../data/figure-label.ts'
import { findRecommendationFor } from '../../data/recommendation.ts'
import type { Db } from '../../data/schema.ts'
import { countTasksAsOf, listTasksAsOf, type TaskAsOfPage } from '../../data/task-as-of.ts'
import { listInspectionChoices, listUnitChoices } from '../../data/task-choice.ts'
import { findUnitNameOn } from '../../data/unit-name.ts'
import { isDomainError } from '../../domain/errors.ts'
import { findCalendarOn } from '../../domain/figure-day.ts'
import { type FigureQuery, readFigureQuery } from '../../domain/figures.ts'
import { findPolicies } from '../../domain/policy.ts'
import { formatDate, formatNumber } from '../../i18n/format.ts'
import type { EmptyPart, LinkPart, PagerPart, TablePart } from '../../render/parts.ts'
import { asOfFilterBar } from './task-as-of-filter.ts'
import { type AsOfChoice, type AsOfFault, asOfFaults, asOfHref, readAsOfQuery } from './task-as-of-query.ts'
import type { FilterBar } from './task-filter.ts'
import type { TaskQuery } from './task-query.ts'
import { pageSize, rowOf } from './task-table.ts'
import { type Words, wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'task/as-of': {
      lead: string
      /** Says of which day everything below is, with the way back to today. */
      notice: { text: string; link: LinkPart }
      /** What narrows the list and is no field of the filter. */
      narrowed: string[]
      filter: FilterBar
      table: TablePart
      pager: PagerPart | null
    }
  }
}

/** Inspections offered in the filter; older ones are reached from their own figures. */
const offeredInspections = 100

/** The list behind a figure, each task as it stood at the end of the day. A day without figures is refused at its field. */
export async function taskAsOfPage(db: Db, request: FastifyRequest, reply: FastifyReply) {
  const { actor, occasion, t } = request
  const choice = readAsOfQuery(request.query as TaskQuery, occasion.today)
  const found = await findRows(db, request, choice)
  const units = await listUnitChoices(db, actor)
  const inspections = await listInspectionChoices(db, actor, offeredInspections)
  const words = wordsFor(request, await findCalendarOn(db, found.day?.day ?? occasion.today))
  const data = {
    lead: found.error ? '' : t('page.tasks.count', { count: found.count }),
    notice: noticeOf(found.day?.day, words),
    narrowed: await narrowedOf(db, request, choice, found.day?.day ?? occasion.today),
    filter: asOfFilterBar(choice, { units, inspections }, found.error, words),
    table: await tableOf(db, found, words),
    pager: found.page && pagerOf(found.page, found.count, choice, words),
  }
  const status = found.error ? 422 : 200
  return reply.page('task/as-of', data, { title: t('page.tasks.title'), nav: 'tasks', status })
}

interface Found {
  day: FigureDay | null
  page: TaskAsOfPage | null
  count: number
  /** The catalog key of why the day has no figures. */
  error: AsOfFault | null
}

async function findRows(db: Db, { actor, occasion }: FastifyRequest, choice: AsOfChoice): Promise<Found> {
  const nothing = { day: null, page: null, count: 0 }
  if (choice.asOf === undefined) return { ...nothing, error: 'error.not_a_date' }
  const { cursor, backwards, sort } = choice
  try {
    const { day, scope } = await readFigureQuery(db, actor, queryOf(choice, occasion.today))
    if (!scope) return { ...nothing, day, error: null }
    const unitId = choice.own && choice.unit ? choice.unit : undefined
    const filter = { ...scope, unitId, class: choice.class || undefined, state: choice.state || undefined }
    const page = await listTasksAsOf(db, actor, { day, filter, sort, limit: pageSize, cursor, backwards })
    return { day, page, count: await countTasksAsOf(db, actor, day, filter), error: null }
  } catch (error) {
    if (!isDomainError(error) || error.name !== 'Invalid') throw error
    return { ...nothing, error: asOfFaults.find(key => key === error.fields.asOf) ?? 'error.not_a_date' }
  }
}

function queryOf(choice: AsOfChoice, today: string): FigureQuery {
  return {
    today,
    asOf: choice.asOf,
    inspectionId: choice.inspection || undefined,
    recommendationId: choice.recommendation || undefined,
    theme: choice.theme,
    unitId: choice.unit || undefined,
    leaderId: choice.leader || undefined,
  }
}

function noticeOf(day: string | undefined, { t, today }: Words) {
  const text =
    day === undefined ? t('page.tasks.as_of.none') : t('page.tasks.as_of', { date: formatDate(day) })
  return {
    text: day === today ? t('page.tasks.as_of.today') : text,
    link: { label: t('page.tasks.as_of.now'), href: '/tasks' },
  }
}

async function narrowedOf(
  db: Db,
  { actor, t }: FastifyRequest,
  choice: AsOfChoice,
  day: string,
): Promise<string[]> {
  const said: string[] = []
  const recommendation =
    choice.recommendation && (await findRecommendationFor(db, actor, choice.recommendation))
  if (recommendation) {
    const text = recommendation.summary || recommendation.quote
    said.push(t('page.tasks.as_of.recommendation', { ordinal: recommendation.ordinal, text }))
  }
  if (choice.theme !== undefined)
    said.push(t('page.tasks.as_of.theme', { theme: choice.theme || t('page.tasks.as_of.no_theme') }))
  if (choice.leader) {
    const [leader] = choice.leader === 'head' ? [] : await listFigureLeaders(db, [choice.leader])
    said.push(t('page.tasks.as_of.leader', { name: leader?.name ?? t('page.tasks.as_of.head') }))
  }
  if (choice.own && choice.unit) {
    const name = (await findUnitNameOn(db, choice.unit, day))?.name
    if (name) said.push(t('page.tasks.as_of.own', { name }))
  }
  return said
}

/** Each row by the policy of its own organisation that day, as its figure was counted. */
async function tableOf(db: Db, { page, day }: Found, words: Words): Promise<TablePart> {
  const { t } = words
  const policies = await findPolicies(db)
  const rows = (page?.rows ?? []).map(row => {
    const on = day?.day ?? words.today
    return rowOf(row, [], { ...words, today: on, terms: policies.on(row.organisation_id, on).terms })
  })
  const empty: EmptyPart = {
    icon: 'search',
    fact: t('page.tasks.as_of.empty'),
    next: t('page.tasks.as_of.empty.next'),
  }
  return {
    id: 'tasks',
    caption: t('page.tasks.title'),
    columns: [
      { label: t('page.tasks.code'), width: 'xs' },
      { label: t('page.tasks.task'), card: 'title' },
      { label: t('page.tasks.unit'), width: 'm' },
      { label: t('page.tasks.status'), kind: 'status', width: 'l', card: 'bare' },
      { label: t('page.tasks.due'), kind: 'date', width: 's' },
      { label: t('page.tasks.updated'), kind: 'date', width: 's' },
    ],
    rows,
    empty,
  }
}

function pagerOf(
  page: TaskAsOfPage,
  total: number,
  choice: AsOfChoice,
  { t, locale }: Words,
): PagerPart | null {
  if (page.rows.length === 0) return null
  const from = (choice.page - 1) * pageSize + 1
  const values = {
    from: formatNumber(from, locale),
    to: formatNumber(from + page.rows.length - 1, locale),
    count: formatNumber(total, locale),
  }
  const before: Record<string, string> =
    choice.page <= 2 || !page.previous ? {} : { before: page.previous, page: String(choice.page - 1) }
  return {
    label: t('page.tasks.pages'),
    text: t('page.tasks.range', values),
    ...(page.previous ? { previous: asOfHref(choice, before) } : {}),
    ...(page.next ? { next: asOfHref(choice, { after: page.next, page: String(choice.page + 1) }) } : {}),
  }
}
