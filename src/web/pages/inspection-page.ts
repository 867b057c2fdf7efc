import type { Actor } from '../../data/actor.ts'
import { countUnassigned } from '../../data/assignment-draft.ts'
import { findCommittee } from '../../data/committee.ts'
import { countTasksUnder, findInspectionFor, type TaskCounts } from '../../data/inspection.ts'
import { listObligationsUnder } from '../../data/obligation.ts'
import { countRecommendationsOf, listRecommendations, listTasksUnder } from '../../data/recommendation.ts'
import { countClosedOf } from '../../data/recommendation-decision.ts'
import { listRepeated } from '../../data/repeat.ts'
import type { Db, Row } from '../../data/schema.ts'
import { findUnit } from '../../data/unit.ts'
import { holdingOver } from '../../domain/authority.ts'
import { NotFound } from '../../domain/errors.ts'
import { statusDay } from '../../domain/status-day.ts'
import { formatDate } from '../../i18n/format.ts'
import type { AnswerPart, ButtonPart, LinkPart, PagerPart } from '../../render/parts.ts'
import { type OriginalFile, originalFile } from './conclusion-notices.ts'
import { markOf, recommendationsOfPage } from './conclusion-page.ts'
import { overviewBlocks } from './conclusion-text.ts'
import { type RecommendationPart, recommendationPart } from './recommendation-part.ts'
import { taskListHref } from './task-link.ts'
import { partBounds, partOf } from './text-bounds.ts'
import { type TextPart, textPart } from './text-part.ts'
import type { Words } from './words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'inspection/show': InspectionPart
  }
}

export interface InspectionPart {
  title: string
  lead: string
  trail: { label: string; href?: string }[]
  acts: ButtonPart[]
  facts: AnswerPart[]
  /** The document it was read from. */
  original: OriginalFile | null
  /** How far it has come, as counts; each links to its list. */
  progress: { text: string; links: LinkPart[] }
  recommendations: RecommendationPart[]
  pager: PagerPart | null
  text: TextPart
}

const tasksOfPage = 150

/** The inspection as this person sees it; throws `NotFound`. */
export async function inspectionPage(
  db: Db,
  actor: Actor,
  words: Words,
  { id, page }: { id: string; page: number },
): Promise<InspectionPart> {
  const inspection = await findInspectionFor(db, actor, id)
  if (!inspection) throw new NotFound()
  const { t, today, calendar, terms } = words
  const after = (Math.max(1, page) - 1) * recommendationsOfPage
  const rows = await listRecommendations(db, id, { afterOrdinal: after, limit: recommendationsOfPage })
  const ids = rows.map(row => row.id)
  const day = statusDay(today, calendar, terms)
  const counts = await countTasksUnder(db, actor, 'recommendation_id', ids, day)
  const tasks = Map.groupBy(await listTasksUnder(db, actor, ids, tasksOfPage), task => task.recommendation_id)
  const whole = (await countTasksUnder(db, actor, 'inspection_id', [id], day)).get(id)
  const repeated = await listRepeated(
    db,
    actor,
    rows.flatMap(row => row.repeats_id ?? []),
  )
  const { all, standing, implemented } = await countsOf(db, id)
  const duties = Map.groupBy(await listObligationsUnder(db, actor, ids), one => one.recommendation_id)
  const mayAssign = mayPrepare(actor, inspection.organisation_id)
  return {
    title: inspection.title,
    lead: [inspection.number, inspection.body, formatDate(inspection.held_on)].filter(Boolean).join(' · '),
    trail: [
      { label: t('page.inspection.title'), href: '/inspections' },
      { label: inspection.number || inspection.title },
    ],
    acts: actsOf(actor, inspection, mayAssign ? await countUnassigned(db, id) : 0, words),
    facts: await factsOf(db, inspection, words),
    original: await originalFile(db, t, words.locale, inspection.file_id),
    progress: progressOf(inspection, { all, standing, implemented }, whole, words),
    recommendations: rows.map(recommendation =>
      recommendationPart(
        {
          recommendation,
          tasks: tasks.get(recommendation.id) ?? [],
          counts: counts.get(recommendation.id),
          mayAssign: mayAssign && recommendation.outcome === null,
          repeated: repeated.get(recommendation.repeats_id ?? ''),
          obligations: duties.get(recommendation.id) ?? [],
        },
        words,
      ),
    ),
    pager: pagerOf(id, { page, all }, words),
    text: textOf(inspection, rows),
  }
}

async function countsOf(db: Db, id: string) {
  const { implemented = 0 } = (await countClosedOf(db, [id])).get(id) ?? {}
  return { ...(await countRecommendationsOf(db, id)), implemented }
}

/** Whether the person drafts tasks of the organisation. */
export function mayPrepare(actor: Actor, organisationId: string): boolean {
  return Boolean(
    holdingOver(actor, 'secretary', organisationId) ?? holdingOver(actor, 'leader', organisationId),
  )
}

function actsOf(actor: Actor, inspection: Row<'inspection'>, unassigned: number, { t }: Words): ButtonPart[] {
  const here = `/inspections/${inspection.id}`
  const assign: ButtonPart = {
    label: t('page.inspection.assign', { count: unassigned }),
    href: `${here}/assignment`,
    kind: 'solid',
    icon: 'send',
  }
  const add: ButtonPart = {
    label: t('page.inspection.add'),
    href: `${here}/recommendations/new`,
    kind: 'line',
  }
  const enters = holdingOver(actor, 'secretary', inspection.organisation_id)
  return [...(unassigned > 0 ? [assign] : []), ...(enters ? [add] : [])]
}

async function factsOf(db: Db, inspection: Row<'inspection'>, { t }: Words): Promise<AnswerPart[]> {
  const unit = inspection.inspected_unit_id ? await findUnit(db, inspection.inspected_unit_id) : undefined
  const committee = inspection.committee_id ? await findCommittee(db, inspection.committee_id) : undefined
  const on = inspection.document_on
    ? t('page.inspection.document_on', { date: formatDate(inspection.document_on) })
    : ''
  const document = [inspection.document_no, on].filter(Boolean).join(' ')
  const facts: [string, string][] = [
    [t('field.body'), inspection.body],
    [t('field.teamLead'), inspection.team_lead],
    [t('field.heldOn'), formatDate(inspection.held_on)],
    [t('field.inspectedUnitId'), unit?.name ?? ''],
    [t('field.conclusionNo'), document],
    [t('field.committeeId'), committee?.name ?? ''],
  ]
  return facts.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))
}

function progressOf(
  inspection: Row<'inspection'>,
  { all, standing, implemented }: { all: number; standing: number; implemented: number },
  counts: TaskCounts | undefined,
  { t }: Words,
): InspectionPart['progress'] {
  const { verified = 0, live = 0, running_late: late = 0 } = counts ?? {}
  const list = (label: string, more: object): LinkPart => ({
    label,
    href: taskListHref({ inspection: inspection.id, ...more }),
  })
  return {
    text: [
      t('page.inspection.progress', { all, standing, verified, live }),
      t('page.inspection.implemented', { implemented, all }),
    ].join(' · '),
    links: [
      ...(live > 0 ? [list(t('page.inspection.tasks', { count: live }), {})] : []),
      ...(late > 0 ? [list(t('page.inspection.late', { count: late }), { class: 'running_late' })] : []),
    ],
  }
}

function pagerOf(id: string, { page, all }: { page: number; all: number }, { t }: Words): PagerPart | null {
  if (all <= recommendationsOfPage) return null
  const from = (page - 1) * recommendationsOfPage + 1
  const to = Math.min(all, page * recommendationsOfPage)
  const href = (to: number) => `/inspections/${id}?page=${to}#recommendations`
  return {
    label: t('page.inspection.recommendations'),
    text: t('page.inspection.recommendations.pager', { from, to, all }),
    ...(page > 1 ? { previous: href(page - 1) } : {}),
    ...(to < all ? { next: href(page + 1) } : {}),
  }
}

/** The text around the recommendations of this page; the rest is read on pages of its own. */
function textOf(inspection: Row<'inspection'>, rows: Row<'recommendation'>[]): TextPart {
  const { id, conclusion } = inspection
  const bounds = partBounds(conclusion)
  const marks = rows.map(row => markOf(row.ordinal, { start: row.start_at, end: row.end_at }, ''))
  const blocks = overviewBlocks(
    conclusion,
    marks.sort((a, b) => a.start - b.start),
    false,
  )
  return textPart(blocks, { href: start => `/inspections/${id}/conclusion?part=${partOf(bounds, start)}` })
}
