import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../data/actor.ts'
import { countAttention } from '../../data/attention.ts'
import { listDoneTasks, listInTimeTasks } from '../../data/pile.ts'
import type { Db } from '../../data/schema.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findReaderPolicy } from '../../domain/policy.ts'
import { statusDay } from '../../domain/status-day.ts'
import type { Calendar } from '../../domain/working-days.ts'
import { formatNumber } from '../../i18n/format.ts'
import type { PlainDate } from '../../lib/plain-date.ts'
import type { LinkPart } from '../../render/parts.ts'
import {
  type AttentionFound,
  type AttentionRow,
  attentionLeftOut,
  committeeAttention,
} from './committee-attention.ts'
import { findAttention } from './committee-attention-found.ts'
import { taskListHref } from './task-link.ts'

/** What the page shows of what is late; behind it stands the whole list. */
const lateRows = 10
const mostCounted = 10_000

export interface BoardNow extends AttentionFound {
  done: AttentionFound['late']
  inTime: AttentionFound['late']
  /** How many are late against their first deadline alone, shown or not. */
  lateOriginalCount: number
}

/** What needs attention today, and the first tasks of each pile. */
export async function findNow(
  db: Db,
  actor: Actor,
  today: PlainDate,
  inspectionId?: string,
): Promise<BoardNow> {
  const policy = await findReaderPolicy(db, actor)
  const day = statusDay(today, await findCalendar(db), policy.terms)
  const query = { day, inspectionId, limit: lateRows }
  return {
    ...(await findAttention(db, actor, query, policy)),
    done: await listDoneTasks(db, actor, query),
    inTime: await listInTimeTasks(db, actor, query),
    lateOriginalCount: await countAttention(db, actor, 'late_original', { ...query, limit: mostCounted }),
  }
}

export interface AttentionPart {
  rows: AttentionRow[]
  count: string
  /** Lists behind the rows, and a word on what has none. */
  more: LinkPart[]
  leftOut: string
}

export function attentionPart(
  { t, locale, actor, occasion }: FastifyRequest,
  now: BoardNow,
  { calendar, inspection, late }: { calendar: Calendar; inspection: string | undefined; late: number },
): AttentionPart {
  const mayAppoint = actor.holdings.some(held => held.role === 'secretary')
  const rows = committeeAttention({ ...now, t, mayAppoint, calendar, today: occasion.today })
  const hidden = [
    { count: late, shown: now.late.length, class: 'running_late' as const },
    { count: now.lateOriginalCount, shown: now.lateOriginal.length, class: 'late_original' as const },
  ].filter(one => one.count > one.shown)
  const leftOut = attentionLeftOut(now)
  const count = hidden.reduce((sum, one) => sum + one.count - one.shown, rows.length + leftOut)
  return {
    rows,
    count: formatNumber(count, locale),
    more: [
      ...hidden.map(one => ({
        label: t(`page.committee.attention.all.${one.class}`),
        href: taskListHref({ inspection, class: one.class }),
      })),
      { label: t('page.committee.attention.by_kind'), href: '/committee/attention' },
    ],
    leftOut: leftOut > 0 ? t('page.committee.attention.left_out', { count: leftOut }) : '',
  }
}
