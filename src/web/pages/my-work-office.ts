import type { InspectionWithoutTasks, TroubledMail } from '../../data/office-work.ts'
import type { UnitWithoutHead } from '../../data/vacant-post.ts'
import { formatDate } from '../../i18n/format.ts'
import type { DecisionPart } from '../../render/parts.ts'
import type { Words } from './words.ts'

export interface OfficeFound {
  vacant: UnitWithoutHead[]
  troubledMail: TroubledMail[]
  withoutTasks: InspectionWithoutTasks[]
}

/** What a secretary has to see to besides tasks: recommendations nobody took up, empty posts, mail that came back. */
export function officeRows(
  { vacant, troubledMail, withoutTasks }: OfficeFound,
  words: Words,
): DecisionPart[] {
  return [
    ...withoutTasks.map(inspection => inspectionRow(inspection, words)),
    ...vacant.map(unit => vacantRow(unit, words)),
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

function vacantRow({ id, name, held_until }: UnitWithoutHead, { t }: Words): DecisionPart {
  const href = `/admin/appointments?unit=${id}`
  return {
    id: `unit-${id}`,
    verb: t('work.appoint'),
    object: t('work.appoint.object', { unit: name }),
    href,
    meta: held_until ? t('work.appoint.since', { date: formatDate(held_until) }) : t('work.appoint.never'),
    status: { kind: 'no_address', word: t('work.appoint.status') },
    date: '',
    act: { label: t('work.button.appoint'), href, kind: 'tonal' },
  }
}
