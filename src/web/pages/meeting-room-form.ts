import type { FastifyRequest } from 'fastify'
import type { MeetingOfCommittee } from '../../data/meeting.ts'
import type { MeetingItem } from '../../data/meeting-item.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor, FormPart } from '../../render/form.ts'
import type { AnswerPart } from '../../render/parts.ts'
import { actIdFor } from '../forms/answer.ts'
import { dateValue, deadlinePicks } from '../forms/date-picks.ts'
import { fill, strayErrors } from '../forms/form.ts'
import { conclusionFields } from '../forms/meeting.ts'
import type { AppParts } from '../parts.ts'
import type { RoomState } from './meeting-room.ts'
import { type RoomRight, type RoomSubject, roomFields } from './meeting-room-act.ts'
import { followUpWord } from './meeting-words.ts'
import type { Words } from './words.ts'

interface DecisionPlace {
  meeting: MeetingOfCommittee
  item: MeetingItem
  subject: RoomSubject
  right: RoomRight
  state: RoomState
}

export async function decisionOf(parts: AppParts, request: FastifyRequest, place: DecisionPlace) {
  const { meeting, item, subject, right, state } = place
  const { t } = request
  const act = right.acts.find(one => one === state.act) ?? right.acts[0]
  if (!act) return null
  const sent = state.part === 'decision' ? state.sent : undefined
  const failure = state.part === 'decision' ? state.failure : undefined
  const known = await roomFields(parts.database.reader, request, subject, act)
  const fields = fill(known, sent?.typed ?? {}, failure?.errors)
  const conflict = failure?.conflict === true
  const shownVersion = subject.facts?.task.version ?? subject.recommendation?.version ?? 0
  return {
    tabs: right.acts.map(one => ({
      label: t(`room.act.${one}`),
      href: `/meetings/${meeting.id}/room?item=${item.id}&act=${one}`,
      current: one === act,
    })),
    lead: t(right.mode === 'decide' ? 'page.room.decide.lead' : 'page.room.prepare.lead'),
    form: {
      id: 'decision-form',
      action: `/meetings/${meeting.id}/items/${item.id}/decisions/${act}`,
      actId: actIdFor(conflict ? undefined : sent),
      version: item.version,
      hidden: { subjectVersion: shownVersion },
      fields,
      submit: t(right.mode === 'decide' ? 'page.room.decide' : 'page.room.prepare'),
      errors: [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})],
    } satisfies FormPart,
  }
}

export function conclusionForm(
  meeting: MeetingOfCommittee,
  item: MeetingItem,
  words: Words,
  state: RoomState,
): FormPart {
  const { t } = words
  const sent = state.part === 'conclusion' ? state.sent : undefined
  const failure = state.part === 'conclusion' ? state.failure : undefined
  const stored = {
    concluded: item.conclusion,
    followUp: item.follow_up,
    followUpBy: item.follow_up_by,
    followUpDueOn: item.follow_up_due_on ? formatDate(item.follow_up_due_on) : '',
  }
  const fields = fill<FieldDescriptor>(conclusionFields, sent?.typed ?? stored, failure?.errors).map(field =>
    field.kind === 'date'
      ? {
          ...field,
          ...dateValue(String(field.value ?? ''), words),
          quickPicks: deadlinePicks(words.today, words, [5, 10]).slice(0, 3),
        }
      : field,
  )
  return {
    id: 'conclusion-form',
    action: `/meetings/${meeting.id}/items/${item.id}/conclusion`,
    actId: actIdFor(sent),
    version: item.version,
    fields,
    submit: t('page.room.conclude'),
    submitKind: 'line',
    errors: [...(failure?.summary ?? []), ...strayErrors(fields, failure?.errors ?? {})],
  }
}

export function concludedRows(item: MeetingItem, { t }: Words): AnswerPart[] {
  return [
    { label: t('field.concluded'), value: item.conclusion },
    { label: t('field.followUp'), value: followUpWord(item, t) },
  ].filter(row => row.value !== '')
}
