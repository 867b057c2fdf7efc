import { findPosts } from '../../data/task-place.ts'
import { findPolicy } from '../../domain/policy.ts'
import { suspensionGrounds } from '../../domain/suspension.ts'
import { resumedDue } from '../../domain/suspension-forecast.ts'
import { formatDate } from '../../i18n/format.ts'
import { addDays, type PlainDate } from '../../lib/plain-date.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import type { AnswerPart } from '../../render/parts.ts'
import { longDate } from '../pages/words.ts'
import { dateValue, deadlinePicks } from './date-picks.ts'
import type { Form } from './form.ts'
import type { TaskForm, TaskFormAbout, TaskFormPage } from './task-act.ts'
import { noteField, reasonField } from './task-act-fields.ts'

const reviewField = {
  name: 'reviewOn',
  kind: 'date',
  labelKey: 'field.reviewOn',
  hintKey: 'hint.reviewOn',
  required: true,
} as const satisfies FieldDescriptor
const suspensionFields: FieldDescriptor[] = [
  { name: 'ground', kind: 'radio', labelKey: 'field.ground', required: true },
  { ...noteField, hintKey: 'hint.note.suspend' },
  { name: 'documentNo', kind: 'line', labelKey: 'field.documentNo', required: true, width: 'm' },
  reviewField,
]

/** Acts 9 and 10: a head asks, a leader decides or suspends at once, and lets go on. */
export const suspensionForms: TaskForm[] = [
  {
    act: 'request_suspension',
    titleKey: 'act.request_suspension',
    submitKey: 'page.act.submit.request_suspension',
    leadKey: 'page.act.lead.request_suspension',
    check: true,
    fields: suspensionFields,
    known: knownSuspension,
    foretell: foretellReview,
    read: form => ({ act: 'request_suspension', input: readSuspension(form) }),
  },
  {
    act: 'withdraw_suspension_request',
    titleKey: 'act.withdraw_suspension_request',
    submitKey: 'act.withdraw_suspension_request',
    leadKey: 'page.act.lead.withdraw_suspension_request',
    fields: [{ ...reasonField, required: false }],
    read: form => ({ act: 'withdraw_suspension_request', input: { reason: form.text('reason') } }),
  },
  {
    act: 'decide_suspension_request',
    titleKey: 'act.decide_suspension_request',
    submitKey: 'page.act.submit.decide',
    leadKey: 'page.act.lead.decide_suspension_request',
    check: true,
    fields: [
      { name: 'verdict', kind: 'radio', labelKey: 'field.verdict', required: true },
      { ...reviewField, required: false },
      {
        name: 'documentNo',
        kind: 'line',
        labelKey: 'field.documentNo',
        hintKey: 'hint.documentNo.decision',
        width: 'm',
      },
      { ...noteField, labelKey: 'field.note.decision', hintKey: 'hint.note.decision' },
    ],
    known: async page => ({
      ...(await knownSuspension(page)),
      verdict: {
        options: (['granted', 'refused'] as const).map(value => ({
          value,
          label: page.words.t(`verdict.suspension.${value}`),
        })),
      },
      reviewOn: {
        ...dateValue(page.facts.pending_suspension_request?.review_on ?? null, page.words),
        hintValues: { days: await longestPause(page) },
      },
    }),
    about: aboutRequest,
    foretell: (form, page) => (form.line('verdict') === 'granted' ? foretellReview(form, page) : []),
    read: form => {
      const granted = form.line('verdict') === 'granted'
      return {
        act: 'decide_suspension_request',
        input: {
          verdict: form.line('verdict'),
          documentNo: form.line('documentNo'),
          reviewOn: granted ? form.date('reviewOn') : null,
          note: form.text('note'),
        },
      }
    },
  },
  {
    act: 'suspend',
    titleKey: 'act.suspend',
    submitKey: 'page.act.submit.suspend',
    leadKey: 'page.act.lead.suspend',
    check: true,
    fields: suspensionFields,
    known: knownSuspension,
    foretell: foretellReview,
    read: form => ({ act: 'suspend', input: readSuspension(form) }),
  },
  {
    act: 'resume',
    titleKey: 'act.resume',
    submitKey: 'act.resume',
    leadKey: 'page.act.lead.resume',
    fields: [noteField],
    read: form => ({ act: 'resume', input: { note: form.text('note') } }),
  },
]

/** Days until a pause must be looked at again. */
async function longestPause({ parts, facts, words }: TaskFormPage): Promise<number> {
  const policy = await findPolicy(parts.database.reader, facts.task.organisation_id, words.today)
  return policy.terms.suspension_days
}

async function knownSuspension(page: TaskFormPage): Promise<Record<string, Partial<FieldDescriptor>>> {
  const { words } = page
  const { t, today, locale } = words
  const days = await longestPause(page)
  const latest = { label: t('ui.pick.latest'), value: formatDate(addDays(today, days)) }
  return {
    ground: {
      options: suspensionGrounds.map(value => ({ value, label: upperFirst(t(`ground.${value}`), locale) })),
    },
    reviewOn: {
      hintValues: { days },
      quickPicks: [...deadlinePicks(today, words, [5, 10]).slice(0, 2), latest],
    },
  }
}

function readSuspension(form: Form) {
  return {
    ground: form.line('ground'),
    note: form.text('note'),
    documentNo: form.line('documentNo'),
    reviewOn: form.date('reviewOn'),
  }
}

/** The deadline that will be in force when the task goes on, so that nobody has to count working days. */
function foretellReview(form: Form, { facts, words }: TaskFormPage): AnswerPart[] {
  const review = form.date('reviewOn')
  const due = facts.task.due_on
  if (!review || !due) return []
  return [
    {
      label: words.t('page.act.about.due_after'),
      value: longDate(dueAfter(due, review, words), words),
    },
  ]
}

function dueAfter(due: PlainDate, review: PlainDate, { today, calendar }: TaskFormPage['words']): PlainDate {
  return resumedDue(due, { from: today, to: review }, calendar)
}

async function aboutRequest({ parts, facts, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  const asked = facts.pending_suspension_request
  if (!asked) return { rows: [], evidence: [] }
  const asker = (await findPosts(parts.database.reader, [asked.asked_by])).get(asked.asked_by)
  return {
    rows: [
      {
        label: t('page.act.about.asked_by'),
        value: [asker?.person_name, asker?.title].filter(Boolean).join(', '),
      },
      { label: t('page.act.about.asked_on'), value: formatDate(asked.asked_on) },
      { label: t('field.ground'), value: upperFirst(t(`ground.${asked.ground}`), words.locale) },
      ...(asked.note ? [{ label: t('field.note'), value: asked.note }] : []),
      { label: t('field.documentNo'), value: asked.document_no },
      { label: t('page.act.about.review_on'), value: longDate(asked.review_on, words) },
    ],
    evidence: [],
  }
}

function upperFirst(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
