import { listNonImplementations } from '../../data/non-implementation.ts'
import { formatDate } from '../../i18n/format.ts'
import { longDate } from '../pages/words.ts'
import { deadlinePicks } from './date-picks.ts'
import type { TaskForm, TaskFormAbout, TaskFormPage } from './task-act.ts'
import { reasonField } from './task-act-fields.ts'

/** Act 13, by the committee or a leader. */
export const reopenForms: TaskForm[] = [
  {
    act: 'reopen',
    titleKey: 'act.reopen',
    submitKey: 'page.act.submit.reopen',
    leadKey: 'page.act.lead.reopen',
    check: true,
    fields: [
      { ...reasonField, labelKey: 'field.reason.reopen' },
      {
        name: 'newDueOn',
        kind: 'date',
        labelKey: 'field.newDueOn.reopen',
        hintKey: 'hint.newDueOn.reopen',
        required: true,
      },
    ],
    known: async ({ words }) => ({
      newDueOn: { quickPicks: deadlinePicks(words.today, words, [5, 10, 20]) },
    }),
    about: aboutClosure,
    foretell: (_form, { facts, words }) => [
      { label: words.t('page.act.about.original_stays'), value: longDate(facts.task.original_due_on, words) },
    ],
    read: form => ({
      act: 'reopen',
      input: { reason: form.text('reason'), newDueOn: form.date('newDueOn') },
    }),
  },
]

/** How the task was closed: that stays in the record. */
async function aboutClosure({ parts, facts, words }: TaskFormPage): Promise<TaskFormAbout> {
  const { t } = words
  const { task } = facts
  const date = (day: string | null) => (day ? formatDate(day) : t('ui.nothing'))
  if (task.state === 'verified') {
    return {
      rows: [
        { label: t('page.act.about.completed_on'), value: date(task.completed_on) },
        { label: t('page.act.about.verified_on'), value: date(task.closed_on) },
      ],
      evidence: [],
    }
  }
  const decisions = await listNonImplementations(parts.database.reader, task.id)
  const decision = decisions.findLast(one => one.state === 'accepted')
  return {
    rows: [
      { label: t('field.decisionNo'), value: decision?.decision_no ?? '' },
      { label: t('page.act.about.closed_on'), value: date(task.closed_on) },
      { label: t('field.explanation'), value: decision?.explanation ?? '' },
    ].filter(row => row.value !== ''),
    evidence: [],
  }
}
