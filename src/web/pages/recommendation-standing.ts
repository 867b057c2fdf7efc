import type { Actor } from '../../data/actor.ts'
import { listObligationsUnder, type ObligationOfUnit } from '../../data/obligation.ts'
import { type CycleCounts, countCyclesOf } from '../../data/obligation-count.ts'
import type { RecommendationOfInspection } from '../../data/recommendation.ts'
import { listRecommendationComments } from '../../data/recommendation-comment.ts'
import { listRecommendationDecisions } from '../../data/recommendation-decision.ts'
import { listRepeated } from '../../data/repeat.ts'
import type { Db } from '../../data/schema.ts'
import { committeeOver, holdingOver } from '../../domain/authority.ts'
import { commentingHolding } from '../../domain/recommendation-comment.ts'
import type { AnswerPart, ButtonPart, LinkPart, TablePart, TimelineEntry } from '../../render/parts.ts'
import { excerpt } from './conclusion-text.ts'
import { mayPrepare } from './inspection-page.ts'
import { cycleCountWords, obligationStatus, scheduleWords } from './obligation-words.ts'
import { shortDate } from './standing-act-page.ts'
import { momentOf, type Words } from './words.ts'

/** What stands on the page of a recommendation besides its tasks. */
export interface StandingParts {
  acts: ButtonPart[]
  /** How it was taken and what the committee decided. */
  answers: AnswerPart[]
  successor: LinkPart | null
  /** Null where it has none and cannot have any. */
  obligations: TablePart | null
  history: TimelineEntry[]
}

const mostComments = 100

export async function standingParts(
  db: Db,
  actor: Actor,
  found: RecommendationOfInspection,
  words: Words,
): Promise<StandingParts> {
  const obligations = await listObligationsUnder(db, actor, [found.id])
  const counts = await countCyclesOf(
    db,
    obligations.map(one => one.id),
  )
  const shown = obligations.length > 0 || found.kind === 'standing'
  return {
    acts: actsOf(actor, found, words),
    answers: answersOf(found, words),
    successor: await successorOf(db, actor, found, words),
    obligations: shown ? obligationTable(obligations, counts, words) : null,
    history: await historyOf(db, found, words),
  }
}

function actsOf(actor: Actor, found: RecommendationOfInspection, { t }: Words): ButtonPart[] {
  const here = `/recommendations/${found.id}`
  const { organisation_id: organisationId, outcome } = found
  const open = outcome === null
  const act = (wanted: boolean, name: string, label: string): ButtonPart[] =>
    wanted ? [{ label, href: `${here}/${name}`, kind: 'line' }] : []
  const decides = committeeOver(actor, organisationId, found.committee_id) !== undefined
  const standing = open && found.kind === 'standing' && mayPrepare(actor, organisationId)
  const leads = open && holdingOver(actor, 'leader', organisationId) !== undefined
  return [
    ...act(standing, 'obligations', t('page.recommendation.act.obligation')),
    ...act(leads, 'response', t('page.recommendation.act.respond')),
    ...act(open && decides, 'closing', t('page.recommendation.act.close')),
    ...act(!open && decides, 'reopening', t('page.recommendation.act.reopen')),
    ...act(commentingHolding(actor, found) !== undefined, 'comments', t('page.recommendation.act.comment')),
  ]
}

/** How it was taken, and its outcome; nothing while neither is known. */
export function answersOf(found: RecommendationOfInspection, { t }: Words): AnswerPart[] {
  const response = found.response
    ? t('page.recommendation.responded', {
        response: t(`response.${found.response}`),
        date: shortDate(found.response_on),
      })
    : ''
  const outcome = found.outcome
    ? t('page.recommendation.closed', {
        outcome: t(`outcome.${found.outcome}`),
        date: shortDate(found.closed_on),
      })
    : ''
  const answers: [string, string][] = [
    [t('field.response'), [response, found.response_note].filter(Boolean).join('. ')],
    [t('field.outcome'), outcome],
  ]
  return answers.filter(([, value]) => value !== '').map(([label, value]) => ({ label, value }))
}

async function successorOf(
  db: Db,
  actor: Actor,
  { successor_id }: RecommendationOfInspection,
  { t }: Words,
): Promise<LinkPart | null> {
  const successor = successor_id && (await listRepeated(db, actor, [successor_id])).get(successor_id)
  if (!successor) return null
  const { id, ordinal, held_on, summary, quote } = successor
  const values = { ordinal, date: shortDate(held_on), title: excerpt(summary || quote, 80) }
  const choice = t('page.recommendation.choice', values)
  return { label: t('page.recommendation.superseded_by', { choice }), href: `/recommendations/${id}` }
}

function obligationTable(
  obligations: ObligationOfUnit[],
  counts: ReadonlyMap<string, CycleCounts>,
  words: Words,
): TablePart {
  const { t } = words
  return {
    id: 'obligations',
    caption: t('obligation.many'),
    columns: [
      { label: t('obligation.one'), card: 'title' },
      { label: t('field.leadUnitId') },
      { label: t('page.recommendation.column.status'), kind: 'status' },
      { label: t('obligation.cycles') },
    ],
    rows: obligations.map(one => ({
      id: one.id,
      cells: [
        { text: one.title, href: `/obligations/${one.id}`, sub: scheduleWords(one, words) },
        one.lead_unit_name,
        { status: obligationStatus(one, words) },
        { text: cycleCountWords(counts.get(one.id), words) },
      ],
    })),
    empty: { icon: 'cycle', fact: t('obligation.none'), next: t('obligation.none.next') },
  }
}

/** What the committee decided and what was said, the latest first. */
async function historyOf(db: Db, { id }: RecommendationOfInspection, words: Words): Promise<TimelineEntry[]> {
  const { t } = words
  const decisions = (await listRecommendationDecisions(db, id)).map(row => ({
    ...entryOf(row, words),
    icon: row.kind === 'close' ? 'done' : 'returned',
    dot: 'key' as const,
    text: t('page.timeline.titled', {
      title: row.post_title,
      act: t(row.kind === 'close' ? 'event.close_recommendation' : 'event.reopen_recommendation', {
        number: row.decision_no,
        date: shortDate(row.decision_on),
        outcome: row.outcome ? t(`outcome.${row.outcome}`) : '',
      }),
    }),
    ...(row.reason ? { body: row.reason } : {}),
  }))
  const comments = (await listRecommendationComments(db, id, mostComments)).map(row => ({
    ...entryOf(row, words),
    icon: 'comment',
    text: t('page.timeline.titled', { title: row.post_title, act: t('event.comment_on_recommendation') }),
    body: row.text,
  }))
  return [...decisions, ...comments].sort((a, b) => (a.iso < b.iso ? 1 : a.iso > b.iso ? -1 : 0))
}

function entryOf(row: { id: string; created_at: string; person_name: string }, words: Words) {
  return {
    id: row.id,
    who: row.person_name,
    when: momentOf(row.created_at, words),
    iso: row.created_at,
  }
}
