import type { ObligationOfUnit } from '../../data/obligation.ts'
import type { RecommendationOfInspection } from '../../data/recommendation.ts'
import { committeeOver, holdingOver } from '../../domain/authority.ts'
import { changeObligation, prepareObligation } from '../../domain/obligation.ts'
import { closeObligation, rescheduleObligation } from '../../domain/obligation-change.ts'
import type { ObligationInput } from '../../domain/obligation-check.ts'
import { cycleKinds, usualCutOffDay, usualSendDays } from '../../domain/obligation-period.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { draftChoices } from '../pages/draft-fields.ts'
import { mayPrepare } from '../pages/inspection-page.ts'
import { shortDate } from '../pages/standing-act-page.ts'
import type { Words } from '../pages/words.ts'
import type { Form } from './form.ts'
import { decisionFields, decisionOf, reasonField } from './recommendation-act.ts'
import type { StandingAct, StandingPage } from './standing-act.ts'

const scheduleFields = [
  { name: 'cycle', kind: 'select', labelKey: 'field.cycle', emptyKey: 'ui.choose', required: true },
  {
    name: 'cutOffDay',
    kind: 'number',
    labelKey: 'field.cutOffDay',
    hintKey: 'hint.cutOffDay',
    required: true,
    min: 1,
    max: 31,
    width: 's',
  },
  {
    name: 'sendDays',
    kind: 'number',
    labelKey: 'field.sendDays',
    hintKey: 'hint.sendDays',
    required: true,
    min: 0,
    max: 60,
    width: 's',
  },
] as const satisfies FieldDescriptor[]

const obligationFields = [
  { name: 'title', kind: 'text', labelKey: 'field.obligationTitle', required: true, rows: 2 },
  {
    name: 'criterion',
    kind: 'text',
    labelKey: 'field.criterion',
    hintKey: 'hint.obligationCriterion',
    required: true,
    rows: 3,
  },
  { name: 'leadUnitId', kind: 'select', labelKey: 'field.leadUnitId', emptyKey: 'ui.choose', required: true },
  ...scheduleFields,
  { name: 'documentNo', kind: 'line', labelKey: 'field.assigningNo', width: 'm' },
  { name: 'documentOn', kind: 'date', labelKey: 'field.assigningOn' },
] as const satisfies FieldDescriptor[]

/** A standing recommendation becomes a duty: drafted here, looked over and issued on the page that follows. */
export const prepareAct: StandingAct<RecommendationOfInspection> = {
  name: 'prepare_obligation',
  path: 'obligations',
  policy: ['secretary', 'leader'],
  fields: obligationFields,
  may: ({ request, subject }) => mayPrepare(request.actor, subject.organisation_id),
  open: subject => subject.outcome === null && subject.kind === 'standing',
  known: async page => ({
    ...(await choicesOf(page)),
    title: { value: page.subject.summary },
    cutOffDay: { value: usualCutOffDay },
    sendDays: { value: usualSendDays },
  }),
  run: (db, act, { id }, form) => prepareObligation(db, act, id, inputOf(form)),
  next: ({ subjectId }) => `/obligations/${subjectId}/issue`,
}

const change: StandingAct<ObligationOfUnit> = {
  name: 'change_obligation',
  path: 'preparation',
  policy: ['secretary', 'leader'],
  fields: obligationFields,
  may: ({ request, subject }) => mayPrepare(request.actor, subject.organisation_id),
  open: subject => subject.state === 'draft',
  known: async page => ({ ...withStored(await choicesOf(page), page.subject), ...draftValues(page.subject) }),
  run: (db, act, { id, document_file_id }, form) =>
    changeObligation(db, act, id, {
      ...inputOf(form),
      documentFileId: document_file_id,
      version: form.version,
    }),
  next: ({ subjectId }) => `/obligations/${subjectId}/issue`,
}

const reschedule: StandingAct<ObligationOfUnit> = {
  name: 'reschedule_obligation',
  path: 'schedule',
  policy: ['leader'],
  check: true,
  fields: [...scheduleFields, reasonField],
  may: ({ request, subject }) => holdingOver(request.actor, 'leader', subject.organisation_id) !== undefined,
  open: subject => subject.state === 'open',
  known: async ({ words, subject }) => withStored({ cycle: { options: cycleOptions(words) } }, subject),
  warnings: ({ words, subject }) => [
    words.t('standing.reschedule_obligation.warning', { date: shortDate(subject.next_from_on) }),
  ],
  run: (db, act, { id }, form) =>
    rescheduleObligation(db, act, id, {
      ...scheduleOf(form),
      reason: form.text('reason'),
      version: form.version,
    }),
}

const close: StandingAct<ObligationOfUnit> = {
  name: 'close_obligation',
  path: 'closing',
  policy: ['committee'],
  check: true,
  fields: [reasonField, ...decisionFields],
  may: ({ request, subject }) =>
    committeeOver(request.actor, subject.organisation_id, subject.committee_id) !== undefined,
  open: subject => subject.state === 'open',
  warnings: ({ words }) => [words.t('standing.close_obligation.warning')],
  run: (db, act, { id }, form) =>
    closeObligation(db, act, id, { ...decisionOf(form), version: form.version }),
}

export const obligationActs: readonly StandingAct<ObligationOfUnit>[] = [change, reschedule, close]

function inputOf(form: Form): ObligationInput {
  return {
    ...scheduleOf(form),
    title: form.line('title'),
    criterion: form.text('criterion'),
    leadUnitId: form.line('leadUnitId'),
    documentNo: form.line('documentNo'),
    documentOn: form.date('documentOn'),
    documentFileId: null,
  }
}

function scheduleOf(form: Form) {
  return {
    cycle: form.line('cycle'),
    cutOffDay: form.number('cutOffDay'),
    sendDays: form.number('sendDays'),
  }
}

async function choicesOf({
  db,
  subject,
  words,
}: StandingPage<{ organisation_id: string }>): Promise<Record<string, Partial<FieldDescriptor>>> {
  const { units } = await draftChoices(db, subject.organisation_id, words)
  return { cycle: { options: cycleOptions(words) }, leadUnitId: { options: units } }
}

export function cycleOptions({ t }: Words) {
  return cycleKinds.map(value => ({ value, label: t(`cycle.${value}`) }))
}

function withStored(
  known: Record<string, Partial<FieldDescriptor>>,
  { cycle, cut_off_day, send_days, lead_unit_id }: ObligationOfUnit,
): Record<string, Partial<FieldDescriptor>> {
  return {
    ...known,
    cycle: { ...known.cycle, value: cycle },
    cutOffDay: { value: cut_off_day },
    sendDays: { value: send_days },
    ...(known.leadUnitId ? { leadUnitId: { ...known.leadUnitId, value: lead_unit_id } } : {}),
  }
}

function draftValues({ title, criterion, document_no, document_on }: ObligationOfUnit) {
  return {
    title: { value: title },
    criterion: { value: criterion },
    documentNo: { value: document_no },
    documentOn: { value: document_on ?? '' },
  }
}
