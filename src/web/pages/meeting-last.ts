import type { FastifyRequest } from 'fastify'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import { listMeetingItems } from '../../data/meeting-item.ts'
import type { Db } from '../../data/schema.ts'
import { findTaskFor } from '../../data/task.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { formatDate } from '../../i18n/format.ts'
import type { StatusPart } from '../../render/parts.ts'
import { decisionWord, followUpStatus, followUpWord } from './meeting-words.ts'
import { dueStatus, stateStatus } from './task-status-part.ts'
import { wordsFor } from './words.ts'

export interface LastDecision {
  id: string
  title: string
  href: string
  text: string
  statuses: StatusPart[]
}

/** What became of what the last meeting decided: each with how its task, or what was to be done, stands today. */
export async function lastDecisions(
  db: Db,
  request: FastifyRequest,
  last: MeetingOfCommittee,
): Promise<{ href: string; label: string; rows: LastDecision[] }> {
  const { t, occasion } = request
  const words = wordsFor(request, await findCalendar(db))
  const rows: LastDecision[] = []
  for (const item of await listMeetingItems(db, last.id)) {
    const decided = decisionWord(item, t)
    if (decided === '' && item.follow_up === '') continue
    const facts = item.task_id ? await findTaskFor(db, request.actor, item.task_id) : undefined
    const due = facts && dueStatus(facts.task, words)
    const followUp = followUpStatus(item, occasion.today, t)
    rows.push({
      id: item.id,
      title: item.title,
      href: facts ? `/tasks/${facts.task.id}` : '',
      text: [decided, followUpWord(item, t)].filter(line => line !== '').join(' · '),
      statuses: [
        ...(followUp ? [followUp] : []),
        ...(facts ? [stateStatus(facts.task, words)] : []),
        ...(due ? [due] : []),
      ],
    })
  }
  return {
    href: `/meetings/${last.id}`,
    label: t('page.meeting.last.link', { title: last.title, date: formatDate(last.on_day) }),
    rows,
  }
}
