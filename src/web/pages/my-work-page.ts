import type { FastifyRequest } from 'fastify'
import { countTroubledMail, listInspectionsWithoutTasks } from '../../data/office-work.ts'
import type { Db } from '../../data/schema.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findHandoversToConfirm } from '../../domain/handover.ts'
import { countMyWork, type Decision, findMyWork, type WorkSection } from '../../domain/my-work.ts'
import { findEmptyPosts, findEndingPosts, findWork, type PostAlarm } from '../../domain/post-watch.ts'
import { findPosts } from '../../domain/reminder-posts.ts'
import { addDays } from '../../lib/plain-date.ts'
import type { DecisionPart, EmptyPart, StripCell } from '../../render/parts.ts'
import { handoverRow } from './my-work-handover.ts'
import { officeRows } from './my-work-office.ts'
import { decisionRow } from './my-work-row.ts'
import { dayStrip } from './my-work-strip.ts'
import { type Words, wordsFor } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'my-work/page': MyWorkData
  }
}

export interface MyWorkSection {
  id: WorkSection
  title: string
  count: number
  rows: DecisionPart[]
  empty: EmptyPart | null
}

export interface MyWorkData {
  lead: string
  strip: { label: string; cells: StripCell[] } | null
  sections: MyWorkSection[]
  /** When nothing waits and nobody is waited for. */
  empty: EmptyPart | null
}

const order: readonly WorkSection[] = ['late', 'week', 'soon', 'waiting', 'verify']
/** Mail that came back longer ago is history. */
const mailDays = 30
const shownPosts = 20

/** "Việc của tôi": decisions, not data, for every role the person holds. */
export async function myWorkData(db: Db, request: FastifyRequest): Promise<MyWorkData> {
  const { actor } = request
  const calendar = await findCalendar(db)
  const words = wordsFor(request, calendar)
  const decisions = await findMyWork(db, actor, calendar)
  const handovers = (await findHandoversToConfirm(db, actor)).map(open => handoverRow(open, words))
  const office = [...handovers, ...(await officeOf(db, request, words))]
  const counted = (await countMyWork(db, actor, calendar)) + office.length
  const sections = order.flatMap(id => sectionOf(id, decisions, id === 'week' ? office : [], words, request))
  const hasDates = actor.holdings.some(held => held.role === 'unit_head' || held.role === 'officer')
  return {
    lead: leadOf(counted, decisions, request, words),
    strip: hasDates ? { label: words.t('work.strip'), cells: dayStrip(decisions, words) } : null,
    sections,
    empty: sections.length === 0 ? emptyOf(words) : null,
  }
}

async function officeOf(db: Db, { actor }: FastifyRequest, words: Words): Promise<DecisionPart[]> {
  const offices = actor.holdings.flatMap(held => (held.role === 'secretary' ? held.organisation_ids : []))
  if (offices.length === 0) return []
  const isMine = (alarm: PostAlarm) => offices.includes(alarm.organisationId)
  const posts = await findPosts(db, words.today)
  const work = await findWork(db)
  const found = {
    emptyPosts: (await findEmptyPosts(db, posts, work)).filter(isMine).slice(0, shownPosts),
    endingPosts: (await findEndingPosts(db, posts, words.calendar, work)).filter(isMine).slice(0, shownPosts),
    troubledMail: await countTroubledMail(db, actor, addDays(words.today, -mailDays)),
    withoutTasks: await listInspectionsWithoutTasks(db, actor),
  }
  return officeRows(found, words)
}

function sectionOf(
  id: WorkSection,
  decisions: readonly Decision[],
  more: DecisionPart[],
  words: Words,
  { actor }: FastifyRequest,
): MyWorkSection[] {
  const { t } = words
  const rows = [...decisions.filter(one => one.section === id).map(one => decisionRow(one, words)), ...more]
  const verifies = id === 'verify' && actor.holdings.some(held => held.role === 'verifier')
  if (rows.length === 0 && !verifies) return []
  return [
    {
      id,
      title: t(`work.section.${id}`),
      count: rows.length,
      rows,
      empty: rows.length === 0 ? noReports(words) : null,
    },
  ]
}

function noReports({ t }: Words): EmptyPart {
  return {
    fact: t('work.none.verify'),
    next: t('work.none.verify.next'),
    act: { label: t('work.none.verify.act'), href: '/tasks?class=done', kind: 'line' },
  }
}

function emptyOf({ t }: Words): EmptyPart {
  return {
    icon: 'done',
    fact: t('work.none'),
    next: t('work.none.next'),
    act: { label: t('work.none.act'), href: '/tasks', kind: 'line' },
  }
}

/** "Có 5 việc chờ đồng chí, trong đó 1 việc đã quá hạn 3 ngày làm việc." */
function leadOf(
  count: number,
  decisions: readonly Decision[],
  { office }: FastifyRequest,
  { t, today, calendar }: Words,
): string {
  const you = t(office?.salutation === 'ong_ba' ? 'work.you.ong_ba' : 'work.you.dong_chi')
  if (count === 0) return t('work.lead.none', { you })
  const late = decisions.filter(one => one.section === 'late')
  const days = Math.max(0, ...late.map(one => calendar.workingDaysBetween(one.dueOn ?? today, today)))
  return t(late.length > 0 ? 'work.lead.late' : 'work.lead', { you, count, late: late.length, days })
}
