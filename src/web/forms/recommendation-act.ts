import type { RecommendationOfInspection } from '../../data/recommendation.ts'
import { listSuccessorChoices } from '../../data/recommendation-decision.ts'
import { committeeOver, holdingOver } from '../../domain/authority.ts'
import { commentingHolding, commentOnRecommendation } from '../../domain/recommendation-comment.ts'
import { closeRecommendation, outcomes, reopenRecommendation } from '../../domain/recommendation-decision.ts'
import { respondToRecommendation, responses } from '../../domain/recommendation-response.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { excerpt } from '../pages/conclusion-text.ts'
import type { Form } from './form.ts'
import type { StandingAct, StandingPage } from './standing-act.ts'

type OnRecommendation = StandingAct<RecommendationOfInspection>
type Page = StandingPage<RecommendationOfInspection>

export const decisionFields = [
  { name: 'decisionNo', kind: 'line', labelKey: 'field.decisionNo', required: true, width: 'm' },
  { name: 'decisionOn', kind: 'date', labelKey: 'field.decisionOn', required: true },
] as const satisfies FieldDescriptor[]

export const reasonField = {
  name: 'reason',
  kind: 'text',
  labelKey: 'field.reason',
  required: true,
  rows: 3,
} as const satisfies FieldDescriptor

const respond: OnRecommendation = {
  name: 'respond',
  path: 'response',
  policy: ['leader'],
  fields: [
    { name: 'response', kind: 'radio', labelKey: 'field.response', required: true },
    { name: 'note', kind: 'text', labelKey: 'field.responseNote', hintKey: 'hint.responseNote', rows: 3 },
  ],
  may: ({ request, subject }) => holdingOver(request.actor, 'leader', subject.organisation_id) !== undefined,
  open: subject => subject.outcome === null,
  known: async ({ words, subject }) => ({
    response: {
      value: subject.response ?? '',
      options: responses.map(value => ({ value, label: words.t(`response.${value}`) })),
    },
    note: { value: subject.response_note ?? '' },
  }),
  run: (db, act, { id }, form) =>
    respondToRecommendation(db, act, id, {
      response: form.line('response'),
      note: form.text('note'),
      version: form.version,
    }),
}

const close: OnRecommendation = {
  name: 'close_recommendation',
  path: 'closing',
  policy: ['committee'],
  check: true,
  fields: [
    { name: 'outcome', kind: 'radio', labelKey: 'field.outcome', required: true },
    {
      name: 'successorId',
      kind: 'select',
      labelKey: 'field.successorRecommendationId',
      hintKey: 'hint.successorRecommendationId',
      emptyKey: 'ui.choose',
    },
    { ...reasonField, required: false, labelKey: 'field.closingReason', hintKey: 'hint.closingReason' },
    ...decisionFields,
  ],
  may: decides,
  open: subject => subject.outcome === null,
  known: async page => ({
    outcome: {
      options: outcomes.map(value => ({ value, label: page.words.t(`outcome.${value}`) })),
    },
    successorId: { options: await successorOptions(page) },
  }),
  warnings: ({ words }) => [words.t('standing.close_recommendation.warning')],
  run: (db, act, { id }, form) =>
    closeRecommendation(db, act, id, {
      ...decisionOf(form),
      outcome: form.line('outcome'),
      successorId: form.id('successorId'),
      version: form.version,
    }),
}

const reopen: OnRecommendation = {
  name: 'reopen_recommendation',
  path: 'reopening',
  policy: ['committee'],
  check: true,
  fields: [reasonField, ...decisionFields],
  may: decides,
  open: subject => subject.outcome !== null,
  run: (db, act, { id }, form) =>
    reopenRecommendation(db, act, id, { ...decisionOf(form), version: form.version }),
}

const comment: OnRecommendation = {
  name: 'comment_on_recommendation',
  path: 'comments',
  policy: ['inspector', 'committee', 'leader', 'secretary'],
  fields: [{ name: 'text', kind: 'text', labelKey: 'field.commentText', required: true, rows: 4 }],
  may: ({ request, subject }) => commentingHolding(request.actor, subject) !== undefined,
  open: () => true,
  run: (db, act, { id }, form) => commentOnRecommendation(db, act, id, { text: form.text('text') }),
}

export const recommendationActs: readonly OnRecommendation[] = [respond, close, reopen, comment]

function decides({ request, subject }: Page): boolean {
  return committeeOver(request.actor, subject.organisation_id, subject.committee_id) !== undefined
}

export function decisionOf(form: Form) {
  return {
    decisionNo: form.line('decisionNo'),
    decisionOn: form.date('decisionOn'),
    reason: form.text('reason'),
  }
}

async function successorOptions({ db, request, subject, words }: Page) {
  const choices = await listSuccessorChoices(db, request.actor, subject)
  return choices.map(({ id, ordinal, summary, quote, held_on }) => ({
    value: id,
    label: words.t('page.recommendation.choice', {
      ordinal,
      date: formatDate(held_on),
      title: excerpt(summary || quote, 80),
    }),
  }))
}
