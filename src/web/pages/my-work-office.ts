import type { InspectionWithoutTasks, TroubledMail } from '../../data/office-work.ts'
import type { PostAlarm } from '../../domain/post-watch.ts'
import { formatDate } from '../../i18n/format.ts'
import type { DecisionPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

export interface OfficeFound {
  emptyPosts: PostAlarm[]
  endingPosts: PostAlarm[]
  troubledMail: TroubledMail[]
  withoutTasks: InspectionWithoutTasks[]
}

/** What a secretary has to see to besides tasks: recommendations nobody took up, empty posts, mail that came back. */
export function officeRows(
  { emptyPosts, endingPosts, troubledMail, withoutTasks }: OfficeFound,
  words: Words,
): DecisionPart[] {
  return [
    ...withoutTasks.map(inspection => inspectionRow(inspection, words)),
    ...emptyPosts.map(alarm => alarmRow(alarm, 'empty', words)),
    ...endingPosts.map(alarm => alarmRow(alarm, 'ending', words)),
    ...troubledMail.map(mail => mailRow(mail, words)),
  ]
}

function inspectionRow(
  { id, number, title, held_on, count }: InspectionWithoutTasks,
  { t }: Words,
): DecisionPart {
  const href = `/inspections/${id}`
  return {
    id: `inspection-${id}`,
    verb: t('work.draft_tasks'),
    object: t('work.draft_tasks.object', { count, title }),
    href,
    meta: [number, t('work.held_on', { date: formatDate(held_on) })].filter(text => text !== '').join(' · '),
    status: { kind: 'waiting', word: t('work.draft_tasks.status') },
    date: '',
    act: { label: t('work.button.draft_tasks'), href, kind: 'tonal' },
  }
}

function mailRow({ state, count }: TroubledMail, { t }: Words): DecisionPart {
  const href = `/outbox?state=${state}`
  return {
    id: `mail-${state}`,
    verb: t('work.mail'),
    object: t(`work.mail.${state}`, { count }),
    href,
    meta: t('work.mail.meta'),
    status: { kind: state, word: t('work.mail.status') },
    date: '',
    act: { label: t('work.button.mail'), href, kind: 'tonal' },
  }
}

/** A post that nobody holds, or whose holder leaves soon: who is missing, since when, and how much waits there. */
function alarmRow(alarm: PostAlarm, when: 'empty' | 'ending', { t }: Words): DecisionPart {
  const { kind, unitId, unitName: unit, personName: name, lastDay, tasks, subjectId } = alarm
  const href = `/admin/appointments?unit=${unitId}`
  const date = lastDay ? formatDate(lastDay) : ''
  const since = date ? t('work.appoint.since', { date }) : t('work.appoint.never')
  const facts = [
    when === 'empty' ? since : t('work.appoint.until', { name, date }),
    t('work.appoint.tasks', { count: tasks }),
  ]
  return {
    id: `${kind}-${when}-${subjectId}`,
    verb: t('work.appoint'),
    object: t(`work.appoint.object.${kind}`, { unit, name }),
    href,
    meta: facts.join(' · '),
    status: { kind: when === 'empty' ? 'no_address' : 'waiting', word: t(`work.appoint.status.${when}`) },
    date: '',
    act: { label: t('work.button.appoint'), href, kind: 'tonal' },
  }
}
