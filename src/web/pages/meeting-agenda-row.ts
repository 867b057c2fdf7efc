import type { FastifyRequest } from 'fastify'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import type { MeetingItem } from '../../data/meeting-item.ts'
import type { ActButtonPart, ButtonPart, StatusPart } from '../../render/parts.ts'
import { actIdFor } from '../forms/answer.ts'
import { decisionWord, followUpStatus, followUpWord, itemStatus, whyWord } from './meeting-words.ts'

export interface AgendaRow {
  id: string
  number: string
  title: string
  href: string
  why: string
  status: StatusPart
  lines: string[]
  followUp: { text: string; status: StatusPart | null } | null
  acts: (ButtonPart | ActButtonPart)[]
}

export interface RowPlace {
  item: MeetingItem
  index: number
  count: number
  meeting: MeetingOfCommittee
  keeps: boolean
}

export function agendaRow(request: FastifyRequest, place: RowPlace): AgendaRow {
  const { t, occasion } = request
  const { item, index, meeting } = place
  const decided = decisionWord(item, t)
  const href =
    meeting.state === 'open'
      ? `/meetings/${meeting.id}/room?item=${item.id}`
      : item.task_id
        ? `/tasks/${item.task_id}`
        : item.recommendation_id
          ? `/recommendations/${item.recommendation_id}`
          : item.obligation_id
            ? `/obligations/${item.obligation_id}`
            : ''
  const followUp = followUpWord(item, t)
  return {
    id: item.id,
    number: String(index + 1),
    title: item.title,
    href,
    why: whyWord(item, t),
    status: itemStatus(item, t),
    lines: [decided, item.conclusion].filter(line => line !== ''),
    followUp: followUp === '' ? null : { text: followUp, status: followUpStatus(item, occasion.today, t) },
    acts: rowActs(request, place),
  }
}

function rowActs(
  { t }: FastifyRequest,
  { item, index, count, meeting, keeps }: RowPlace,
): (ButtonPart | ActButtonPart)[] {
  if (!keeps) return []
  const base = `/meetings/${meeting.id}/items/${item.id}`
  const press = (path: string, label: string, fields: Record<string, string>): ActButtonPart => ({
    label,
    kind: 'text',
    small: true,
    action: `${base}/${path}`,
    fields: { version: item.version, act_id: actIdFor(), ...fields },
    attrs: { 'aria-label': `${label}: ${item.title}` },
  })
  const owed = item.follow_up !== '' && item.follow_up_done_on === null && meeting.state !== 'planned'
  const done = owed ? [press('follow-up', t('meeting.follow_up.complete'), {})] : []
  if (meeting.state !== 'planned' && meeting.state !== 'open') return done
  return [
    ...(index > 0 ? [press('place', t('page.agenda.up'), { by: 'up' })] : []),
    ...(index < count - 1 ? [press('place', t('page.agenda.down'), { by: 'down' })] : []),
    ...(item.state === 'open' ? [press('removal', t('page.agenda.remove'), {})] : []),
    ...done,
  ]
}
