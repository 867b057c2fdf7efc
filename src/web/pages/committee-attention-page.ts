import type { FastifyRequest } from 'fastify'
import {
  type AttentionPlace,
  type AttentionQuery,
  countAttention,
  listDisputedTasks,
  listLateOriginalTasks,
  listLateTasks,
  listProposedNonImplementations,
  listSecondExtensions,
  listUndecidedRequests,
  listUnverifiedTasks,
} from '../../data/attention.ts'
import { listRepeatedRecommendations } from '../../data/attention-list.ts'
import { listMissedTwice } from '../../data/obligation-count.ts'
import type { Db } from '../../data/schema.ts'
import type { AttentionKind } from '../../data/schema-meeting.ts'
import { listUnitsWithoutHead } from '../../data/vacant-post.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { statusDay } from '../../domain/status-day.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { PagerPart } from '../../render/parts.ts'
import {
  type AttentionInput,
  type AttentionRow,
  extensionRow,
  lateOriginalRow,
  lateRow,
  missedRow,
  proposalRow,
} from './committee-attention.ts'
import { lateFacts } from './committee-attention-found.ts'
import { disputedRow, vacantRow } from './committee-attention-row.ts'
import { repeatedRow, undecidedRow, unverifiedRow } from './committee-attention-wait.ts'

declare module '../../render/views.ts' {
  interface Views {
    'committee/attention-page': {
      tabs: { label: string; items: { label: string; href: string; current: boolean; count?: string }[] }
      title: string
      lead: string
      list: { rows: AttentionRow[]; more: []; leftOut: string }
      pager: PagerPart | null
    }
  }
}

/** The kinds in the order of their tabs: what waits for the committee first. */
export const listedKinds = [
  'second_extension',
  'non_implementation',
  'late',
  'late_original',
  'missed_twice',
  'disputed',
  'undecided',
  'unverified',
  'repeated',
  'vacant',
] as const satisfies (AttentionKind | 'vacant')[]
export type ListedKind = (typeof listedKinds)[number]

const rowsAPage = 50
/** Beyond this a tab says "hơn". */
const counted = 999

export interface AttentionChoice {
  kind: ListedKind | undefined
  after: AttentionQuery['after']
}

type Found = { rows: AttentionRow[]; places: Pick<AttentionPlace, 'subject_id' | 'sort_key'>[] }

/** One kind of what needs attention, page by page, with a tab for each that has something. */
export async function attentionPage(db: Db, request: FastifyRequest, choice: AttentionChoice) {
  const { actor, t, locale, occasion } = request
  const calendar = await findCalendar(db)
  const policy = await findReaderPolicy(db, actor)
  const query = { day: statusDay(occasion.today, calendar, policy.terms), limit: counted + 1 }
  const counts = new Map<ListedKind, number>()
  for (const kind of listedKinds) {
    const count =
      kind === 'vacant'
        ? (await listUnitsWithoutHead(db, actor, query)).length
        : await countAttention(db, actor, kind, query)
    counts.set(kind, count)
  }
  const kind = choice.kind ?? listedKinds.find(one => (counts.get(one) ?? 0) > 0) ?? 'late'
  const found = await foundOf(db, request, kind, { ...query, limit: rowsAPage + 1, after: choice.after })
  const word = (count: number) =>
    count > counted ? `> ${formatNumber(counted, locale)}` : formatNumber(count, locale)
  return {
    tabs: {
      label: t('page.attention.kinds'),
      items: listedKinds
        .filter(one => one === kind || (counts.get(one) ?? 0) > 0)
        .map(one => ({
          label: t(`attention.kind.${one}`),
          href: `/committee/attention?kind=${one}`,
          current: one === kind,
          count: word(counts.get(one) ?? 0),
        })),
    },
    title: t(`attention.kind.${kind}`),
    lead: t(`attention.lead.${kind}`),
    list: { rows: found.rows.slice(0, rowsAPage), more: [] as [], leftOut: '' },
    pager: pagerOf(request, kind, choice, found),
  }
}

function pagerOf(
  { t }: FastifyRequest,
  kind: ListedKind,
  choice: AttentionChoice,
  { places }: Found,
): PagerPart | null {
  const last = places[rowsAPage - 1]
  const hasNext = places.length > rowsAPage && last !== undefined
  if (!hasNext && !choice.after) return null
  const base = `/committee/attention?kind=${kind}`
  return {
    label: t('page.attention.title'),
    text: t('page.attention.pager', { count: Math.min(places.length, rowsAPage) }),
    ...(choice.after ? { previous: base } : {}),
    ...(hasNext && last
      ? { next: `${base}&after=${encodeURIComponent(`${last.sort_key}~${last.subject_id}`)}` }
      : {}),
  }
}

async function foundOf(
  db: Db,
  request: FastifyRequest,
  kind: ListedKind,
  query: AttentionQuery,
): Promise<Found> {
  const { actor, t, occasion } = request
  const late = kind === 'late' ? await listLateTasks(db, actor, query) : []
  const policy = await findReaderPolicy(db, actor)
  const input = {
    ...(await lateFacts(db, late, policy)),
    t,
    today: occasion.today,
    calendar: await findCalendar(db),
    mayAppoint: actor.holdings.some(held => held.role === 'secretary'),
  } as AttentionInput
  const of = <Row extends Found['places'][number]>(
    rows: Row[],
    word: (row: Row, input: AttentionInput) => AttentionRow,
  ): Found => ({ rows: rows.map(row => word(row, input)), places: rows })
  switch (kind) {
    case 'late':
      return of(late, lateRow)
    case 'late_original':
      return of(await listLateOriginalTasks(db, actor, query), lateOriginalRow)
    case 'second_extension':
      return of(await listSecondExtensions(db, actor, query), extensionRow)
    case 'non_implementation':
      return of(await listProposedNonImplementations(db, actor, query), proposalRow)
    case 'missed_twice':
      return of(await listMissedTwice(db, actor, query), missedRow)
    case 'disputed':
      return of(await listDisputedTasks(db, actor, query), disputedRow)
    case 'undecided':
      return of(await listUndecidedRequests(db, actor, query), undecidedRow)
    case 'unverified':
      return of(await listUnverifiedTasks(db, actor, query), unverifiedRow)
    case 'repeated':
      return of(await listRepeatedRecommendations(db, actor, query), repeatedRow)
    case 'vacant': {
      // As many as there are units: no pages.
      const units = await listUnitsWithoutHead(db, actor, { ...query, limit: counted })
      return { rows: units.map(unit => vacantRow(unit, input)), places: [] }
    }
  }
}
