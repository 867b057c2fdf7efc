import type { FastifyRequest } from 'fastify'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import type { MeetingItem } from '../../data/meeting-item.ts'
import { findPosts } from '../../data/task-place.ts'
import { chairOf } from '../../domain/meeting-record.ts'
import type { ActButtonPart, AnswerPart } from '../../render/parts.ts'
import { actIdFor } from '../forms/answer.ts'
import type { AppParts } from '../parts.ts'
import { type RoomSubject, roomTaskForms } from './meeting-room-act.ts'
import { decisionWord } from './meeting-words.ts'
import { dueStatus, stateStatus } from './task-status-part.ts'
import { longDate, type Words } from './words.ts'

export async function factsOf({ facts, recommendation, page }: RoomSubject, words: Words) {
  const { t } = words
  if (facts) {
    const { task } = facts
    const due = dueStatus(task, words)
    const form = page && roomTaskForms.find(one => one.about && isAsked(one.act, page.facts))
    const about = form && page ? ((await form.about?.(page))?.rows ?? []) : []
    const original = task.original_due_on !== task.due_on ? task.original_due_on : null
    const rows: AnswerPart[] = [
      { label: t('page.room.unit'), value: facts.lead_unit_name },
      { label: t('page.room.due'), value: longDate(task.due_on, words) },
      ...(original ? [{ label: t('page.room.original'), value: longDate(original, words) }] : []),
      { label: t('page.room.criterion'), value: task.criterion },
      ...about,
    ]
    return {
      statuses: [stateStatus(task, words), ...(due ? [due] : [])],
      rows: rows.filter(row => row.value !== ''),
      quote: null,
      link: { label: t('page.committee.attention.task'), href: `/tasks/${task.id}` },
    }
  }
  if (!recommendation) return { statuses: [], rows: [], quote: null, link: null }
  return {
    statuses: [
      recommendation.outcome
        ? { kind: 'done' as const, word: t(`outcome.${recommendation.outcome}`) }
        : { kind: 'running' as const, word: t('page.room.recommendation.open') },
    ],
    rows: [],
    quote: { text: recommendation.quote, caption: recommendation.inspection_title },
    link: {
      label: t('page.committee.attention.repeated.open'),
      href: `/recommendations/${recommendation.id}`,
    },
  }
}

/** Which request is shown beside the task: the one that waits. */
function isAsked(act: string, facts: NonNullable<RoomSubject['facts']>): boolean {
  if (act === 'decide_extension') return facts.pending_extension !== undefined
  if (act === 'decide_non_implementation') return facts.pending_non_implementation !== undefined
  if (act === 'verify') return facts.task.state === 'reported'
  return act === 'reopen' && (facts.task.state === 'verified' || facts.task.state === 'not_implemented')
}

export async function doneOf({ database }: AppParts, item: MeetingItem, { t }: Words) {
  const post = item.decided_by
    ? (await findPosts(database.reader, [item.decided_by])).get(item.decided_by)
    : null
  return {
    text: decisionWord(item, t),
    by: post ? t('page.room.decided.by', { name: post.person_name, title: post.title }) : '',
  }
}

export function preparedOf(
  { t, actor }: FastifyRequest,
  meeting: MeetingOfCommittee,
  item: MeetingItem,
  subject: RoomSubject,
  keeps: boolean,
) {
  const base = `/meetings/${meeting.id}/items/${item.id}`
  const fields = {
    version: item.version,
    act_id: actIdFor(),
    subjectVersion: subject.facts?.task.version ?? subject.recommendation?.version ?? 0,
  }
  const isChair = chairOf(actor, meeting) !== undefined
  const acts: ActButtonPart[] = [
    ...(isChair
      ? [{ label: t('page.room.confirm'), kind: 'solid' as const, action: `${base}/confirmation`, fields }]
      : []),
    ...(keeps
      ? [
          {
            label: t('page.room.drop'),
            kind: 'line' as const,
            action: `${base}/prepared-removal`,
            fields: { version: item.version, act_id: actIdFor() },
          },
        ]
      : []),
  ]
  return {
    text: decisionWord(item, t),
    lead: t(isChair ? 'page.room.prepared.chair' : 'page.room.prepared.wait'),
    acts,
  }
}
