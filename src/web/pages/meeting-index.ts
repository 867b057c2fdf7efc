import type { FastifyRequest } from 'fastify'
import { listMeetings, type MeetingOfCommittee } from '../../data/meeting.ts'
import { countMeetingItems } from '../../data/meeting-item.ts'
import type { Db } from '../../data/schema.ts'
import { formatDate } from '../../i18n/format.ts'
import type { ButtonPart, EmptyPart, TablePart } from '../../render/parts.ts'
import { meetingStatus } from './meeting-words.ts'

declare module '../../render/views.ts' {
  interface Views {
    'meeting/index': {
      acts: ButtonPart[]
      tables: { id: string; title: string; table: TablePart }[]
      empty: EmptyPart | null
    }
  }
}

const shown = 50

/** The meetings of the committees within the person's reach: those to come, then those that were. */
export async function meetingIndex(db: Db, request: FastifyRequest) {
  const { actor, t } = request
  const coming = await listMeetings(db, actor, { states: ['planned', 'open'], limit: shown })
  const past = await listMeetings(db, actor, { states: ['closed', 'cancelled'], limit: shown })
  const counts = await countMeetingItems(
    db,
    [...coming, ...past].map(one => one.id),
  )
  const mayPlan = actor.holdings.some(held => held.role === 'secretary')
  const plan: ButtonPart = { label: t('page.meeting.new'), href: '/meetings/new', kind: 'solid' }
  const tables = [
    { id: 'coming', title: t('page.meetings.coming'), rows: coming },
    { id: 'past', title: t('page.meetings.past'), rows: past },
  ].filter(one => one.rows.length > 0)
  return {
    acts: mayPlan ? [plan] : [],
    tables: tables.map(({ rows, ...one }) => ({
      ...one,
      table: tableOf(`${one.id}-table`, one.title, rows, counts, request),
    })),
    empty:
      tables.length > 0
        ? null
        : {
            icon: 'committee',
            fact: t('page.meetings.empty'),
            next: t(mayPlan ? 'page.meetings.empty.plan' : 'page.meetings.empty.wait'),
          },
  }
}

function tableOf(
  id: string,
  caption: string,
  rows: MeetingOfCommittee[],
  counts: Map<string, number>,
  { t }: FastifyRequest,
): TablePart {
  return {
    id,
    caption,
    columns: [
      { label: t('page.meetings.column.meeting'), card: 'title' },
      { label: t('field.meetingDay'), kind: 'date' },
      { label: t('field.meetingPlace') },
      { label: t('page.meetings.column.items'), kind: 'number' },
      { label: t('page.models.column.state'), kind: 'status' },
    ],
    rows: rows.map(row => ({
      id: row.id,
      cells: [
        { text: row.title, href: `/meetings/${row.id}`, sub: row.committee_name },
        { text: `${row.starts_at}, ${formatDate(row.on_day)}`, nowrap: true },
        row.place,
        String(counts.get(row.id) ?? 0),
        { status: meetingStatus(row, t) },
      ],
    })),
  }
}
