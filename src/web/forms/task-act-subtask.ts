import { findPosts } from '../../data/task-place.ts'
import { formatDate } from '../../i18n/format.ts'
import type { FieldDescriptor } from '../../render/form.ts'
import { dateValue, deadlinePicks } from './date-picks.ts'
import type { Form } from './form.ts'
import type { TaskForm, TaskFormAbout, TaskFormPage } from './task-act.ts'
import {
  dateText,
  officerField,
  officerOptions,
  percentField,
  reasonField,
  textField,
} from './task-act-fields.ts'

const subtaskFields: FieldDescriptor[] = [
  { name: 'title', kind: 'line', labelKey: 'field.subtaskTitle', required: true },
  { ...officerField, labelKey: 'field.subtaskOfficerId', emptyKey: 'ui.choose', required: true },
  { name: 'dueOn', kind: 'date', labelKey: 'field.subtaskDueOn', required: true },
  { name: 'criterion', kind: 'text', labelKey: 'field.subtaskCriterion', rows: 2 },
]
const wordField = { ...textField, labelKey: 'field.text.subtask', rows: 4 } as const satisfies FieldDescriptor

/** Work given on within the unit: by its head, and what its officers say of it. */
export const subtaskForms: TaskForm[] = [
  {
    act: 'give_subtask',
    titleKey: 'act.give_subtask',
    submitKey: 'page.act.submit.give_subtask',
    leadKey: 'page.act.lead.give_subtask',
    fields: subtaskFields,
    known: knownFields,
    read: form => ({ act: 'give_subtask', input: inputOf(form) }),
  },
  {
    act: 'change_subtask',
    titleKey: 'act.change_subtask',
    submitKey: 'page.act.submit.change_subtask',
    leadKey: 'page.act.lead.change_subtask',
    fields: subtaskFields,
    known: knownFields,
    read: (form, page) => ({
      act: 'change_subtask',
      input: { ...inputOf(form), subtaskId: page.subtask?.id ?? '' },
    }),
  },
  {
    act: 'update_subtask',
    titleKey: 'act.update_subtask',
    submitKey: 'page.act.submit.update',
    leadKey: 'page.act.lead.update_subtask',
    fields: [wordField, percentField],
    about: aboutSubtask,
    known: async ({ subtask }) => ({ percent: { value: subtask?.percent ?? 0 } }),
    read: (form, page) => ({
      act: 'update_subtask',
      input: { subtaskId: page.subtask?.id ?? '', text: form.text('text'), percent: form.number('percent') },
    }),
  },
  {
    act: 'complete_subtask',
    titleKey: 'act.complete_subtask',
    submitKey: 'page.act.submit.complete_subtask',
    leadKey: 'page.act.lead.complete_subtask',
    fields: [{ ...wordField, required: false }],
    about: aboutSubtask,
    read: (form, page) => ({
      act: 'complete_subtask',
      input: { subtaskId: page.subtask?.id ?? '', text: form.text('text') },
    }),
  },
  {
    act: 'cancel_subtask',
    titleKey: 'act.cancel_subtask',
    submitKey: 'page.act.submit.cancel_subtask',
    leadKey: 'page.act.lead.cancel_subtask',
    fields: [reasonField],
    about: aboutSubtask,
    read: (form, page) => ({
      act: 'cancel_subtask',
      input: { subtaskId: page.subtask?.id ?? '', reason: form.text('reason') },
    }),
  },
]

function inputOf(form: Form) {
  return {
    title: form.line('title'),
    criterion: form.text('criterion'),
    officerId: form.id('officerId'),
    dueOn: form.date('dueOn'),
  }
}

async function knownFields(page: TaskFormPage): Promise<Record<string, Partial<FieldDescriptor>>> {
  const { facts, subtask, words } = page
  const options = await officerOptions(page)
  const due = facts.task.due_on ?? words.today
  const picks = deadlinePicks(words.today, words, [3, 5, 10]).slice(0, 3)
  return {
    title: { value: subtask?.title ?? '' },
    criterion: { value: subtask?.criterion ?? '' },
    officerId: {
      options,
      value: subtask?.officer_id ?? '',
      ...(options.length === 0 ? { hint: words.t('hint.subtaskOfficerId.none') } : {}),
    },
    dueOn: {
      ...dateValue(subtask?.due_on ?? null, words),
      hint: words.t('hint.subtaskDueOn', { due: dateText(facts.task.due_on) }),
      quickPicks: [
        ...picks,
        ...(due >= words.today ? [{ label: words.t('ui.pick.with_task'), value: formatDate(due) }] : []),
      ],
    },
  }
}

async function aboutSubtask({ parts, subtask, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  if (!subtask) return { rows: [], evidence: [] }
  const officer = (await findPosts(parts.database.reader, [subtask.officer_id])).get(subtask.officer_id)
  return {
    rows: [
      { label: t('field.subtaskTitle'), value: subtask.title },
      { label: t('field.subtaskOfficerId'), value: officer?.person_name ?? t('ui.nothing') },
      { label: t('field.subtaskDueOn'), value: formatDate(subtask.due_on) },
      ...(subtask.criterion ? [{ label: t('field.subtaskCriterion'), value: subtask.criterion }] : []),
    ],
    evidence: [],
  }
}
