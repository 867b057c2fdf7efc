import { listSiblingTasks } from '../../data/task-place.ts'
import { findPolicy } from '../../domain/policy.ts'
import { suspensionGrounds } from '../../domain/suspension.ts'
import { formatDate } from '../../i18n/format.ts'
import { addDays } from '../../lib/plain-date.ts'
import { deadlinePicks } from './date-picks.ts'
import type { TaskForm } from './task-act.ts'
import { noteField, reasonField, unitOptions } from './task-act-fields.ts'

/** What leaders do with a task, or secretaries on their behalf. */
export const officeForms: TaskForm[] = [
  {
    act: 'suspend',
    titleKey: 'act.suspend',
    submitKey: 'page.act.submit.suspend',
    leadKey: 'page.act.lead.suspend',
    check: true,
    fields: [
      { name: 'ground', kind: 'radio', labelKey: 'field.ground', required: true },
      { ...noteField, hintKey: 'hint.note.suspend' },
      { name: 'documentNo', kind: 'line', labelKey: 'field.documentNo', required: true, width: 'm' },
      {
        name: 'reviewOn',
        kind: 'date',
        labelKey: 'field.reviewOn',
        hintKey: 'hint.reviewOn',
        required: true,
      },
    ],
    known: async ({ words, facts, parts }) => {
      const { t, today } = words
      const { terms } = await findPolicy(parts.database.reader, facts.task.organisation_id, today)
      const days = terms.suspension_days
      const latest = { label: t('ui.pick.latest'), value: formatDate(addDays(today, days)) }
      return {
        ground: {
          options: suspensionGrounds.map(value => ({
            value,
            label: upperFirst(t(`ground.${value}`), words.locale),
          })),
        },
        reviewOn: {
          hintValues: { days },
          quickPicks: [...deadlinePicks(today, words, [5, 10]).slice(0, 2), latest],
        },
      }
    },
    read: form => ({
      act: 'suspend',
      input: {
        ground: form.line('ground'),
        note: form.text('note'),
        documentNo: form.line('documentNo'),
        reviewOn: form.date('reviewOn'),
      },
    }),
  },
  {
    act: 'resume',
    titleKey: 'act.resume',
    submitKey: 'act.resume',
    leadKey: 'page.act.lead.resume',
    fields: [noteField],
    read: form => ({ act: 'resume', input: { note: form.text('note') } }),
  },
  {
    act: 'propose_non_implementation',
    titleKey: 'act.propose_non_implementation',
    submitKey: 'page.act.submit.propose_non_implementation',
    leadKey: 'page.act.lead.propose_non_implementation',
    fields: [{ name: 'explanation', kind: 'text', labelKey: 'field.explanation', required: true, rows: 8 }],
    read: form => ({ act: 'propose_non_implementation', input: { explanation: form.text('explanation') } }),
  },
  {
    act: 'withdraw',
    titleKey: 'act.withdraw',
    submitKey: 'page.act.submit.withdraw',
    leadKey: 'page.act.lead.withdraw',
    check: true,
    fields: [
      reasonField,
      {
        name: 'successorId',
        kind: 'select',
        labelKey: 'field.successorId',
        emptyKey: 'field.successorId.none',
      },
    ],
    known: async ({ parts, facts, words }) => {
      const tasks = await listSiblingTasks(parts.database.reader, facts.task)
      const label = ({ code, title }: { code: string; title: string }) =>
        words.t('page.act.task', { code, title })
      return { successorId: { options: tasks.map(task => ({ value: task.id, label: label(task) })) } }
    },
    read: form => ({
      act: 'withdraw',
      input: { reason: form.text('reason'), successorId: form.id('successorId') },
    }),
  },
  {
    act: 'reassign',
    titleKey: 'act.reassign',
    submitKey: 'page.act.submit.reassign',
    leadKey: 'page.act.lead.reassign',
    fields: [
      {
        name: 'leadUnitId',
        kind: 'select',
        labelKey: 'field.leadUnitId',
        emptyKey: 'ui.choose',
        required: true,
      },
      reasonField,
    ],
    known: async page => {
      const { task, co_units } = page.facts
      const besides = [task.lead_unit_id, ...co_units.map(part => part.unit_id)]
      return { leadUnitId: { options: await unitOptions(page, besides) } }
    },
    read: form => ({
      act: 'reassign',
      input: { leadUnitId: form.id('leadUnitId') ?? '', reason: form.text('reason') },
    }),
  },
  {
    act: 'correct',
    titleKey: 'act.correct',
    submitKey: 'page.act.submit.correct',
    leadKey: 'page.act.lead.correct',
    fields: [
      { name: 'title', kind: 'line', labelKey: 'field.title', required: true },
      { name: 'criterion', kind: 'text', labelKey: 'field.criterion', required: true, rows: 4 },
      reasonField,
    ],
    known: async ({ facts }) => ({
      title: { value: facts.task.title },
      criterion: { value: facts.task.criterion },
    }),
    read: form => ({
      act: 'correct',
      input: { title: form.line('title'), criterion: form.text('criterion'), reason: form.text('reason') },
    }),
  },
]

function upperFirst(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1)
}
